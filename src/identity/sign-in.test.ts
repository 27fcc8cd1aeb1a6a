import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { actorOf, goodPassword, hire, setUpOffice, type TestOffice, zone } from '../../test/support/identity.ts';
import { refusalOf } from '../../test/support/registry.ts';
import { type Auth, createAuth, sessionLength } from './auth.ts';
import { changePassword } from './commands/change-password.ts';
import { createAccount } from './commands/create-account.ts';
import { createPerson } from './commands/create-person.ts';
import { disableAccount, enableAccount } from './commands/disable-account.ts';
import { resetAccount } from './commands/reset-account.ts';
import { findActor, findSession, readSessionToken } from './session.ts';
import { signIn, signOut, verifyBackupCode, verifyTotp } from './sign-in.ts';
import { throttleLimits, throttleWindow } from './throttle.ts';
import { confirmTotp, disableTotp, enableTotp, renewBackupCodes } from './two-factor.ts';

const secret = 'a secret of this test, thirty-two characters or more';
let database: TestDatabase;
let office: TestOffice;
let auth: Auth;
let clock = Temporal.Now.instant();
const logged: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  office = await setUpOffice(database.db);
  const options = { pool: database.pool, secret, now: () => clock, log: (message: string) => void logged.push(message) };
  auth = createAuth({ ...options, baseUrl: 'https://griya.contoh.go.id' });
});
afterAll(async () => {
  await auth.close();
  await database.close();
});

let calls = 0;
/** Each test comes from an address of its own, so that the throttle of one does not stop another. */
const address = () => `198.51.100.${++calls}`;

/** A browser: keeps the cookies that it is given and sends them back. */
const browser = () => {
  const jar = new Map<string, string>();
  const ip = address();
  return {
    ip,
    jar,
    get headers(): Headers {
      return new Headers({
        cookie: [...jar].map(([name, value]) => `${name}=${value}`).join('; '),
        'user-agent': 'Peramban/1.0',
      });
    },
    keep({ setCookies }: { setCookies: string[] }) {
      for (const cookie of setCookies) {
        const [pair = ''] = cookie.split(';');
        const name = pair.slice(0, pair.indexOf('='));
        if (/max-age=0/i.test(cookie)) jar.delete(name);
        else jar.set(name, pair.slice(pair.indexOf('=') + 1));
      }
    },
  };
};

type Browser = ReturnType<typeof browser>;

const enter = async (who: Browser, email: string, password: string) => {
  const result = await signIn(auth, { email, password, headers: who.headers, ip: who.ip });
  who.keep(result);
  return result;
};

const tokenOf = (who: Browser): string | null => readSessionToken(auth, who.headers);
const inside = async (who: Browser) => {
  const sessionToken = tokenOf(who);
  return sessionToken ? findActor(database.db, { sessionToken, now: clock, timeZone: zone }) : null;
};

