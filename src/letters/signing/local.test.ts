import { X509Certificate } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readBytes } from '#files/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import {
  completeLetter,
  draftLetter,
  findAuthority,
  getLetter,
  issueLetter,
  jobs,
  renderLetter,
  verifySignedPdf,
  voidLetter,
} from '../index.ts';

const secret = 'a secret of forty characters for tests only';
let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const drain = () =>
  drainJobs(
    { db: database.db, now: () => morning, log: silentLog, config: { baseUrl: 'http://localhost', dataDirectory: '', secret } },
    jobs,
  );

const issued = async (number?: string): Promise<string> => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  const given = number === undefined ? {} : { number };
  await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp, ...given });
  return letterId;
};

const bytesOf = async (letterId: string): Promise<Buffer> =>
  readBytes(database.db, (await getLetter(database.db, letterId)).file_id ?? '');

test('issuing leaves a letter that awaits its signature; two jobs render and sign it', async () => {
  const letterId = await issued();
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_provider: 'local', sign_state: 'waiting', file_id: null });
  expect(await drain()).toMatchObject({ failed: [] });
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'signed', render_state: 'done' });
  expect((await verifySignedPdf(await bytesOf(letterId))).signatures).toMatchObject([
    { valid: true, coversWholeFile: true, subject: 'Ratna Puspitasari' },
  ]);
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.drafted', 'letter.issued', 'letter.rendered', 'letter.signed']);
});

test('many at once sign once, and rendering again does not bring the unsigned file back', async () => {
  const letterId = await issued();
  const input = { letterId, secret, now: morning };
  expect(await Promise.all(Array.from({ length: 4 }, () => completeLetter(database.db, input)))).toEqual(Array(4).fill('ready'));
  const { file_id } = await getLetter(database.db, letterId);
  expect(await renderLetter(database.db, input)).toBe(file_id);
  await drain();
  expect((await getLetter(database.db, letterId)).file_id).toBe(file_id);
  expect((await eventsOf(database.db, letterId)).filter((type) => type === 'letter.signed')).toHaveLength(1);
});

test('what was signed cannot be changed, not even past the application', async () => {
  const letterId = await issued();
  await completeLetter(database.db, { letterId, secret, now: morning });
  for (const change of [`file_id = null`, `hal = 'lain'`, `data = '{}'`, `number = '1'`, `sign_state = 'waiting'`]) {
    await expect(database.ownerPool.query(`update letter set ${change} where id = '${letterId}'`)).rejects.toThrow(
      'does not change',
    );
  }
  await expect(voidLetter(database.db, { letterId, reason: 'salah alamat', ...stamp })).resolves.toBeUndefined();
});

test('one authority and one certificate per signer, however many letters; the authority vouches for it', async () => {
  for (const letterId of [await issued(), await issued()]) await completeLetter(database.db, { letterId, secret, now: morning });
  const certificates = await database.db.selectFrom('signing_certificate').selectAll().execute();
  expect(certificates).toHaveLength(1);
  const authority = await findAuthority(database.db);
  const own = new X509Certificate(certificates[0]?.certificate ?? '');
  const above = new X509Certificate(authority?.certificate ?? '');
  expect(own.checkIssued(above) && own.verify(above.publicKey)).toBe(true);
  expect(own.subject).toContain('bukan BSrE');
  expect(own.ca).toBe(false);
  expect(above.ca).toBe(true);
});

test('no private key stands in the database in the clear', async () => {
  await completeLetter(database.db, { letterId: await issued(), secret, now: morning });
  const { rows } = await database.ownerPool.query<{ key_sealed: Buffer }>(
    'select key_sealed from signing_certificate union all select key_sealed from signing_authority',
  );
  // Object identifier of elliptic-curve keys, as every PKCS #8 holds it.
  expect(rows.some((row) => row.key_sealed.includes(Buffer.from('06072a8648ce3d0201', 'hex')))).toBe(false);
});

test('another name of the signer makes another certificate', async () => {
  await completeLetter(database.db, { letterId: await issued(), secret, now: morning });
  await database.db.updateTable('person').set({ name: 'Ratna P. Lubis' }).where('id', '=', offices.head.personId).execute();
  const letterId = await issued();
  await completeLetter(database.db, { letterId, secret, now: morning });
  await database.db.updateTable('person').set({ name: 'Ratna Puspitasari' }).where('id', '=', offices.head.personId).execute();
  expect((await verifySignedPdf(await bytesOf(letterId))).signatures).toMatchObject([{ valid: true, subject: 'Ratna P. Lubis' }]);
});

test('a letter signed in ink and a void one are left alone', async () => {
  const inked = await issued('500.12/900/DISKOMINFO/XI/2026');
  expect(await completeLetter(database.db, { letterId: inked, secret, now: morning })).toBe('ready');
  expect(await getLetter(database.db, inked)).toMatchObject({ sign_provider: null, sign_state: null, render_state: 'done' });
  const voided = await issued();
  await voidLetter(database.db, { letterId: voided, reason: 'tidak jadi', ...stamp });
  await drain();
  expect(await getLetter(database.db, voided)).toMatchObject({ status: 'void', sign_state: 'waiting' });
});

test('with another secret nothing is signed, and the job says why', async () => {
  await completeLetter(database.db, { letterId: await issued(), secret, now: morning });
  const letterId = await issued();
  await expect(completeLetter(database.db, { letterId, secret: `${secret}!`, now: morning })).rejects.toThrow('another secret');
  expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'waiting' });
  expect(await completeLetter(database.db, { letterId, secret, now: morning })).toBe('ready');
});
