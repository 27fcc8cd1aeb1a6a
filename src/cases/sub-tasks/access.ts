import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor, HeldPost } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { stateOf, stepOf } from '#sop/index.ts';
import { type FoundCase, getCase, seesSubmitted } from '../find-case.ts';

/** The post by which somebody plans the work of a step: its performer, who acts inside it, or the post above. */
export const planningPost = (found: FoundCase, step: number, actor: Actor): HeldPost | undefined => {
  const { performer, also } = stepOf(found.definition, step);
  const above = found.definition.posts.find((post) => post.role === performer)?.above;
  const roles: readonly (string | undefined)[] = [performer, ...also.map((each) => each.role), above];
  return actor.posts.find((post) => post.officeId === found.host.officeId && post.role !== null && roles.includes(post.role));
};

/** The step that is open and whose work is the hosting office's; null while the case waits for the applicant or has ended. */
export const openStepOf = (found: FoundCase): number | null => {
  const state = stateOf(found.definition, found.row.state);
  return state.step === null || state.clock !== 'running' ? null : state.step;
};

const why = {
  otherPost: { id: 'pekerjaan langkah ini diatur jabatan lain', en: 'another post plans the work of this step' },
  notOpen: { id: 'langkah ini tidak sedang berjalan', en: 'this step is not open' },
  readOnly: { id: 'Anda hanya membaca', en: 'you only read' },
} as const;

export const refuse = (reason: keyof typeof why, actor: Actor): AppError =>
  new AppError('forbidden', { why: why[reason][actor.language] });

/** A case whose inside the actor sees. Throws not_found for others: sub-tasks are the hosting office's own. */
export const getInside = async (db: Db, actor: Actor, number: string, lock = false): Promise<FoundCase> => {
  if (!seesSubmitted(actor)) throw new AppError('not_found', { what: 'sub-tasks' });
  return getCase(db, actor, number, { lock });
};

export type TaskRow = {
  id: string;
  case_id: string;
  step: number;
  title: string;
  assignee_person_id: string | null;
  done_at: Temporal.Instant | null;
};

/** A sub-task of a case. Throws not_found. */
export const getTask = async (db: Db, found: FoundCase, id: string): Promise<TaskRow> => {
  const row = isId(id)
    ? await db
        .selectFrom('sub_task')
        .select(['id', 'case_id', 'step', 'title', 'assignee_person_id', 'done_at'])
        .where('id', '=', id)
        .where('case_id', '=', found.row.id)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('not_found', { what: 'sub-task' });
  return row;
};

/** Whether the actor may work on a sub-task: who plans the step, or whose it is; only while its step is open. */
export const mayWork = (found: FoundCase, task: Pick<TaskRow, 'step' | 'assignee_person_id'>, actor: Actor): boolean =>
  openStepOf(found) === task.step &&
  actor.posts.length > 0 &&
  (task.assignee_person_id === actor.personId || planningPost(found, task.step, actor) !== undefined);

/** Throws forbidden unless the actor plans the step and it is open. */
export const needPlanning = (found: FoundCase, step: number, actor: Actor): void => {
  if (!planningPost(found, step, actor)) throw refuse('otherPost', actor);
  if (openStepOf(found) !== step) throw refuse('notOpen', actor);
};

/** Throws forbidden unless the actor may work on the sub-task now. */
export const needWork = (found: FoundCase, task: TaskRow, actor: Actor): void => {
  if (openStepOf(found) !== task.step) throw refuse('notOpen', actor);
  if (!mayWork(found, task, actor)) throw refuse('otherPost', actor);
};

export const doerIn = (found: FoundCase, step: number, actor: Actor): Doer => {
  const post = planningPost(found, step, actor) ?? actor.posts[0];
  return { accountId: actor.accountId, personId: actor.personId, postId: post?.postId ?? null, acting: post?.kind ?? null };
};

/** An event of the case about one of its sub-tasks. */
export const noteTask = (
  tx: Db,
  input: { found: FoundCase; step: number; actor: Actor; now: Temporal.Instant; type: string; data: Record<string, unknown> },
): Promise<unknown> =>
  record(tx, {
    subjectKind: 'case',
    subjectId: input.found.row.id,
    at: input.now,
    type: input.type,
    doer: doerIn(input.found, input.step, input.actor),
    data: input.data,
  });
