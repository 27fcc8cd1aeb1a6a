import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findActorByApiKey } from '#identity/index.ts';
import { password, type TestApp, testApp } from '../../../../test/support/app.ts';
import { paths } from '../../paths.ts';
import { browserName } from './profile/browser-name.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

describe('the inbox', () => {
  const notify = async (personId: string, label: string): Promise<string> => {
    const id = randomUUID();
    const row = {
      id,
      person_id: personId,
      kind: 'task-opened',
      subject_id: personId,
      subject_label: label,
      path: '/',
      at: app.time.now,
    };
    await app.database.db.insertInto('notification').values(row).execute();
    return id;
  };

  test('shows one’s own news with what is new, and marks it as read, one or all', async () => {
    const holder = await app.makeHolder('technician');
    const other = await app.makeHolder('technician');
    await notify(other.personId, 'bukan untukmu');
    const id = await notify(holder.personId, 'K-2026-0001 Antrean');
    await notify(holder.personId, 'K-2026-0002 Arsip');
    const client = await app.signInAs(holder.email);
    const page = await client.get(paths.inbox());
    expect(page.html).toContain('Tugas baru untuk Anda: K-2026-0001 Antrean');
    expect(page.html).not.toContain('bukan untukmu');
    expect(page.html.match(/>Baru</g)).toHaveLength(2);
    const key = /name="request_key" value="([^"]+)"/.exec(page.html)?.[1] ?? '';
    await client.post(paths.inboxRead(), { request_key: key, notice: id });
    expect((await client.get(paths.inbox())).html.match(/>Baru</g)).toHaveLength(1);
    await client.submit(paths.inboxRead(), {}, { at: paths.inbox() });
    expect((await client.get(paths.inbox())).html).not.toContain('>Baru<');
  });

  test('does not mark another’s news', async () => {
    const holder = await app.makeHolder('technician');
    const id = await notify(holder.personId, 'K-2026-0003');
    const kabid = await app.signIn('division-head');
    await kabid.post(paths.inboxRead(), { request_key: randomUUID(), notice: id });
    const row = await app.database.db.selectFrom('notification').select('read_at').where('id', '=', id).executeTakeFirstOrThrow();
    expect(row.read_at).toBeNull();
  });
});

