import { randomInt } from 'node:crypto';
import { type Algorithm, hash, verify } from '@node-rs/argon2';
import type { Words } from '#lib/words.ts';

/** Argon2id as the OWASP Password Storage Cheat Sheet asks: 19 MiB, two passes, one lane. */
const parameters = { algorithm: 2 satisfies Algorithm.Argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** BSSN practice asks for 12 characters; the upper bound keeps one sign-in from costing much. */
export const shortestPassword = 12;
export const longestPassword = 128;

/** The text to store for a password: Argon2id with its own salt and parameters. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), parameters);

/** Whether a password belongs to a stored hash. A hash that cannot be read belongs to no password. */
export const isPassword = (stored: string, password: string): Promise<boolean> =>
  verify(stored, password.normalize('NFKC')).catch(() => false);

/** What speaks against a new password, in words for the person, or null. `email` is whose account it will open. */
export const passwordFault = (password: string, email: string): Words | null => {
  const length = [...password].length;
  if (length < shortestPassword) {
    return {
      id: `Kata sandi paling sedikit ${shortestPassword} karakter. Beberapa kata yang mudah diingat sudah cukup.`,
      en: `A password has at least ${shortestPassword} characters. A few words that you remember are enough.`,
    };
  }
  if (length > longestPassword) {
    return {
      id: `Kata sandi paling banyak ${longestPassword} karakter.`,
      en: `A password has at most ${longestPassword} characters.`,
    };
  }
  if (new Set(password.toLowerCase()).size < 5) {
    return {
      id: 'Kata sandi ini mudah ditebak. Pakai sedikitnya lima karakter yang berbeda.',
      en: 'This password is easy to guess. Use at least five different characters.',
    };
  }
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (name.length >= 4 && password.toLowerCase().includes(name)) {
    return {
      id: 'Kata sandi tidak boleh memuat nama dari alamat pos-el Anda.',
      en: 'The password must not contain the name in your e-mail address.',
    };
  }
  return null;
};

/** Without letters and digits that are mistaken for each other on paper. */
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A password to hand to somebody once, on paper or by phone: 79 bits in four groups, "k7qm-x2vd-…". */
export const oneTimePassword = (): string =>
  Array.from({ length: 4 }, () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-');
