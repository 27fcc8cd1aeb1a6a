import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type PostInput, postInput } from '../input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { refusing } from '../refusals.ts';

/** Adds a post to an office. Throws `forbidden`, `invalid` (a second active post for a role that an office has once). */
export const createPost = async (
  tx: Db,
  input: { post: PostInput; by: By; now: Temporal.Instant },
): Promise<{ postId: string }> => {
  needAdministrator(input.by);
  const { officeId, role, title } = parse(postInput, input.post);
  const postId = newId();
  await refusing(tx.insertInto('post').values({ id: postId, office_id: officeId, role, title, created_at: input.now }).execute());
  await record(tx, {
    subjectKind: 'post',
    subjectId: postId,
    at: input.now,
    type: 'post.created',
    doer: doerOf(input.by),
    data: { officeId, role, title },
  });
  return { postId };
};
