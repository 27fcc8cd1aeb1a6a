import { afterAll, beforeAll, expect, test } from 'vitest';
import { softwareAuthenticator } from '../../test/support/authenticator.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { goodPassword, hire, setUpOffice } from '../../test/support/identity.ts';
import { refusalOf } from '../../test/support/registry.ts';
import type { Actor } from './actor.ts';
import { type Auth, createAuth } from './auth.ts';
import { disableAccount } from './commands/disable-account.ts';
import { handlePasskey, listPasskeys, removePasskey } from './passkeys.ts';
import { findActor, readSessionToken } from './session.ts';
import { signIn } from './sign-in.ts';

const origin = 'http://localhost:8080';
const ip = '198.51.100.7';
let database: TestDatabase;
let auth: Auth;
let person: Actor & { email: string };

beforeAll(async () => {
  database = await testDatabase();
  const office = await setUpOffice(database.db);
  person = await hire(database.db, office.hostOfficeId, 'Hana Safitri');
  auth = createAuth({ pool: database.pool, secret: 'x'.repeat(40), baseUrl: origin });
});
afterAll(async () => {
  await auth.close();
  await database.close();
});

const cookiesOf = (setCookies: readonly string[]): string => setCookies.map((cookie) => cookie.split(';')[0]).join('; ');

const call = async (path: string, cookie: string, body?: object) => {
  const headers = {
    cookie,
    origin,
    'content-type': 'application/json',
    'sec-fetch-site': 'same-origin',
    'sec-fetch-mode': 'cors',
  };
  const request = new Request(
    `${origin}/auth/passkey/${path}`,
    body ? { method: 'POST', headers, body: JSON.stringify(body) } : { headers },
  );
  const response = await handlePasskey(auth, request, ip);
  return {
    status: response.status,
    json: (await response.json()) as { challenge: string },
    cookie: cookiesOf(response.headers.getSetCookie()),
  };
};

const withPassword = async (): Promise<string> =>
  cookiesOf((await signIn(auth, { email: person.email, password: goodPassword, headers: new Headers(), ip })).setCookies);

const register = async (authenticator: ReturnType<typeof softwareAuthenticator>, name: string): Promise<void> => {
  const session = await withPassword();
  const options = await call('generate-register-options', session);
  const made = await call('verify-registration', `${session}; ${options.cookie}`, {
    response: authenticator.create(options.json),
    name,
  });
  expect(made.status).toBe(200);
};

const enter = async (authenticator: ReturnType<typeof softwareAuthenticator>) => {
  const options = await call('generate-authenticate-options', '');
  return call('verify-authentication', options.cookie, { response: authenticator.get(options.json) });
};

const actorBehind = (cookie: string) => {
  const sessionToken = readSessionToken(auth, new Headers({ cookie }));
  return sessionToken ? findActor(database.db, { sessionToken, now: Temporal.Now.instant() }) : null;
};

test('a passkey is added to a session and signs in without a password', async () => {
  const device = softwareAuthenticator({ origin });
  await register(device, 'Laptop kantor');
  const entered = await enter(device);
  expect(entered.status).toBe(200);
  expect(await actorBehind(entered.cookie)).toMatchObject({ accountId: person.accountId });
  const { rows } = await database.ownerPool.query(
    'select type, data from audit_event where subject_id = $1 order by seq desc limit 1',
    [person.accountId],
  );
  expect(rows[0]).toEqual({ type: 'account.signed_in', data: { with: 'passkey' } });
});

test('a passkey that did not verify its user does not sign in', async () => {
  const device = softwareAuthenticator({ origin, verifiesUser: false });
  await register(device, 'Kunci lama');
  const entered = await enter(device);
  expect(entered.status).toBe(401);
  expect(await actorBehind(entered.cookie)).toBeNull();
});

test('a passkey made for another site is refused', async () => {
  const device = softwareAuthenticator({ origin: 'http://localhost:8080' });
  await register(device, 'Telepon');
  const elsewhere = { ...device, get: softwareAuthenticator({ origin: 'https://contoh.example' }).get };
  expect((await enter(elsewhere)).status).toBe(401);
});

test('an answer is good once', async () => {
  const device = softwareAuthenticator({ origin });
  await register(device, 'Tablet');
  const options = await call('generate-authenticate-options', '');
  const body = { response: device.get(options.json) };
  expect((await call('verify-authentication', options.cookie, body)).status).toBe(200);
  expect((await call('verify-authentication', options.cookie, body)).status).toBe(400);
});

test('nothing else of better-auth is open: the throttle and the audit trail have no side door', async () => {
  for (const path of [
    'sign-in/email',
    'sign-up/email',
    'change-password',
    'two-factor/disable',
    'get-session',
    'passkey/../sign-in/email',
    'passkey/delete-passkey',
  ]) {
    const request = new Request(`${origin}/auth/${path}`, { method: 'POST', headers: { origin }, body: '{}' });
    expect((await refusalOf(handlePasskey(auth, request, ip))).code, path).toBe('not_found');
  }
});

test('a body that no authenticator makes is not read to its end', async () => {
  const request = new Request(`${origin}/auth/passkey/verify-authentication`, { method: 'POST', body: 'x'.repeat(100_000) });
  expect((await refusalOf(handlePasskey(auth, request, ip))).code).toBe('too_large');
});

test('no passkey is added without a session', async () => {
  expect((await call('generate-register-options', '')).status).toBe(401);
});

test('one’s own passkeys are listed and removed, another’s is not found', async () => {
  const mine = { headers: new Headers({ cookie: await withPassword() }), ip };
  const listed = await listPasskeys(auth, mine);
  expect(listed.map((each) => each.name)).toContain('Laptop kantor');
  const passkeyId = listed[0]?.id ?? '';
  const stranger = await signIn(auth, { email: 'dewi@contoh.go.id', password: goodPassword, headers: new Headers(), ip });
  const theirs = { headers: new Headers({ cookie: cookiesOf(stranger.setCookies) }), ip };
  expect((await refusalOf(removePasskey(auth, { passkeyId, accountId: person.accountId, ...theirs }))).code).toBe('not_found');
  await removePasskey(auth, { passkeyId, accountId: person.accountId, ...mine });
  expect(await listPasskeys(auth, mine)).toHaveLength(listed.length - 1);
});

test('a disabled account does not sign in by passkey either', async () => {
  const device = softwareAuthenticator({ origin });
  await register(device, 'Ponsel');
  await disableAccount(database.db, { accountId: person.accountId, by: 'system', now: Temporal.Now.instant() });
  const entered = await enter(device);
  expect(entered.status).toBe(403);
  expect(await actorBehind(entered.cookie)).toBeNull();
});
