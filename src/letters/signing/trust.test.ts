import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, setUpOffice } from '../../../test/support/identity.ts';
import { makePdf } from '../../../test/support/pdf.ts';
import { haveTool } from '../../../test/support/tools.ts';
import { distrustIssuer, judgeSignature, keepRevocations, listTrusted, trustIssuer, verifySignedPdf } from '../index.ts';
import { type Identity, makeAuthority, makeSignerCertificate } from './certificates.ts';
import { signPdf } from './sign-pdf.ts';

const run = promisify(execFile);
const organization = 'Balai Sertifikasi Contoh';
const years = (count: number) => morning.toZonedDateTimeISO('UTC').add({ years: count }).toInstant();

let database: TestDatabase;
let authority: Identity;
let signer: Identity;
let plain: Buffer;

beforeAll(async () => {
  database = await testDatabase();
  await setUpOffice(database.db, { posts: [] });
  authority = await makeAuthority({ organization, now: morning });
  signer = await makeSignerCertificate({ name: 'Ratna Puspitasari', organization, authority, now: morning });
  plain = Buffer.from(await makePdf(1));
});
afterAll(() => database.close());

const signedAt = (at: Temporal.Instant, by = signer, chain = [authority.certificate]) =>
  signPdf(plain, by, chain, { name: 'Ratna Puspitasari', reason: 'Uji', location: 'Contoh', at });

const pem = (der: Buffer): string => new X509Certificate(der).toString();

const trust = (certificate: string, name = 'Balai Contoh') =>
  database.db.transaction().execute((tx) => trustIssuer(tx, { by: 'system', name, certificate, now: morning }));

const judge = async (bytes: Buffer, now = morning) => {
  const [finding] = (await verifySignedPdf(bytes)).signatures;
  if (!finding) throw new Error('no signature');
  return judgeSignature(finding, await listTrusted(database.db), now);
};

/** What poppler says: whether the signature fits the file. */
const pdfsig = async (bytes: Buffer): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-trust-'));
  await writeFile(join(folder, 'it.pdf'), bytes);
  const { stdout } = await run('pdfsig', [join(folder, 'it.pdf')]).catch((error: { stdout: string }) => error);
  await rm(folder, { recursive: true });
  return stdout;
};

/** A list of revoked certificates that openssl makes with the authority's key: an implementation that is not ours. */
const makeCrl = async (revoked: readonly Identity[], by = authority): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-crl-'));
  const path = (name: string) => join(folder, name);
  const date = (at: Temporal.Instant) => `${at.toString().replace(/\D/g, '').slice(2, 14)}Z`;
  const lines = revoked.map(({ certificate }) => {
    const { serialNumber, validToDate } = new X509Certificate(certificate);
    const until = date(Temporal.Instant.fromEpochMilliseconds(validToDate.getTime()));
    return `R\t${until}\t${date(morning.add({ hours: 24 }))}\t${serialNumber}\tunknown\t/CN=x\n`;
  });
  await writeFile(path('index.txt'), lines.join(''));
  await writeFile(path('ca.pem'), pem(by.certificate));
  const key = Buffer.from(by.key)
    .toString('base64')
    .match(/.{1,64}/g)
    ?.join('\n');
  await writeFile(path('key.pem'), `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n`);
  await writeFile(
    path('ca.cnf'),
    `[ca]\ndefault_ca=d\n[d]\ndatabase=${path('index.txt')}\ndefault_md=sha256\ndefault_crl_days=3650\n`,
  );
  const args = [
    'ca',
    '-gencrl',
    '-config',
    path('ca.cnf'),
    '-cert',
    path('ca.pem'),
    '-keyfile',
    path('key.pem'),
    '-out',
    path('crl.pem'),
  ];
  await run('openssl', args);
  const crl = await readFile(path('crl.pem'), 'utf8');
  await rm(folder, { recursive: true });
  return crl;
};

