import type { Auth } from './auth.ts';
import { type Caller, type Cookies, forwarded, note, refusing, throttled } from './sign-in.ts';

type SignedIn = Caller & { accountId: string };

/** What the person needs to set up the authenticator app; shown once. */
export type TotpStart = {
  /** For the QR code. */
  uri: string;
  /** The same secret to type in by hand, in groups of four. */
  secret: string;
  backupCodes: string[];
};

/**
 * Begins two-step verification: makes secret and backup codes. It is in force only after `confirmTotp`; begun again, the
 * earlier secret is void. Throws `invalid` at `password`, `too_many`.
 */
export const enableTotp = async (auth: Auth, input: { password: string } & SignedIn): Promise<TotpStart> => {
  const started = await throttled(auth, input.accountId, input.ip, () =>
    refusing(() => auth.api.enableTwoFactor({ body: { password: input.password, method: 'totp' }, headers: forwarded(input) })),
  );
  if (started.method !== 'totp') throw new Error('better-auth began another second factor than TOTP');
  const secret = new URL(started.totpURI).searchParams.get('secret') ?? '';
  return { uri: started.totpURI, secret: secret.match(/.{1,4}/g)?.join(' ') ?? secret, backupCodes: started.backupCodes };
};

/** Puts two-step verification in force by a first code. The session is replaced. Throws `invalid` at `code`. */
export const confirmTotp = async (auth: Auth, input: { code: string } & SignedIn): Promise<Cookies> => {
  const body = { code: input.code.replaceAll(/\s/g, '') };
  const { headers } = await throttled(auth, input.accountId, input.ip, () =>
    refusing(() => auth.api.verifyTOTP({ body, headers: forwarded(input), returnHeaders: true })),
  );
  await note(auth, input.accountId, 'account.two_factor_enabled');
  return { setCookies: headers.getSetCookie() };
};

/** Ends two-step verification. The session is replaced. Throws `invalid` at `password`. */
export const disableTotp = async (auth: Auth, input: { password: string } & SignedIn): Promise<Cookies> => {
  const { headers } = await throttled(auth, input.accountId, input.ip, () =>
    refusing(() =>
      auth.api.disableTwoFactor({ body: { password: input.password }, headers: forwarded(input), returnHeaders: true }),
    ),
  );
  await note(auth, input.accountId, 'account.two_factor_disabled');
  return { setCookies: headers.getSetCookie() };
};

/** New backup codes; the old ones are void. Throws `invalid` at `password`. */
export const renewBackupCodes = async (auth: Auth, input: { password: string } & SignedIn): Promise<string[]> => {
  const { backupCodes } = await throttled(auth, input.accountId, input.ip, () =>
    refusing(() => auth.api.generateBackupCodes({ body: { password: input.password }, headers: forwarded(input) })),
  );
  await note(auth, input.accountId, 'account.backup_codes_renewed');
  return backupCodes;
};
