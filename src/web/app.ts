import { Hono } from 'hono';
import type pg from 'pg';
import type { Db } from '#db/index.ts';
import { type Auth, handlePasskey } from '#identity/index.ts';
import { assetRoutes } from './assets.ts';
import type { App, AppEnv } from './context.ts';
import { onError, onNotFound } from './errors.tsx';
import { installationMemory } from './installation.ts';
import type { LiveHub } from './live.ts';
import { address } from './middleware/address.ts';
import { headers } from './middleware/headers.ts';
import { origin } from './middleware/origin.ts';
import { trace } from './middleware/trace.ts';
import { visitor } from './middleware/visitor.ts';
import { pages } from './pages.ts';
import { paths } from './paths.ts';
import type { Services, WebConfig } from './services.ts';

export type AppOptions = {
  db: Db;
  pool: pg.Pool;
  auth: Auth;
  config: WebConfig;
  /** The clock; a test or the demonstration gives its own. */
  clock?: () => Temporal.Instant;
  log?: Services['log'];
  /** Tells open pages to look again. */
  live?: LiveHub;
  /** The programs' interface, answering under /api. */
  api?: Hono;
};

const logLine: Services['log'] = (entry) => process.stdout.write(`${JSON.stringify(entry)}\n`);

/** The whole web interface as one Hono app; who listens is decided elsewhere. */
export const createApp = (options: AppOptions): App => {
  const { db, pool, auth, config } = options;
  const services: Services = {
    db,
    pool,
    auth,
    config,
    clock: options.clock ?? Temporal.Now.instant,
    log: options.log ?? logLine,
    installation: installationMemory(db),
    live: options.live ?? null,
  };
  const app: App = new Hono<AppEnv>();
  app.onError(onError);
  app.notFound(onNotFound);
  app.use(trace(services), headers);
  assetRoutes(app);
  app.get(paths.health(), async (c) => {
    await pool.query('select 1');
    return c.json({ ok: true });
  });
  app.use(address, origin);
  app.all('/auth/*', (c) => handlePasskey(auth, c.req.raw, c.var.ip));
  if (options.api) app.route('/api', options.api as never);
  app.use(visitor);
  for (const add of pages) add(app);
  return app;
};
