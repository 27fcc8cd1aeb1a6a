import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readBytes } from '#files/index.ts';
import { newId } from '#lib/ids.ts';
import { type Bsre, credentials, type Mood, nik, passphrase } from '../../../test/support/bsre.ts';
import { startBsreV1 } from '../../../test/support/bsre-v1.ts';
import { startBsreV2, totp } from '../../../test/support/bsre-v2.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, replyOf, signerOf, stamp } from '../../../test/support/letters.ts';
import {
  completeLetter,
  draftLetter,
  type Given,
  getLetter,
  issueLetter,
  renderLetter,
  saveNik,
  saveSigningSetting,
  signLetter,
  verifySignedPdf,
} from '../index.ts';

const secret = 'a secret of forty characters for tests only';
const patience = { timeoutMs: 300, pausesMs: [1, 1] };
let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const doer = () => ({ accountId: offices.head.accountId, personId: offices.head.personId, postId: null, acting: null });

const issued = async (rendered = true): Promise<string> => {
  const { letterId } = await draftLetter(database.db, replyOf(offices.hostOfficeId));
  await issueLetter(database.db, { letterId, signer: signerOf(offices.head), today, ...stamp });
  if (rendered) await renderLetter(database.db, { letterId, now: morning });
  return letterId;
};

const sign = (letterId: string, given: Given = { passphrase }, more: { now?: Temporal.Instant } = {}) =>
  signLetter(database.db, { letterId, doer: doer(), given, secret, now: morning, patience, ...more });

const stateOf = async (letterId: string) => {
  const { number, sign_state, file_id } = await getLetter(database.db, letterId);
  const row = await database.db
    .selectFrom('letter_signature')
    .select(['last_error', 'attempts', 'reference', 'findings'])
    .where('letter_id', '=', letterId)
    .executeTakeFirst();
  return { number, sign_state, file_id, ...row };
};

const setting = (provider: string, baseAddress: string, more: Partial<typeof credentials> = {}) =>
  saveSigningSetting(database.db, {
    officeId: offices.hostOfficeId,
    setting: { provider, baseAddress, ...credentials, ...more },
    secret,
    by: 'system',
    now: morning,
  });

