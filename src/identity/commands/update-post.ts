import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { postInput } from '../input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getPost } from '../queries.ts';
import { changesBetween, refusing } from '../refusals.ts';

/**
 * Gives a post another title, or abolishes it (`active: false`): nobody acts in it any longer, its history stays. Its
 * office and role never change. Throws `forbidden`, `not_found`, `invalid`.
 */
export const updatePost = async (
  tx: Db,
  input: { postId: string; title: string; active: boolean; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const before = await getPost(tx, input.postId);
  const { officeId, role } = before;
  const { title } = parse(postInput, { officeId, role, title: input.title });
  const changes = changesBetween({ title: before.title, active: before.active }, { title, active: input.active });
  if (Object.keys(changes).length === 0) return;
  await refusing(tx.updateTable('post').set({ title, active: input.active }).where('id', '=', input.postId).execute());
  await record(tx, {
    subjectKind: 'post',
    subjectId: input.postId,
    at: input.now,
    type: 'post.updated',
    doer: doerOf(input.by),
    data: { changes },
  });
};
