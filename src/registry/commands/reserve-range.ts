import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import type { Typed } from '../input.ts';
import { parsePrefix } from '../ip.ts';
import { globalVrfId, type RangeInput, readRange } from '../network-input.ts';
import { refusing } from '../refusals.ts';

type Reserve = Act & { networkId: string; range: Typed<RangeInput> };

/**
 * Keeps a range of a network from being given. `invalid` when it lies outside, overlaps another range, or when a server has an
 * address of it already; `not_found` for an unknown network or a container.
 */
export const reserveRange = async (tx: Db, input: Reserve): Promise<{ rangeId: string }> => {
  const network = isId(input.networkId)
    ? await tx
        .selectFrom('network')
        .where('id', '=', input.networkId)
        .where('kind', '=', 'network')
        .select(['id', 'prefix'])
        .executeTakeFirst()
    : undefined;
  if (!network) throw new AppError('not_found', { what: `network ${input.networkId}` });
  const { first, last, purpose, reason } = readRange(input.range, parsePrefix(network.prefix));
  const rangeId = newId();
  await refusing(() =>
    tx
      .insertInto('address_range')
      .values({
        id: rangeId,
        network_id: network.id,
        // The trigger writes the network's own.
        vrf_id: globalVrfId,
        prefix: network.prefix,
        first_address: first,
        last_address: last,
        purpose,
        reason,
        created_at: input.now,
      })
      .execute(),
  );
  await journal(tx, input, network.id, 'range.reserved', { first, last, purpose, reason });
  return { rangeId };
};

/** Makes a reserved range free again. `not_found` when it is none of the register's. */
export const releaseRange = async (tx: Db, input: Act & { rangeId: string }): Promise<void> => {
  const gone = isId(input.rangeId)
    ? await tx
        .deleteFrom('address_range')
        .where('id', '=', input.rangeId)
        .returning(['network_id as networkId', 'first_address as first', 'last_address as last', 'reason'])
        .executeTakeFirst()
    : undefined;
  if (!gone) throw new AppError('not_found', { what: `range ${input.rangeId}` });
  const { networkId, ...range } = gone;
  await journal(tx, input, networkId, 'range.released', range);
};

const journal = (tx: Db, act: Act, networkId: string, type: string, data: Record<string, unknown>): Promise<number> =>
  record(tx, {
    subjectKind: 'network',
    subjectId: networkId,
    at: act.now,
    type,
    doer: act.doer,
    data: { ...data, ...cause(act) },
  });
