import { seesSubmitted } from '#cases/index.ts';
import { readSessionToken } from '#identity/index.ts';
import type { Page } from '../../context.ts';
import { paths } from '../../paths.ts';

/**
 * The stream of an open page (server-sent events): "look again". Who is not signed in gets 204, which ends it for good; too
 * many streams 429, and the page tries later. Nothing on a page needs it.
 */
export const livePage: Page = (app) => {
  app.get(paths.live(), (c) => {
    const { actor, services } = c.var;
    const session = readSessionToken(services.auth, c.req.raw.headers);
    if (!actor || !session || !services.live) return c.body(null, 204);
    const sight = { officeId: actor.officeId, seesSubmitted: seesSubmitted(actor) };
    const stream = services.live.open({ session, accountId: actor.accountId, sight });
    if (!stream) return c.body(null, 429, { 'retry-after': '60' });
    return c.body(stream, 200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy in front must not gather what is meant to arrive at once.
      'x-accel-buffering': 'no',
    });
  });
};
