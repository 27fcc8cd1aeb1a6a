import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { type Act, cause } from '../act.ts';
import { parseAddress } from '../ip.ts';
import { nextFreeAddress } from '../queries/networks.ts';
import { isTaken, refusing } from '../refusals.ts';

type Place = Act & { networkId: string /** An address, or 'next' for the first free one. */; address: string };

/**
 * Gives an address of a network to a server. Constraints of the database keep every address single, inside its prefix
 * and usable: `address_taken`, or `invalid` at `address`. 'next' is safe against others who ask at the same time.
 */
export const assignAddress = (
  tx: Db,
  input: Place & { serverId: string; interface?: string },
): Promise<{ addressId: string; address: string }> => place(tx, input, { serverId: input.serverId, reservedFor: '' });

/** Keeps an address from being given to a server, and says why. Refusals as for `assignAddress`. */
export const reserveAddress = async (
  tx: Db,
  input: Place & { reason: string },
): Promise<{ addressId: string; address: string }> => {
  const reason = input.reason.trim();
  if (reason === '' || reason.length > 200)
    throw invalid([
      {
        field: 'reason',
        message: { id: 'Isi alasan, paling panjang 200 karakter.', en: 'Give a reason of at most 200 characters.' },
      },
    ]);
  return place(tx, input, { serverId: null, reservedFor: reason });
};

/** Makes an address free again. `not_found` when it is none of the register's. */
export const releaseAddress = async (tx: Db, input: Act & { addressId: string }): Promise<void> => {
  const gone = isId(input.addressId)
    ? await tx
        .deleteFrom('address')
        .where('id', '=', input.addressId)
        .returning(['network_id as networkId', 'server_id as serverId', 'address'])
        .executeTakeFirst()
    : undefined;
  if (!gone) throw new AppError('not_found', { what: `address ${input.addressId}` });
  await journal(tx, input, 'address.released', gone.networkId, gone.serverId, { address: gone.address });
};

const noSuchNetwork: Words = { id: 'Jaringan ini tidak ada.', en: 'This network does not exist.' };
const noAddress: Words = { id: 'Ini bukan alamat IP yang sah.', en: 'This is not a valid IP address.' };
const noServer: Words = { id: 'Server ini tidak ada.', en: 'This server does not exist.' };

const place = async (
  tx: Db,
  input: Place & { interface?: string },
  use: { serverId: string | null; reservedFor: string },
): Promise<{ addressId: string; address: string }> => {
  const wanted = input.address.trim();
  if (!isId(input.networkId)) throw invalid([{ field: 'networkId', message: noSuchNetwork }]);
  if (use.serverId !== null && !isId(use.serverId)) throw invalid([{ field: 'serverId', message: noServer }]);
  if (wanted !== 'next' && !parseAddress(wanted)) throw invalid([{ field: 'address', message: noAddress }]);
  // Whoever asks for the next address waits here for whoever asked before.
  const network = await tx
    .selectFrom('network')
    .where('id', '=', input.networkId)
    .select(['name', 'prefix'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!network) throw invalid([{ field: 'networkId', message: noSuchNetwork }]);
  const address = wanted === 'next' ? await nextFreeAddress(tx, input.networkId) : wanted;
  if (address === null) {
    const message = {
      id: `Tidak ada alamat kosong lagi di ${network.name} (${network.prefix}).`,
      en: `No address is free in ${network.name} (${network.prefix}).`,
    };
    throw invalid([{ field: 'address', message }]);
  }
  const addressId = newId();
  try {
    const stored = await refusing(() =>
      tx
        .insertInto('address')
        .values({
          id: addressId,
          network_id: input.networkId,
          prefix: network.prefix,
          address,
          server_id: use.serverId,
          interface: input.interface?.trim() || 'eth0',
          reserved_for: use.reservedFor,
          created_at: input.now,
        })
        .returning('address')
        .executeTakeFirstOrThrow(),
    );
    const data = use.serverId === null ? { reason: use.reservedFor } : { network: network.name };
    const type = use.serverId === null ? 'address.reserved' : 'address.assigned';
    await journal(tx, input, type, input.networkId, use.serverId, { address: stored.address, ...data });
    return { addressId, address: stored.address };
  } catch (error) {
    if (isTaken(error, 'address_address_key')) throw new AppError('address_taken', { address });
    throw error;
  }
};

/** An address is part of its server's journal, or of its network's when no server has it. */
const journal = (
  tx: Db,
  act: Act,
  type: string,
  networkId: string,
  serverId: string | null,
  data: Record<string, unknown>,
): Promise<number> =>
  record(tx, {
    subjectKind: serverId === null ? 'network' : 'server',
    subjectId: serverId ?? networkId,
    at: act.now,
    type,
    doer: act.doer,
    data: { ...data, ...cause(act) },
  });