describe('the profile', () => {
  test('shows who one is and what one holds, the NIP covered', async () => {
    const holder = await app.makeHolder('division-head', { officeId: app.officeId, kind: 'plt', name: 'Sari Wahyuni' });
    await app.database.db.updateTable('person').set({ nip: '198503122010012003' }).where('id', '=', holder.personId).execute();
    const { html } = await (await app.signInAs(holder.email)).get(paths.profile());
    expect(html).toContain('Plt. Kepala Bidang Penyelenggaraan E-Government');
    expect(html).not.toContain('198503122010012003');
  });

  test('ends another session of one’s own, and nobody else’s', async () => {
    const holder = await app.makeHolder('technician');
    const here = await app.signInAs(holder.email);
    const there = await app.signInAs(holder.email);
    const { html } = await here.get(paths.profile());
    const session = /name="session" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const stranger = await app.signIn('division-head');
    expect((await stranger.post(paths.sessionEnd(), { request_key: randomUUID(), session })).status).toBe(404);
    await here.submit(paths.sessionEnd(), {}, { html });
    expect((await there.get(paths.inbox())).status).toBe(303);
    expect((await here.get(paths.inbox())).status).toBe(200);
  });

  test('changes the password only for who knows the present one, and then ends the other sessions', async () => {
    const holder = await app.makeHolder('technician');
    const here = await app.signInAs(holder.email);
    const there = await app.signInAs(holder.email);
    const next = { newPassword: 'delapan kambing hutan', repeated: 'delapan kambing hutan' };
    const wrong = await here.submit(paths.password(), { currentPassword: 'bukan', ...next });
    expect(wrong.status).toBe(422);
    const unequal = await here.submit(paths.password(), { currentPassword: password, ...next, repeated: 'lain sama sekali' });
    expect(unequal.html).toContain('href="#f-repeated"');
    expect((await here.submit(paths.password(), { currentPassword: password, ...next })).status).toBe(303);
    expect((await there.get(paths.inbox())).status).toBe(303);
    expect((await here.get(paths.inbox())).status).toBe(200);
  });

  test('makes an API key that is shown once and works until it is revoked', async () => {
    const client = await app.signIn('division-head');
    const opened = await client.get(paths.apiKeys());
    const made = await client.submit(paths.apiKeys(), { name: 'Dasbor' }, { html: opened.html });
    const key = /<code id="api-key">([^<]+)</.exec(made.html)?.[1] ?? '';
    expect(key).toMatch(/^griya_/);
    const find = () => findActorByApiKey(app.database.db, { key, now: app.time.now });
    expect((await find())?.personName).toBe('Sari Wahyuni');
    const again = await client.submit(paths.apiKeys(), { name: 'Dasbor' }, { html: opened.html });
    expect(again.location, 'the second click makes no second key').toBe(paths.apiKeys());
    const list = await client.get(paths.apiKeys());
    expect(list.html).not.toContain(key);
    await client.submit(paths.apiKeyEnd(), {}, { html: list.html });
    expect(await find()).toBeNull();
  });

  test('a key outlives a change or a reset of the password, unless it is ended along with it', async () => {
    const holder = await app.makeHolder('technician');
    const { db } = app.database;
    const keyNamed = async (name: string): Promise<string> => {
      const client = await app.signInAs(holder.email);
      const { html } = await client.submit(paths.apiKeys(), { name });
      return /<code id="api-key">([^<]+)</.exec(html)?.[1] ?? '';
    };
    const works = async (key: string): Promise<boolean> => (await findActorByApiKey(db, { key, now: app.time.now })) !== null;
    const first = await keyNamed('Cadangan');
    const here = await app.signInAs(holder.email);
    const next = 'delapan kambing hutan';
    await here.submit(paths.password(), { currentPassword: password, newPassword: next, repeated: next });
    expect(await works(first)).toBe(true);
    await here.submit(paths.password(), { currentPassword: next, newPassword: password, repeated: password, apiKeys: 'on' });
    expect(await works(first)).toBe(false);

    const second = await keyNamed('Pemantau');
    const admin = await app.signIn('administrator');
    const page = await admin.get(paths.account(holder.accountId));
    expect(page.html).toContain('Kunci yang masih berlaku: 1.');
    await admin.submit(paths.accountReset(holder.accountId), {}, { html: page.html });
    expect(await works(second)).toBe(true);
    await admin.submit(paths.accountReset(holder.accountId), { apiKeys: 'on' }, { at: paths.account(holder.accountId) });
    expect(await works(second)).toBe(false);
  });
});

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox 140, Windows'],
  [
    'Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36',
    'Chrome 150, Android',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36 Edg/150.0.0.0',
    'Edge 150, Windows',
  ],
  ['curl/8.5', null],
])('a browser is named as people know it: %s', (userAgent, name) => {
  expect(browserName(userAgent)).toBe(name);
});

describe('absence', () => {
  test('of one’s own appoints a Plh. with its letter; a fault keeps what was typed; the administrator sees the letter', async () => {
    const holder = await app.makeHolder('application-section-head', { officeId: app.officeId, name: 'Ratih Kumala' });
    const standIn = await app.makeHolder('technician', { officeId: app.officeId, name: 'Guntur Wibowo' });
    const client = await app.signInAs(holder.email);
    const fields = {
      firstDay: '2026-11-24',
      lastDay: '2026-11-20',
      kind: 'annual',
      note: 'cuti besar',
      [`standIn.${holder.postId}`]: standIn.personId,
      letterNumber: '800/9/2026',
      letterDate: '2026-11-20',
    };
    const wrong = await client.submit(paths.leave(), fields);
    expect(wrong.status).toBe(422);
    expect(wrong.html).toContain('href="#f-lastDay"');
    expect(wrong.html).toContain('cuti besar');
    expect((await client.submit(paths.leave(), { ...fields, lastDay: '2026-11-27' })).status).toBe(303);
    expect((await client.get(paths.leave())).html).toContain('Guntur Wibowo untuk Kepala Seksi');
    const stranger = await app.signIn('agency-head');
    expect((await stranger.get(paths.personLeave(holder.personId))).status).toBe(403);
    expect((await stranger.get(paths.handOver(holder.personId))).status).toBe(404);
    const other = await app.signInAs(standIn.email);
    await other.submit(paths.leave(), { firstDay: '2026-11-24', lastDay: '2026-11-24', kind: 'sick' });
    const administrator = await app.signIn('administrator');
    expect((await administrator.get(paths.posts())).html).toContain('Pemegang tidak hadir, tanpa Plh.');
    expect((await administrator.get(paths.handOver(holder.personId))).html).toContain('Tidak ada tugas yang sedang diambil');
    const page = await client.get(paths.leave());
    await client.submit(paths.leaveEnd(), {}, { html: page.html });
    expect((await client.get(paths.leave())).html).toContain('Dibatalkan');
  });
});
