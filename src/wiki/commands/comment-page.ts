import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse, text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { lockComment } from '../comments/lock.ts';
import { type NamedIn, resolveMentions } from '../comments/resolve.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { follow } from '../watching/watch.ts';
import { needLive } from './save-page.ts';

export const commentInput = z.strictObject({ comment: text(4000) });

const removed = {
  id: 'Komentar yang ingin Anda jawab sudah dihapus. Kirimkan sebagai komentar baru.',
  en: 'The comment that you answer was removed. Send this as a new comment.',
};

export type Commented = {
  page: WikiPage;
  commentId: string;
  /** The comment that opened the thread; the comment itself, where it opened one. */
  threadId: string;
  named: NamedIn[];
};

/**
 * A remark on a page, by anybody who reads it; with `parentId` an answer in the thread of that comment, which is open again
 * then. `not_found` for a comment of another page, `invalid` for a removed one. Whom it names is told by who calls this.
 */
export const addComment = async (
  tx: Db,
  { now, actor, pageId, comment, parentId = null }: Act & { pageId: string; comment: unknown; parentId?: string | null },
): Promise<Commented> => {
  const page = await getPage(tx, actor, pageId);
  needLive(page, actor.language);
  const { comment: body } = parse(commentInput, { comment });
  const answered = parentId ? await lockComment(tx, pageId, parentId) : null;
  if (answered?.removedAt) throw invalid([{ field: 'comment', message: removed }]);
  const named = await resolveMentions(tx, { page, text: body, actor, now });
  const commentId = newId();
  const threadId = answered ? (answered.parentId ?? answered.id) : commentId;
  await tx
    .insertInto('wiki_comment')
    .values({
      ...{ id: commentId, page_id: pageId, body, person_id: actor.personId, at: now },
      ...{ parent_id: answered ? threadId : null, mentions: JSON.stringify(named) },
    })
    .execute();
  if (answered)
    await tx.updateTable('wiki_comment').set({ resolved_at: null, resolved_by: null }).where('id', '=', threadId).execute();
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.commented',
    doer: doerOf(actor),
    data: { comment: commentId, ...(answered ? { thread: threadId } : {}) },
  });
  await follow(tx, { personId: actor.personId, pageId, now });
  return { page, commentId, threadId, named };
};
