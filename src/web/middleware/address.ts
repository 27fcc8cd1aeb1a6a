import type { MiddlewareHandler } from 'hono';
import { AppError } from '#lib/errors.ts';
import type { AppEnv } from '../context.ts';

/** An address with a NUL leads nowhere: no text of the database has one, and asking for it would be an error of ours. */
export const address: MiddlewareHandler<AppEnv> = async (c, next) => {
  const [path = ''] = c.req.url.split('?');
  if (/%00|\0/.test(path)) throw new AppError('not_found', { what: path });
  await next();
};
