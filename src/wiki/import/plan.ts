import type { Db } from '#db/index.ts';
import { judgeBytes } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Words } from '#lib/words.ts';
import { attachmentPurpose } from '../commands/attach-file.ts';
import { hashOf } from '../markdown/rendered.ts';
import { linksOf, type TitleLink } from '../markdown/scan.ts';
import { findByTitle } from '../queries/links.ts';
import { titleKey } from '../title.ts';
import { withLinks } from './link-marks.ts';
import type { Verdict } from './outcome.ts';
import { breather, type Source, type SourceFile } from './source.ts';
import { type Placed, placed } from './tree.ts';
import { note, reasons } from './words.ts';

/** A line of the report: a thing of the file, and what stands in the space where it would go. */
export type PlanLine = {
  no: number;
  parentNo: number | null;
  depth: number;
  source: string;
  title: string;
  otherTitle: string | null;
  verdict: Verdict;
  why: Words | null;
  notes: readonly Words[];
  pageId: string | null;
  seenRevision: number | null;
};

type Existing = { id: string; key: string; hash: string; revision: number; state: string };

const chunk = 2000;

const existingPages = async (db: Db, spaceId: string, keys: readonly string[]): Promise<Map<string, Existing>> => {
  const found = new Map<string, Existing>();
  for (let at = 0; at < keys.length; at += chunk) {
    const rows = await db
      .selectFrom('wiki_page')
      .select(['id', 'title_key as key', 'body_hash as hash', 'revision', 'state'])
      .where('space_id', '=', spaceId)
      .where('state', '<>', 'deleted')
      .where('title_key', 'in', keys.slice(at, at + chunk))
      .execute();
    for (const row of rows) found.set(row.key, row);
  }
  return found;
};

/** For each taken title the first of "title (2)", "title (3)" … that neither the space nor the file has. */
const otherTitles = async (
  db: Db,
  spaceId: string,
  titles: readonly string[],
  planned: Set<string>,
): Promise<Map<string, string>> => {
  const found = new Map<string, string>();
  let open = [...titles];
  for (let n = 2; n < 200 && open.length > 0; n += 1) {
    const form = (title: string): string => `${title.slice(0, 180).toWellFormed().trim()} (${n})`;
    const there = await existingPages(
      db,
      spaceId,
      open.map((title) => titleKey(form(title))),
    );
    const left: string[] = [];
    for (const title of open) {
      const key = titleKey(form(title));
      if (there.has(key) || planned.has(key)) left.push(title);
      else {
        planned.add(key);
        found.set(title, form(title));
      }
    }
    open = left;
  }
  return found;
};

/** Which of these titles lead to a page that this actor reads. */
const knownTitles = async (db: Db, actor: Actor, spaceId: string, keys: readonly string[]): Promise<Set<string>> => {
  const known = new Set<string>();
  for (let at = 0; at < keys.length; at += chunk) {
    const part = keys.slice(at, at + chunk);
    const found = await findByTitle(
      db,
      actor,
      { spaceId },
      part.map((key) => ({ space: '', key })),
    );
    for (const [n, key] of part.entries()) if (found[n]) known.add(key);
  }
  return known;
};

export const titlesByKey = (places: readonly Placed[]): ((key: string) => string) => {
  const titles = new Map(places.map(({ page, title }) => [page.key, title]));
  return (key) => titles.get(key) ?? key;
};

type Judged = { place: Placed; links: readonly TitleLink[]; files: readonly Words[]; there: Existing | undefined; same: boolean };

/** What would be refused of the files of pages; each is looked at once, however many pages show it. */
const fileJudge = () => {
  const known = new Map<string, Words | null>();
  const judge = async ({ name, path, bytes }: SourceFile): Promise<Words | null> => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const content = bytes();
    const fault = content === null ? reasons.damagedFile : await judgeBytes(content, { name, purpose: attachmentPurpose });
    known.set(path, fault);
    return fault;
  };
  return async (files: readonly SourceFile[]): Promise<Words[]> => {
    const notes: Words[] = [];
    for (const file of files) {
      const fault = await judge(file);
      if (fault) notes.push(note.file(file.name, fault));
    }
    return notes;
  };
};

