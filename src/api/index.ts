import type { Hono } from 'hono';
import { authenticate } from './auth.ts';
import { type ApiOptions, newApi } from './context.ts';
import { actRoutes } from './v1/acts.ts';
import { caseRoutes } from './v1/cases.ts';
import { fileRoutes } from './v1/files.ts';
import { meRoutes } from './v1/me.ts';
import { recommendationRoutes } from './v1/recommendations.ts';
import { registryRoutes } from './v1/registry.ts';

export type { ApiOptions } from './context.ts';

/** The programs' interface: `/v1/…` below wherever it is mounted, described at `/v1/openapi.json`. */
export const createApi = (options: ApiOptions): Hono => {
  const root = newApi();
  const v1 = newApi();
  v1.doc31('/openapi.json', {
    openapi: '3.1.0',
    info: {
      title: 'Griya',
      version: '1',
      description: 'The hosting SOP as an interface for programs. Keys are made per account in the profile.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
  });
  v1.openAPIRegistry.registerComponent('securitySchemes', 'key', { type: 'http', scheme: 'bearer' });
  v1.use(authenticate(options));
  for (const add of [meRoutes, caseRoutes, actRoutes, fileRoutes, recommendationRoutes, registryRoutes]) add(v1);
  root.route('/v1', v1);
  return root as unknown as Hono;
};
