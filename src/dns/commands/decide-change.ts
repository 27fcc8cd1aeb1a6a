import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { optionalText, parse } from '#lib/input.ts';
import { type Act, doerOf } from '../act.ts';
import { getItems } from '../changes/queries.ts';
import { type ChangeItem, judge, type RecordOwner } from '../changes/rules.ts';
import { concerned, type Seen, seenLines } from '../changes/store.ts';
import { changeStates } from '../choices.ts';
import { enqueuePublication } from '../jobs.ts';
import type { ZoneRecord } from '../zone/print.ts';

type Decision = Act & { zoneId: string; changeId: string };

const lock = async (tx: Db, { zoneId, changeId }: Decision) => {
  const change =
    isId(zoneId) && isId(changeId)
      ? await tx
          .selectFrom('dns_change as c')
          .innerJoin('dns_zone as z', 'z.id', 'c.zone_id')
          .where('c.id', '=', changeId)
          .where('c.zone_id', '=', zoneId)
          .select(['c.id', 'c.number', 'c.state', 'c.author', 'c.sensitive', 'c.seen', 'z.name', 'z.internal', 'z.ttl'])
          .forNoKeyUpdate()
          .executeTakeFirst()
      : undefined;
  if (!change) throw new AppError('not_found', { what: `change ${changeId}` });
  return change;
};

const needProposed = (change: { state: string }, action: string): void => {
  if (change.state === 'proposed') return;
  const state = changeStates.find(({ value }) => value === change.state)?.label.id ?? change.state;
  throw new AppError('not_possible_now', { action, state, possible: '–' });
};

const secondPerson = {
  id: 'perubahan ini harus disetujui oleh orang lain daripada pengusulnya',
  en: 'this change must be approved by somebody else than who proposed it',
};

/**
 * Approves a change set and has it published by a job. What stands in its sets is looked at once more: when that is not what
 * the proposal was made on, here or (`found`) at the name server, it is refused as `invalid` and nothing happens.
 * `forbidden` when it is sensitive and the same person proposed it; `not_possible_now` when it was decided already.
 */
export const approveChange = async (
  tx: Db,
  input: Decision & { found?: readonly ZoneRecord[] | null; note?: string; language?: 'id' | 'en' },
): Promise<void> => {
  const { now, zoneId, changeId } = input;
  const { note } = parse(noteSchema, { note: input.note });
  // Two approvals of one zone follow each other, so that each judges what the other did.
  await tx.selectFrom('dns_zone').where('id', '=', zoneId).select('id').forNoKeyUpdate().execute();
  const change = await lock(tx, input);
  needProposed(change, 'approve');
  const doer = doerOf(input);
  if (change.sensitive.length > 0 && (doer.personId === null || doer.personId === change.author))
    throw new AppError('forbidden', { why: secondPerson[input.language ?? 'id'] });
  const items = await getItems(tx, changeId);
  const zone = { id: zoneId, name: change.name, internal: change.internal };
  const before = await concerned(tx, zone, items);
  needUnmoved(change.seen as Seen, {
    register: seenLines(before, items, change.ttl),
    live: input.found ? seenLines(input.found, items, change.ttl) : null,
  });
  const [first] = judge(zone, before, items).faults;
  if (first) throw invalid([{ field: 'change', message: first.message }]);
  await apply(tx, { zoneId, changeId, now, items });
  await tx
    .updateTable('dns_change')
    .set({
      state: 'approved',
      approver: doer.personId,
      approver_label: sql<string>`coalesce((select name from person where id = ${doer.personId}::uuid), '')`,
      decision_note: note,
      decided_at: now,
    })
    .where('id', '=', changeId)
    .execute();
  await enqueuePublication(tx, zoneId);
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zoneId,
    at: now,
    type: 'change.approved',
    doer,
    data: { number: change.number, note },
  });
};

const needUnmoved = (then: Seen, now: Seen): void => {
  const differ = (a: readonly string[], b: readonly string[]) => JSON.stringify(a) !== JSON.stringify(b);
  const moved = differ(then.register, now.register)
    ? now.register
    : then.live && now.live && differ(then.live, now.live)
      ? now.live
      : null;
  if (moved === null) return;
  const found = moved.join('; ').slice(0, 300) || '–';
  throw invalid([
    {
      field: 'change',
      message: {
        id: `Zona sudah berubah sejak perubahan ini diusulkan. Sekarang: ${found}. Tarik usulan ini dan usulkan lagi.`,
        en: `The zone has changed since this was proposed. Now: ${found}. Withdraw this proposal and propose it again.`,
      },
    },
  ]);
};

type Part = { zoneId: string; changeId: string; now: Temporal.Instant; items: readonly ChangeItem[] };

