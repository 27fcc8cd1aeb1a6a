import { setCookie } from 'hono/cookie';
import { changeLanguage } from '#identity/index.ts';
import type { Page } from '../../../context.ts';
import { nextPath } from '../../../door.ts';
import { text } from '../../../form.ts';
import { asLanguage, languageCookie } from '../../../middleware/visitor.ts';
import { paths } from '../../../paths.ts';
import { readFields } from '../../../read-form.ts';
import { readSession } from '../../../session.ts';

/** Switches the language: for this browser, and in the account of who is signed in. */
export const languagePage: Page = (app) => {
  app.post(paths.language(), async (c) => {
    const values = await readFields(c);
    const language = asLanguage(text(values, 'language')) ?? 'id';
    setCookie(c, languageCookie, language, {
      path: '/',
      httpOnly: true,
      sameSite: 'Lax',
      secure: c.var.secure,
      maxAge: 365 * 24 * 3600,
    });
    const { db } = c.var.services;
    const session = await readSession(c, db);
    if (session) {
      await db.transaction().execute((tx) => changeLanguage(tx, { actor: session.actor, language }));
    }
    return c.redirect(nextPath(text(values, 'next')), 303);
  });
};
