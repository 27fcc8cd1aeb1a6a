import { createRoute, z } from '@hono/zod-openapi';
import {
  issueRecommendation,
  listRecommendations,
  recommendationChecklist,
  recommendationResults,
  resourceLimits,
} from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import { id, inWords, oneOf, optionalText, plainDate, text } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, choiceOf, readRefusals, refusals } from '../schemas.ts';

const amount = (max: number) => z.number().int().min(1).max(max).nullable().default(null);

const checklist = z
  .array(
    z.strictObject({
      key: choiceOf(recommendationChecklist),
      verdict: oneOf(['met', 'not_met', 'with_notes']),
      note: optionalText(1000),
    }),
  )
  .refine((points) => new Set(points.map((each) => each.key)).size === points.length, {
    error: inWords({ id: 'Satu butir diberi hasil dua kali.', en: 'A point has two verdicts.' }),
  });

const recommendation = z.strictObject({
  office_id: id(),
  application_name: text(120),
  checklist,
  result: choiceOf(recommendationResults),
  notes: optionalText(4000),
  cpu: amount(resourceLimits.cpu),
  memory_gb: amount(resourceLimits.memory_gb),
  disk_gb: amount(resourceLimits.disk_gb),
  valid_until: plainDate(),
});

const row = z.object({
  id: z.string(),
  number: z.string(),
  office: z.string(),
  application_name: z.string(),
  result: z.string(),
  issued_on: z.string(),
  valid_until: z.string(),
});

const listRoute = createRoute({
  method: 'get',
  path: '/recommendations',
  operationId: 'listRecommendations',
  tags: ['Recommendations'],
  summary: 'Recommendations of the technical team, the newest first; an office that does not host sees its own',
  request: { query: z.object({ number: optionalText(100).openapi({ description: 'Only the one with this number' }) }) },
  responses: { ...readRefusals, 200: answer(z.object({ recommendations: z.array(row) }), 'Recommendations') },
});

/** Recommendations of the technical team (SOP reading 6). */
export const recommendationRoutes = (api: Api): void => {
  api.openapi(listRoute, async (c) => {
    const rows = await listRecommendations(c.var.options.db, c.var.actor, c.req.valid('query'));
    const recommendations = rows.map((each) => ({
      id: each.id,
      number: each.number,
      office: each.office_name,
      application_name: each.application_name,
      result: each.result,
      issued_on: each.issued_on.toString(),
      valid_until: each.valid_until.toString(),
    }));
    return c.json({ recommendations }, 200);
  });

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/recommendations',
      operationId: 'issueRecommendation',
      tags: ['Recommendations'],
      summary: 'Issue a recommendation, examined point by point (technical team only)',
      body: recommendation,
      responses: { ...refusals, 201: answer(z.object({ number: z.string(), repeated: z.boolean() }), 'Issued') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const { office_id, application_name, memory_gb, disk_gb, valid_until, ...rest } = body;
      const input = {
        ...rest,
        officeId: office_id,
        applicationName: application_name,
        memoryGb: memory_gb,
        diskGb: disk_gb,
        validUntil: valid_until,
      };
      const done = await once(
        c,
        (tx) => issueRecommendation(tx, { actor, now, timeZone, recommendation: input }),
        (made) => made.number,
      );
      return c.json({ number: done.repeated ? done.made : done.result.number, repeated: done.repeated }, 201);
    },
  );
};
