import { createHash, X509Certificate } from 'node:crypto';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, getInstallation, needAdministrator } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import type { TrustedIssuer } from './trust.ts';

/** An issuer in the administrator's list. */
export type IssuerRow = {
  id: string;
  name: string;
  subject: string;
  fingerprint: string;
  validUntil: Temporal.Instant;
  addedAt: Temporal.Instant;
  crlFrom: Temporal.Instant | null;
  crlUntil: Temporal.Instant | null;
};

const standing = (db: Db) => db.selectFrom('trusted_issuer').where('removed_at', 'is', null).orderBy('name').orderBy('added_at');

/** The issuers that are trusted now, as signatures are judged by them. */
export const listTrusted = (db: Db): Promise<TrustedIssuer[]> =>
  standing(db).select(['name', 'certificate', 'crl', 'crl_until as crlUntil']).execute();

/** The same for the administrator, with what tells them apart. */
export const listIssuers = async (db: Db): Promise<IssuerRow[]> => {
  const rows = await standing(db).selectAll().execute();
  return rows.map((row) => {
    const certificate = new X509Certificate(row.certificate);
    return {
      id: row.id,
      name: row.name,
      subject: certificate.subject.replaceAll('\n', ', '),
      fingerprint: certificate.fingerprint256,
      validUntil: Temporal.Instant.fromEpochMilliseconds(certificate.validToDate.getTime()),
      addedAt: row.added_at,
      crlFrom: row.crl_from,
      crlUntil: row.crl_until,
    };
  });
};

const words = {
  noCertificate: {
    id: 'Ini bukan satu sertifikat dalam bentuk PEM (-----BEGIN CERTIFICATE-----).',
    en: 'This is no single certificate in PEM form (-----BEGIN CERTIFICATE-----).',
  },
  noAuthority: {
    id: 'Sertifikat ini milik seseorang, bukan penerbit (CA). Masukkan sertifikat induk atau antara dari penerbitnya.',
    en: 'This certificate is a person’s, not an issuer’s (CA). Enter the issuer’s root or intermediate certificate.',
  },
  known: { id: 'Sertifikat ini sudah ada dalam daftar.', en: 'This certificate is in the list already.' },
  name: { id: 'Isi nama penerbit, paling banyak 200 karakter.', en: 'Enter the name of the issuer, at most 200 characters.' },
  noList: {
    id: 'Ini bukan daftar pencabutan (CRL) dalam bentuk PEM (-----BEGIN X509 CRL-----).',
    en: 'This is no list of revoked certificates (CRL) in PEM form (-----BEGIN X509 CRL-----).',
  },
  otherList: {
    id: 'Daftar pencabutan ini tidak ditandatangani oleh penerbit tersebut.',
    en: 'This list of revoked certificates is not signed by that issuer.',
  },
} as const satisfies Record<string, Words>;

const refuse = (field: string, message: Words): AppError => invalid([{ field, message }]);

const derOf = (pem: string, label: string): Buffer | null => {
  const blocks = [...pem.matchAll(new RegExp(`-----BEGIN ${label}-----([A-Za-z0-9+/=\\s]+)-----END ${label}-----`, 'g'))];
  return blocks.length === 1 ? Buffer.from(blocks[0]?.[1] ?? '', 'base64') : null;
};

/** An issuer's certificate. Throws `invalid` for anything else. */
const readAuthority = (pem: string): X509Certificate => {
  const der = derOf(pem, 'CERTIFICATE');
  try {
    if (!der) throw new Error('no certificate');
    const certificate = new X509Certificate(der);
    if (!certificate.ca) throw refuse('certificate', words.noAuthority);
    return certificate;
  } catch (error) {
    throw error instanceof AppError ? error : refuse('certificate', words.noCertificate);
  }
};

type Change = { by: By; now: Temporal.Instant };

const told = async (tx: Db, { by, now }: Change, type: string, data: Record<string, unknown>): Promise<void> => {
  const { hostOfficeId } = await getInstallation(tx);
  await record(tx, { subjectKind: 'installation', subjectId: hostOfficeId, at: now, type, doer: doerOf(by), data });
};

/** Trusts an issuer from now on, by its certificate in PEM. Throws `forbidden`, and `invalid`: no certificate of an issuer, or known already. */
export const trustIssuer = async (
  tx: Db,
  input: Change & { name: string; certificate: string },
): Promise<{ issuerId: string }> => {
  needAdministrator(input.by);
  const name = input.name.trim();
  if (name === '' || name.length > 200) throw refuse('name', words.name);
  const certificate = readAuthority(input.certificate);
  const fingerprint = createHash('sha256').update(certificate.raw).digest();
  const known = await standing(tx).select('id').where('fingerprint', '=', fingerprint).executeTakeFirst();
  if (known) throw refuse('certificate', words.known);
  const issuerId = newId();
  await tx
    .insertInto('trusted_issuer')
    .values({ id: issuerId, name, certificate: certificate.raw, fingerprint, added_at: input.now })
    .execute();
  await told(tx, input, 'installation.issuer_trusted', { name, fingerprint: certificate.fingerprint256 });
  return { issuerId };
};

const getIssuer = async (tx: Db, issuerId: string) => {
  const row = isId(issuerId)
    ? await standing(tx).selectAll().where('id', '=', issuerId).forUpdate().executeTakeFirst()
    : undefined;
  if (!row) throw new AppError('not_found', { what: `issuer ${issuerId}` });
  return row;
};

/** Trusts an issuer no longer; what was kept by its word before stays as it was found then. Throws `forbidden`, not_found. */
export const distrustIssuer = async (tx: Db, input: Change & { issuerId: string }): Promise<void> => {
  needAdministrator(input.by);
  const row = await getIssuer(tx, input.issuerId);
  await tx.updateTable('trusted_issuer').set({ removed_at: input.now }).where('id', '=', row.id).execute();
  await told(tx, input, 'installation.issuer_distrusted', { name: row.name });
};

/** Takes an issuer's list of revoked certificates in PEM. Throws `forbidden`, not_found, and `invalid` for a list of somebody else. */
export const keepRevocations = async (tx: Db, input: Change & { issuerId: string; crl: string }): Promise<void> => {
  needAdministrator(input.by);
  const row = await getIssuer(tx, input.issuerId);
  const der = derOf(input.crl, 'X509 CRL');
  const pki = await import('pkijs');
  const list = (() => {
    try {
      return der ? pki.CertificateRevocationList.fromBER(new Uint8Array(der)) : null;
    } catch {
      return null;
    }
  })();
  if (!der || !list) throw refuse('crl', words.noList);
  const issuerCertificate = pki.Certificate.fromBER(new Uint8Array(row.certificate));
  if (!(await list.verify({ issuerCertificate }).catch(() => false))) throw refuse('crl', words.otherList);
  const moment = (date: Date): Temporal.Instant => Temporal.Instant.fromEpochMilliseconds(date.getTime());
  await tx
    .updateTable('trusted_issuer')
    .set({
      crl: der,
      crl_from: moment(list.thisUpdate.value),
      crl_until: list.nextUpdate ? moment(list.nextUpdate.value) : null,
    })
    .where('id', '=', row.id)
    .execute();
  await told(tx, input, 'installation.revocations_kept', { name: row.name, revoked: list.revokedCertificates?.length ?? 0 });
};
