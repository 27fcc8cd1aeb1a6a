import { assign } from '#cases/index.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { once } from '../once.ts';
import { caseParams, changeHeaders, refusals } from '../schemas.ts';

const path = '/cases/{number}/assignment';

const words = {
  put: { kind: 'claim', summary: 'Take the open task' },
  delete: { kind: 'release', summary: 'Put the open task back into the queue of its post' },
} as const;

/** Who has taken the open task of a case: any holder of its post may take it and put it back. */
export const assignmentRoutes = (api: Api): void => {
  for (const method of ['put', 'delete'] as const) {
    const { kind, summary } = words[method];
    api.openAPIRegistry.registerPath({
      method,
      path,
      operationId: `${kind}Case`,
      tags: ['Cases'],
      summary,
      request: { params: caseParams, headers: changeHeaders },
      responses: { ...refusals, 204: { description: 'Done, or so already' } },
    });
    api.on(method.toUpperCase(), routingPath(path), async (c) => {
      const number = c.req.param('number') ?? '';
      await once(c, (tx) => assign(tx, { number, actor: c.var.actor, kind, now: c.var.now }));
      return c.body(null, 204);
    });
  }
};
