import { createRoute, z } from '@hono/zod-openapi';
import { listTasks } from '#cases/index.ts';
import { languages } from '#lib/words.ts';
import type { Api } from '../context.ts';
import { answer, moment, number, readRefusals } from '../schemas.ts';

const meRoute = createRoute({
  method: 'get',
  path: '/me',
  operationId: 'me',
  tags: ['Me'],
  summary: 'Who the key belongs to: posts held today, and the tasks that wait',
  responses: {
    ...readRefusals,
    200: answer(
      z.object({
        name: z.string(),
        office_id: z.string(),
        language: z.enum(languages),
        posts: z.array(z.object({ title: z.string(), role: z.string().nullable(), kind: z.string() })),
        tasks: z.array(z.object({ number, state: z.string(), due_at: moment.nullable() })),
      }),
      'The holder of the key',
    ),
  },
});

/** The caller itself. */
export const meRoutes = (api: Api): void => {
  api.openapi(meRoute, async (c) => {
    const { actor, now, options } = c.var;
    const tasks = await listTasks(options.db, actor, now);
    return c.json(
      {
        name: actor.personName,
        office_id: actor.officeId,
        language: actor.language,
        posts: actor.posts.map((post) => ({ title: post.title, role: post.role, kind: post.kind })),
        tasks: tasks.map((task) => ({ number: task.number, state: task.state, due_at: task.due_at?.toString() ?? null })),
      },
      200,
    );
  });
};
