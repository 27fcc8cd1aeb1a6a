import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSetupToken } from '#identity/index.ts';
import { password, type TestApp, testApp } from '../../../../test/support/app.ts';
import { presetFields } from '../../../../test/support/client.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

/** RFC 6238 with the usual parameters, for a secret in base32. */
const totp = (secret: string, at = Temporal.Now.instant()): string => {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  const bits = [...secret.replaceAll(' ', '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(at.epochMilliseconds / 30_000)));
  const mac = createHmac('sha1', key).update(counter).digest();
  const offset = (mac.at(-1) ?? 0) & 15;
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
};

describe('signing in', () => {
  test('leads to where one was going, and out again', async () => {
    const { email } = await app.makeHolder('technician');
    const visitor = app.visitor();
    const door = await visitor.get('/inbox?page=2');
    const answer = await visitor.submit(paths.signIn(), { email, password }, { at: door.location ?? '' });
    expect(answer.location).toBe('/inbox?page=2');
    const page = await visitor.get(paths.inbox());
    expect(page.status).toBe(200);
    expect((await visitor.submit(paths.signOut(), {}, { html: page.html })).location).toBe(paths.signIn());
    expect((await visitor.get(paths.inbox())).status).toBe(303);
  });

  test('never leads to another site', async () => {
    const { email } = await app.makeHolder('technician');
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const answer = await app.visitor().post(paths.signIn(), { email, password, next });
      expect(answer.location).toBe('/');
    }
  });

  test('with a wrong password keeps the address, not the password, and does not tell which of the two is wrong', async () => {
    const { email } = await app.makeHolder('technician');
    const wrong = await app.visitor().post(paths.signIn(), { email, password: 'bukan ini sandinya' });
    const unknown = await app.visitor().post(paths.signIn(), { email: 'tidak.ada@contoh.go.id', password: 'bukan ini sandinya' });
    expect([wrong.status, unknown.status]).toEqual([422, 422]);
    const sentence = /href="#f-email"[^>]*>([^<]+)</.exec(wrong.html)?.[1];
    expect(sentence).toBeTruthy();
    expect(unknown.html).toContain(sentence);
    expect(presetFields(wrong.html, paths.signIn()).get('email')).toEqual([email]);
    expect(wrong.html).not.toContain('bukan ini sandinya');
  });

  test('is throttled for an account that is guessed at, and says how long to wait', async () => {
    const { email } = await app.makeHolder('technician');
    const answers: number[] = [];
    for (let attempt = 0; attempt < 9; attempt += 1) {
      answers.push((await app.visitor().post(paths.signIn(), { email, password: `tebakan ke ${attempt}` })).status);
    }
    expect(answers.slice(0, 8)).toEqual(Array(8).fill(422));
    expect(answers[8]).toBe(429);
    const right = await app.visitor().post(paths.signIn(), { email, password });
    expect(right.status).toBe(429);
    expect(right.html).toMatch(/Tunggu \d+ menit/);
  });

  test('with a one-time password leads only to the page to change it', async () => {
    const admin = await app.signIn('administrator');
    const accountId = await app.makeAccount({ email: 'baru@contoh.go.id', name: 'Orang Baru' });
    const reset = await admin.submit(paths.accountReset(accountId), {}, { at: paths.account(accountId) });
    const oneTime = /<code id="one-time-password">([^<]+)</.exec(reset.html)?.[1] ?? '';
    const client = app.visitor();
    await client.post(paths.signIn(), { email: 'baru@contoh.go.id', password: oneTime });
    await app.database.db
      .updateTable('auth_session')
      .set({ expiresAt: Temporal.Instant.from('2100-01-01T00:00:00Z') })
      .execute();
    expect((await client.get(paths.inbox())).location).toBe(paths.password());
    const changed = await client.submit(paths.password(), {
      currentPassword: oneTime,
      newPassword: 'tujuh gajah di kebun',
      repeated: 'tujuh gajah di kebun',
    });
    expect(changed.location).toBe(paths.profile());
    expect((await client.get(paths.inbox())).status).toBe(200);
  });
});

describe('two-step verification', () => {
  test('is set up with a first code, asked for at the next sign-in, and opened with a backup code without the phone', async () => {
    const { email } = await app.makeHolder('technician', { name: 'Yoga Dua Langkah' });
    const client = await app.signInAs(email);
    const begun = await client.submit(paths.twoFactor(), { password });
    expect(begun.html).toContain('<svg class="g-qr"');
    const secret = presetFields(begun.html, paths.twoFactorConfirm()).get('secret')?.[0] ?? '';
    const [backupCode = ''] = presetFields(begun.html, paths.twoFactorConfirm()).get('codes[]') ?? [];

    const wrong = await client.submit(paths.twoFactorConfirm(), { code: '000000' }, { html: begun.html });
    expect(wrong.status).toBe(422);
    expect(wrong.html, 'the same secret is shown again').toContain(secret);
    const confirmed = await client.submit(paths.twoFactorConfirm(), { code: totp(secret) }, { html: wrong.html });
    expect(confirmed.location).toBe(paths.profile());

    const phone = app.visitor();
    const first = await phone.post(paths.signIn(), { email, password, next: '/inbox' });
    expect(first.location).toBe(paths.secondFactor('/inbox'));
    expect((await phone.get(paths.inbox())).status, 'the password alone opens nothing').toBe(303);
    const page = await phone.follow(first);
    expect((await phone.submit(paths.secondFactor(), { code: '000000' }, { html: page.html })).status).toBe(422);
    expect((await phone.submit(paths.secondFactor(), { code: totp(secret) }, { html: page.html })).location).toBe('/inbox');

    const noPhone = app.visitor();
    await noPhone.post(paths.signIn(), { email, password });
    const used = await noPhone.post(paths.secondFactor(), { way: 'backup', backup_code: backupCode });
    expect(used.location).toBe('/');
    const again = app.visitor();
    await again.post(paths.signIn(), { email, password });
    const spent = await again.post(paths.secondFactor(), { way: 'backup', backup_code: backupCode });
    expect(spent.status).toBe(422);
    expect(spent.html).toContain('href="#f-backup_code"');
  });
});

describe('the set-up', () => {
  let fresh: TestApp;
  let token: string;
  beforeAll(async () => {
    fresh = await testApp({ setUp: false });
    token = (await ensureSetupToken(fresh.database.db, fresh.time.now)) ?? '';
  });
  afterAll(() => fresh.close());

  const answers = {
    governmentName: 'Pemerintah Kota Contoh',
    cityName: 'Kota Contoh',
    place: 'Contoh',
    domain: 'contoh.go.id',
    'office.name': 'Dinas Komunikasi dan Informatika',
    'office.abbreviation': 'DISKOMINFO',
    'office.headTitle': 'Kepala Dinas Komunikasi dan Informatika',
    'posts.0.holder.name': 'Rahmat Hidayat',
    'posts.0.holder.kind': 'plt',
    'administrator.name': 'Wawan Setiawan',
    'administrator.email': 'admin@contoh.go.id',
    'administrator.password': password,
  };

  test('is where every address leads before it is done', async () => {
    for (const path of ['/', paths.signIn(), paths.inbox(), '/cases']) {
      expect((await fresh.visitor().get(path)).location).toBe(paths.setup());
    }
  });

  test('is refused without the code of the console, and keeps what was entered', async () => {
    const answer = await fresh.visitor().submit(paths.setup(), { ...answers, token: 'salah' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-token"');
    expect(presetFields(answer.html, paths.setup()).get('posts.0.holder.name')).toEqual(['Rahmat Hidayat']);
    expect(answer.html).not.toContain(password);
  });

  test('stores no emblem for who does not know the code', async () => {
    const logo = new File([Buffer.from('89504e470d0a1a0a', 'hex')], 'lambang.png');
    const answer = await fresh.visitor().submit(paths.setup(), { ...answers, token: 'salah', logo });
    expect(answer.status).toBe(403);
    expect(await fresh.database.db.selectFrom('upload').select('id').execute()).toEqual([]);
  });

  test('names the faults of every section at their fields', async () => {
    const faulty = { ...answers, token, domain: 'bukan domain', 'posts.0.holder.nip': '123', 'administrator.password': 'pendek' };
    const answer = await fresh.visitor().submit(paths.setup(), faulty);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-domain"');
    expect(answer.html).toContain('href="#f-posts-0-holder-nip"');
    const short = await fresh.visitor().submit(paths.setup(), { ...answers, token, 'administrator.password': 'pendek' });
    expect(short.html).toContain('href="#f-administrator-password"');
  });

  test('done, opens the door to the administrator and closes itself', async () => {
    const visitor = fresh.visitor();
    const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    const logo = new File([Buffer.from(png, 'base64')], 'lambang.png');
    const first = await visitor.submit(paths.setup(), { ...answers, token, domain: '', logo });
    expect(first.status).toBe(422);
    expect(first.html, 'the emblem need not be chosen again').toContain('lambang.png');
    const done = await visitor.submit(paths.setup(), { ...answers, token }, { html: first.html });
    expect(done.location).toBe(paths.signIn());
    expect((await visitor.follow(done)).html).toContain('Griya siap dipakai');
    const post = await fresh.database.db.selectFrom('post').select('title').where('role', '=', 'agency-head').executeTakeFirst();
    expect(post?.title).toBe('Kepala Dinas');
    const host = await fresh.database.db.selectFrom('office').select('logo_file_id').executeTakeFirstOrThrow();
    expect(host.logo_file_id).not.toBeNull();
    const zone = await fresh.database.db.selectFrom('dns_zone').select('name').executeTakeFirst();
    expect(zone?.name, 'subdomains can be asked for from the first day').toBe('contoh.go.id');
    expect((await fresh.visitor().get(paths.setup())).location).toBe('/');
    expect((await fresh.visitor().post(paths.setup(), { ...answers, token })).status).toBe(404);
    expect((await fresh.signInAs('admin@contoh.go.id')).cookies.size).toBeGreaterThan(0);
  });
});
