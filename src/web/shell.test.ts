import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AppError, errorKinds, invalid } from '#lib/errors.ts';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { assetUrl } from './assets.ts';
import { paths } from './paths.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  app.app.get('/test/crash', () => {
    throw new Error('a secret detail of the inside');
  });
  app.app.get('/test/error/:code', (c) => {
    throw new AppError(c.req.param('code') as keyof typeof errorKinds, { why: 'x', state: 'x', possible: 'x' });
  });
  app.app.get('/api/v1/broken', () => {
    throw invalid([{ field: 'nip', message: { id: 'NIP salah', en: 'Wrong NIP' } }]);
  });
});
afterAll(() => app.close());

describe('what every answer says to the browser', () => {
  test('a page may run no inline script or style, be framed by nobody and post only to us', async () => {
    const { headers } = await app.visitor().get(paths.signIn());
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('referrer-policy')).toBe('same-origin');
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  test('pages hold no inline script, style or handler', async () => {
    const admin = await app.signIn('administrator');
    for (const path of [paths.signIn(), paths.inbox()]) {
      const { html } = await admin.get(path);
      expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
      expect(html).not.toMatch(/<style|\sstyle=|\son[a-z]+="/);
    }
  });

  test('https is demanded from then on where people reach Griya over it, and not otherwise', async () => {
    const secure = await testApp({ baseUrl: 'https://griya.contoh.go.id' });
    expect((await secure.visitor().get(paths.signIn())).headers.get('strict-transport-security')).toContain('max-age=');
    expect((await app.visitor().get(paths.signIn())).headers.get('strict-transport-security')).toBeNull();
    await secure.close();
  });

  test('styles and scripts may be kept for ever under their own hash, and come compressed', async () => {
    const answer = await app.visitor().get(assetUrl('griya.css'), { 'accept-encoding': 'gzip, br' });
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(answer.headers.get('content-encoding')).toBe('br');
    const stale = await app.visitor().get(assetUrl('griya.css').replace(/[0-9a-f]{12}/, '000000000000'));
    expect(stale.headers.get('cache-control')).toBe('no-cache');
  });
});

test.each(['/wiki/%00', '/wiki/panduan/%00', '/sign-in%00', '/api/v1/wiki/spaces/%00/pages'])(
  'an address with a sign that no text has is not found, and no error of ours: %s',
  async (path) => {
    const administrator = await app.signIn('administrator');
    for (const who of [app.visitor(), administrator]) expect((await who.get(path)).status).toBe(404);
  },
);

describe('where a changing request may come from', () => {
  const post = (headers: Record<string, string>) =>
    app.app.request('http://griya.test/language', {
      method: 'POST',
      headers: { host: 'griya.test', 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'language=en&next=/sign-in',
    });

  test.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port of this host', { origin: 'http://griya.test:8081' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site, named by Sec-Fetch-Site', { 'sec-fetch-site': 'cross-site' }],
    ['a neighbouring subdomain', { 'sec-fetch-site': 'same-site' }],
    ['another site, named by the referrer', { referer: 'https://evil.example/x' }],
    ['nowhere, but with a cookie', { cookie: 'griya_language=id' }],
  ])('%s is refused', async (_, headers) => {
    const answer = await post(headers as Record<string, string>);
    expect(answer.status).toBe(403);
    expect(await answer.text()).toContain('situs lain');
  });

  test.each([
    ['this site', { origin: 'http://griya.test' }],
    ['this site, named by Sec-Fetch-Site', { 'sec-fetch-site': 'same-origin' }],
    ['this site, named by the referrer', { referer: 'http://griya.test/sign-in', cookie: 'x=1' }],
    ['a program without cookies', {}],
  ])('%s is let through', async (_, headers) => {
    expect((await post(headers as Record<string, string>)).status).toBe(303);
  });

  test('with a configured address only that one counts, whatever host the request names', async () => {
    const behind = await testApp({ baseUrl: 'https://griya.contoh.go.id' });
    const send = (origin: string) =>
      behind.app.request('http://10.0.0.5:8080/language', {
        method: 'POST',
        headers: { host: '10.0.0.5:8080', origin, 'content-type': 'application/x-www-form-urlencoded' },
        body: 'language=id',
      });
    expect((await send('https://griya.contoh.go.id')).status).toBe(303);
    expect((await send('http://10.0.0.5:8080')).status).toBe(403);
    await behind.close();
  });
});

describe('errors', () => {
  test('an unknown address is a page that says so, in the visitor’s language', async () => {
    const indonesian = await app.visitor().get('/tidak-ada');
    expect(indonesian.status).toBe(404);
    expect(indonesian.html).toContain('tidak ditemukan');
    expect((await app.visitor().get('/tidak-ada?lang=en')).html).toContain('was not found');
  });

  test('something unforeseen tells the person a code and nothing of the inside; the log has both', async () => {
    const answer = await app.visitor().get('/test/crash');
    expect(answer.status).toBe(500);
    expect(answer.html).not.toContain('secret detail');
    const trace = answer.headers.get('x-trace') ?? '';
    expect(answer.html).toContain(trace);
    expect(app.log.find((entry) => entry.trace === trace && String(entry.error).includes('secret detail'))).toBeDefined();
  });

  test.each(Object.entries(errorKinds).filter(([code]) => code !== 'signed_out'))(
    '%s answers with its own status',
    async (code, kind) => {
      expect((await app.visitor().get(`/test/error/${code}`)).status).toBe(kind.status);
    },
  );

  test('a reader who is signed out is led to the sign-in page and back', async () => {
    const answer = await app.visitor().get('/inbox?page=2');
    expect(answer.status).toBe(303);
    expect(answer.location).toBe('/sign-in?next=%2Finbox%3Fpage%3D2');
  });

  test('programs get a problem (RFC 9457), not a page', async () => {
    const answer = await app.visitor().get('/api/v1/broken');
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    expect(JSON.parse(answer.html)).toMatchObject({
      status: 422,
      code: 'invalid',
      faults: [{ field: 'nip', message: 'NIP salah' }],
    });
  });
});

describe('language', () => {
  test('a signed-out visitor’s choice is kept in the browser, a signed-in person’s in the account', async () => {
    const visitor = app.visitor();
    await visitor.post(paths.language(), { language: 'en', next: '/sign-in' });
    expect((await visitor.get(paths.signIn())).html).toContain('<html lang="en">');
    const kabid = await app.signIn('division-head');
    await kabid.post(paths.language(), { language: 'en', next: '/inbox' });
    const elsewhere = await app.signIn('division-head');
    expect((await elsewhere.get(paths.inbox())).html).toContain('<html lang="en">');
  });

  test('the switch leads back to a page of ours only', async () => {
    const answer = await app.visitor().post(paths.language(), { language: 'en', next: '//evil.example/' });
    expect(answer.location).toBe('/');
  });
});
