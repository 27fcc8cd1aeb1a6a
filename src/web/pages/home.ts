import type { Page } from '../context.ts';
import { signedIn } from '../page.tsx';
import { paths } from '../paths.ts';

/** The front door: everyone's first page. */
export const homePage: Page = (app) => {
  app.get(paths.home(), (c) => {
    signedIn(c);
    return c.redirect(paths.inbox(), 303);
  });
};
