import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { type Act, doerOf } from '../act.ts';
import type { ChangeItem } from '../changes/rules.ts';
import type { FindingKind, RecordType } from '../choices.ts';
import { enqueueComparison, enqueuePublication } from '../jobs.ts';
import { getZoneRow, propose } from './propose-change.ts';

/** Some findings by their ids, or all open ones that the act can settle. */
type Settling = Act & { zoneId: string; findings?: readonly string[]; all?: boolean };

const chosen = async (tx: Db, { zoneId, findings = [], all = false }: Settling, kinds: readonly FindingKind[]) => {
  const rows = await tx
    .selectFrom('dns_finding')
    .where('zone_id', '=', zoneId)
    .where('closed_at', 'is', null)
    .where('kind', 'in', [...kinds])
    .$if(!all, (query) => query.where('id', '=', sql<string>`any(${findings.filter(isId)}::uuid[])`))
    .select(['id', 'label', 'type', 'value', 'ttl'])
    .orderBy('label')
    .execute();
  if (rows.length === 0)
    throw invalid([
      {
        field: 'findings',
        message: {
          id: 'Pilih sedikitnya satu temuan yang dapat ditangani begini.',
          en: 'Choose at least one finding that can be settled so.',
        },
      },
    ]);
  return rows;
};

/**
 * Publishes once more what is missing or was changed: it is what the register holds and somebody approved. A job does it, and
 * compares again. Returns how many records. `invalid` when none of the findings is of that kind.
 */
export const repairFindings = async (tx: Db, input: Settling): Promise<number> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const rows = await chosen(tx, input, ['missing', 'changed']);
  const [labels, types, values] = [rows.map(({ label }) => label), rows.map(({ type }) => type), rows.map(({ value }) => value)];
  const { numAffectedRows = 0n } = await sql`
    update dns_record r set state = 'wanted', verified_at = null
    from unnest(${labels}::text[], ${types}::text[], ${values}::text[]) as lost (label, type, value)
    where r.zone_id = ${zone.id} and r.label = lost.label and r.type = lost.type and r.value = lost.value and r.state = 'published'`.execute(
    tx,
  );
  await enqueuePublication(tx, zone.id);
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zone.id,
    at: input.now,
    type: 'drift.repaired',
    doer: doerOf(input),
    data: { records: rows.slice(0, 100).map(({ label, type, value }) => `${label} ${type} ${value}`) },
  });
  await enqueueComparison(tx, { zoneId: zone.id, askedBy: doerOf(input).personId }, { after: input.now.add({ seconds: 15 }) });
  return Number(numAffectedRows);
};

/** Proposes foreign records for the register, or proposes that they go from where they stand. `invalid` when none is foreign. */
export const proposeForeign = async (tx: Db, input: Settling & { as: 'adopt' | 'remove' }): Promise<{ changeId: string }> => {
  const zone = await getZoneRow(tx, input.zoneId);
  const rows = await chosen(tx, input, ['foreign']);
  const items = rows.map(
    ({ label, type, value, ttl }): ChangeItem => ({
      action: input.as === 'adopt' ? 'add' : 'remove',
      label,
      type: type as RecordType,
      value,
      ttl,
      comment: '',
      origin: 'outside',
    }),
  );
  const reason = input.as === 'adopt' ? 'Mencatat rekaman dari luar' : 'Menghapus rekaman dari luar';
  const { changeId } = await propose(tx, zone, { now: input.now, ...(input.doer ? { doer: input.doer } : {}), reason, items });
  await tx
    .updateTable('dns_finding')
    .set({ change_id: changeId })
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .execute();
  return { changeId };
};

/** Asks for a comparison now; a job does it. `not_found`. */
export const requestComparison = async (tx: Db, input: Act & { zoneId: string }): Promise<void> => {
  const zone = await getZoneRow(tx, input.zoneId);
  await enqueueComparison(tx, { zoneId: zone.id, askedBy: doerOf(input).personId });
};
