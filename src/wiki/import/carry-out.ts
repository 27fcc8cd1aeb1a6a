import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { settleOrder } from '../order.ts';
import { titleKey } from '../title.ts';
import { setBody } from '../write.ts';
import type { Collision } from './kinds.ts';
import { withLinks } from './link-marks.ts';
import { type Outcome, promised } from './outcome.ts';
import type { PlanLine } from './plan.ts';
import type { Source, SourcePage } from './source.ts';
import { placed } from './tree.ts';
import { reasons } from './words.ts';
import { type NewPage, slugGiver, takenSlugs, type Writing, writeFiles, writePages } from './write-pages.ts';

/** So many lines go into one transaction. */
const batch = 100;

type Line = Pick<PlanLine, 'no' | 'parentNo' | 'source' | 'title' | 'otherTitle' | 'verdict' | 'pageId' | 'seenRevision'> & {
  outcome: Outcome | null;
  notes: readonly Words[];
};

/** What became of a line. */
type Done = { no: number; outcome: Outcome; pageId: string | null; why?: Words; revision?: number; notes?: readonly Words[] };

type Running = {
  importId: string;
  fileName: string;
  taken: Collision;
  actor: Actor;
  writing: Omit<Writing, 'now'>;
  pages: ReadonlyMap<number, SourcePage>;
  titleOf: (key: string) => string;
  /** The page that each line stands for by now. */
  ids: Map<number, string>;
  slug: (title: string) => string;
};

const readLines = (db: Db, importId: string): Promise<Line[]> =>
  db
    .selectFrom('wiki_import_page')
    .select(['no', 'parent_no as parentNo', 'source', 'title', 'other_title as otherTitle', 'verdict', 'page_id as pageId'])
    .select(['seen_revision as seenRevision', 'outcome', 'notes'])
    .where('import_id', '=', importId)
    .orderBy('no')
    .execute() as unknown as Promise<Line[]>;

const titleAt = (line: Line, taken: Collision): string =>
  promised(line.verdict, taken) === 'renamed' ? (line.otherTitle ?? line.title) : line.title;

const whyOf = ({ fileName, pages }: Running, line: Line): string => {
  const by = pages.get(line.no)?.by;
  return `Diimpor dari ${fileName.slice(0, 120)}${by ? ` (${by})` : ''}`;
};

/**
 * Of the lines above these the pages that are there and live: of one that is archived or gone by now, what is below stands at the top.
 * Another worker may have made them.
 */
const liveAbove = async (tx: Db, { importId, ids }: Running, lines: readonly Line[]): Promise<Set<string>> => {
  const above = [...new Set(lines.flatMap(({ parentNo }) => (parentNo === null ? [] : [parentNo])))];
  if (above.length === 0) return new Set();
  const rows = await tx
    .selectFrom('wiki_import_page as l')
    .innerJoin('wiki_page as p', 'p.id', 'l.page_id')
    .select(['l.no', 'p.id', 'l.outcome'])
    .where('l.import_id', '=', importId)
    .where('l.no', 'in', above)
    .where('p.state', '=', 'live')
    .execute();
  for (const { no, id, outcome } of rows) if (outcome !== null) ids.set(no, id);
  return new Set(rows.map(({ id }) => id));
};

/** Those above before those below: where a page could not be added, what is below it stands at the top. */
const writeByLevel = async (tx: Db, pages: readonly NewPage[], writing: Writing): Promise<Set<string>> => {
  const added = new Set<string>();
  const own = new Set(pages.map(({ id }) => id));
  let left = pages;
  while (left.length > 0) {
    const waiting = new Set(left.map(({ id }) => id));
    const ready = left.filter(({ parentId }) => parentId === null || !waiting.has(parentId));
    const there = ready.map((page) => {
      const isLost = page.parentId !== null && own.has(page.parentId) && !added.has(page.parentId);
      return isLost ? { ...page, parentId: null } : page;
    });
    for (const id of await writePages(tx, there, writing)) added.add(id);
    left = left.filter((page) => !ready.includes(page));
  }
  return added;
};

/** What could not be attached and was not foretold. */
const unforeseen = (line: Line, notes: readonly Words[]): Words[] =>
  notes.filter(({ en }) => !line.notes.some((each) => each.en === en));

