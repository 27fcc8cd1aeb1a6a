import { createRoute, z } from '@hono/zod-openapi';
import { acts, getCase } from '#cases/index.ts';
import { invalid } from '#lib/errors.ts';
import { faultsOf } from '#lib/input.ts';
import { hostingSop } from '#sop/index.ts';
import { type Api, readJson } from '../context.ts';
import { once } from '../once.ts';
import { actResult, answer, refusals } from '../schemas.ts';

const envelope = z.looseObject({
  version: z.number().int().optional(),
  on_paper: z
    .strictObject({
      medium: z.enum(['paper', 'phone', 'fax']),
      happened_at: z.iso.datetime({ offset: true }),
      reason: z.string().min(1).max(1000),
      upload_id: z.uuid().optional(),
    })
    .optional(),
});

const onPaperOf = (paper: z.output<typeof envelope>['on_paper']) =>
  paper && {
    medium: paper.medium,
    happenedAt: Temporal.Instant.from(paper.happened_at),
    reason: paper.reason,
    ...(paper.upload_id ? { uploadId: paper.upload_id } : {}),
  };

/**
 * Every act of the process as `POST /cases/{number}/acts/{action}`: the act's own fields, the case's `version` as the
 * caller saw it (left out: whatever it is now), and `on_paper` for what was done outside Griya.
 */
export const actRoutes = (api: Api): void => {
  for (const action of hostingSop.actions) {
    const act = acts[action.key];
    if (!act) continue;
    const route = createRoute({
      method: 'post',
      path: `/cases/{number}/acts/${action.key}`,
      summary: action.label.en,
      description: `Posts: ${action.by.join(', ')}. Possible in: ${action.from.join(', ')}. Besides these fields: version, on_paper.`,
      request: {
        params: z.object({ number: z.string() }),
      },
      responses: { ...refusals, 200: answer(actResult, 'The case afterwards') },
    });
    api.openAPIRegistry.registerPath({
      ...route,
      request: { ...route.request, body: { content: { 'application/json': { schema: act.body } } } },
    });
    api.post(`/cases/:number/acts/${action.key}`, async (c) => {
      const number = c.req.param('number');
      const raw = envelope.safeParse(await readJson(c.req));
      if (!raw.success) throw invalid(faultsOf(raw.error));
      const { version, on_paper, ...fields } = raw.data;
      const body = act.body.safeParse(fields);
      if (!body.success) throw invalid(faultsOf(body.error));
      const { actor, now, options } = c.var;
      const paper = onPaperOf(on_paper);
      const { repeated, result } = await once(c, (tx) =>
        act.run(tx, { number, actor, now, seen: version ?? null, ...(paper ? { onPaper: paper } : {}) }, body.data),
      );
      if (result) return c.json({ ...result, repeated }, 200);
      const { row } = await getCase(options.db, actor, number);
      return c.json({ number, state: row.state, step: null, version: row.version, repeated }, 200);
    });
  }
};
