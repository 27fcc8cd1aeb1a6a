import { z } from '@hono/zod-openapi';
import {
  addSubTask,
  changeSubTask,
  commentSubTask,
  finishSubTask,
  getCase,
  listSubTasks,
  type SubTask,
  seesSubmitted,
  subTaskCommentInput,
  subTaskInput,
} from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { ticked } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, caseParams, moment, number, readRefusals, refusals } from '../schemas.ts';

const taskParams = z.object({ number, task: z.string() });

const subTask = z
  .object({
    id: z.string(),
    step: z.number(),
    title: z.string(),
    detail: z.string(),
    requirement: z.string().nullable(),
    assignee_id: z.string().nullable(),
    assignee: z.string().nullable(),
    due_at: moment.nullable(),
    effort_minutes: z.number().nullable(),
    spent_minutes: z.number(),
    done_at: moment.nullable(),
    items: z.number(),
    items_done: z.number(),
    comments: z.number(),
  })
  .openapi('SubTask');

const shown = (task: SubTask): z.output<typeof subTask> => ({
  id: task.id,
  step: task.step,
  title: task.title,
  detail: task.detail,
  requirement: task.requirement,
  assignee_id: task.assigneeId,
  assignee: task.assignee,
  due_at: task.dueAt?.toString() ?? null,
  effort_minutes: task.effortMinutes,
  spent_minutes: task.spentMinutes,
  done_at: task.doneAt?.toString() ?? null,
  items: task.items,
  items_done: task.itemsDone,
  comments: task.comments,
});

/** The work inside a step: sub-tasks, seen by the hosting office and auditors. */
export const subTaskRoutes = (api: Api): void => {
  api.openapi(
    {
      method: 'get',
      path: '/cases/{number}/sub-tasks',
      operationId: 'listSubTasks',
      tags: ['Sub-tasks'],
      summary: 'Sub-tasks of the case, by step',
      request: { params: caseParams },
      responses: { ...readRefusals, 200: answer(z.object({ sub_tasks: z.array(subTask) }), 'The sub-tasks') },
    },
    async (c) => {
      const { actor, options } = c.var;
      const { row } = await getCase(options.db, actor, c.req.param('number') ?? '');
      if (!seesSubmitted(actor)) throw new AppError('not_found', { what: 'sub-tasks' });
      return c.json({ sub_tasks: (await listSubTasks(options.db, row.id)).map(shown) }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/sub-tasks',
      operationId: 'addSubTask',
      tags: ['Sub-tasks'],
      summary: 'Put a sub-task under the open step',
      request: { params: caseParams },
      body: subTaskInput,
      responses: { ...refusals, 201: answer(z.object({ sub_task_id: z.string(), repeated: z.boolean() }), 'Added') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const task = { ...body, effort: inHours(body.effort), spent: inHours(body.spent) };
      const done = await once(
        c,
        (tx) => addSubTask(tx, { number: c.req.param('number') ?? '', actor, now, task }),
        (made) => made.taskId,
      );
      return c.json({ sub_task_id: done.repeated ? done.made : done.result.taskId, repeated: done.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'put',
      path: '/cases/{number}/sub-tasks/{task}',
      operationId: 'changeSubTask',
      tags: ['Sub-tasks'],
      summary: 'Change what a sub-task says, whose it is and until when',
      request: { params: taskParams },
      body: subTaskInput,
      responses: { ...refusals, 204: { description: 'Changed' } },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const task = { ...body, effort: inHours(body.effort), spent: inHours(body.spent) };
      const [caseNumber, taskId] = [c.req.param('number') ?? '', c.req.param('task') ?? ''];
      await once(c, (tx) => changeSubTask(tx, { number: caseNumber, taskId, actor, now, task }));
      return c.body(null, 204);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/sub-tasks/{task}/completion',
      operationId: 'finishSubTask',
      tags: ['Sub-tasks'],
      summary: 'Say that a sub-task is done, or (done: false) that it is not after all',
      request: { params: taskParams },
      body: z.strictObject({ done: ticked() }),
      responses: { ...refusals, 204: { description: 'Done, or so already' } },
    },
    async (c, { done }) => {
      const { actor, now } = c.var;
      const [caseNumber, taskId] = [c.req.param('number') ?? '', c.req.param('task') ?? ''];
      await once(c, (tx) => finishSubTask(tx, { number: caseNumber, taskId, actor, now, done }));
      return c.body(null, 204);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/sub-tasks/{task}/comments',
      operationId: 'commentOnSubTask',
      tags: ['Sub-tasks'],
      summary: 'Comment on a sub-task; "@Name" tells a colleague',
      request: { params: taskParams },
      body: subTaskCommentInput,
      responses: { ...refusals, 201: answer(z.object({ comment_id: z.string(), repeated: z.boolean() }), 'Said') },
    },
    async (c, { body }) => {
      const { actor, now } = c.var;
      const [caseNumber, taskId] = [c.req.param('number') ?? '', c.req.param('task') ?? ''];
      const done = await once(
        c,
        (tx) => commentSubTask(tx, { number: caseNumber, taskId, actor, now, body }),
        (made) => made.commentId,
      );
      return c.json({ comment_id: done.repeated ? done.made : done.result.commentId, repeated: done.repeated }, 201);
    },
  );
};

/** Parsed minutes back as the hours that the command reads. */
const inHours = (minutes: number | null): number | null => (minutes === null ? null : Math.round((minutes / 60) * 100) / 100);