const makeNew = async (tx: Db, running: Running, lines: readonly Line[], now: Temporal.Instant): Promise<Done[]> => {
  if (lines.length === 0) return [];
  const live = await liveAbove(tx, running, lines);
  // Pages of this batch stand above others of it.
  const pages: NewPage[] = [];
  for (const line of lines) {
    const page = running.pages.get(line.no);
    const title = titleAt(line, running.taken);
    const id = newId();
    const above = line.parentNo === null ? undefined : running.ids.get(line.parentNo);
    const parentId = above !== undefined && (live.has(above) || pages.some((each) => each.id === above)) ? above : null;
    running.ids.set(line.no, id);
    pages.push({
      ...{ id, parentId, title, titleKey: titleKey(title), slug: running.slug(title), position: page?.position ?? 0 },
      ...{ body: withLinks(page?.body ?? '', running.titleOf), why: whyOf(running, line) },
    });
  }
  const writing = { ...running.writing, now };
  const added = await writeByLevel(tx, pages, writing);
  const done: Done[] = [];
  for (const [n, line] of lines.entries()) {
    const id = pages[n]?.id ?? '';
    if (!added.has(id)) {
      running.ids.delete(line.no);
      done.push({ no: line.no, outcome: 'skipped', pageId: null, why: reasons.takenSince });
      continue;
    }
    const notes = unforeseen(line, await writeFiles(tx, id, running.pages.get(line.no)?.files ?? [], writing));
    done.push({ no: line.no, outcome: promised(line.verdict, running.taken), pageId: id, revision: 1, notes });
  }
  const made = pages.filter(({ id }) => added.has(id)).map(({ id, title }) => ({ id, title }));
  if (made.length > 0) {
    await record(tx, {
      subjectKind: 'wiki-space',
      subjectId: running.writing.spaceId,
      at: now,
      type: 'wiki-space.imported',
      doer: doerOf(running.actor),
      data: { import: running.importId, pages: made },
    });
  }
  return done;
};

/** The text of the file as a new version of the page that has its title; not over what somebody wrote since it was tried. */
const renew = async (tx: Db, running: Running, line: Line, now: Temporal.Instant): Promise<Done> => {
  const there = await tx
    .selectFrom('wiki_page')
    .select(['id', 'revision', 'title', 'state'])
    .where('id', '=', line.pageId)
    .forUpdate()
    .executeTakeFirst();
  const skipped = (why: Words): Done => ({ no: line.no, outcome: 'skipped', pageId: line.pageId, why });
  if (!there || there.state === 'deleted') return skipped(reasons.gone);
  if (there.state !== 'live') return skipped(reasons.archived);
  if (there.revision !== line.seenRevision) return skipped(reasons.changed);
  const page = running.pages.get(line.no);
  const [body, why] = [withLinks(page?.body ?? '', running.titleOf), whyOf(running, line)];
  const { personId } = running.writing;
  const revision = await setBody(tx, there, { body, why, base: there.revision, personId, now });
  const notes = unforeseen(line, await writeFiles(tx, there.id, page?.files ?? [], { ...running.writing, now }));
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: there.id,
    at: now,
    type: 'wiki-page.edited',
    doer: doerOf(running.actor),
    data: { revision, base: there.revision, why },
  });
  return { no: line.no, outcome: 'version', pageId: there.id, revision, notes };
};

