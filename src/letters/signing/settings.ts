import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getOffice, needAdministrator } from '#identity/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { seal, unseal } from '#lib/seal.ts';
import { type SigningProvider, signingProviders } from './choices.ts';
import type { BsreSetting } from './provider.ts';

/** How an office signs; whether a password is kept, never the password. */
export type SigningSetting = { provider: SigningProvider; baseAddress: string; username: string; hasPassword: boolean };

export type SigningSettingInput = { provider: string; baseAddress: string; username: string; password: string };

const purpose = (officeId: string): string => `bsre-password:${officeId}`;

/** How an office's outgoing letters are signed; 'local' where nothing was chosen. */
export const getSigningSetting = async (db: Db, officeId: string): Promise<SigningSetting> => {
  const row = await db.selectFrom('signing_setting').selectAll().where('office_id', '=', officeId).executeTakeFirst();
  return {
    provider: (row?.provider ?? 'local') as SigningProvider,
    baseAddress: row?.base_address ?? '',
    username: row?.username ?? '',
    hasPassword: row?.password_sealed != null,
  };
};

/** What is needed to reach the office's service; null while it is not complete. */
export const findBsreSetting = async (db: Db, officeId: string, secret: string): Promise<BsreSetting | null> => {
  const row = await db.selectFrom('signing_setting').selectAll().where('office_id', '=', officeId).executeTakeFirst();
  if (!row?.base_address || !row.username || !row.password_sealed) return null;
  const password = unseal(secret, purpose(officeId), row.password_sealed).toString();
  return { baseAddress: row.base_address, username: row.username, password };
};

/** Chooses how an office signs. An empty password keeps the one that is there. Throws forbidden, not_found, `invalid`. */
export const saveSigningSetting = async (
  tx: Db,
  input: { officeId: string; setting: SigningSettingInput; secret: string; by: By; now: Temporal.Instant },
): Promise<void> => {
  const { officeId, setting, secret, by, now } = input;
  needAdministrator(by);
  await getOffice(tx, officeId);
  const before = await getSigningSetting(tx, officeId);
  const after = readSetting(setting, before);
  const values = {
    provider: after.provider,
    base_address: after.baseAddress || null,
    username: after.username || null,
    updated_at: now,
    ...(setting.password === '' ? {} : { password_sealed: seal(secret, purpose(officeId), setting.password) }),
  };
  await tx
    .insertInto('signing_setting')
    .values({ office_id: officeId, ...values })
    .onConflict((conflict) => conflict.column('office_id').doUpdateSet(values))
    .execute();
  await record(tx, {
    subjectKind: 'office',
    subjectId: officeId,
    at: now,
    type: 'office.signing_changed',
    doer: doerOf(by),
    data: {
      provider: after.provider,
      was: before.provider,
      base_address: after.baseAddress,
      password_changed: setting.password !== '',
    },
  });
};

/** Addresses that stay inside the office's own network, where a service may be reached without TLS. */
const inner = /^(localhost|127(\.\d+){3}|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|\[::1\])$/;

const faults = {
  provider: { id: 'Pilih cara tanda tangan.', en: 'Choose a way of signing.' },
  address: {
    id: 'Isi alamat layanan, misalnya https://esign.contoh.go.id, tanpa nama pengguna, tanda tanya, atau pagar.',
    en: 'Enter the service’s address, like https://esign.example.go.id, without user name, question mark or hash.',
  },
  tls: {
    id: 'Passphrase tidak boleh lewat tanpa enkripsi: pakai https, kecuali alamat di jaringan dalam (misalnya http://10.1.2.3).',
    en: 'A passphrase must not travel in the clear: use https, except for an address of the inner network (like http://10.1.2.3).',
  },
  username: { id: 'Isi nama pengguna layanan.', en: 'Enter the service’s user name.' },
  password: {
    id: 'Isi kata sandi layanan; alamat yang baru memerlukannya kembali.',
    en: 'Enter the service’s password; a new address needs it again.',
  },
} as const;

const readSetting = (input: SigningSettingInput, before: SigningSetting): Omit<SigningSetting, 'hasPassword'> => {
  if (!Object.hasOwn(signingProviders, input.provider)) throw invalid([{ field: 'provider', message: faults.provider }]);
  const provider = input.provider as SigningProvider;
  const baseAddress = input.baseAddress.trim().replace(/\/+$/, '');
  const username = input.username.trim();
  if (!signingProviders[provider].needsNik && baseAddress === '') return { provider, baseAddress, username };
  const found: FieldFault[] = [];
  const url = URL.parse(baseAddress);
  const plain = url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.search && !url.hash;
  if (!plain) found.push({ field: 'baseAddress', message: faults.address });
  else if (url.protocol === 'http:' && !inner.test(url.hostname)) found.push({ field: 'baseAddress', message: faults.tls });
  if (signingProviders[provider].needsNik) {
    if (username === '' || username.includes(':')) found.push({ field: 'username', message: faults.username });
    // A password that is kept never goes to another address than the one it was entered for.
    const kept = before.hasPassword && before.baseAddress === baseAddress;
    if (input.password === '' && !kept) found.push({ field: 'password', message: faults.password });
  }
  if (found.length > 0) throw invalid(found);
  return { provider, baseAddress, username };
};
