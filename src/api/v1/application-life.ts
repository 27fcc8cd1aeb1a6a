import { z } from '@hono/zod-openapi';
import { decommissionApplication } from '#cases/index.ts';
import { text } from '#lib/input.ts';
import { completenessByOffice, listWork } from '#registry/index.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, readRefusals, refusals } from '../schemas.ts';

const retired = z.object({
  name: z.string().nullable(),
  servers: z.array(z.string()).describe('Retired with it; their addresses are free.'),
  kept: z.array(z.string()).describe('Servers on which others depend.'),
  repeated: z.boolean(),
});

const item = z.object({
  kind: z.string(),
  subject: z.string(),
  id: z.string(),
  name: z.string(),
  office: z.string(),
  until: z.string().nullable(),
  missing: z.number(),
});

const office = z.object({
  id: z.string(),
  name: z.string(),
  applications: z.number(),
  complete: z.number(),
  percent: z.number(),
});

/** The end of an application, and what the register still needs. */
export const applicationLifeRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/applications/{id}/retirement',
      operationId: 'retireApplication',
      tags: ['Register'],
      summary: 'End an application: its name, capacity and the servers that ran nothing else are freed in one act',
      request: { params: z.object({ id: z.string() }) },
      body: z.strictObject({ version: z.number().int().min(1).max(2_147_483_647), reason: text(1000) }),
      responses: { ...refusals, 200: answer(retired, 'What was freed') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const applicationId = c.req.param('id') ?? '';
      const done = await once(c, (tx) => decommissionApplication(tx, { ...body, applicationId, actor, now }));
      const { name, servers, staying } = done.result ?? { name: null, servers: [], staying: [] };
      const named = (list: readonly { name: string }[]): string[] => list.map((each) => each.name);
      return c.json({ name: name?.fqdn ?? null, servers: named(servers), kept: named(staying), repeated: done.repeated }, 200);
    },
  );

  api.openapi(
    {
      method: 'get',
      path: '/register-work',
      operationId: 'listRegisterWork',
      tags: ['Register'],
      summary: 'What the register still needs, and how complete each office’s entries are',
      request: { query: z.object({ today: z.iso.date().describe('The day to count from, in the office’s calendar.') }) },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({ counts: z.record(z.string(), z.number()), items: z.array(item), offices: z.array(office) }),
          'At most 50 of each kind',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const today = Temporal.PlainDate.from(c.req.valid('query').today);
      const [{ items, counts }, offices] = await Promise.all([
        listWork(db, c.var.actor, today),
        completenessByOffice(db, c.var.actor),
      ]);
      return c.json(
        {
          counts,
          items: items.map(({ officeName, until, ...rest }) => ({
            ...rest,
            office: officeName,
            until: until?.toString() ?? null,
          })),
          offices: offices.map(({ officeId, officeName, ...rest }) => ({ id: officeId, name: officeName, ...rest })),
        },
        200,
      );
    },
  );
};