const redirect = async (tx: Db, running: Running, line: Line, now: Temporal.Instant): Promise<Done> => {
  const pageId = line.parentNo === null ? undefined : running.ids.get(line.parentNo);
  if (pageId === undefined) return { no: line.no, outcome: 'skipped', pageId: null, why: reasons.ownRedirect };
  const { spaceId } = running.writing;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('wiki_redirect')
    .values({ space_id: spaceId, slug: running.slug(line.title), title_key: titleKey(line.title), page_id: pageId, at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  const isMade = (numInsertedOrUpdatedRows ?? 0n) > 0n;
  return isMade
    ? { no: line.no, outcome: 'redirected', pageId }
    : { no: line.no, outcome: 'skipped', pageId, why: reasons.takenSince };
};

const noteDone = (tx: Db, importId: string, done: readonly Done[], now: Temporal.Instant) => {
  const rows = done.map(({ no, outcome, pageId, why = null, revision = null, notes = [] }) => ({
    no,
    outcome,
    pageId,
    why,
    revision,
    notes,
  }));
  return sql`
    update wiki_import_page l set outcome = d.outcome, page_id = coalesce(d."pageId", l.page_id), outcome_why = nullif(d.why, 'null'::jsonb),
      revision = d.revision, notes = l.notes || d.notes, done_at = ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as d (no integer, outcome text, "pageId" uuid, why jsonb, revision integer, notes jsonb)
    where l.import_id = ${importId}::uuid and l.no = d.no`.execute(tx);
};

/** One batch, with its progress, in one transaction; what a killed worker had not written is written by the next one. */
const runBatch = (db: Db, running: Running, lines: readonly Line[], now: Temporal.Instant): Promise<'stop' | Done[]> =>
  db.transaction().execute(async (tx) => {
    const row = await tx
      .selectFrom('wiki_import')
      .select(['state', 'stop_at'])
      .where('id', '=', running.importId)
      .forUpdate()
      .executeTakeFirst();
    if (row?.state !== 'running') return 'stop' as const;
    if (row.stop_at !== null) {
      await tx.updateTable('wiki_import').set({ state: 'stopped', ended_at: now }).where('id', '=', running.importId).execute();
      return 'stop' as const;
    }
    // Another worker at the same import may have been faster.
    const open = await tx
      .selectFrom('wiki_import_page')
      .select('no')
      .where('import_id', '=', running.importId)
      .where(
        'no',
        'in',
        lines.map(({ no }) => no),
      )
      .where('outcome', 'is', null)
      .execute();
    const numbers = new Set(open.map(({ no }) => no));
    const left = lines.filter(({ no }) => numbers.has(no));
    const becomes = (outcome: Outcome) => left.filter(({ verdict }) => promised(verdict, running.taken) === outcome);
    const done: Done[] = await makeNew(
      tx,
      running,
      [...becomes('made'), ...becomes('renamed')].sort((a, b) => a.no - b.no),
      now,
    );
    for (const line of becomes('version')) done.push(await renew(tx, running, line, now));
    for (const line of becomes('redirected')) done.push(await redirect(tx, running, line, now));
    for (const outcome of ['same', 'skipped', 'refused', 'unused'] as const) {
      for (const { no, pageId } of becomes(outcome)) done.push({ no, outcome, pageId });
    }
    if (done.length > 0) await noteDone(tx, running.importId, done, now);
    await tx
      .updateTable('wiki_import')
      .set((set) => ({ done: set('done', '+', done.length) }))
      .where('id', '=', running.importId)
      .execute();
    return done;
  });

export type CarryOut = {
  importId: string;
  fileName: string;
  spaceId: string;
  taken: Collision;
  actor: Actor;
  now: () => Temporal.Instant;
  told?: (done: number, total: number) => Promise<void>;
};

/**
 * Writes the pages of an import that has been tried, in the order of its tree, a hundred at a time, and what became of each into its line.
 * A second run goes on where the first one ended; between two batches it hears that it is to stop.
 */
export const carryOut = async (db: Db, source: Source, input: CarryOut): Promise<void> => {
  const { importId, spaceId, taken, actor, now, told = async () => undefined } = input;
  const lines = await readLines(db, importId);
  const places = placed(source);
  const titles = new Map(places.map(({ page, no, title }) => [page.key, { no, title }]));
  const byNo = new Map(lines.map((line) => [line.no, line]));
  const running: Running = {
    ...{ importId, fileName: input.fileName, taken, actor },
    writing: { spaceId, personId: actor.personId, accountId: actor.accountId },
    pages: new Map(places.map(({ no, page }) => [no, page])),
    titleOf: (key) => {
      const line = byNo.get(titles.get(key)?.no ?? 0);
      return line ? titleAt(line, taken) : (titles.get(key)?.title ?? key);
    },
    ids: new Map(
      lines.flatMap((line) =>
        line.pageId && (line.outcome !== null || promised(line.verdict, taken) !== 'renamed') ? [[line.no, line.pageId]] : [],
      ),
    ),
    slug: slugGiver(await takenSlugs(db, spaceId)),
  };
  const open = lines.filter(({ outcome }) => outcome === null);
  for (let at = 0; at < open.length; at += batch) {
    const done = await runBatch(db, running, open.slice(at, at + batch), now());
    if (done === 'stop') return;
    await told(lines.length - open.length + Math.min(at + batch, open.length), lines.length);
  }
  await settle(db, spaceId, lines, running);
  await db
    .updateTable('wiki_import')
    .set({ state: 'done', ended_at: now(), done: lines.length })
    .where('id', '=', importId)
    .where('state', '=', 'running')
    .execute();
};

const hasOthersOnTop = async (db: Db, spaceId: string, importId: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from wiki_page p where p.space_id = ${spaceId}::uuid and p.parent_id is null and p.state = 'live'
      and not exists (select 1 from wiki_import_page l where l.import_id = ${importId}::uuid and l.page_id = p.id and l.revision = 1)
    limit 1`.execute(db);
  return rows.length > 0;
};

/** The order at the top and below pages that were there before, where new ones have come; those that came bring their order along. */
const settle = async (db: Db, spaceId: string, lines: readonly Line[], { importId, ids, taken }: Running): Promise<void> => {
  const made = new Set(lines.filter(({ verdict }) => ['made', 'renamed'].includes(promised(verdict, taken))).map(({ no }) => no));
  const parents = new Set(
    lines.flatMap(({ parentNo }) => (parentNo === null ? [null] : made.has(parentNo) ? [] : [ids.get(parentNo) ?? null])),
  );
  if (parents.has(null) && !(await hasOthersOnTop(db, spaceId, importId))) parents.delete(null);
  for (const parentId of parents) await settleOrder(db, { spaceId, parentId });
};