/** RFC 6238 with better-auth's usual parameters. */
const totp = (base32: string, at = Date.now()): string => {
  const bits = [...base32.replaceAll(' ', '')]
    .map((char) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(char).toString(2).padStart(5, '0'))
    .join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac[19] ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

test('a password opens a session whose cookie leads to the actor without another look at the database', async () => {
  const who = browser();
  const result = await enter(who, ' DEWI@contoh.go.id ', goodPassword);
  expect(result.twoFactorRequired).toBe(false);
  const cookie = result.setCookies.find((each) => each.includes('session_token')) ?? '';
  for (const part of ['__Secure-griya.', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Path=/', 'Max-Age=43200'])
    expect(cookie).toContain(part);
  expect(await inside(who)).toEqual(office.administrator);
  const session = await database.db
    .selectFrom('auth_session')
    .selectAll()
    .where('token', '=', tokenOf(who) ?? '')
    .executeTakeFirstOrThrow();
  expect(session).toMatchObject({ ipAddress: who.ip, userAgent: 'Peramban/1.0' });
  expect(session.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test('no cookie but the very one that was given is believed', async () => {
  const who = browser();
  await enter(who, 'dewi@contoh.go.id', goodPassword);
  const token = tokenOf(who) ?? '';
  const cookie = who.jar.get(auth.cookie) ?? '';
  const read = (value: string) => readSessionToken(auth, new Headers({ cookie: `other=1; ${auth.cookie}=${value}` }));
  expect(read(cookie)).toBe(token);
  for (const forged of [token, `${token}.`, `${token}.AAAA`, `x${cookie}`, cookie.slice(0, -6), '%E0%A4%A', '.', '']) {
    expect(read(forged), forged).toBeNull();
  }
  expect(readSessionToken({ ...auth, secret: `${secret}!` }, who.headers)).toBeNull();
  expect(readSessionToken(auth, new Headers({ cookie: `x${auth.cookie}=${cookie}` }))).toBeNull();
});

test('a wrong address and a wrong password are refused in the same words', async () => {
  const who = browser();
  const wrongPassword = await refusalOf(enter(who, 'dewi@contoh.go.id', 'bukan kata sandinya'));
  const wrongAddress = await refusalOf(enter(who, 'tidak.ada@contoh.go.id', goodPassword));
  expect(wrongAddress).toEqual(wrongPassword);
  expect(wrongPassword.faults).toHaveProperty('email');
  for (const [email, password] of [
    ['', ''],
    ['bukan alamat', 'x'],
    ['dewi@contoh.go.id', 'x'.repeat(100_000)],
    ["' or 1=1 --", "' or 1=1 --"],
  ] as const) {
    expect(await refusalOf(enter(who, email, password))).toEqual(wrongPassword);
  }
});

test('guesses at an account are stopped, also when they come at the same moment, and its owner elsewhere still gets in', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Ani Rahayu');
  const guesser = browser();
  const guesses = await Promise.all(
    Array.from({ length: throttleLimits.pair + 6 }, () => refusalOf(enter(guesser, target.email, 'salah sekali ini'))),
  );
  expect(guesses.filter((guess) => guess.code === 'invalid')).toHaveLength(throttleLimits.pair);
  const stopped = await refusalOf(enter(guesser, target.email, goodPassword));
  expect(stopped).toMatchObject({ code: 'too_many', values: { minutes: 15 } });
  expect((await enter(browser(), target.email, goodPassword)).twoFactorRequired).toBe(false);
  clock = clock.add(throttleWindow).add({ seconds: 1 });
  expect((await enter(guesser, target.email, goodPassword)).twoFactorRequired).toBe(false);
  expect((await refusalOf(enter(guesser, target.email, 'salah sekali ini'))).code).toBe('invalid');
});

test('guesses at one account from many places are stopped all the same', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Budi Hartono');
  const guesses = await Promise.all(
    Array.from({ length: throttleLimits.account + 2 }, () => refusalOf(enter(browser(), target.email, 'salah sekali ini'))),
  );
  expect(guesses.filter((guess) => guess.code === 'invalid')).toHaveLength(throttleLimits.account);
  expect((await refusalOf(enter(browser(), target.email, goodPassword))).code).toBe('too_many');
});

test('guesses from one address at many accounts are stopped, those of its neighbours are not', async () => {
  const who = browser();
  const from = (ip: string, email: string) =>
    refusalOf(signIn(auth, { email, password: 'salah sekali ini', headers: new Headers(), ip }));
  const many = await Promise.all(
    Array.from({ length: throttleLimits.address }, (_, i) => from('2001:db8:1:2::1', `a${i}@contoh.go.id`)),
  );
  expect(new Set(many.map((each) => each.code))).toEqual(new Set(['invalid']));
  expect((await from('2001:db8:1:2:ffff::9', 'b@contoh.go.id')).code).toBe('too_many');
  expect((await from('2001:db8:1:3::1', 'c@contoh.go.id')).code).toBe('invalid');
  await enter(who, 'dewi@contoh.go.id', goodPassword);
});

test('signing in is not counted against the address it comes from', async () => {
  const ip = address();
  for (let i = 0; i < throttleLimits.pair + 3; i++) {
    await signIn(auth, { email: 'dewi@contoh.go.id', password: goodPassword, headers: new Headers(), ip });
  }
  const { rows } = await database.ownerPool.query('select count from auth_rate_limit where key = $1', [`address:${ip}`]);
  expect(rows).toEqual([{ count: 0 }]);
});

test('signing out ends the session on the server, not only in the browser', async () => {
  const who = browser();
  await enter(who, 'dewi@contoh.go.id', goodPassword);
  const before = who.headers;
  who.keep(await signOut(auth, { headers: who.headers, ip: who.ip }));
  expect(who.jar.has(auth.cookie)).toBe(false);
  const token = readSessionToken(auth, before) ?? '';
  expect(await findActor(database.db, { sessionToken: token, now: clock })).toBeNull();
  await signOut(auth, { headers: new Headers(), ip: who.ip });
});

test('a session ends after twelve hours', async () => {
  const who = browser();
  await enter(who, 'dewi@contoh.go.id', goodPassword);
  const sessionToken = tokenOf(who) ?? '';
  const at = (now: Temporal.Instant) => findSession(database.db, { sessionToken, now });
  const begun = Temporal.Now.instant();
  expect(await at(begun.add(sessionLength).subtract({ minutes: 1 }))).not.toBeNull();
  expect(await at(begun.add(sessionLength).add({ minutes: 1 }))).toBeNull();
});

test('a one-time password leads to a session that asks for another, and the other one ends the rest', async () => {
  const { db } = database;
  const stamp = { by: office.administrator, now: clock };
  const { personId } = await createPerson(db, { person: { officeId: office.hostOfficeId, name: 'Budi Santoso' }, ...stamp });
  const { password } = await createAccount(db, { account: { personId, email: 'budi@contoh.go.id' }, ...stamp });
  const [who, other] = [browser(), browser()];
  await enter(who, 'budi@contoh.go.id', password);
  await enter(other, 'budi@contoh.go.id', password);
  const sessionToken = tokenOf(who) ?? '';
  const session = await findSession(db, { sessionToken, now: clock });
  if (!session) throw new Error('no session');
  expect(session).toMatchObject({ mustChangePassword: true, email: 'budi@contoh.go.id', actor: { personName: 'Budi Santoso' } });
  const change = (currentPassword: string, newPassword: string) =>
    db
      .transaction()
      .execute((tx) => changePassword(tx, { actor: session.actor, sessionToken, currentPassword, newPassword, now: clock }));
  expect(Object.keys((await refusalOf(change('salah', 'pendek'))).faults)).toEqual(['currentPassword', 'newPassword']);
  for (const weak of ['sebelas1234', 'aaaaaaaaaaaaaaaa', 'budi dan budi saja', password, 'x'.repeat(129)]) {
    expect((await refusalOf(change(password, weak))).faults, weak).toHaveProperty('newPassword');
  }
  await change(password, 'kata sandi yang baru');
  expect(await findSession(db, { sessionToken, now: clock })).toMatchObject({ mustChangePassword: false });
  expect(await inside(other)).toBeNull();
  expect((await refusalOf(enter(browser(), 'budi@contoh.go.id', password))).code).toBe('invalid');
  await enter(browser(), 'budi@contoh.go.id', 'kata sandi yang baru');
});

test('a disabled account is out at once and cannot come back in before it is enabled', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Citra Ayu');
  const who = browser();
  await enter(who, target.email, goodPassword);
  const change = { accountId: target.accountId, by: office.administrator, now: clock };
  await disableAccount(database.db, change);
  expect(await inside(who)).toBeNull();
  const refused = await refusalOf(enter(who, target.email, goodPassword));
  expect(refused.faults.email).toContain('dinonaktifkan');
  expect(await database.db.selectFrom('auth_session').select('id').where('userId', '=', target.accountId).execute()).toEqual([]);
  await enableAccount(database.db, change);
  await enter(who, target.email, goodPassword);
  expect(await inside(who)).toMatchObject({ personId: target.personId });
});

test('two-step verification: from the first code to a backup code, and the reset for a lost phone', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Eko Prasetyo');
  const { accountId, email } = target;
  const who = browser();
  await enter(who, email, goodPassword);
  const caller = () => ({ accountId, headers: who.headers, ip: who.ip });
  expect((await refusalOf(enableTotp(auth, { password: 'salah', ...caller() }))).faults).toHaveProperty('password');
  const started = await enableTotp(auth, { password: goodPassword, ...caller() });
  expect(started.uri).toMatch(/^otpauth:\/\/totp\/Griya:/);
  expect(started.backupCodes).toHaveLength(10);
  expect((await refusalOf(confirmTotp(auth, { code: '000000', ...caller() }))).faults).toHaveProperty('code');
  who.keep(await confirmTotp(auth, { code: totp(started.secret), ...caller() }));
  expect(await findSession(database.db, { sessionToken: tokenOf(who) ?? '', now: clock })).toMatchObject({
    twoFactorEnabled: true,
  });

  const other = browser();
  expect(await enter(other, email, goodPassword)).toMatchObject({ twoFactorRequired: true });
  expect(tokenOf(other)).toBeNull();
  const second = () => ({ headers: other.headers, ip: other.ip });
  expect((await refusalOf(verifyTotp(auth, { code: '123 456', ...second() }))).faults).toHaveProperty('code');
  other.keep(await verifyTotp(auth, { code: totp(started.secret).replace(/^.../, '$& '), ...second() }));
  expect(await inside(other)).toMatchObject({ accountId });

  const third = browser();
  await enter(third, email, goodPassword);
  const code = started.backupCodes[0] ?? '';
  third.keep(await verifyBackupCode(auth, { code, headers: third.headers, ip: third.ip }));
  expect(await inside(third)).toMatchObject({ accountId });
  const fourth = browser();
  await enter(fourth, email, goodPassword);
  expect((await refusalOf(verifyBackupCode(auth, { code, headers: fourth.headers, ip: fourth.ip }))).faults).toHaveProperty(
    'code',
  );
  expect(await renewBackupCodes(auth, { password: goodPassword, accountId, headers: third.headers, ip: third.ip })).toHaveLength(
    10,
  );

  const { password } = await resetAccount(database.db, {
    accountId,
    secondFactors: true,
    apiKeys: false,
    by: office.administrator,
    now: clock,
  });
  expect(await inside(third)).toBeNull();
  expect(await enter(browser(), email, password)).toMatchObject({ twoFactorRequired: false });
});

test('a code page without a sign-in before it, or after its time, leads back to the password', async () => {
  const who = browser();
  const refused = await refusalOf(verifyTotp(auth, { code: '123456', headers: who.headers, ip: who.ip }));
  expect(refused.faults.code).toContain('Masuk kembali');
});

test('ten wrong codes lock the second step of an account, over however many sign-ins', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Fitri Handayani');
  const who = browser();
  await enter(who, target.email, goodPassword);
  const caller = () => ({ accountId: target.accountId, headers: who.headers, ip: who.ip });
  const { secret: key } = await enableTotp(auth, { password: goodPassword, ...caller() });
  who.keep(await confirmTotp(auth, { code: totp(key), ...caller() }));
  const codes: string[] = [];
  for (let round = 0; round < 3; round++) {
    const other = browser();
    await enter(other, target.email, goodPassword);
    for (let i = 0; i < 4; i++)
      codes.push((await refusalOf(verifyTotp(auth, { code: '000000', headers: other.headers, ip: other.ip }))).code);
  }
  expect(codes).toEqual([...Array(10).fill('invalid'), 'too_many', 'too_many']);
  const right = browser();
  await enter(right, target.email, goodPassword);
  expect((await refusalOf(verifyTotp(auth, { code: totp(key), headers: right.headers, ip: right.ip }))).code).toBe('too_many');
  who.keep(await disableTotp(auth, { password: goodPassword, ...caller() }));
  expect(await enter(browser(), target.email, goodPassword)).toMatchObject({ twoFactorRequired: false });
});

test('every sign-in and every change of a second factor is on the account’s own chain', async () => {
  const target = await hire(database.db, office.hostOfficeId, 'Gita Permata');
  await enter(browser(), target.email, goodPassword);
  const { rows } = await database.ownerPool.query(
    'select type, data, account_id from audit_event where subject_id = $1 order by seq',
    [target.accountId],
  );
  expect(rows).toMatchObject([
    { type: 'account.created', account_id: null },
    { type: 'account.signed_in', data: { with: 'password' }, account_id: target.accountId },
  ]);
});

test('nothing secret is logged', () => {
  expect(logged.join('\n')).not.toMatch(/kata|salah|griya\.|\d{6}/);
});

test('an actor is made only from an account that exists', async () => {
  await expect(actorOf(database.db, '0199a000-0000-7000-8000-000000000000')).rejects.toThrow();
});
