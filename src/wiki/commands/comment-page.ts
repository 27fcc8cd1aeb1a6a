import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { parse, text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { mayKeep, mayWrite } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { needLive } from './save-page.ts';

const input = z.strictObject({ comment: text(4000) });

/** A remark on a page, by anybody who reads it. Whom it names is told by who calls this. */
export const addComment = async (
  tx: Db,
  { now, actor, pageId, comment }: Act & { pageId: string; comment: unknown },
): Promise<{ page: WikiPage; commentId: string; body: string }> => {
  const page = await getPage(tx, actor, pageId);
  needLive(page, actor.language);
  const { comment: body } = parse(input, { comment });
  const commentId = newId();
  await tx
    .insertInto('wiki_comment')
    .values({ id: commentId, page_id: pageId, body, person_id: actor.personId, at: now })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.commented',
    doer: doerOf(actor),
    data: { comment: commentId },
  });
  return { page, commentId, body };
};

const others = { id: 'komentar ini milik orang lain', en: 'this comment is somebody else’s' };

/** Settles a remark: its author, who writes here, or who keeps the space. It stays to be read. */
export const resolveComment = async (
  tx: Db,
  { now, actor, pageId, commentId }: Act & { pageId: string; commentId: string },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId);
  const comment = !isId(commentId)
    ? undefined
    : await tx
        .selectFrom('wiki_comment')
        .select(['person_id', 'resolved_at'])
        .where('id', '=', commentId)
        .where('page_id', '=', pageId)
        .forUpdate()
        .executeTakeFirst();
  if (!comment) throw new AppError('not_found', { what: `comment ${commentId}` });
  if (comment.person_id !== actor.personId && !mayWrite(actor, page) && !mayKeep(actor, page)) {
    throw new AppError('forbidden', { why: others[actor.language] });
  }
  if (comment.resolved_at) return page;
  await tx
    .updateTable('wiki_comment')
    .set({ resolved_at: now, resolved_by: actor.personId })
    .where('id', '=', commentId)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.comment-resolved',
    doer: doerOf(actor),
    data: { comment: commentId },
  });
  return page;
};

export type PageComment = {
  id: string;
  body: string;
  personId: string;
  personName: string;
  at: Temporal.Instant;
  resolvedAt: Temporal.Instant | null;
  resolvedByName: string | null;
};

/** The remarks on a page that the caller has found for its reader, the oldest first. At most the last 200. */
export const listComments = async (db: Db, pageId: string): Promise<PageComment[]> => {
  const rows = await db
    .selectFrom('wiki_comment as c')
    .innerJoin('person as p', 'p.id', 'c.person_id')
    .leftJoin('person as r', 'r.id', 'c.resolved_by')
    .select([
      'c.id',
      'c.body',
      'c.person_id as personId',
      'p.name as personName',
      'c.at',
      'c.resolved_at as resolvedAt',
      'r.name as resolvedByName',
    ])
    .where('c.page_id', '=', pageId)
    .orderBy('c.at', 'desc')
    .limit(200)
    .execute();
  return rows.reverse();
};
