import { createRoute, z } from '@hono/zod-openapi';
import { listOffices } from '#identity/index.ts';
import type { Api } from '../context.ts';
import { answer, readRefusals } from '../schemas.ts';

const office = z.object({ id: z.string(), name: z.string(), abbreviation: z.string(), host: z.boolean() });

const listRoute = createRoute({
  method: 'get',
  path: '/offices',
  operationId: 'listOffices',
  tags: ['Register'],
  summary: 'Offices of the city, the hosting one first',
  responses: { ...readRefusals, 200: answer(z.object({ offices: z.array(office) }), 'Offices') },
});

/** Offices by name: what a recommendation is issued to. */
export const officeRoutes = (api: Api): void => {
  api.openapi(listRoute, async (c) => {
    const offices = await listOffices(c.var.options.db, { active: true });
    return c.json(
      { offices: offices.map(({ id, name, abbreviation, kind }) => ({ id, name, abbreviation, host: kind === 'host' })) },
      200,
    );
  });
};
