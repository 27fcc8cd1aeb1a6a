import { signIssuedLetter } from '#cases/index.ts';
import type { Actor } from '#identity/index.ts';
import { type Given, type SigningProvider, signingProviders } from '#letters/index.ts';
import { invalid } from '#lib/errors.ts';
import { say, type Words } from '#lib/words.ts';
import { TextField } from '../../../components/field/field.tsx';
import type { Ctx } from '../../../context.ts';
import { type FormState, type FormValues, text } from '../../../form.ts';
import { sayNext } from '../../../page.tsx';
import { paths } from '../../../paths.ts';

/** How long a signer waits for the letter's PDF, which the worker makes in a moment. */
const usualRenderMs = 10_000;

const words = {
  passphrase: { id: 'Passphrase BSrE', en: 'BSrE passphrase' },
  passphraseHint: {
    id: 'Dipakai untuk surat ini saja dan tidak disimpan.',
    en: 'Used for this letter only, and not kept.',
  },
  totp: { id: 'Atau kode TOTP', en: 'Or a TOTP code' },
  totpHint: { id: 'Isi salah satu saja.', en: 'Fill in one of the two only.' },
  needed: { id: 'Isi passphrase BSrE untuk menandatangani surat ini.', en: 'Enter the BSrE passphrase to sign this letter.' },
  neededEither: {
    id: 'Isi passphrase atau kode TOTP, salah satu saja.',
    en: 'Enter the passphrase or a TOTP code, one of the two.',
  },
  signed: { id: 'Surat sudah bertanda tangan elektronik.', en: 'The letter bears its electronic signature.' },
} as const satisfies Record<string, Words>;

/** Whether signers of this provider give something at each act. */
export const asksSigner = (provider: SigningProvider): boolean => signingProviders[provider].asks !== null;

/** What the signer gives at the act, where the provider asks for it. */
export const GivenFields = ({ state, provider }: { state: FormState; provider: SigningProvider }) => {
  if (!asksSigner(provider)) return null;
  return (
    <>
      <TextField
        state={state}
        name="passphrase"
        label={words.passphrase}
        hint={words.passphraseHint}
        type="password"
        width="medium"
        autocomplete="off"
      />
      {provider === 'bsre_v2' ? (
        <TextField
          state={state}
          name="totp"
          label={words.totp}
          hint={words.totpHint}
          type="password"
          width="medium"
          autocomplete="one-time-code"
          inputmode="numeric"
          optional
        />
      ) : null}
    </>
  );
};

/** What the signer gave; null where the provider asks for nothing. Throws `invalid` when it is missing. */
export const readGiven = (values: FormValues, provider: SigningProvider): Given | null => {
  if (!asksSigner(provider)) return null;
  // Not trimmed: a blank may belong to it.
  const passphrase = values.get('passphrase')?.[0] ?? '';
  const totp = provider === 'bsre_v2' ? text(values, 'totp') : '';
  if ((passphrase === '') === (totp === '')) {
    throw invalid([{ field: 'passphrase', message: provider === 'bsre_v2' ? words.neededEither : words.needed }]);
  }
  return totp === '' ? { passphrase } : { totp };
};

/**
 * Signs an issued letter with what was given, after the act that issued it has committed, and answers where to go: onwards when
 * it is signed, to the letter's own page when it is not, which says why and lets the signer try again.
 */
export const signNow = async (
  c: Ctx,
  { actor, letterId, given, onwards }: { actor: Actor; letterId: string; given: Given; onwards: string },
): Promise<Response> => {
  const { db, config, log } = c.var.services;
  const limits = config.signing ?? { renderMs: usualRenderMs };
  try {
    const outcome = await signIssuedLetter(db, { actor, letterId, given, secret: config.secret, now: c.var.now, ...limits });
    if (outcome.state === 'signed') {
      sayNext(c, say(words.signed, c.var.language));
      return c.redirect(onwards, 303);
    }
  } catch (error) {
    // The letter is numbered already: its page says what is possible now.
    log({ level: 'error', trace: c.var.trace, path: c.req.path, error: error instanceof Error ? error.message : String(error) });
  }
  return c.redirect(paths.letterSignature(letterId), 303);
};
