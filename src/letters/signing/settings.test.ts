import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bsre, credentials, nik } from '../../../test/support/bsre.ts';
import { startBsreV1 } from '../../../test/support/bsre-v1.ts';
import { startBsreV2 } from '../../../test/support/bsre-v2.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning } from '../../../test/support/identity.ts';
import { type LetterOffices, makeLetterOffices } from '../../../test/support/letters.ts';
import { checkSigner, findMaskedNik, getSigningSetting, saveNik, saveSigningSetting } from '../index.ts';

const secret = 'a secret of forty characters for tests only';
const patience = { timeoutMs: 300, pausesMs: [1] };
let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const save = (setting: Partial<Parameters<typeof saveSigningSetting>[1]['setting']>, by: 'system' | 'somebody' = 'system') =>
  saveSigningSetting(database.db, {
    officeId: offices.hostOfficeId,
    setting: { provider: 'bsre_v1', baseAddress: 'https://esign.contoh.go.id', ...credentials, ...setting },
    secret,
    by: by === 'system' ? by : offices.head,
    now: morning,
  });

const saveNumber = (number: string) =>
  saveNik(database.db, { personId: offices.head.personId, nik: number, secret, by: 'system', now: morning });

test('an office that chose nothing signs with the local certificate', async () => {
  expect(await getSigningSetting(database.db, offices.applicantId)).toEqual({
    provider: 'local',
    baseAddress: '',
    username: '',
    hasPassword: false,
  });
});

test('the password goes in sealed and never comes out; left empty it stays', async () => {
  await save({});
  await save({ password: '', username: 'griya-2' });
  expect(await getSigningSetting(database.db, offices.hostOfficeId)).toEqual({
    provider: 'bsre_v1',
    baseAddress: 'https://esign.contoh.go.id',
    username: 'griya-2',
    hasPassword: true,
  });
  const { rows } = await database.ownerPool.query<{ text: string }>(
    `select (select string_agg(s::text, '') from signing_setting s) || (select string_agg(e::text, '') from audit_event e) as text`,
  );
  expect(rows[0]?.text).not.toContain(credentials.password);
});

test('a password that is kept does not go to a new address', async () => {
  await save({});
  await expect(save({ password: '', baseAddress: 'https://lain.contoh.go.id' })).rejects.toMatchObject({
    faults: [{ field: 'password' }],
  });
});

test.each([
  ['an unknown way', { provider: 'fax' }, 'provider'],
  ['no address', { baseAddress: '' }, 'baseAddress'],
  ['an address that is none', { baseAddress: 'esign' }, 'baseAddress'],
  ['a name inside the address', { baseAddress: 'https://griya:x@esign.contoh.go.id' }, 'baseAddress'],
  ['a passphrase in the clear over the internet', { baseAddress: 'http://esign.contoh.go.id' }, 'baseAddress'],
  ['no user name', { username: ' ' }, 'username'],
])('%s is refused', async (_what, setting, field) => {
  await expect(save(setting)).rejects.toMatchObject({ code: 'invalid', faults: [{ field }] });
});

test('inside the office’s own network http will do', async () => {
  await expect(save({ baseAddress: 'http://10.1.2.3:8080/' })).resolves.toBeUndefined();
  expect((await getSigningSetting(database.db, offices.hostOfficeId)).baseAddress).toBe('http://10.1.2.3:8080');
});

test('only an administrator chooses, and enters a NIK', async () => {
  await expect(save({}, 'somebody')).rejects.toMatchObject({ code: 'forbidden' });
  const attempt = saveNik(database.db, { personId: offices.head.personId, nik, secret, by: offices.head, now: morning });
  await expect(attempt).rejects.toMatchObject({ code: 'forbidden' });
});

test('a NIK is kept sealed, shown by its last digits, and can be removed', async () => {
  await saveNumber('2171 0165 1278 0001');
  expect(await findMaskedNik(database.db, offices.head.personId, secret)).toBe('••••••••••••0001');
  const { rows } = await database.ownerPool.query<{ text: string }>(
    `select (select string_agg(s::text, '') from signer_nik s) || (select string_agg(e::text, '') from audit_event e) as text`,
  );
  expect(rows[0]?.text).not.toContain(nik);
  await saveNumber('');
  expect(await findMaskedNik(database.db, offices.head.personId, secret)).toBeNull();
});

test.each(['217101651278000', '21710165127800011', '2171016599780001', '2171016512abc001'])('%s is no NIK', async (number) => {
  await expect(saveNumber(number)).rejects.toMatchObject({ code: 'invalid', faults: [{ field: 'nik' }] });
});

test.each([
  ['bsre_v1', startBsreV1],
  ['bsre_v2', startBsreV2],
] as const)('the connection is tested by the state of a signer (%s)', async (provider, start) => {
  const bsre: Bsre = await start();
  const check = () =>
    checkSigner(database.db, { officeId: offices.hostOfficeId, personId: offices.head.personId, secret, patience });
  try {
    await save({ provider, baseAddress: bsre.address });
    await saveNumber('');
    await expect(check()).rejects.toMatchObject({ code: 'no_nik' });
    await saveNumber(nik);
    expect(await check()).toBe('active');
    await saveNumber('2171016512780002');
    expect(await check()).toBe('unknown');
    bsre.moods = ['error-500', 'error-500'];
    await expect(check()).rejects.toMatchObject({ code: 'server_error' });
    bsre.moods = ['html'];
    await expect(check()).rejects.toMatchObject({ code: 'bad_answer' });
    await save({ provider, baseAddress: bsre.address, password: 'bukan ini' });
    await expect(check()).rejects.toMatchObject({ code: 'settings' });
    expect(bsre.requests.flatMap((request) => request.faults)).toEqual([]);
  } finally {
    await bsre.close();
  }
});
