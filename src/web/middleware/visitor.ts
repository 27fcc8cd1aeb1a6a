import type { MiddlewareHandler } from 'hono';
import { getCookie } from 'hono/cookie';
import { type Language, languages } from '#lib/words.ts';
import type { AppEnv } from '../context.ts';
import { paths } from '../paths.ts';
import { readSession } from '../session.ts';

export const languageCookie = 'griya_language';

/** A text from outside as a language of the interface, or null. */
export const asLanguage = (value: string | undefined): Language | null =>
  languages.find((language) => language === value) ?? null;

/** Addresses that answer before the office is set up. */
const open = (path: string): boolean => path === paths.setup() || path === paths.language() || path.startsWith('/gallery');

/**
 * Who comes and in which language. For pages the actor is read here, in one round trip; an act reads it in its own
 * transaction. Until the office is set up, everything leads to the set-up.
 */
export const visitor: MiddlewareHandler<AppEnv> = async (c, next) => {
  c.set('language', asLanguage(c.req.query('lang')) ?? asLanguage(getCookie(c, languageCookie)) ?? 'id');
  const { installation, db } = c.var.services;
  const office = await installation.read();
  c.set('installation', office);
  if (!office && !open(c.req.path)) return c.redirect(paths.setup(), 303);
  if (!office || (c.req.method !== 'GET' && c.req.method !== 'HEAD') || !c.req.header('cookie')) return next();
  const session = await readSession(c, db);
  if (session?.mustChangePassword && c.req.path !== paths.password()) return c.redirect(paths.password(), 303);
  return next();
};
