import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import type { Typed } from '../input.ts';
import { parsePrefix } from '../ip.ts';
import type { NetworkInput } from '../network-input.ts';
import { nextFreePrefix } from '../queries/prefixes.ts';
import { createNetwork } from './create-network.ts';

type Wanted = Act & { containerId: string; length: unknown; network: Typed<Omit<NetworkInput, 'prefix' | 'vrfId'>> };

/**
 * Enters a network in the first free prefix of this length of a container. Safe against others who ask at the same time: the tree
 * of a VRF is changed by one at a time. `invalid` at `length` when it is none, or when nothing of that length is free; `not_found`.
 */
export const allotPrefix = async (tx: Db, input: Wanted): Promise<{ networkId: string; prefix: string }> => {
  const container = isId(input.containerId)
    ? await tx
        .selectFrom('network')
        .innerJoin('vrf', 'vrf.id', 'network.vrf_id')
        .where('network.id', '=', input.containerId)
        .where('network.kind', '=', 'container')
        .select(['network.id as id', 'network.name as name', 'network.prefix as prefix', 'network.vrf_id as vrfId'])
        .forNoKeyUpdate('vrf')
        .executeTakeFirst()
    : undefined;
  if (!container) throw new AppError('not_found', { what: `container ${input.containerId}` });
  const length = Number(String(input.length ?? '').replace('/', ''));
  const around = parsePrefix(container.prefix);
  const most = around?.family === 6 ? 128 : 32;
  if (!around || !Number.isInteger(length) || length <= around.length || length > most) {
    const message = {
      id: `Isi panjang prefiks dari ${(around?.length ?? 0) + 1} sampai ${most}.`,
      en: `Enter a prefix length from ${(around?.length ?? 0) + 1} to ${most}.`,
    };
    throw invalid([{ field: 'length', message }]);
  }
  const prefix = await nextFreePrefix(tx, container.id, length);
  if (prefix === null) {
    const message = {
      id: `Tidak ada rentang /${length} yang kosong di ${container.name} (${container.prefix}).`,
      en: `No /${length} is free in ${container.name} (${container.prefix}).`,
    };
    throw invalid([{ field: 'length', message }]);
  }
  const { networkId } = await createNetwork(tx, { ...input, network: { ...input.network, prefix, vrfId: container.vrfId } });
  return { networkId, prefix };
};
