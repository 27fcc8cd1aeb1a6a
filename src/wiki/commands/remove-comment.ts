import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { optionalText, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { lockComment } from '../comments/lock.ts';
import { mayKeep } from '../policy.ts';
import { speakersOf } from '../queries/comments.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';

const others = { id: 'komentar ini milik orang lain', en: 'this comment is somebody else’s' };

const whyNeeded = {
  id: 'Tulis alasannya: penulisnya dan pembaca lain akan membacanya.',
  en: 'Give a reason: its author and other readers will read it.',
};

const input = z.strictObject({ why: optionalText(300) });

/**
 * Takes a comment away: one's own, or with a reason anybody's in a space that one keeps. Where it stood it says who removed it
 * and when; its text stays in the audit alone. Removing it again changes nothing.
 */
export const removeComment = async (
  tx: Db,
  { now, actor, pageId, commentId, why: typed }: Act & { pageId: string; commentId: string; why: unknown },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId);
  const comment = await lockComment(tx, pageId, commentId);
  const own = comment.personId === actor.personId;
  if (!own && !mayKeep(actor, page)) throw new AppError('forbidden', { why: others[actor.language] });
  const { why } = parse(input, { why: typed });
  if (!own && why === '') throw invalid([{ field: 'why', message: whyNeeded }]);
  if (comment.removedAt) return page;
  await tx
    .updateTable('wiki_comment')
    .set({ body: '', mentions: '[]', removed_at: now, removed_by: actor.personId, removed_why: why })
    .where('id', '=', commentId)
    .execute();
  await settleEmpty(tx, comment.parentId ?? commentId, { now, personId: actor.personId });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.comment-removed',
    doer: doerOf(actor),
    data: { comment: commentId, by: comment.personId, body: comment.body, why },
  });
  return page;
};

/** A thread of which every word was removed waits for nobody. */
const settleEmpty = async (tx: Db, threadId: string, by: { now: Temporal.Instant; personId: string }): Promise<void> => {
  const left = await speakersOf(tx, threadId);
  if (left.length > 0) return;
  await tx
    .updateTable('wiki_comment')
    .set({ resolved_at: by.now, resolved_by: by.personId })
    .where('id', '=', threadId)
    .where('resolved_at', 'is', null)
    .execute();
};
