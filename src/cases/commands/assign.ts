import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { postFor, stateOf } from '#sop/index.ts';
import { getCase } from '../find-case.ts';
import { factsOf } from '../perform.ts';

/**
 * Takes the open task (`claim`) or puts it back into the queue of its post (`release`). Any holder of the post may do
 * either, so that a task never stays with someone who is away.
 */
export const assign = async (
  tx: Db,
  input: { number: string; actor: Actor; kind: 'claim' | 'release'; now: Temporal.Instant },
): Promise<void> => {
  const found = await getCase(tx, input.actor, input.number, { lock: true });
  const state = stateOf(found.definition, found.row.state);
  const post = state.holder && postFor(factsOf(found, new Set()), input.actor, [state.holder]);
  if (!post)
    throw new AppError('forbidden', {
      why: input.actor.language === 'id' ? 'tugas ini milik jabatan lain' : 'this task belongs to another post',
    });
  const assignee = input.kind === 'claim' ? input.actor.personId : null;
  if (found.row.assignee_person_id === assignee) return;
  await tx.updateTable('hosting_case').set({ assignee_person_id: assignee }).where('id', '=', found.row.id).execute();
  await record(tx, {
    subjectKind: 'case',
    subjectId: found.row.id,
    at: input.now,
    type: input.kind === 'claim' ? 'case.claimed' : 'case.released',
    doer: { accountId: input.actor.accountId, personId: input.actor.personId, postId: post.postId, acting: post.kind },
    data: { before: found.row.assignee_person_id },
  });
};
