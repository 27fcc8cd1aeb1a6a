import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { lockComment } from '../comments/lock.ts';
import { resolveMentions } from '../comments/resolve.ts';
import { getPage } from '../queries/pages.ts';
import { type Commented, commentInput } from './comment-page.ts';
import { needLive } from './save-page.ts';

const others = { id: 'komentar ini milik orang lain', en: 'this comment is somebody else’s' };

const removed = {
  id: 'Komentar ini sudah dihapus. Kirimkan sebagai komentar baru.',
  en: 'This comment was removed. Send this as a new comment.',
};

/** Changes one's own comment; what it was stays in the audit. `named` holds whom it names now and did not before. */
export const editComment = async (
  tx: Db,
  { now, actor, pageId, commentId, comment: typed }: Act & { pageId: string; commentId: string; comment: unknown },
): Promise<Commented> => {
  const page = await getPage(tx, actor, pageId);
  const comment = await lockComment(tx, pageId, commentId);
  if (comment.personId !== actor.personId) throw new AppError('forbidden', { why: others[actor.language] });
  needLive(page, actor.language);
  const { comment: body } = parse(commentInput, { comment: typed });
  if (comment.removedAt) throw invalid([{ field: 'comment', message: removed }]);
  const threadId = comment.parentId ?? comment.id;
  if (body === comment.body) return { page, commentId, threadId, named: [] };
  const before = await resolveMentions(tx, { page, text: comment.body, actor, now });
  const named = await resolveMentions(tx, { page, text: body, actor, now });
  await tx
    .updateTable('wiki_comment')
    .set({ body, edited_at: now, mentions: JSON.stringify(named) })
    .where('id', '=', commentId)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.comment-edited',
    doer: doerOf(actor),
    data: { comment: commentId, before: comment.body },
  });
  const fresh = named.filter(({ typed: name }) => !before.some((each) => each.typed.toLowerCase() === name.toLowerCase()));
  return { page, commentId, threadId, named: fresh };
};
