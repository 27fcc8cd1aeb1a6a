import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { needRecord, type RecordKind, type RecordRef, tableOf } from './kinds.ts';

export type Annotations = {
  tags: string[];
  notes: { id: string; body: string; at: Temporal.Instant; personName: string | null }[];
  files: { id: string; title: string; name: string; size: number; at: Temporal.Instant; personName: string | null }[];
};

/** Tags, notes (newest first) and attachments of a record that the caller has been shown. */
export const annotationsOf = async (db: Db, { kind, id }: RecordRef): Promise<Annotations> => {
  const [tags, notes, files] = await Promise.all([
    db.selectFrom('record_tag').where('kind', '=', kind).where('record_id', '=', id).select('tag').orderBy('tag').execute(),
    db
      .selectFrom('record_note as n')
      .leftJoin('person as p', 'p.id', 'n.person_id')
      .where('n.kind', '=', kind)
      .where('n.record_id', '=', id)
      .select(['n.id as id', 'n.body as body', 'n.at as at', 'p.name as personName'])
      .orderBy('n.at', 'desc')
      .orderBy('n.id', 'desc')
      .limit(100)
      .execute(),
    db
      .selectFrom('record_file as f')
      .innerJoin('upload as u', 'u.id', 'f.upload_id')
      .innerJoin('file', 'file.id', 'u.file_id')
      .leftJoin('person as p', 'p.id', 'f.person_id')
      .where('f.kind', '=', kind)
      .where('f.record_id', '=', id)
      .select(['f.id as id', 'f.title as title', 'u.name as name', 'file.size as size', 'f.at as at', 'p.name as personName'])
      .orderBy('f.at')
      .orderBy('f.id')
      .execute(),
  ]);
  return { tags: tags.map(({ tag }) => tag), notes, files };
};

/** The stored file of an attachment. `not_found` when the actor does not see its record. */
export const getAttachment = async (
  db: Db,
  actor: Actor,
  { ref, fileId }: { ref: RecordRef; fileId: string },
): Promise<{ fileId: string; name: string }> => {
  await needRecord(db, actor, ref);
  const found = isId(fileId)
    ? await db
        .selectFrom('record_file as f')
        .innerJoin('upload as u', 'u.id', 'f.upload_id')
        .where('f.id', '=', fileId)
        .where('f.kind', '=', ref.kind)
        .where('f.record_id', '=', ref.id)
        .select(['u.file_id as fileId', 'u.name as name'])
        .executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `attachment ${fileId}` });
  return found;
};

/** The tags that records of a kind carry, the most used first. */
export const listTags = async (db: Db, kind: RecordKind): Promise<{ tag: string; records: number }[]> =>
  db
    .selectFrom('record_tag')
    .where('kind', '=', kind)
    .select(['tag', (select) => select.fn.countAll<number>().as('records')])
    .groupBy('tag')
    .orderBy('records', 'desc')
    .orderBy('tag')
    .limit(200)
    .execute();

const titles: Record<RecordKind, string> = {
  application: 'name',
  server: 'name',
  rack: 'name',
  interface: "(select s.name || ' ' from server s where s.id = server_id) || name",
  cable: "coalesce(nullif(label, ''), 'Kabel')",
  site: 'name',
  network: 'name',
  range: "host(first_address) || '–' || host(last_address)",
  vlan: "'VLAN ' || vid || ' ' || name",
  vrf: 'name',
};

/** What a record is called; the caller has made sure that it may be seen. */
export const recordTitle = async (db: Db, { kind, id }: RecordRef): Promise<string> => {
  const { rows } = await sql<{ title: string }>`
    select ${sql.raw(titles[kind])} as title from ${sql.table(tableOf(kind))} where id = ${id}::uuid`.execute(db);
  return rows[0]?.title ?? id;
};

/** That a record carries a tag, as a condition on its table's own id. */
export const tagged = (kind: RecordKind, tag: string) =>
  sql`id in (select record_id from record_tag where kind = ${kind} and tag = ${tag.trim().toLowerCase()})`;