describe.each([
  ['bsre_v1', startBsreV1],
  ['bsre_v2', startBsreV2],
] as const)('%s over real HTTP', (provider, start) => {
  let bsre: Bsre;
  beforeAll(async () => {
    bsre = await start();
    await setting(provider, bsre.address);
    await saveNik(database.db, { personId: offices.head.personId, nik, secret, by: 'system', now: morning });
  });
  afterEach(() => {
    bsre.moods = [];
    bsre.requests = [];
  });
  afterAll(() => bsre.close());

  test('an issued letter waits for its signer; Griya signs nothing in between', async () => {
    const letterId = await issued();
    expect(await completeLetter(database.db, { letterId, secret, now: morning })).toBe('waiting');
    expect(await getLetter(database.db, letterId)).toMatchObject({ sign_provider: provider, sign_state: 'waiting' });
    expect((await getLetter(database.db, letterId)).sheet?.signature).toMatchObject({ electronic: true, method: 'bsre' });
  });

  test('the signer’s passphrase signs it; every request is as the service wants it', async () => {
    const letterId = await issued();
    const before = await getLetter(database.db, letterId);
    expect(await sign(letterId)).toEqual({ state: 'signed' });
    expect(bsre.requests.flatMap((request) => request.faults)).toEqual([]);
    const after = await stateOf(letterId);
    expect(after).toMatchObject({
      number: before.number,
      sign_state: 'signed',
      reference: provider === 'bsre_v1' ? 'a1b2c3d4e5' : null,
      findings: { valid: true, signer_named: true, original_kept: true },
    });
    expect((await verifySignedPdf(await readBytes(database.db, after.file_id ?? ''))).signatures).toMatchObject([
      { valid: true, coversWholeFile: true, issuer: 'Griya Balai Sertifikasi Contoh' },
    ]);
    expect(await completeLetter(database.db, { letterId, secret, now: morning })).toBe('ready');
  });

  test('a wrong passphrase is told as such, asked once, and the right one signs with the same number', async () => {
    const letterId = await issued();
    const { number } = await getLetter(database.db, letterId);
    expect(await sign(letterId, { passphrase: 'salah' })).toEqual({ state: 'failed', failure: 'passphrase' });
    expect(bsre.requests).toHaveLength(1);
    expect(await stateOf(letterId)).toMatchObject({ number, sign_state: 'waiting', last_error: 'passphrase', attempts: 1 });
    expect(await sign(letterId)).toEqual({ state: 'signed' });
    expect(await stateOf(letterId)).toMatchObject({ number, sign_state: 'signed', last_error: null, attempts: 2 });
    expect((await eventsOf(database.db, letterId)).slice(-2)).toEqual(['letter.signing_failed', 'letter.signed']);
  });

  test('a passing fault of the service is waited out', async () => {
    const letterId = await issued();
    bsre.moods = ['error-500', 'drop'];
    expect(await sign(letterId)).toEqual({ state: 'signed' });
    expect(bsre.requests).toHaveLength(3);
  });

  test.each<[Mood, string, number]>([
    ['error-500', 'server_error', 3],
    ['slow', 'away', 3],
    ['drop', 'away', 3],
    ['garbage', 'bad_answer', 1],
    ['unsigned', 'bad_answer', 1],
    ['other-pdf', 'bad_answer', 1],
    ['broken-signature', 'bad_answer', 1],
    ['html', 'bad_answer', 1],
  ])('a service that is "%s" leaves the letter numbered and waiting', async (mood, failure, requests) => {
    const letterId = await issued();
    const before = await stateOf(letterId);
    bsre.moods = [mood, mood, mood];
    expect(await sign(letterId)).toEqual({ state: 'failed', failure });
    expect(bsre.requests).toHaveLength(requests);
    expect(await stateOf(letterId)).toMatchObject({ ...before, last_error: failure, sign_state: 'waiting' });
    bsre.moods = [];
    expect(await sign(letterId)).toEqual({ state: 'signed' });
  });

  test('two clicks at once sign once', async () => {
    const letterId = await issued();
    const signedBefore = bsre.signed;
    const outcomes = await Promise.all([sign(letterId), sign(letterId), sign(letterId)]);
    expect(outcomes.filter((each) => each.state !== 'signed' && each.state !== 'busy')).toEqual([]);
    expect(bsre.signed - signedBefore).toBe(1);
    expect((await eventsOf(database.db, letterId)).filter((type) => type === 'letter.signed')).toHaveLength(1);
    expect(await sign(letterId)).toEqual({ state: 'signed' });
  });

  test('what a killed process had claimed is signed later, with the same number', async () => {
    const letterId = await issued();
    const { number } = await getLetter(database.db, letterId);
    await database.db.updateTable('letter').set({ sign_state: 'signing' }).where('id', '=', letterId).execute();
    await database.db
      .insertInto('letter_signature')
      .values({ letter_id: letterId, claim: newId(), claimed_at: morning })
      .execute();
    expect(await sign(letterId)).toEqual({ state: 'busy' });
    expect(await sign(letterId, { passphrase }, { now: morning.add({ minutes: 4 }) })).toEqual({ state: 'signed' });
    expect((await getLetter(database.db, letterId)).number).toBe(number);
  });

  test('a letter whose PDF is not made yet is not sent away', async () => {
    expect(await sign(await issued(false))).toEqual({ state: 'unrendered' });
    expect(bsre.requests).toEqual([]);
  });

  test('nobody but the signer named in the letter signs it', async () => {
    const letterId = await issued();
    const other = { ...doer(), personId: offices.division.personId };
    const attempt = signLetter(database.db, { letterId, doer: other, given: { passphrase }, secret, now: morning, patience });
    await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
    expect(await getLetter(database.db, letterId)).toMatchObject({ sign_state: 'waiting' });
  });

  test('what else the letter’s keeping brings fails with it: nothing is half done', async () => {
    const letterId = await issued();
    const after = async () => {
      throw new Error('the case is locked');
    };
    const attempt = signLetter(database.db, {
      letterId,
      doer: doer(),
      given: { passphrase },
      secret,
      now: morning,
      patience,
      after,
    });
    await expect(attempt).rejects.toThrow('the case is locked');
    expect(await stateOf(letterId)).toMatchObject({ sign_state: 'waiting', last_error: 'interrupted' });
  });

  test('without a NIK, or with wrong credentials, the signer is told whose task it is', async () => {
    const letterId = await issued();
    await saveNik(database.db, { personId: offices.head.personId, nik: '', secret, by: 'system', now: morning });
    expect(await sign(letterId)).toEqual({ state: 'failed', failure: 'no_nik' });
    await saveNik(database.db, { personId: offices.head.personId, nik: '2171016512780009', secret, by: 'system', now: morning });
    expect(await sign(letterId)).toEqual({ state: 'failed', failure: 'unknown_signer' });
    await saveNik(database.db, { personId: offices.head.personId, nik, secret, by: 'system', now: morning });
    await setting(provider, bsre.address, { password: 'bukan ini' });
    expect(await sign(letterId)).toEqual({ state: 'failed', failure: 'settings' });
    await setting(provider, bsre.address);
    expect(await sign(letterId)).toEqual({ state: 'signed' });
  });

  if (provider === 'bsre_v2') {
    test('a TOTP code signs as well', async () => {
      expect(await sign(await issued(), { totp })).toEqual({ state: 'signed' });
    });
  }
});

test('passphrase, password and NIK are nowhere in the database', async () => {
  const tables = await database.ownerPool.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname in ('public', 'graphile_worker')`,
  );
  for (const { name } of tables.rows) {
    const { rows } = await database.ownerPool.query<{ text: string }>(`select t::text as text from ${name} t`);
    const all = rows.map((row) => row.text).join('\n');
    for (const hidden of [passphrase, credentials.password, nik, totp]) {
      for (const form of [hidden, Buffer.from(hidden).toString('hex'), Buffer.from(hidden).toString('base64')]) {
        expect(all.includes(form), `${name} holds a secret`).toBe(false);
      }
    }
  }
});