const verdictOf = ({ there, same }: Judged): { verdict: Verdict; why: Words | null } => {
  if (!there) return { verdict: 'new', why: null };
  if (same) return { verdict: 'same', why: null };
  return there.state === 'live' ? { verdict: 'taken', why: null } : { verdict: 'refused', why: reasons.archived };
};

/**
 * What an import into a space would do, before it does anything: a line for each page in the order of the tree, then the redirects, what
 * cannot be taken, and the files that nothing shows. `told` hears how many pages are judged.
 */
export const planImport = async (
  db: Db,
  source: Source,
  { actor, spaceId, told = async () => undefined }: { actor: Actor; spaceId: string; told?: (done: number) => Promise<void> },
): Promise<PlanLine[]> => {
  const places = placed(source);
  const titleOf = titlesByKey(places);
  const planned = new Set(places.map(({ title }) => titleKey(title)));
  const existing = await existingPages(db, spaceId, [...planned, ...source.redirects.map(({ title }) => titleKey(title))]);
  const rest = breather();
  const judgeFiles = fileJudge();
  const judged: Judged[] = [];
  for (const place of places) {
    await rest();
    const body = withLinks(place.page.body, titleOf);
    const there = existing.get(titleKey(place.title));
    const links = linksOf(body).filter(({ space, key }) => space === '' && !planned.has(key));
    const files = await judgeFiles(place.page.files ?? []);
    judged.push({ place, links, files, there, same: there?.hash === hashOf(body) });
    if (judged.length % 500 === 0) await told(judged.length);
  }
  const redirects = new Set(source.redirects.map(({ title }) => titleKey(title)));
  const known = await knownTitles(db, actor, spaceId, [...new Set(judged.flatMap(({ links }) => links.map(({ key }) => key)))]);
  const taken = judged.filter((each) => verdictOf(each).verdict === 'taken').map(({ place }) => place.title);
  const others = await otherTitles(db, spaceId, taken, planned);
  const lines = judged.map((each): PlanLine => {
    const { place, links, files, there } = each;
    const { page, title } = place;
    const broken = links.filter(({ key }) => !known.has(key) && !redirects.has(key));
    return {
      ...{ no: place.no, parentNo: place.parentNo, depth: place.depth, source: page.source, title },
      ...verdictOf(each),
      otherTitle: others.get(title) ?? null,
      notes: [
        ...(titleKey(title) === titleKey(page.title) ? [] : [note.twice(page.title)]),
        ...(page.notes ?? []),
        ...files,
        ...(broken.length > 0 ? [note.brokenLinks(broken.map((link) => link.title))] : []),
      ],
      ...{ pageId: there?.id ?? null, seenRevision: there?.revision ?? null },
    };
  });
  const numbers = new Map(places.map(({ page, no }) => [page.key, no]));
  return [...lines, ...restOf(source, { lines, numbers, existing, planned })];
};

type Rest = {
  lines: readonly PlanLine[];
  numbers: ReadonlyMap<string, number>;
  existing: ReadonlyMap<string, Existing>;
  planned: ReadonlySet<string>;
};

const restOf = (source: Source, { lines, numbers, existing, planned }: Rest): PlanLine[] => {
  const empty = { parentNo: null, depth: 0, otherTitle: null, why: null, notes: [] as Words[], pageId: null, seenRevision: null };
  const given = new Set<string>();
  const redirects = source.redirects.map((each) => {
    const target = numbers.get(each.to) ?? null;
    const key = titleKey(each.title);
    const isTaken = existing.has(key) || planned.has(key) || given.has(key);
    given.add(key);
    const notes = target === null ? [] : [note.leadsTo(lines[target - 1]?.title ?? each.to)];
    const why = target === null ? reasons.ownRedirect : isTaken ? reasons.redirectTaken : null;
    const verdict: Verdict = why ? 'refused' : 'redirect';
    return { ...empty, notes, source: each.source, title: each.title, parentNo: why ? null : target, verdict, why };
  });
  const refused = source.refused.map(({ at, why }) => ({ ...empty, source: at, title: at, verdict: 'refused' as const, why }));
  const unused = source.unused.map((at) => ({
    ...empty,
    source: at,
    title: at,
    verdict: 'unused' as const,
    why: reasons.unused,
  }));
  return [...redirects, ...refused, ...unused].map((line, n) => ({ ...line, no: lines.length + n + 1 }));
};
