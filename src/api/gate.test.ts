import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeLanguage, createApiKey, disableAccount, enableAccount, revokeApiKey } from '#identity/index.ts';
import { type TestApi, testApi } from '../../test/support/api.ts';
import { hire, zone } from '../../test/support/identity.ts';

let api: TestApi;
let administrator: Awaited<ReturnType<typeof hire>>;

beforeAll(async () => {
  api = await testApi();
  administrator = await hire(api.database.db, api.city.hostOfficeId, 'Dewi Lestari', [], { administrator: true });
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const keyOf = (actor: Awaited<ReturnType<typeof hire>>, expiresOn = '') =>
  createApiKey(api.database.db, { apiKey: { name: 'program', expiresOn }, timeZone: zone, actor, now: api.time.now });

const me = (key: string | null, headers: Record<string, string> = {}) => api.send('GET', '/me', { key, headers });

const expectNoKey = (answer: Awaited<ReturnType<typeof me>>): void => {
  expect(answer).toMatchObject({ status: 401, body: { status: 401, code: 'no_key', type: 'urn:griya:error:no_key' } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.headers.get('www-authenticate')).toBe('Bearer');
};

describe('who calls', () => {
  test('a key opens what its owner may see, with today’s posts', async () => {
    const { key } = await keyOf(api.city.divisionHead);
    const answer = await me(key);
    expect(answer).toMatchObject({
      status: 200,
      body: { name: 'Hendra Gunawan', language: 'id', posts: [{ role: 'division-head', kind: 'definitive' }], tasks: [] },
    });
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['none at all', null, {}],
    ['an unknown one', `griya_${'x'.repeat(43)}`, {}],
    ['another scheme', null, { authorization: 'Basic Z3JpeWE6Z3JpeWE=' }],
    ['an empty one', null, { authorization: 'Bearer ' }],
    ['one that is no text', null, { authorization: "Bearer ' or 1=1 --" }],
    ['a cookie of a browser', null, { cookie: 'griya.session_token=abc.def' }],
  ] as const)('without a valid key nothing is shown: %s', async (_, key, headers) => {
    expectNoKey(await me(key, { ...headers }));
  });

  test('a revoked key ends at once', async () => {
    const actor = api.city.technician;
    const { key, apiKeyId } = await keyOf(actor);
    expect((await me(key)).status).toBe(200);
    await revokeApiKey(api.database.db, { apiKeyId, actor, now: api.time.now });
    expectNoKey(await me(key));
  });

  test('a key works to the end of its last day in the office’s zone, not longer', async () => {
    const { key } = await keyOf(api.city.technician, '2026-11-25');
    const started = api.time.now;
    api.time.now = Temporal.Instant.from('2026-11-25T23:59:59+07:00');
    expect((await me(key)).status).toBe(200);
    api.time.now = Temporal.Instant.from('2026-11-26T00:00:00+07:00');
    expectNoKey(await me(key));
    api.time.now = started;
  });

  test('the keys of a disabled account rest until it is enabled again', async () => {
    const { accountId } = api.city.technicalTeam;
    const { key } = await keyOf(api.city.technicalTeam);
    await disableAccount(api.database.db, { accountId, by: administrator, now: api.time.now });
    expectNoKey(await me(key));
    await enableAccount(api.database.db, { accountId, by: administrator, now: api.time.now });
    expect((await me(key)).status).toBe(200);
  });

  test('a refusal never repeats the key', async () => {
    const secret = `griya_${'geheim'.repeat(8)}`;
    expect((await me(secret)).text).not.toContain('geheim');
    expect(JSON.stringify(api.errors)).not.toContain('geheim');
  });
});

describe('in which language', () => {
  test('errors speak the language of the account', async () => {
    const { key } = await keyOf(api.city.otherHead);
    const ask = () => api.send('GET', '/cases/K-2026-9999', { key });
    expect((await ask()).body.detail).toContain('tidak ditemukan');
    await changeLanguage(api.database.db, { language: 'en', actor: api.city.otherHead });
    expect((await ask()).body).toMatchObject({ title: 'Not found', detail: expect.stringContaining('was not found') });
    const wrong = await api.send('GET', '/cases?limit=0&state=lost', { key });
    expect(wrong.body.faults).toContainEqual({ field: 'state', message: 'Choose states from the list.' });
  });
});

describe('where and how', () => {
  test.each([
    '/api',
    '/api/',
    '/api/v1',
    '/api/v1/',
    '/api/v1/nothing',
    '/api/v2/cases',
    '/api/v1/cases/K-2026-0001/acts/unknown',
  ])('an unknown path is a problem, with and without a key: %s', async (path) => {
    const { key } = await keyOf(api.city.auditor);
    for (const each of [null, key]) {
      const answer = await api.send('GET', path, { key: each });
      expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
    }
  });

  test('a method that a path does not have is named with those that it has', async () => {
    const answer = await api.send('DELETE', '/cases');
    expect(answer).toMatchObject({ status: 405, body: { code: 'wrong_method' } });
    expect(answer.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    expect(answer.body.detail).toContain('GET, POST, HEAD, OPTIONS');
    expect((await api.send('GET', '/cases/K-2026-0001/acts/submit')).headers.get('allow')).toBe('POST, OPTIONS');
    expect((await api.send('POST', '/openapi.json')).status).toBe(405);
  });

  test('OPTIONS tells the methods and invites no other site', async () => {
    const answer = await api.send('OPTIONS', '/cases/K-2026-0001/assignment', {
      headers: { origin: 'https://elsewhere.example', 'access-control-request-method': 'PUT' },
    });
    expect(answer).toMatchObject({ status: 204, text: '' });
    expect(answer.headers.get('allow')).toBe('PUT, DELETE, OPTIONS');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  test('HEAD answers as GET does, without the body', async () => {
    const { key } = await keyOf(api.city.auditor);
    expect(await api.send('HEAD', '/me', { key })).toMatchObject({ status: 200, text: '' });
    expect(await api.send('HEAD', '/me')).toMatchObject({ status: 401, text: '' });
  });

  test('a page of another site cannot call, whatever key it has', async () => {
    const { key } = await keyOf(api.city.applicantHead);
    const headers = { origin: 'https://elsewhere.example' };
    expect(await api.send('POST', '/cases', { key, body: {}, headers })).toMatchObject({
      status: 403,
      body: { code: 'bad_origin' },
    });
  });
});
