import type { Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { forgetParked, parkedForm } from '../../../parked-cookie.ts';
import { paths } from '../../../paths.ts';

/**
 * Shows the form that was posted after its session had ended, filled in again. It asks the form's own address to show it:
 * an internal request whose `replay` makes `act` show the page instead of acting.
 */
export const resumePage: Page = (app) => {
  app.get(paths.resume(), async (c) => {
    const actor = signedIn(c);
    const parked = await parkedForm(c, actor.accountId);
    if (!parked) return c.redirect(paths.home(), 303);
    const headers = new Headers(c.req.raw.headers);
    for (const name of ['content-type', 'content-length', 'origin', 'referer']) headers.delete(name);
    headers.set('sec-fetch-site', 'same-origin');
    const request = new Request(new URL(parked.path, c.req.url), { method: 'POST', headers });
    const answer = await app.fetch(request, { ...c.env, replay: { values: parked.values } });
    if (answer.status >= 400) await forgetParked(c);
    return answer;
  });

  app.post(paths.resume(), async (c) => {
    await forgetParked(c);
    return c.redirect(paths.home(), 303);
  });
};