describe('a signature from outside', () => {
  test('has an unknown issuer until the administrator trusts it, and again when it is trusted no longer', async () => {
    const bytes = await signedAt(morning);
    expect(await judge(bytes)).toEqual({ standing: 'unknown-issuer', anchor: null, revocationChecked: false });
    const { issuerId } = await trust(pem(authority.certificate));
    expect(await judge(bytes)).toEqual({ standing: 'trusted', anchor: 'Balai Contoh', revocationChecked: false });
    await database.db.transaction().execute((tx) => distrustIssuer(tx, { by: 'system', issuerId, now: morning }));
    expect(await judge(bytes)).toMatchObject({ standing: 'unknown-issuer' });
  });

  test('is judged by the certificate, not by the name that it bears', async () => {
    await trust(pem(authority.certificate), 'Balai Contoh');
    const other = await makeAuthority({ organization, now: morning });
    const forged = await makeSignerCertificate({ name: 'Ratna Puspitasari', organization, authority: other, now: morning });
    expect(await judge(await signedAt(morning, forged, [other.certificate]))).toMatchObject({ standing: 'unknown-issuer' });
    // A person's certificate makes no issuer, whoever signed it.
    const below = await makeSignerCertificate({ name: 'Orang Lain', organization, authority: signer, now: morning });
    expect(await judge(await signedAt(morning, below, [signer.certificate]))).toMatchObject({ standing: 'unknown-issuer' });
  });

  test('is expired where its certificate did not hold at the time that it tells', async () => {
    for (const at of [years(-1), years(6)])
      expect(await judge(await signedAt(at), years(7))).toMatchObject({ standing: 'expired' });
    // Signed in time and read years later: it stays valid.
    expect(await judge(await signedAt(years(1)), years(15))).toMatchObject({ standing: 'trusted' });
  });

  test.skipIf(!haveTool('pdfsig'))('is changed where one byte is another, and pdfsig says the same of all', async () => {
    const bytes = await signedAt(morning);
    const changed = Buffer.from(bytes);
    changed[60] = (changed[60] ?? 0) ^ 1;
    expect((await judge(changed)).standing).toBe('changed');
    expect(await pdfsig(changed)).not.toContain('Signature is Valid');
    for (const each of [bytes, await signedAt(years(6))]) {
      expect((await judge(each)).standing).not.toBe('changed');
      expect(await pdfsig(each)).toContain('Signature is Valid');
    }
  });

  test.skipIf(!haveTool('openssl'))('is revoked where the issuer’s list names its certificate, and only there', async () => {
    const [issuer] = await database.db.selectFrom('trusted_issuer').select('id').where('removed_at', 'is', null).execute();
    const keep = (crl: string) =>
      database.db
        .transaction()
        .execute((tx) => keepRevocations(tx, { by: 'system', issuerId: issuer?.id ?? '', crl, now: morning }));
    const bytes = await signedAt(morning);
    await keep(await makeCrl([]));
    expect(await judge(bytes)).toEqual({ standing: 'trusted', anchor: 'Balai Contoh', revocationChecked: true });
    // A list that has run out says nothing of today.
    expect(await judge(bytes, years(14))).toMatchObject({ standing: 'trusted', revocationChecked: false });
    await keep(await makeCrl([signer]));
    expect(await judge(bytes)).toMatchObject({ standing: 'revoked' });
    const other = await makeSignerCertificate({ name: 'Hendra Gunawan', organization, authority, now: morning });
    expect(await judge(await signedAt(morning, other))).toMatchObject({ standing: 'trusted' });
    const stranger = await makeAuthority({ organization, now: morning });
    await expect(keep(await makeCrl([], stranger))).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'crl' }] });
    await expect(keep('bukan daftar')).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'crl' }] });
  });
});

test.each([
  ['nothing', ''],
  ['no certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
  ['words', 'percayalah'],
])('an issuer is refused: %s', async (_, certificate) => {
  await expect(trust(certificate)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'certificate' }] });
});

test('a person’s certificate, one that is known, and two at once are refused', async () => {
  const two = pem(authority.certificate) + pem(authority.certificate);
  for (const certificate of [pem(signer.certificate), pem(authority.certificate), two]) {
    await expect(trust(certificate)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'certificate' }] });
  }
});
