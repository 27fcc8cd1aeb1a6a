import type { MiddlewareHandler } from 'hono';
import { AppError } from '#lib/errors.ts';
import type { AppEnv, Ctx } from '../context.ts';

const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

const hostOf = (address: string): string | null => {
  try {
    return new URL(address).host;
  } catch {
    return null;
  }
};

/** Hosts under which people reach this site: the configured one, or else whatever the request names. */
const ownHost = (c: Ctx): string | null => {
  const { baseUrl } = c.var.services.config;
  return baseUrl ? hostOf(baseUrl) : (c.req.header('host') ?? new URL(c.req.url).host);
};

/**
 * Refuses every changing request that another site's page could have caused. Browsers name the origin of a form; where
 * one does not, Sec-Fetch-Site or the referrer must. A request without any of them passes only when it carries no cookie:
 * there is then no session that could be misused.
 */
export const origin: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (safe.has(c.req.method)) return next();
  const named = c.req.header('origin');
  if (named !== undefined) {
    if (named === 'null' || hostOf(named) !== ownHost(c)) throw new AppError('bad_origin', { origin: named.slice(0, 100) });
    return next();
  }
  const site = c.req.header('sec-fetch-site');
  if (site !== undefined) {
    if (site !== 'same-origin' && site !== 'none') throw new AppError('bad_origin', { origin: site });
    return next();
  }
  const referrer = c.req.header('referer');
  if (referrer !== undefined && hostOf(referrer) === ownHost(c)) return next();
  if (c.req.header('cookie') !== undefined || referrer !== undefined)
    throw new AppError('bad_origin', { origin: referrer?.slice(0, 100) ?? 'unknown' });
  return next();
};
