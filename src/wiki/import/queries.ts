import { type Expression, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { mayKeep } from '../policy.ts';
import { getSpaceById, type Space } from '../queries/spaces.ts';
import type { Collision, ImportKind } from './kinds.ts';
import { type Outcome, outcomes, type Verdict, verdicts } from './outcome.ts';

export const importStates = [
  'waiting',
  'checking',
  'checked',
  'running',
  'stopped',
  'done',
  'failed',
  'undoing',
  'undone',
  'dropped',
] as const;
export type ImportState = (typeof importStates)[number];

/** An import and how far it is. */
export type WikiImport = {
  id: string;
  kind: ImportKind;
  fileName: string;
  state: ImportState;
  /** Pages, redirects and other things in the file; how many of them have been gone through. */
  total: number;
  done: number;
  /** What is done where a title is taken; null while nobody has said. */
  onTaken: Collision | null;
  /** It was asked to stop, and will after the pages at hand. */
  stopping: boolean;
  why: Words | null;
  personName: string | null;
  at: Temporal.Instant;
  endedAt: Temporal.Instant | null;
};

const rows = (db: Db) =>
  db
    .selectFrom('wiki_import as i')
    .leftJoin('person as p', 'p.id', 'i.person_id')
    .select([
      'i.id',
      'i.kind',
      'i.file_name as fileName',
      'i.state',
      'i.total',
      'i.done',
      'i.on_taken as onTaken',
      'i.why',
      'i.at',
    ])
    .select(['i.ended_at as endedAt', 'p.name as personName', 'i.space_id as spaceId'])
    .select(sql<boolean>`i.stop_at is not null and i.state in ('waiting', 'checking', 'running')`.as('stopping'));

/** An import in the history: with how many pages and redirects of it were written. */
export type PastImport = WikiImport & { written: number };

/** The imports into a space that the caller has found for who keeps it, the newest first; one more than a page holds. */
export const listImports = async (db: Db, spaceId: string, { page = 1, pageSize = 20 } = {}): Promise<PastImport[]> =>
  (await rows(db)
    .select(
      sql<number>`(select count(*)::int from wiki_import_page l where l.import_id = i.id
        and l.outcome in ('made', 'renamed', 'version', 'redirected') and l.undone is distinct from 'deleted' and l.undone is distinct from 'restored')`.as(
        'written',
      ),
    )
    .where('i.space_id', '=', spaceId)
    .where('i.state', '<>', 'dropped')
    .orderBy('i.at', 'desc')
    .orderBy('i.id', 'desc')
    .limit(pageSize + 1)
    .offset(pageSize * (page - 1))
    .execute()) as unknown as PastImport[];

/** An import and its space; `not_found` for who does not keep that space. */
export const getImport = async (db: Db, actor: Actor, importId: string): Promise<WikiImport & { space: Space }> => {
  const row = isId(importId) ? await rows(db).where('i.id', '=', importId).executeTakeFirst() : undefined;
  const missing = () => new AppError('not_found', { what: `wiki import ${importId}` });
  if (!row) throw missing();
  const space = await getSpaceById(db, actor, row.spaceId);
  if (!mayKeep(actor, space)) throw missing();
  return { ...(row as unknown as WikiImport), space };
};

export type ImportLine = {
  no: number;
  depth: number;
  source: string;
  title: string;
  otherTitle: string | null;
  verdict: Verdict;
  why: Words | null;
  notes: Words[];
  outcome: Outcome | null;
  outcomeWhy: Words | null;
  undone: 'deleted' | 'restored' | 'kept' | null;
  undoneWhy: Words | null;
  /** The page that is there, or was made; null when it has been deleted or taken into another space. */
  page: { id: string; title: string; slug: string } | null;
};

/** Which lines of an import are asked for: of one verdict, one outcome, of what undoing left, or those with notes. */
export const importFilters = [...verdicts, ...outcomes.map((each) => `was-${each}` as const), 'notes', 'kept'] as const;
export type ImportFilter = (typeof importFilters)[number];

const fitting = (filter: ImportFilter | null): Expression<SqlBool> => {
  if (filter === null) return sql<SqlBool>`true`;
  if (filter === 'notes') return sql<SqlBool>`l.notes <> '[]'`;
  if (filter === 'kept') return sql<SqlBool>`l.undone = 'kept'`;
  return filter.startsWith('was-') ? sql<SqlBool>`l.outcome = ${filter.slice(4)}` : sql<SqlBool>`l.verdict = ${filter}`;
};

/** The lines of an import that the caller has found, in the order of its tree. */
export const listImportLines = async (
  db: Db,
  importId: string,
  { filter = null, page = 1, pageSize = 100 }: { filter?: ImportFilter | null; page?: number; pageSize?: number } = {},
): Promise<ImportLine[]> => {
  const { rows: found } = await sql<Omit<ImportLine, 'page'> & { id: string | null; pageTitle: string; slug: string }>`
    select l.no, l.depth, l.source, l.title, l.other_title as "otherTitle", l.verdict, l.why, l.notes, l.outcome, l.outcome_why as "outcomeWhy",
      l.undone, l.undone_why as "undoneWhy", p.id, p.title as "pageTitle", p.slug
    from wiki_import_page l join wiki_import i on i.id = l.import_id
      left join wiki_page p on p.id = l.page_id and p.state <> 'deleted' and p.space_id = i.space_id
    where l.import_id = ${importId}::uuid and ${fitting(filter)}
    order by l.no limit ${pageSize} offset ${pageSize * (page - 1)}`.execute(db);
  return found.map(({ id, pageTitle, slug, ...line }) => ({ ...line, page: id ? { id, title: pageTitle, slug } : null }));
};

export type ImportCounts = Record<ImportFilter, number>;

/** How many lines of an import each filter finds. */
export const countImportLines = async (db: Db, importId: string): Promise<ImportCounts> => {
  const { rows: found } = await sql<{
    verdict: Verdict;
    outcome: Outcome | null;
    noted: boolean;
    undone: string | null;
    n: number;
  }>`
    select verdict, outcome, notes <> '[]' as noted, undone, count(*)::int as n from wiki_import_page where import_id = ${importId}::uuid
    group by 1, 2, 3, 4`.execute(db);
  const sum = (fits: (row: (typeof found)[number]) => boolean): number => found.filter(fits).reduce((all, { n }) => all + n, 0);
  return Object.fromEntries(
    importFilters.map((filter) => [
      filter,
      sum(({ verdict, outcome, noted, undone }) => {
        if (filter === 'notes') return noted;
        if (filter === 'kept') return undone === 'kept';
        return filter.startsWith('was-') ? outcome === filter.slice(4) : verdict === filter;
      }),
    ]),
  ) as ImportCounts;
};
