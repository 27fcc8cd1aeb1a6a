import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import type { Words } from '#lib/words.ts';
import { bodyAt } from '../commands/save-page.ts';
import { holdOrder, settleOrder } from '../order.ts';
import { setBody } from '../write.ts';
import type { Outcome } from './outcome.ts';
import { reasons } from './words.ts';

type Line = {
  no: number;
  title: string;
  madeTitle: string;
  outcome: Outcome;
  pageId: string;
  revision: number | null;
  doneAt: Temporal.Instant;
  parentId: string | null;
  spaceId: string;
  state: string;
  now: number;
  pageTitle: string;
  cared: boolean;
  commented: boolean;
  filesChanged: boolean;
};

const readLines = async (tx: Db, importId: string): Promise<Line[]> => {
  const { rows } = await sql<Line>`
    select l.no, l.title, case when l.outcome = 'renamed' then l.other_title else l.title end as "madeTitle", l.outcome, l.page_id as "pageId",
      l.revision, l.done_at as "doneAt", p.parent_id as "parentId", p.space_id as "spaceId", p.state, p.revision as now, p.title as "pageTitle",
      p.owner_person_id is not null or p.review_on is not null as cared,
      exists (select 1 from wiki_comment c where c.page_id = p.id and c.at >= l.done_at) as commented,
      exists (select 1 from wiki_attachment a where a.page_id = p.id and (a.at > l.done_at or a.removed_at > l.done_at)) as "filesChanged"
    from wiki_import_page l join wiki_page p on p.id = l.page_id
    where l.import_id = ${importId}::uuid and l.outcome in ('made', 'renamed', 'version', 'redirected') and l.undone is null
    order by l.no for update of p`.execute(tx);
  return rows;
};

/** What somebody has done to a page since the import made it; null when nothing. */
const touched = (line: Line, spaceId: string): Words | null => {
  if (line.now !== line.revision) return reasons.edited;
  if (line.pageTitle !== line.madeTitle || line.spaceId !== spaceId || line.state !== 'live') return reasons.movedOn;
  if (line.commented) return reasons.commented;
  if (line.cared) return reasons.cared;
  return line.filesChanged ? reasons.filesChanged : null;
};

type Undone = { no: number; undone: 'deleted' | 'restored' | 'kept'; why: Words | null };

/** Of these pages those that can go: below none of them a page stays. */
const withNothingBelow = async (tx: Db, ids: ReadonlySet<string>): Promise<Set<string>> => {
  const going = new Set(ids);
  if (going.size === 0) return going;
  const children = await tx
    .selectFrom('wiki_page')
    .select(['id', 'parent_id as parentId'])
    .where('parent_id', 'in', [...ids])
    .where('state', '<>', 'deleted')
    .execute();
  for (let before = -1; before !== going.size; ) {
    before = going.size;
    for (const { id, parentId } of children) if (!going.has(id) && parentId !== null) going.delete(parentId);
  }
  return going;
};

const restore = async (
  tx: Db,
  line: Line,
  { actor, now, why }: { actor: Actor; now: Temporal.Instant; why: string },
): Promise<Undone> => {
  const isTouched = line.now !== line.revision ? reasons.edited : line.state === 'live' ? null : reasons.movedOn;
  if (isTouched) return { no: line.no, undone: 'kept', why: isTouched };
  const body = await bodyAt(tx, line.pageId, line.now - 1);
  const page = { id: line.pageId, revision: line.now, title: line.pageTitle };
  const revision = await setBody(tx, page, { body, why, base: line.now, personId: actor.personId, now });
  await tx
    .updateTable('wiki_attachment')
    .set({ removed_at: now })
    .where('page_id', '=', line.pageId)
    .where('at', '=', line.doneAt)
    .where('removed_at', 'is', null)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: line.pageId,
    at: now,
    type: 'wiki-page.restored',
    doer: doerOf(actor),
    data: { from: line.now - 1, revision },
  });
  return { no: line.no, undone: 'restored', why: null };
};

/**
 * Takes an import back in one act: pages that it made and nobody has changed since are deleted (and found among the deleted ones), pages
 * that it gave a new version get their former text again as the next one. What somebody has changed stays, and its line says why.
 */
export const takeBack = (
  db: Db,
  {
    importId,
    fileName,
    spaceId,
    actor,
    now,
  }: { importId: string; fileName: string; spaceId: string; actor: Actor; now: Temporal.Instant },
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const row = await tx.selectFrom('wiki_import').select('state').where('id', '=', importId).forUpdate().executeTakeFirst();
    if (row?.state !== 'undoing') return;
    await holdOrder(tx, [spaceId]);
    const why = `Impor ${fileName.slice(0, 120)} dibatalkan`;
    const lines = await readLines(tx, importId);
    const undone: Undone[] = [];
    const made = lines.filter(({ outcome }) => outcome === 'made' || outcome === 'renamed');
    const gone = made.filter(({ state }) => state === 'deleted');
    const untouched = made.filter((line) => line.state !== 'deleted' && touched(line, spaceId) === null);
    const going = await withNothingBelow(tx, new Set(untouched.map(({ pageId }) => pageId)));
    if (going.size > 0) {
      await tx
        .updateTable('wiki_page')
        .set({ state: 'deleted', state_reason: why, position: 0, updated_at: now, updated_by: actor.personId })
        .where('id', 'in', [...going])
        .execute();
    }
    for (const line of made) {
      const isGone = going.has(line.pageId) || gone.includes(line);
      undone.push({
        no: line.no,
        undone: isGone ? 'deleted' : 'kept',
        why: isGone ? null : (touched(line, spaceId) ?? reasons.hasBelow),
      });
    }
    for (const line of lines.filter(({ outcome }) => outcome === 'version'))
      undone.push(await restore(tx, line, { actor, now, why }));
    const redirects = lines.filter(({ outcome }) => outcome === 'redirected');
    for (const { no, pageId, doneAt, title } of redirects) {
      await sql`delete from wiki_redirect where space_id = ${spaceId}::uuid and page_id = ${pageId}::uuid and at = ${doneAt}::timestamptz
        and title_key = lower(${title})`.execute(tx);
      undone.push({ no, undone: 'deleted', why: null });
    }
    await sql`
      update wiki_import_page l set undone = d.undone, undone_why = nullif(d.why, 'null'::jsonb)
      from jsonb_to_recordset(${JSON.stringify(undone)}::jsonb) as d (no integer, undone text, why jsonb)
      where l.import_id = ${importId}::uuid and l.no = d.no`.execute(tx);
    const parents = new Set(lines.filter(({ pageId }) => going.has(pageId)).map(({ parentId }) => parentId));
    for (const parentId of parents) if (parentId === null || !going.has(parentId)) await settleOrder(tx, { spaceId, parentId });
    await tx.updateTable('wiki_import').set({ state: 'undone', ended_at: now }).where('id', '=', importId).execute();
    const count = (what: Undone['undone']): number => undone.filter((each) => each.undone === what).length;
    await record(tx, {
      subjectKind: 'wiki-space',
      subjectId: spaceId,
      at: now,
      type: 'wiki-space.import-undone',
      doer: doerOf(actor),
      data: { file: fileName, import: importId, deleted: count('deleted'), restored: count('restored'), kept: count('kept') },
    });
  });
