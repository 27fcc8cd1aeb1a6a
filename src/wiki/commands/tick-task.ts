import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { type Task, tasksOf, withTask } from '../markdown/tasks.ts';
import { needWriter } from '../policy.ts';
import { getPage } from '../queries/pages.ts';
import { bodyAt, needLive, type Saved, savePage } from './save-page.ts';

/** `task`: which task of revision `seen`, counted from 0; `done`: what it is to be. */
export type Tick = { seen: number; task: number; done: boolean };

const whys = {
  done: { id: 'Selesai: {task}', en: 'Done: {task}' },
  open: { id: 'Belum selesai: {task}', en: 'To do again: {task}' },
};

/** The same task in the text as it is now: the one of these words, of several alike the one at the same place among them. */
const findAgain = (then: readonly Task[], now: readonly Task[], n: number): Task | undefined => {
  const wanted = then[n];
  const alike = (tasks: readonly Task[]): Task[] => tasks.filter(({ text }) => text === wanted?.text);
  const before = alike(then);
  const today = alike(now);
  // Where one of several alike has come or gone, nobody can say which is meant.
  return wanted && before.length === today.length ? today[before.indexOf(wanted)] : undefined;
};

/**
 * Ticks a task of a page, or takes its tick away, as a version of its own. Whatever others have saved since `seen` stays, other
 * ticks among them. `stale_page` when the task is no longer there as it was seen; `forbidden`, `not_possible_now`, `not_found`
 * (no such revision or task) as everywhere. In a space with approval it waits as a proposal.
 */
export const tickTask = async (
  tx: Db,
  { now, actor, pageId, tick: { seen, task: n, done } }: Act & { pageId: string; tick: Tick },
): Promise<Saved> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  if (!Number.isInteger(seen) || seen < 1 || seen > page.revision) throw new AppError('not_found', { what: `revision ${seen}` });
  const then = tasksOf(seen === page.revision ? page.body : await bodyAt(tx, pageId, seen));
  if (!then[n]) throw new AppError('not_found', { what: `task ${n}` });
  const task = findAgain(then, tasksOf(page.body), n);
  if (!task) throw new AppError('stale_page', { seen, now: page.revision });
  const why = whys[done ? 'done' : 'open'][actor.language].replace('{task}', () => task.text).slice(0, 300);
  const body = task.done === done ? page.body : withTask(page.body, task, done);
  return savePage(tx, { now, actor, pageId, edit: { body, base: page.revision, why } });
};
