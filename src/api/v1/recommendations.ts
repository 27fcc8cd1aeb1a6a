import { createRoute, z } from '@hono/zod-openapi';
import { issueRecommendation, listRecommendations, recommendationChecklist, recommendationResults } from '#cases/index.ts';
import type { Api } from '../context.ts';
import { once } from '../once.ts';
import { answer, refusals } from '../schemas.ts';

const points = recommendationChecklist.map((each) => each.value) as [string, ...string[]];

const listRoute = createRoute({
  method: 'get',
  path: '/recommendations',
  summary: 'Recommendations of the technical team, the newest first',
  responses: {
    ...refusals,
    200: answer(
      z.object({
        recommendations: z.array(
          z.object({
            id: z.string(),
            number: z.string(),
            office: z.string(),
            application_name: z.string(),
            result: z.string(),
            valid_until: z.string(),
          }),
        ),
      }),
      'Recommendations',
    ),
  },
});

const issueRoute = createRoute({
  method: 'post',
  path: '/recommendations',
  summary: 'Issue a recommendation, examined point by point (technical team only)',
  request: {
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({
            office_id: z.uuid(),
            application_name: z.string().max(120),
            checklist: z.array(
              z.strictObject({
                key: z.enum(points),
                verdict: z.enum(['met', 'not_met', 'with_notes']),
                note: z.string().max(1000).default(''),
              }),
            ),
            result: z.enum(recommendationResults.map((each) => each.value)),
            notes: z.string().max(4000).default(''),
            cpu: z.number().int().min(1).nullable().default(null),
            memory_gb: z.number().int().min(1).nullable().default(null),
            disk_gb: z.number().int().min(1).nullable().default(null),
            valid_until: z.iso.date(),
          }),
        },
      },
    },
  },
  responses: { ...refusals, 201: answer(z.object({ number: z.string().nullable(), repeated: z.boolean() }), 'Issued') },
});

/** Recommendations of the technical team (SOP reading 6). */
export const recommendationRoutes = (api: Api): void => {
  api.openapi(listRoute, async (c) => {
    const rows = await listRecommendations(c.var.options.db, c.var.actor);
    const recommendations = rows.map((row) => ({
      id: row.id,
      number: row.number,
      office: row.office_name,
      application_name: row.application_name,
      result: row.result,
      valid_until: row.valid_until.toString(),
    }));
    return c.json({ recommendations }, 200);
  });

  api.openapi(issueRoute, async (c) => {
    const body = c.req.valid('json');
    const { actor, now, timeZone } = c.var;
    const { repeated, result } = await once(c, (tx) =>
      issueRecommendation(tx, {
        actor,
        now,
        timeZone,
        recommendation: {
          officeId: body.office_id,
          applicationName: body.application_name,
          checklist: body.checklist,
          result: body.result,
          notes: body.notes,
          cpu: body.cpu,
          memoryGb: body.memory_gb,
          diskGb: body.disk_gb,
          validUntil: Temporal.PlainDate.from(body.valid_until),
        },
      }),
    );
    return c.json({ number: result?.number ?? null, repeated }, 201);
  });
};
