import { APIError } from 'better-auth';
import { record } from '#audit/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { type Auth, addressHeader } from './auth.ts';
import { countAttempt, forgiveAttempt, throttleWindow } from './throttle.ts';

/** What the browser sent, and the address it was sent from as the web found it. */
export type Caller = { headers: Headers; ip: string };

/** Cookies for the answer, each a whole Set-Cookie header. */
export type Cookies = { setCookies: string[] };

/** The headers that better-auth reads: the browser's, with the address that we know instead of one it claims. */
export const forwarded = ({ headers, ip }: Caller): Headers => {
  const own = new Headers();
  for (const name of ['cookie', 'user-agent']) {
    const value = headers.get(name);
    if (value) own.set(name, value);
  }
  own.set(addressHeader, ip);
  return own;
};

const words = {
  credentials: {
    id: 'Alamat pos-el atau kata sandi tidak cocok. Periksa keduanya, atau minta administrator mengatur ulang kata sandi.',
    en: 'The e-mail address or the password does not match. Check both, or ask the administrator to reset the password.',
  },
  disabled: {
    id: 'Akun ini dinonaktifkan. Hubungi administrator Griya di kantor Anda.',
    en: 'This account is disabled. Ask the Griya administrator of your office.',
  },
  password: { id: 'Kata sandi tidak cocok.', en: 'The password does not match.' },
  code: {
    id: 'Kode tidak cocok. Pakai kode yang sedang ditampilkan aplikasi autentikator; periksa juga jam telepon Anda.',
    en: 'The code does not match. Use the one that the authenticator app shows now; check the clock of your phone too.',
  },
  backupCode: {
    id: 'Kode cadangan tidak cocok atau sudah dipakai.',
    en: 'The backup code does not match or was used before.',
  },
  expired: {
    id: 'Waktu untuk memasukkan kode telah habis. Masuk kembali dengan kata sandi.',
    en: 'The time to enter the code is over. Sign in with your password again.',
  },
  enabled: { id: 'Verifikasi dua langkah sudah aktif.', en: 'Two-step verification is active already.' },
  disabledFactor: { id: 'Verifikasi dua langkah belum aktif.', en: 'Two-step verification is not active.' },
} satisfies Record<string, Words>;

const at = (field: string, message: Words): AppError => invalid([{ field, message }]);

const tooMany = (minutes: number): AppError => new AppError('too_many', { what: 'sign-in', minutes });

const meanings: Readonly<Record<string, () => AppError>> = {
  INVALID_EMAIL: () => at('email', words.credentials),
  INVALID_EMAIL_OR_PASSWORD: () => at('email', words.credentials),
  PASSWORD_TOO_LONG: () => at('email', words.credentials),
  ACCOUNT_DISABLED: () => at('email', words.disabled),
  INVALID_PASSWORD: () => at('password', words.password),
  INVALID_CODE: () => at('code', words.code),
  INVALID_BACKUP_CODE: () => at('code', words.backupCode),
  INVALID_TWO_FACTOR_COOKIE: () => at('code', words.expired),
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: () => at('code', words.expired),
  ACCOUNT_TEMPORARILY_LOCKED: () => tooMany(throttleWindow.minutes),
  TOTP_ALREADY_ENABLED: () => at('password', words.enabled),
  TOTP_NOT_ENABLED: () => at('code', words.disabledFactor),
  TWO_FACTOR_NOT_ENABLED: () => at('password', words.disabledFactor),
};

/** Runs a call of better-auth and turns its refusals into the closed list; `signed_out` when it misses a session. */
export const refusing = async <Result>(call: () => Promise<Result>): Promise<Result> => {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof APIError)) throw error;
    const meaning = meanings[error.body?.code ?? ''];
    if (meaning) throw meaning();
    if (error.statusCode === 401 || error.statusCode === 403) throw new AppError('signed_out');
    throw error;
  }
};

/** Runs an attempt to prove who one is under the throttle. Throws `too_many` with the minutes to wait. */
export const throttled = async <Result>(
  auth: Auth,
  account: string,
  ip: string,
  call: () => Promise<Result>,
): Promise<Result> => {
  const attempt = { account, ip, now: auth.now() };
  const minutes = await countAttempt(auth.pool, attempt);
  if (minutes > 0) throw tooMany(minutes);
  const result = await call();
  await forgiveAttempt(auth.pool, attempt);
  return result;
};

/** Writes to the account's own chain, after the fact: better-auth has committed it by then. */
export const note = async (auth: Auth, accountId: string, type: string, data: Readonly<Record<string, unknown>> = {}) => {
  const doer = { accountId, personId: null, postId: null, acting: null };
  await record(auth.db, { subjectKind: 'account', subjectId: accountId, at: auth.now(), type, doer, data });
};

/**
 * Signs in with a password. `twoFactorRequired` means that the cookies only lead to the code page (`verifyTotp`).
 * Throws `invalid` at `email` (the same words for a wrong address and a wrong password), `too_many` when throttled.
 */
export const signIn = async (
  auth: Auth,
  input: { email: string; password: string } & Caller,
): Promise<Cookies & { twoFactorRequired: boolean }> => {
  const body = { email: input.email.trim().toLowerCase(), password: input.password };
  const { headers, response } = await throttled(auth, body.email, input.ip, () =>
    refusing(() => auth.api.signInEmail({ body, headers: forwarded(input), returnHeaders: true })),
  );
  const twoFactorRequired = 'twoFactorRedirect' in response;
  if (!twoFactorRequired) await note(auth, response.user.id, 'account.signed_in', { with: 'password' });
  return { setCookies: headers.getSetCookie(), twoFactorRequired };
};

/**
 * The second step: the code of the authenticator app. Throws `invalid` at `code` (also when the time for it is over) and
 * `too_many` after ten wrong codes for the account.
 */
export const verifyTotp = async (auth: Auth, input: { code: string } & Caller): Promise<Cookies> => {
  const body = { code: input.code.replaceAll(/\s/g, '') };
  const { headers, response } = await refusing(() =>
    auth.api.verifyTOTP({ body, headers: forwarded(input), returnHeaders: true }),
  );
  await note(auth, response.user.id, 'account.signed_in', { with: 'totp' });
  return { setCookies: headers.getSetCookie() };
};

/** The second step without the phone: one of the backup codes, which is used up by it. Throws like `verifyTotp`. */
export const verifyBackupCode = async (auth: Auth, input: { code: string } & Caller): Promise<Cookies> => {
  const body = { code: input.code.trim() };
  const { headers, response } = await refusing(() =>
    auth.api.verifyBackupCode({ body, headers: forwarded(input), returnHeaders: true }),
  );
  await note(auth, response.user.id, 'account.signed_in', { with: 'backup-code' });
  return { setCookies: headers.getSetCookie() };
};

/** Ends the session of this browser. Without one it only clears the cookies. */
export const signOut = async (auth: Auth, input: Caller): Promise<Cookies> => {
  const { headers } = await refusing(() => auth.api.signOut({ headers: forwarded(input), returnHeaders: true }));
  return { setCookies: headers.getSetCookie() };
};
