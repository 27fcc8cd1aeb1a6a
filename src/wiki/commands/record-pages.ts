import { sql } from 'kysely';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { Access, RecordKind } from '../choices.ts';
import { emptySections } from '../markdown/scan.ts';
import { titleKey } from '../title.ts';
import { addPage } from './create-page.ts';

/** The space that pages of records stand in; it is opened when the first of them is made. */
export type RecordSpace = { key: string; name: string; description: string; access: Access; needsApproval?: boolean };

/** One page of a record's set. `part`: '' for the main page, under which the others stand. */
export type RecordPage = { part: string; title: string; body: string; required: readonly string[]; officeId: string | null };

/** The id of a space by its key, opened by Griya when it is not there yet. */
const ensureSpace = async (tx: Db, space: RecordSpace, now: Temporal.Instant): Promise<string> => {
  const { needsApproval = false, ...rest } = space;
  await tx
    .insertInto('wiki_space')
    .values({ ...rest, id: newId(), needs_approval: needsApproval, created_at: now })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute();
  const { id } = await tx.selectFrom('wiki_space').select('id').where('key', '=', space.key).executeTakeFirstOrThrow();
  return id;
};

/** A title that the space has not; records of one name get a number. */
const freeTitle = async (tx: Db, spaceId: string, title: string): Promise<string> => {
  const clean =
    title
      .replace(/[[\]|#<>{}]|::/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 180) || '–';
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? clean : `${clean} (${n})`;
    const taken = await tx
      .selectFrom('wiki_page')
      .select('id')
      .where('space_id', '=', spaceId)
      .where('title_key', '=', titleKey(candidate))
      .where('state', '<>', 'deleted')
      .executeTakeFirst();
    if (!taken) return candidate;
  }
};

/**
 * Makes the pages of a record that are not there yet; those that are stay as people left them. Returns the main page.
 * Two who open one at once make one.
 */
export const ensureRecordPages = async (
  tx: Db,
  input: {
    record: { kind: RecordKind; id: string };
    space: RecordSpace;
    pages: readonly RecordPage[];
    doer: Doer;
    now: Temporal.Instant;
  },
): Promise<{ pageId: string }> => {
  const { record: about, pages, doer, now } = input;
  await sql`select pg_advisory_xact_lock(hashtextextended(${`wiki:${about.kind}:${about.id}`}, 0))`.execute(tx);
  const there = await tx
    .selectFrom('wiki_page')
    .select(['id', 'part'])
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '<>', 'deleted')
    .execute();
  const known = new Map(there.map(({ id, part }) => [part, id]));
  const wanted = pages.filter(({ part }) => !known.has(part));
  if (wanted.length > 0) {
    const spaceId = await ensureSpace(tx, input.space, now);
    for (const { part, title, body, required, officeId } of wanted) {
      const free = await freeTitle(tx, spaceId, title);
      const parentId = part === '' ? null : (known.get('') ?? null);
      const { pageId } = await addPage(tx, {
        ...{ spaceId, parentId, title: free, body, why: 'Dibuat dari templat', personId: doer.personId, now },
        record: { kind: about.kind, id: about.id, part, officeId, required },
      });
      known.set(part, pageId);
      await record(tx, {
        subjectKind: 'wiki-page',
        subjectId: pageId,
        at: now,
        type: 'wiki-page.created',
        doer,
        data: { space: input.space.key, title: free, record: about, part },
      });
    }
  }
  return { pageId: known.get('') ?? '' };
};

/** The required headings of a record's pages under which nothing is written yet; null when the record has no pages. */
export const missingSections = async (db: Db, about: { kind: RecordKind; id: string }): Promise<string[] | null> => {
  const pages = await db
    .selectFrom('wiki_page')
    .select(['body', 'required'])
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '<>', 'deleted')
    .execute();
  return pages.length === 0 ? null : pages.flatMap(({ body, required }) => emptySections(body, required));
};

/** Archives what a record that has ended leaves behind: its pages stay to be read. */
export const archiveRecordPages = async (
  tx: Db,
  input: { record: { kind: RecordKind; id: string }; why: string; doer: Doer; now: Temporal.Instant },
): Promise<number> => {
  const { record: about, why, doer, now } = input;
  const pages = await tx
    .updateTable('wiki_page')
    .set({ state: 'archived', state_reason: why.slice(0, 300), updated_at: now, updated_by: doer.personId })
    .where('record_kind', '=', about.kind)
    .where('record_id', '=', about.id)
    .where('state', '=', 'live')
    .returning(['id', 'title'])
    .execute();
  for (const { id, title } of pages) {
    await record(tx, {
      subjectKind: 'wiki-page',
      subjectId: id,
      at: now,
      type: 'wiki-page.archived',
      doer,
      data: { title, why },
    });
  }
  return pages.length;
};
