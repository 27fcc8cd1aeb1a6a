import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { ImportContext, ImportEvent } from './plan.ts';

/** A row as JSON that PostgreSQL reads into the columns of its table. */
export type JsonRow = Record<string, unknown>;

const names = (columns: readonly string[], of = '') =>
  sql.join(columns.map((column) => sql.ref(of ? `${of}.${column}` : column)));

/** Inserts rows in one statement; the columns are those of the first. */
export const insertRows = async (tx: Db, table: string, rows: readonly JsonRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const columns = Object.keys(rows[0] ?? {});
  await sql`insert into ${sql.table(table)} (${names(columns)}) select ${names(columns)}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb)`.execute(tx);
};

/** Writes these columns of rows that are told by their id, in one statement. */
export const updateRows = async (tx: Db, table: string, columns: readonly string[], rows: readonly JsonRow[]): Promise<void> => {
  if (rows.length === 0) return;
  const set = sql.join(columns.map((column) => sql`${sql.ref(column)} = v.${sql.ref(column)}`));
  await sql`update ${sql.table(table)} t set ${set}
    from jsonb_populate_recordset(null::${sql.table(table)}, ${JSON.stringify(rows)}::jsonb) v where t.id = v.id`.execute(tx);
};

/** Appends one event to the trail of each record. */
export const recordAll = async (tx: Db, events: readonly ImportEvent[], { now, doer, because }: ImportContext): Promise<void> => {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    kind: event.subjectKind,
    id: event.subjectId,
    type: event.type,
    data: { ...event.data, because },
  }));
  await sql`select audit_append(e.kind, e.id, ${now}::timestamptz, e.type, ${doer.accountId}::uuid, ${doer.personId}::uuid,
      ${doer.postId}::uuid, ${doer.acting}, e.data)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as e(kind text, id uuid, type text, data jsonb)`.execute(tx);
};

/** Gives records their tags: those named and no others. */
export const writeTags = async (tx: Db, kind: string, tags: ReadonlyMap<string, readonly string[]>): Promise<void> => {
  if (tags.size === 0) return;
  await sql`delete from record_tag where kind = ${kind} and record_id = any(${[...tags.keys()]}::uuid[])`.execute(tx);
  const rows = [...tags].flatMap(([id, list]) => list.map((tag) => ({ kind, record_id: id, tag })));
  await insertRows(tx, 'record_tag', rows);
};

/** The tags that these records have now. */
export const tagsOf = async (tx: Db, kind: string, ids: readonly string[]): Promise<Map<string, string[]>> => {
  const { rows } = await sql<{ id: string; tags: string[] }>`
    select record_id as id, array_agg(tag order by tag) as tags from record_tag
    where kind = ${kind} and record_id = any(${ids}::uuid[]) group by record_id`.execute(tx);
  return new Map(rows.map(({ id, tags }) => [id, tags]));
};
