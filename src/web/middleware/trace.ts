import { randomBytes } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import type { AppEnv, Ctx } from '../context.ts';
import type { Services } from '../services.ts';

/** The address of the client: the peer's, or what the city's own proxy says of it. */
const addressOf = (c: Ctx): string => {
  const peer = c.env?.incoming?.socket?.remoteAddress ?? '127.0.0.1';
  if (!c.var.services.config.behindProxy) return peer;
  return c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim() || peer;
};

/** What a log may say of an address: a verification code opens a page to whoever reads it. */
const logged = (path: string): string => path.replace(/^(\/verify)\/.+/, '$1/…');

/** Gives the request its code, its moment and its services, and writes one line about it when it is answered. */
export const trace =
  (services: Services): MiddlewareHandler<AppEnv> =>
  async (c, next) => {
    const started = performance.now();
    c.set('services', services);
    c.set('trace', randomBytes(5).toString('hex'));
    c.set('now', services.clock());
    c.set('actor', null);
    c.set('session', null);
    c.set('ip', addressOf(c));
    c.set('language', 'id');
    c.set('installation', null);
    c.set('secure', services.config.baseUrl?.startsWith('https:') ?? false);
    await next();
    c.header('x-trace', c.var.trace);
    if (c.req.path.startsWith('/assets/') || c.req.path === '/health') return;
    const ms = Math.round(performance.now() - started);
    services.log({ level: 'info', trace: c.var.trace, method: c.req.method, path: logged(c.req.path), status: c.res.status, ms });
  };
