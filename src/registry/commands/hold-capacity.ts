import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { doerOf, type HolderAct } from '../act.ts';
import { type Resources, resourceFaults } from '../capacity.ts';
import { notAccepting, refusing } from '../refusals.ts';

export type ClaimInput = HolderAct &
  Resources & { serverId: string; holder: string; holderLabel: string; expiresAt?: Temporal.Instant };

/**
 * Holds capacity of a server that accepts applications for `holder`, so that nobody else can get it. A holder has one
 * claim: holding again moves or resizes it. Whoever comes second for the last of it gets `no_capacity` naming what is
 * free, because the database counts under a lock of the server; `invalid` at `serverId` when the server takes none.
 */
export const holdCapacity = (tx: Db, input: ClaimInput): Promise<{ claimId: string }> => writeClaim(tx, input, 'held');

/** Takes capacity for good at once, on any server that is in use: for a server that was provided for this very holder. */
export const takeCapacity = (tx: Db, input: ClaimInput): Promise<{ claimId: string }> => writeClaim(tx, input, 'allotted');

const writeClaim = async (tx: Db, input: ClaimInput, state: 'held' | 'allotted'): Promise<{ claimId: string }> => {
  const { serverId, holder, holderLabel, cpu, memoryMb, diskGb, now } = input;
  const faults = resourceFaults(input);
  if (faults.length > 0) throw invalid(faults);
  if (!isId(serverId)) throw invalid([{ field: 'serverId', message: notAccepting }]);
  const event = {
    subjectKind: 'server',
    subjectId: serverId,
    at: now,
    type: `capacity.${state}`,
    doer: doerOf(input),
    data: { holder, holderLabel, cpu, memoryMb, diskGb, expiresAt: input.expiresAt?.toString() ?? null },
  };
  const { rows } = await refusing(
    () =>
      sql<{ id: string }>`
        with written as (insert into capacity_claim as claim
          (id, server_id, holder, holder_label, state, cpu, memory_mb, disk_gb, held_at, expires_at, allotted_at)
        select ${newId()}, id, ${holder}::uuid, ${holderLabel}, ${state}, ${cpu}::int, ${memoryMb}::bigint, ${diskGb}::bigint,
          ${now}::timestamptz, ${state === 'held' ? (input.expiresAt ?? null) : null}::timestamptz,
          ${state === 'allotted' ? now : null}::timestamptz
        from server where id = ${serverId} and ${state === 'held' ? sql`status = 'active' and accepts_applications` : sql`status <> 'retired'`}
        on conflict (holder) where state <> 'released' do update set
          server_id = excluded.server_id, holder_label = excluded.holder_label, state = excluded.state, cpu = excluded.cpu,
          memory_mb = excluded.memory_mb, disk_gb = excluded.disk_gb, held_at = excluded.held_at,
          expires_at = excluded.expires_at, allotted_at = excluded.allotted_at
          where claim.state = 'held'
        returning id)
        select id, ${appended(event)} as seq from written`.execute(tx),
    input,
  );
  const claim = rows[0];
  if (!claim) throw await whyNothing(tx, holder);
  return { claimId: claim.id };
};

const whyNothing = async (tx: Db, holder: string) => {
  const allotted = await tx
    .selectFrom('capacity_claim as claim')
    .innerJoin('server', 'server.id', 'claim.server_id')
    .where('claim.holder', '=', holder)
    .where('claim.state', '=', 'allotted')
    .select(['server.name', 'claim.holder_label as label'])
    .executeTakeFirst();
  if (!allotted) return invalid([{ field: 'serverId', message: notAccepting }]);
  const message = {
    id: `Kapasitas untuk ${allotted.label} sudah dialokasikan di ${allotted.name}.`,
    en: `Capacity for ${allotted.label} is already allotted on ${allotted.name}.`,
  };
  return invalid([{ field: 'serverId', message }]);
};
