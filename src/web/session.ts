import type { Db } from '#db/index.ts';
import { findSession, readSessionToken, type Session } from '#identity/index.ts';
import type { Ctx } from './context.ts';

/**
 * Who is behind the request's session cookie, in one round trip on the given database or transaction; null when nobody is.
 * Sets actor, session and language of the request.
 */
export const readSession = async (c: Ctx, db: Db): Promise<Session | null> => {
  const sessionToken = readSessionToken(c.var.services.auth, c.req.raw.headers);
  const timeZone = c.var.installation?.timeZone;
  const session = sessionToken === null ? null : await findSession(db, { sessionToken, now: c.var.now, timeZone });
  c.set('session', session);
  c.set('actor', session?.actor ?? null);
  if (session) c.set('language', session.actor.language);
  return session;
};