const apply = async (tx: Db, { zoneId, changeId, items, now }: Part): Promise<void> => {
  const added = items.filter(({ action }) => action === 'add');
  for (let start = 0; start < added.length; start += 5000)
    await add(tx, { zoneId, changeId, now, items: added.slice(start, start + 5000) });
  await remove(tx, { zoneId, changeId, now, items: items.filter(({ action }) => action === 'remove') });
  for (const { label, type, value, ttl, ...item } of items.filter(({ action }) => action === 'change')) {
    const set = tx
      .updateTable('dns_record')
      .where('zone_id', '=', zoneId)
      .where('label', '=', label)
      .where('type', '=', type)
      .where('state', 'in', ['wanted', 'published']);
    await set.set({ state: 'wanted', ttl, change_id: changeId, verified_at: null }).execute();
    const owner = { comment: item.comment, ...columnsOf(item) };
    await set.where('value', '=', value).set(owner).execute();
  }
};

const columnsOf = ({ officeId = null, applicationId = null, reference = '' }: RecordOwner) => ({
  office_id: officeId,
  application_id: applicationId,
  reference,
});

/** All at once: an adopted zone has thousands. */
const add = async (tx: Db, { zoneId, changeId, now, items }: Part): Promise<void> => {
  const column = <T>(of: (item: ChangeItem) => T): T[] => items.map(of);
  await sql`
    insert into dns_record as r (id, zone_id, label, type, value, ttl, comment, origin, office_id, application_id, reference, state, created_at, change_id)
    select id, ${zoneId}, label, type, value, ttl, comment, origin, office_id, application_id, reference, 'wanted', ${now}::timestamptz, ${changeId}
    from unnest(${column(() => newId())}::uuid[], ${column((item) => item.label)}::text[], ${column((item) => item.type)}::text[],
      ${column((item) => item.value)}::text[], ${column((item) => item.ttl)}::integer[], ${column((item) => item.comment)}::text[],
      ${column((item) => item.origin ?? 'register')}::text[], ${column((item) => item.officeId ?? null)}::uuid[],
      ${column((item) => item.applicationId ?? null)}::uuid[], ${column((item) => item.reference ?? '')}::text[])
      as added (id, label, type, value, ttl, comment, origin, office_id, application_id, reference)
    on conflict (zone_id, label, type, value) where state <> 'removed' do update
      set state = 'wanted', ttl = excluded.ttl, comment = excluded.comment, change_id = excluded.change_id, verified_at = null,
        office_id = excluded.office_id, application_id = excluded.application_id, reference = excluded.reference`.execute(tx);
};

const remove = async (tx: Db, { zoneId, changeId, now, items }: Part): Promise<void> => {
  if (items.length === 0) return;
  const [labels, types, values] = [
    items.map(({ label }) => label),
    items.map(({ type }) => type),
    items.map(({ value }) => value),
  ];
  await sql`
    update dns_record r set state = 'removing', change_id = ${changeId}
    from unnest(${labels}::text[], ${types}::text[], ${values}::text[]) as gone (label, type, value)
    where r.zone_id = ${zoneId} and r.label = gone.label and r.type = gone.type and r.value = gone.value
      and r.state in ('wanted', 'published')`.execute(tx);
  const outside = items.filter(({ origin }) => origin === 'outside');
  if (outside.length === 0) return;
  // The register never had it: it comes in only to be taken away where it stands.
  await add(tx, { zoneId, changeId, now, items: outside });
  await tx
    .updateTable('dns_record')
    .set({ state: 'removing' })
    .where('change_id', '=', changeId)
    .where('state', '=', 'wanted')
    .where('origin', '=', 'outside')
    .where((where) =>
      where.or(
        outside.map(({ label, type, value }) =>
          where.and([where('label', '=', label), where('type', '=', type), where('value', '=', value)]),
        ),
      ),
    )
    .execute();
};

const noteSchema = z.object({ note: optionalText(500) });

/** Refuses a proposal, with a reason; or its author takes it back. */
export const closeChange = async (tx: Db, input: Decision & { as: 'refused' | 'withdrawn'; note?: string }): Promise<void> => {
  const { now, zoneId, changeId, as } = input;
  const change = await lock(tx, input);
  needProposed(change, as);
  const { note } = parse(noteSchema, { note: input.note });
  const doer = doerOf(input);
  if (as === 'refused' && note === '')
    throw invalid([{ field: 'note', message: { id: 'Tulis alasan penolakan.', en: 'Say why it is refused.' } }]);
  await tx
    .updateTable('dns_change')
    .set({
      state: as,
      decision_note: note,
      decided_at: now,
      approver_label: sql<string>`coalesce((select name from person where id = ${doer.personId}::uuid), '')`,
    })
    .where('id', '=', changeId)
    .execute();
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zoneId,
    at: now,
    type: `change.${as}`,
    doer,
    data: { number: change.number, note },
  });
};
