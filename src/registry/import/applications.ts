import { sql } from 'kysely';
import type { FieldFault } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { changesBetween } from '../act.ts';
import { readTags } from '../annotations/annotate.ts';
import { type ApplicationFields, applicationFields, readApplicationFields } from '../application-fields.ts';
import { insertRows, type JsonRow, recordAll, tagsOf, updateRows, writeTags } from './bulk.ts';
import { readOffices } from './lookups.ts';
import { faultsOf, faulty, type Planned, repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

type Before = JsonRow & { id: string; name: string; office_id: string; status: string; version: number };

const defaults: JsonRow = {
  ...Object.fromEntries(
    applicationFields.map(({ key, kind }) => [
      key,
      kind === 'date' ? null : kind === 'yes_no' ? false : key === 'audience' ? 'public' : '',
    ]),
  ),
  status: 'active',
  version: 1,
  retired_reason: '',
};

const personalKeys = new Set<string>(applicationFields.filter(({ personal }) => personal).map(({ key }) => key));
const changeable = applicationFields.map(({ key }) => String(key)).concat('status', 'version');

const nameOf = (row: TypedRow): string => String(row.values.name ?? '');

const asJson = (row: object): JsonRow =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Temporal.PlainDate ? String(value) : value]),
  );

/** Applications: known by their name and office; what a row leaves empty stays as it is. Personal data is named, never quoted. */
export const applicationTarget: Target = {
  kind: 'applications',
  plan: async (tx, rows, context, seen) => {
    const offices = await readOffices(tx);
    const officeOf = (row: TypedRow): string => offices.get(String(row.values.office ?? '').toLowerCase()) ?? '';
    const keyOf = (row: TypedRow): string => (officeOf(row) === '' ? '' : `${officeOf(row)} ${nameOf(row).toLowerCase()}`);
    const names = [...new Set(rows.map((row) => nameOf(row).toLowerCase()))];
    const { rows: stored } = await sql<Before>`
      select * from application where status <> 'retired' and lower(name) = any(${names}::text[])`.execute(tx);
    const known = new Map(stored.map((row) => [`${row.office_id} ${row.name.toLowerCase()}`, row]));
    const tagsBefore = await tagsOf(
      tx,
      'application',
      stored.map(({ id }) => id),
    );
    const again = repeated(seen, rows, keyOf);
    const planOne = (row: TypedRow): Planned => {
      const label = nameOf(row);
      const faults: FieldFault[] = [...row.faults];
      const { office, status, tags, ...fields } = row.values;
      const officeId = officeOf(row);
      if (officeId === '' && office !== undefined) {
        const message = { id: `Perangkat daerah "${String(office)}" tidak ada.`, en: `There is no office "${String(office)}".` };
        faults.push({ field: 'office', message });
      }
      const same = again.get(row);
      if (same !== undefined) faults.push(sameAsRow('name', same));
      const read = faultsOf(() => readApplicationFields(fields));
      if ('faults' in read) faults.push(...read.faults.filter(({ field }) => !faults.some((fault) => fault.field === field)));
      const wantedTags = tags === undefined ? undefined : faultsOf(() => readTags(String(tags)));
      if (wantedTags && 'faults' in wantedTags) faults.push(...wantedTags.faults);
      if (faults.length > 0 || 'faults' in read) return faulty(row, label, faults);
      const listed = wantedTags && 'value' in wantedTags ? wantedTags.value : undefined;
      const before = known.get(keyOf(row));
      const wanted = { ...read.value, ...(status === undefined ? {} : { status }) };
      return before
        ? planChange(row, before, { wanted, tags: listed, tagsNow: tagsBefore.get(before.id) ?? [] })
        : planNew(row, { wanted, officeId, tags: listed, now: context.now });
    };
    return rows.map(planOne);
  },
  write: async (tx, planned, context) => {
    const writes = planned.flatMap(({ verdict, write }) => (write ? [{ verdict, ...write }] : []));
    const rows = (verdict: string) => writes.filter((each) => each.verdict === verdict).map(({ row }) => row);
    await insertRows(tx, 'application', rows('new'));
    await updateRows(tx, 'application', changeable, rows('change'));
    await recordAll(
      tx,
      writes.map(({ event }) => event),
      context,
    );
    await writeTags(
      tx,
      'application',
      new Map(writes.flatMap(({ row, tags }) => (tags ? [[String(row.id), tags] as const] : []))),
    );
  },
};

type New = {
  wanted: Partial<ApplicationFields> & { status?: unknown };
  officeId: string;
  tags: string[] | undefined;
  now: Temporal.Instant;
};

const planNew = (row: TypedRow, { wanted, officeId, tags, now }: New): Planned => {
  const id = newId();
  const at = String(now);
  const stored = { ...defaults, ...asJson(wanted), id, office_id: officeId, created_at: at };
  const isActive = (wanted.status ?? 'active') === 'active';
  return {
    row: row.no,
    verdict: 'new',
    label: nameOf(row),
    faults: [],
    changes: {},
    write: {
      table: 'application',
      row: { ...stored, activated_at: isActive ? at : null },
      event: {
        subjectKind: 'application',
        subjectId: id,
        type: 'application.imported',
        data: { name: nameOf(row), officeId, status: wanted.status ?? 'active' },
      },
      ...(tags ? { tags } : {}),
    },
  };
};

type Change = { wanted: Partial<ApplicationFields> & { status?: unknown }; tags: string[] | undefined; tagsNow: string[] };

const planChange = (row: TypedRow, before: Before, { wanted, tags, tagsNow }: Change): Planned => {
  const label = before.name;
  const all = changesBetween(asJson(before), asJson(wanted));
  if (tags && tags.join() !== tagsNow.join()) all.tags = [tagsNow.join(', '), tags.join(', ')];
  if (Object.keys(all).length === 0) return { row: row.no, verdict: 'same', label, faults: [], changes: {}, write: null };
  const personal = Object.keys(all).filter((key) => personalKeys.has(key));
  const open = Object.fromEntries(Object.entries(all).filter(([key]) => !personalKeys.has(key)));
  const shown = { ...open, ...Object.fromEntries(personal.map((key) => [key, ['•••', '•••'] as [unknown, unknown]])) };
  return {
    row: row.no,
    verdict: 'change',
    label,
    faults: [],
    changes: shown,
    write: {
      table: 'application',
      row: { ...asJson(before), ...asJson(wanted), version: before.version + 1 },
      event: {
        subjectKind: 'application',
        subjectId: before.id,
        type: 'application.described',
        data: { changes: open, ...(personal.length > 0 ? { personal } : {}) },
      },
      ...(tags ? { tags } : {}),
    },
  };
};
