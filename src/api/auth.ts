import type { MiddlewareHandler } from 'hono';
import { findActorByApiKey, getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { ApiEnv, ApiOptions } from './context.ts';

/** Knows the caller by its key (`Authorization: Bearer griya_…`). A browser's session is no key: no page can be made to call. */
export const authenticate =
  (options: ApiOptions): MiddlewareHandler<ApiEnv> =>
  async (c, next) => {
    const now = options.clock();
    c.set('options', options);
    c.set('now', now);
    const key = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (!key) throw new AppError('signed_out');
    const { timeZone } = await getInstallation(options.db);
    const actor = await findActorByApiKey(options.db, { key, now, timeZone });
    if (!actor) throw new AppError('signed_out');
    c.set('actor', actor);
    c.set('timeZone', timeZone);
    c.set('language', actor.language);
    await next();
  };
