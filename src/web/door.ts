import type { Caller } from '#identity/index.ts';
import type { Ctx } from './context.ts';
import { paths } from './paths.ts';

/** What the sign-in service needs to know of the request. */
export const callerOf = (c: Ctx): Caller => ({ headers: c.req.raw.headers, ip: c.var.ip });

/** Puts the sign-in service's cookies on the answer. */
export const setCookies = (c: Ctx, cookies: { setCookies: readonly string[] }): void => {
  for (const cookie of cookies.setCookies) c.header('set-cookie', cookie, { append: true });
};

/** An address of this site that a link or form asked to be led to; anything else leads to the front page. */
export const nextPath = (asked: string | undefined): string => {
  if (!asked?.startsWith('/') || asked.startsWith('//') || /[\\\p{Cc}]/u.test(asked)) return paths.home();
  return asked;
};
