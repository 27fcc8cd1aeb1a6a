import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { lockComment } from '../comments/lock.ts';
import { mayWrite } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';

const others = { id: 'komentar ini milik orang lain', en: 'this comment is somebody else’s' };

/** Settles a thread or opens it again: who began it, or who writes here. It stays to be read. */
export const settleThread = async (
  tx: Db,
  { now, actor, pageId, commentId, resolved }: Act & { pageId: string; commentId: string; resolved: boolean },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId);
  const comment = await lockComment(tx, pageId, commentId);
  if (comment.personId !== actor.personId && !mayWrite(actor, page)) {
    throw new AppError('forbidden', { why: others[actor.language] });
  }
  if (comment.parentId) return settleThread(tx, { now, actor, pageId, commentId: comment.parentId, resolved });
  if ((comment.resolvedAt !== null) === resolved) return page;
  await tx
    .updateTable('wiki_comment')
    .set(resolved ? { resolved_at: now, resolved_by: actor.personId } : { resolved_at: null, resolved_by: null })
    .where('id', '=', commentId)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: resolved ? 'wiki-page.comment-resolved' : 'wiki-page.comment-reopened',
    doer: doerOf(actor),
    data: { comment: commentId },
  });
  return page;
};
