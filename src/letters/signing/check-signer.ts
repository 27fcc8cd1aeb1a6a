import type { Db } from '#db/index.ts';
import { readBytes } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { bsreV1 } from './bsre-v1.ts';
import { bsreV2 } from './bsre-v2.ts';
import { SigningFailure } from './failures.ts';
import { findNik } from './nik.ts';
import { type BsreSetting, type Patience, type Provider, type SignerStatus, usualPatience } from './provider.ts';
import { findBsreSetting, getSigningSetting } from './settings.ts';

/** The service behind a provider that has one. */
export const bsreService = (provider: string, setting: BsreSetting, patience: Patience): Provider =>
  provider === 'bsre_v1' ? bsreV1(setting, patience) : bsreV2(setting, patience);

/**
 * Asks the office's service whether it would sign for a person: the test of address, credentials and NIK in one. Throws a
 * SigningFailure; `db` is best no transaction, since the service may be slow.
 */
export const checkSigner = async (
  db: Db,
  input: { officeId: string; personId: string; secret: string; patience?: Patience },
): Promise<SignerStatus> => {
  const { provider } = await getSigningSetting(db, input.officeId);
  const setting = await findBsreSetting(db, input.officeId, input.secret);
  if (!setting || (provider !== 'bsre_v1' && provider !== 'bsre_v2')) throw new SigningFailure('settings');
  const nik = await findNik(db, input.personId, input.secret);
  if (!nik) throw new SigningFailure('no_nik');
  return bsreService(provider, setting, input.patience ?? usualPatience).status({ nik });
};

/**
 * What the office's service itself says of a letter that it signed: it knows whom it trusts, Griya knows only that the file is
 * whole. Throws not_found, and a SigningFailure.
 */
export const askVerdict = async (
  db: Db,
  input: { letterId: string; secret: string; patience?: Patience },
): Promise<{ valid: boolean }> => {
  const letter = await db
    .selectFrom('letter')
    .select(['office_id', 'sign_provider', 'file_id'])
    .where('id', '=', input.letterId)
    .where('sign_state', '=', 'signed')
    .where('sign_provider', 'in', ['bsre_v1', 'bsre_v2'])
    .executeTakeFirst();
  if (!letter?.file_id || !letter.sign_provider) throw new AppError('not_found', { what: `letter ${input.letterId}` });
  const setting = await findBsreSetting(db, letter.office_id, input.secret);
  if (!setting) throw new SigningFailure('settings');
  const pdf = await readBytes(db, letter.file_id);
  return bsreService(letter.sign_provider, setting, input.patience ?? usualPatience).verify(pdf);
};
