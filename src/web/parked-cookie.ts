import { deleteCookie, getCookie } from 'hono/cookie';
import type { Ctx } from './context.ts';
import { text } from './form.ts';
import { findParkedForm, forgetParkedForm, type ParkedForm } from './parked.ts';

/** Names the parked form of this browser; its value is half of the key that opens it. */
export const parkedCookie = 'griya_parked';

/** The form that this browser parked, if it belongs to this account. */
export const parkedForm = async (c: Ctx, accountId: string): Promise<ParkedForm | null> => {
  const id = getCookie(c, parkedCookie);
  const { db, config } = c.var.services;
  return id ? findParkedForm(db, { secret: config.secret, accountId, id, now: c.var.now }) : null;
};

/** Forgets what this browser parked. */
export const forgetParked = async (c: Ctx): Promise<void> => {
  const id = getCookie(c, parkedCookie);
  if (!id) return;
  deleteCookie(c, parkedCookie, { path: '/' });
  await forgetParkedForm(c.var.services.db, id);
};

/** After an act: forgets the parked form if it is this very act. Costs nothing in a browser that parked nothing. */
export const forgetParkedOf = async (c: Ctx, accountId: string, requestKey: string): Promise<void> => {
  const parked = await parkedForm(c, accountId);
  if (parked && text(parked.values, 'request_key') === requestKey) await forgetParked(c);
};
