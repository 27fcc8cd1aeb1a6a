import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { frequentWords, looked } from './looked.ts';
import type { Question, ReadQuestion } from './question.ts';
import { latestFirst, type Reach, titlesBeginning } from './reach.ts';
import { bestPiece, hitMarks, piecesOf, rootsOf, type Snippet } from './snippet.ts';

export type WikiHit = {
  id: string;
  title: string;
  slug: string;
  spaceKey: string;
  spaceName: string;
  recordKind: string | null;
  state: string;
  updatedAt: Temporal.Instant;
  /** The title, and the piece of the text where most of what was looked for stands. */
  marked: Snippet;
  snippet: Snippet;
};

/** How far is counted and paged. */
export const mostCounted = 1000;

/** So many of the latest pages that have the words are ranked, besides those that have them in their title; the others follow by date. */
const mostRanked = 200;

/** So much of a long text is looked through for the best piece to show. */
const mostShown = 40_000;

/** A found page before its pieces are marked; `total`: how many were found, at most one more than are counted. */
export type Row = Omit<WikiHit, 'snippet' | 'marked'> & { total: number; plain: string; looked: string };

/** `rule`: that a page `p` of a space `s` is read by who asks. The reach says the same, faster; the rule decides. */
export type Asking = {
  rule: RawBuilder<boolean>;
  reach: Reach;
  /** As it was typed: titles that begin so come first. */
  typed: string;
  titles?: boolean | undefined;
  sort?: 'relevance' | 'date' | undefined;
  page?: number | undefined;
  pageSize?: number | undefined;
};

/** The pages that answer a question, one page of them. */
export const lookFor = async (db: Db, question: Question, { rule, reach, typed, ...filter }: Asking): Promise<Row[]> => {
  const size = filter.pageSize ?? 20;
  const offset = size * ((filter.page ?? 1) - 1);
  const begins = typed.trim().toLowerCase();
  const asked = sql`(select looked from asked)`;
  const rank = sql`(select round((coalesce(e.bonus, 0) + 3 * (w.title_words @@ ${asked})::int - 2 * (w.state = 'archived')::int
    ${question.phrase === '' ? sql`` : sql`+ (w.words @@ (select phrase from asked))::int`} + ts_rank(w.words, ${asked}, 1))::numeric, 2)
    from wiki_search w where w.page_id = e.page_id)`;
  const order = filter.sort === 'date' ? sql`e.updated_at desc, e.page_id` : sql`rank desc, e.updated_at desc, e.page_id`;
  const { rows } = await sql<Row>`
    with asked as materialized (select ${looked(question)} as looked, to_tsquery('indonesian', ${question.phrase || "'-'"}) as phrase),
    met as materialized ${latestFirst(reach, { column: filter.titles ? 'title_words' : 'words', looked: asked, most: mostCounted + 1 })},
    titled as materialized ${latestFirst(reach, { column: 'title_words', looked: asked, most: mostRanked })},
    candidate as (
      select page_id, updated_at, null::int as bonus, row_number() over (order by updated_at desc) as n from met
      union all select page_id, updated_at, 0, 1 from titled
      union all select page_id, updated_at, 2 + 6 * (title_key = ${begins})::int, 1 from ${titlesBeginning(reach, begins, 10)} begun
    ), every as materialized (
      select page_id, max(updated_at) as updated_at, max(bonus) as bonus, min(n) as n from candidate group by page_id
    ), page as materialized (
      select e.page_id, e.updated_at, count(*) over ()::int as total,
        ${filter.sort === 'date' ? sql`0` : sql`case when e.n <= ${mostRanked} then ${rank} else -9 end`} as rank
      from every e order by ${order} limit ${size} offset ${offset}
    )
    select p.id, p.title, p.slug, s.key as "spaceKey", s.name as "spaceName", p.record_kind as "recordKind", p.state,
      p.updated_at as "updatedAt", e.total, (select looked::text from asked) as looked,
      case when length(p.plain) <= ${mostShown} then p.plain
        else substr(p.plain, greatest(1, strpos(lower(p.plain), coalesce(substring((select looked::text from asked) from '''([[:alnum:]]+)'''), '')) - 2000), ${mostShown}) end as plain
    from page e join wiki_page p on p.id = e.page_id join wiki_space s on s.id = p.space_id
    where p.state <> 'deleted' and ${rule} order by ${order}`.execute(db);
  return rows;
};

/** Signs that join what is written together, and what stands for each while PostgreSQL looks for single words. */
const [joined, apart] = ['./-:@_', '\u0004\u0005\u0006\u0007\u000e\u000f'];

const together = (text: string): string => [...apart].reduce((done, sign, n) => done.replaceAll(sign, joined[n] ?? ''), text);

/** Titles and pieces of texts with what was looked for in them marked. */
const marked = async (db: Db, texts: readonly string[], tsquery: string): Promise<string[]> => {
  if (texts.length === 0) return [];
  const { rows } = await sql<{ text: string }>`
    select ts_headline('indonesian', translate(text, ${joined}, ${apart}), ${tsquery}::tsquery,
      ${`HighlightAll=true, StartSel=${hitMarks.open}, StopSel=${hitMarks.close}`}) as text
    from unnest(${texts}::text[]) with ordinality each (text, n) order by n`.execute(db);
  return rows.map(({ text }) => together(text));
};

/** The rows with what was looked for marked in their titles and in the best pieces of their texts. */
export const shown = async (db: Db, rows: readonly Row[]): Promise<WikiHit[]> => {
  const tsquery = rows[0]?.looked ?? '';
  const roots = rootsOf(tsquery);
  const texts = await marked(
    db,
    [...rows.map(({ title }) => title), ...rows.map(({ plain }) => bestPiece(plain, roots))],
    tsquery,
  );
  return rows.map(({ total, plain, looked: _, ...row }, n) => ({
    ...row,
    marked: piecesOf(texts[n] ?? ''),
    snippet: piecesOf(texts[rows.length + n] ?? ''),
  }));
};

/** So few hits are few: the last word may be unfinished. */
const few = 20;

/** What has all the words, or all with the last one as a beginning when that gives more than a few. */
export const foundWhole = async (db: Db, asked: ReadQuestion, asking: Asking): Promise<Row[]> => {
  const rows = await lookFor(db, asked, asking);
  if (!asked.unfinished || (rows[0]?.total ?? 0) >= few) return rows;
  const { beginning, endingIn } = asked.unfinished;
  return lookFor(db, endingIn(await frequentWords(db, 'words', beginning)), asking);
};
