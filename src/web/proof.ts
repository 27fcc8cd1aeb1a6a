import { createHmac, timingSafeEqual } from 'node:crypto';

const days = 7 * 24 * 3600;

const seal = (secret: string, text: string): string =>
  createHmac('sha256', secret).update(`griya form ${text}`).digest('base64url').slice(0, 32);

/**
 * A mark for a form: for which account it was made and when, sealed. It is no password: it only lets what was typed into
 * the form be kept, for that account alone, when the session turns out to be over.
 */
export const makeProof = (secret: string, accountId: string, now: Temporal.Instant): string => {
  const text = `${accountId}.${Math.floor(now.epochMilliseconds / 1000)}`;
  return `${text}.${seal(secret, text)}`;
};

/** The account that a form was made for; null when the mark is false or older than a week. */
export const readProof = (secret: string, proof: string, now: Temporal.Instant): string | null => {
  const [accountId, made, given] = proof.split('.');
  if (!accountId || !made || !given) return null;
  const expected = Buffer.from(seal(secret, `${accountId}.${made}`));
  const sent = Buffer.from(given);
  if (expected.length !== sent.length || !timingSafeEqual(expected, sent)) return null;
  const age = now.epochMilliseconds / 1000 - Number(made);
  return age >= -60 && age <= days ? accountId : null;
};
