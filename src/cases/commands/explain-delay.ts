import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor, HeldPost } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { oneOf, optionalText, parse } from '#lib/input.ts';
import { stateOf } from '#sop/index.ts';
import { delayReasons } from '../choices.ts';
import { type FoundCase, getCase } from '../find-case.ts';

const [firstReason, ...otherReasons] = delayReasons.map((reason) => reason.value);

/** A coded reason and words; the words are needed where the code says little. */
export const delayInput = z
  .strictObject({ reason: oneOf([firstReason ?? 'other', ...otherReasons]), note: optionalText(1000) })
  .superRefine((value, context) => {
    if (value.reason !== 'other' || value.note !== '') return;
    const message = JSON.stringify({ id: 'Tuliskan alasannya.', en: 'Say what the reason is.' });
    context.addIssue({ code: 'custom', path: ['note'], message });
  });

type Visit = {
  id: string;
  state: string;
  due_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
  late: boolean | null;
};

/** Whether a visit of a step was closed late, or is open and late now. */
export const isLate = (visit: Omit<Visit, 'id' | 'state'>, now: Temporal.Instant): boolean =>
  visit.closed_at !== null ? visit.late === true : visit.due_at !== null && Temporal.Instant.compare(visit.due_at, now) < 0;

/** The post by which somebody answers for a step: the post whose step it is, or the one above it. */
export const answersFor = (found: FoundCase, state: string, actor: Actor): HeldPost | undefined => {
  const { holder } = stateOf(found.definition, state);
  const above = found.definition.posts.find((post) => post.role === holder)?.above;
  const roles: readonly (string | null | undefined)[] = [holder, above];
  return actor.posts.find((post) => post.officeId === found.host.officeId && post.role !== null && roles.includes(post.role));
};

/**
 * Says why a step was done late, or is late: by a holder of the step's post or of the post above. What is said again replaces
 * what was said; the trail keeps both. Throws not_found, forbidden, `invalid`.
 */
export const explainDelay = async (
  tx: Db,
  input: { number: string; stepId: string; actor: Actor; delay: z.input<typeof delayInput>; now: Temporal.Instant },
): Promise<void> => {
  const { actor, stepId, now } = input;
  const found = await getCase(tx, actor, input.number, { lock: true });
  const delay = parse(delayInput, input.delay);
  const visit = isId(stepId)
    ? await tx
        .selectFrom('case_step')
        .select(['id', 'state', 'due_at', 'closed_at', 'late', 'step'])
        .where('id', '=', stepId)
        .where('case_id', '=', found.row.id)
        .executeTakeFirst()
    : undefined;
  if (!visit) throw new AppError('not_found', { what: 'step of a case' });
  const post = answersFor(found, visit.state, actor);
  if (!post) {
    throw new AppError('forbidden', { why: actor.language === 'id' ? 'langkah ini milik jabatan lain' : 'another post’s step' });
  }
  if (!isLate(visit, now)) {
    throw invalid([{ field: 'reason', message: { id: 'Langkah ini tidak terlambat.', en: 'This step is not late.' } }]);
  }
  const said = { ...delay, person_id: actor.personId, post_id: post.postId, acting: post.kind, at: now };
  await tx
    .insertInto('case_delay')
    .values({ step_id: stepId, ...said })
    .onConflict((conflict) => conflict.column('step_id').doUpdateSet(said))
    .execute();
  await record(tx, {
    subjectKind: 'case',
    subjectId: found.row.id,
    at: now,
    type: 'case.delay-explained',
    doer: { accountId: actor.accountId, personId: actor.personId, postId: post.postId, acting: post.kind },
    data: { step_id: stepId, step: visit.step, reason: delay.reason, note: delay.note },
  });
};
