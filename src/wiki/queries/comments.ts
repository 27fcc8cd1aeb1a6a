import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { NamedIn } from '../comments/resolve.ts';

export type PageComment = {
  id: string;
  parentId: string | null;
  /** Empty once it was removed. */
  body: string;
  personId: string;
  personName: string;
  at: Temporal.Instant;
  editedAt: Temporal.Instant | null;
  named: NamedIn[];
  removed: { by: string; at: Temporal.Instant; why: string } | null;
};

/** A comment with its answers, the oldest first. */
export type Thread = PageComment & {
  resolvedAt: Temporal.Instant | null;
  resolvedByName: string | null;
  replies: PageComment[];
};

export const threadStates = ['open', 'resolved', 'all'] as const;
export type ThreadState = (typeof threadStates)[number];

type Row = PageComment & {
  removedAt: Temporal.Instant | null;
  removedByName: string | null;
  removedWhy: string;
  resolvedAt: Temporal.Instant | null;
  resolvedByName: string | null;
};

/** So many threads stand on one page, and so many answers are shown of all of them together. */
export const threadsPerPage = 50;
const mostReplies = 1000;

const columns = sql`c.id, c.parent_id as "parentId", c.body, c.person_id as "personId", p.name as "personName", c.at, c.edited_at as "editedAt",
  c.mentions as named, c.removed_at as "removedAt", remover.name as "removedByName", c.removed_why as "removedWhy",
  c.resolved_at as "resolvedAt", settler.name as "resolvedByName"`;

const tables = sql`wiki_comment c join person p on p.id = c.person_id left join person remover on remover.id = c.removed_by
  left join person settler on settler.id = c.resolved_by`;

const ofState = (state: ThreadState) =>
  state === 'all' ? sql`true` : state === 'open' ? sql`c.resolved_at is null` : sql`c.resolved_at is not null`;

const commentOf = ({ removedAt, removedByName, removedWhy, resolvedAt: _, resolvedByName: __, ...row }: Row): PageComment => ({
  ...row,
  removed: removedAt ? { by: removedByName ?? '', at: removedAt, why: removedWhy } : null,
});

export type Threads = { threads: Thread[]; counts: Record<ThreadState, number> };

/** The threads on a page that the caller has found for its reader: a page of them, the newest thread last, with their answers. */
export const listThreads = async (
  db: Db,
  pageId: string,
  { state, page = 1 }: { state: ThreadState; page?: number },
): Promise<Threads> => {
  const [{ rows: roots }, { rows: counted }] = await Promise.all([
    sql<Row>`select ${columns} from ${tables} where c.page_id = ${pageId} and c.parent_id is null and ${ofState(state)}
      order by c.at desc, c.id desc limit ${threadsPerPage} offset ${threadsPerPage * (page - 1)}`.execute(db),
    sql<{ open: number; all: number }>`select count(*) filter (where c.resolved_at is null)::int as open, count(*)::int as "all"
      from wiki_comment c where c.page_id = ${pageId} and c.parent_id is null`.execute(db),
  ]);
  const ids = roots.map(({ id }) => id);
  const { rows: replies } =
    ids.length === 0
      ? { rows: [] }
      : await sql<Row>`select ${columns} from ${tables} where c.parent_id = any(${ids}::uuid[]) order by c.at, c.id limit ${mostReplies}`.execute(
          db,
        );
  const threads = roots.reverse().map((row) => ({
    ...commentOf(row),
    resolvedAt: row.resolvedAt,
    resolvedByName: row.resolvedByName,
    replies: replies.filter(({ parentId }) => parentId === row.id).map(commentOf),
  }));
  const { open = 0, all = 0 } = counted[0] ?? {};
  return { threads, counts: { open, resolved: all - open, all } };
};

/** A comment of a page that the caller has found for its reader; `not_found` for one of another page. */
export const getComment = async (db: Db, pageId: string, commentId: string): Promise<PageComment> => {
  const { rows } = isId(commentId)
    ? await sql<Row>`select ${columns} from ${tables} where c.id = ${commentId} and c.page_id = ${pageId}`.execute(db)
    : { rows: [] };
  if (!rows[0]) throw new AppError('not_found', { what: `comment ${commentId}` });
  return commentOf(rows[0]);
};

/** On which page of all threads a comment stands, counted as `listThreads` does. */
export const placeOfComment = async (db: Db, pageId: string, comment: Pick<PageComment, 'id' | 'parentId'>): Promise<number> => {
  const { rows } = await sql<{ newer: number }>`
    select count(*)::int as newer from wiki_comment c, wiki_comment here
    where here.id = ${comment.parentId ?? comment.id} and c.page_id = ${pageId} and c.parent_id is null and (c.at, c.id) > (here.at, here.id)`.execute(
    db,
  );
  return 1 + Math.floor((rows[0]?.newer ?? 0) / threadsPerPage);
};

/** Who has spoken in a thread. */
export const speakersOf = async (db: Db, threadId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('wiki_comment')
    .select('person_id')
    .distinct()
    .where((eb) => eb.or([eb('id', '=', threadId), eb('parent_id', '=', threadId)]))
    .where('removed_at', 'is', null)
    .execute();
  return rows.map(({ person_id }) => person_id);
};
