import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobs as caseJobs, remindOwners } from '#cases/index.ts';
import { disableAccount, enableAccount, goOnLeave } from '#identity/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { jobs as mailJobs } from '#notify/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { type TestSmtp, testSmtp } from '../../../../../test/support/smtp.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let smtp: TestSmtp;
let admin: Client;
let head: Client;
let technician: Client;
let applicant: Client;
/** People by what they are called. */
const people = new Map<string, { personId: string; accountId: string; email: string }>();

const personOf = (name: string): string => people.get(name)?.personId ?? '';

beforeAll(async () => {
  app = await testApp();
  smtp = await testSmtp();
  admin = await app.signIn('administrator');
  head = await app.signIn('infrastructure-section-head');
  technician = await app.signIn('technician');
  applicant = await app.signIn('applicant-head');
  for (const name of ['Pergi Jauh', 'Tetap Disini']) {
    const holder = await app.makeHolder('technician', { name });
    people.set(name, holder);
  }
  const { rows } = await sql<{ name: string; personId: string; accountId: string; email: string }>`
    select p.name, p.id as "personId", a.id as "accountId", u.email
    from person p join account a on a.person_id = p.id join auth_user u on u.id = a.id`.execute(app.database.db);
  for (const { name, ...person } of rows) people.set(name, person);
  for (const space of [
    { key: 'operasi', name: 'Operasi', access: 'internal', reviewMonths: '3', ownerPersonId: personOf('Tetap Disini') },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', 'roles[]': ['infrastructure-section-head'] },
  ])
    expect((await admin.submit(paths.newWikiSpace(), space)).status).toBe(303);
}, 60_000);
afterAll(async () => {
  await smtp.close();
  await app.close();
});

const make = async (space: string, title: string, more: Record<string, string> = {}): Promise<{ path: string; id: string }> => {
  const { location } = await head.submit(paths.newWikiPage(space), { title, body: 'isi', ...more });
  const path = location ?? '';
  return { path, id: /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '' };
};

const setReview = (id: string, review: { ownerPersonId?: string; reviewOn?: string }, who = head) =>
  who.submit(paths.wikiReview(id), review);

/** Makes a page due today, or as long ago as it is said. */
const makeDue = async (id: string, reviewOn = '2026-11-20') =>
  sql`update wiki_page set review_on = ${reviewOn} where id = ${id}`.execute(app.database.db);

const row = async (id: string) =>
  app.database.db
    .selectFrom('wiki_page')
    .select(['review_on', 'reviewed_at', 'owner_person_id', 'revision'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

const tellAll = async (now: Temporal.Instant) => {
  const config = {
    ...{ baseUrl: 'https://griya.contoh.go.id', dataDirectory: '', secret: '' },
    mail: { url: smtp.url, from: 'Griya <griya@contoh.go.id>' },
  };
  const context = { db: app.database.db, now: () => now, log: silentLog, config };
  await drainJobs(context, [...mailJobs, ...caseJobs]);
};

test('one click makes a page good for as long as its space says; another date can be chosen, within reason', async () => {
  const { path, id } = await make('operasi', 'Perlu ditinjau');
  const confirm = (fields: Record<string, string> = {}) => technician.submit(paths.wikiConfirmation(id), fields, { at: path });
  expect((await confirm()).status).toBe(303);
  expect((await row(id)).review_on?.toString()).toBe('2027-02-24');
  expect((await head.get(path)).html).toContain('Dinyatakan benar oleh Yoga Pratama');
  expect((await confirm({ reviewOn: '2026-12-31' })).status).toBe(303);
  expect((await row(id)).review_on?.toString()).toBe('2026-12-31');
  for (const reviewOn of ['2026-11-23', '2026-11-24', '2056-11-24', '2026-02-30', 'besok']) {
    const refused = await confirm({ reviewOn });
    expect([reviewOn, refused.status, refused.html.includes('f-reviewOn-fault')]).toEqual([reviewOn, 422, true]);
  }
  expect((await row(id)).review_on?.toString()).toBe('2026-12-31');
  expect((await applicant.post(paths.wikiConfirmation(id), { request_key: crypto.randomUUID(), seen: '1' })).status).toBe(404);
});

test('a page that was changed or deleted since it was read is not confirmed', async () => {
  const { path, id } = await make('operasi', 'Berubah di tengah');
  const html = (await technician.get(path)).html;
  await head.submit(paths.wikiEdit(id), { body: 'isi lain' });
  expect((await technician.submit(paths.wikiConfirmation(id), {}, { html })).status).toBe(409);
  expect((await row(id)).reviewed_at).toBeNull();
  await head.submit(paths.wikiState(id), { state: 'deleted', why: 'salah' }, { at: paths.wikiMove(id) });
  expect((await technician.submit(paths.wikiConfirmation(id), {}, { html })).status).toBe(409);
  expect((await row(id)).reviewed_at).toBeNull();
});

test('a page without an owner has that of the nearest page above, else of its space, and says so', async () => {
  const above = await make('operasi', 'Di atas');
  const between = await make('operasi', 'Di tengah', { parentId: above.id });
  const below = await make('operasi', 'Di bawah', { parentId: between.id });
  const card = async (path: string) => /id="review"[\s\S]*?<\/section>/.exec((await head.get(path)).html)?.[0] ?? '';
  expect(await card(below.path)).toMatch(/Tetap Disini[\s\S]*dari ruang/);
  await setReview(above.id, { ownerPersonId: personOf('Yoga Pratama') });
  expect(await card(below.path)).toMatch(/Yoga Pratama[\s\S]*dari halaman di atasnya[\s\S]*Di atas/);
  await setReview(below.id, { ownerPersonId: personOf('Ratna Dewanti') });
  expect(await card(below.path)).toContain('Ratna Dewanti');
  expect(await card(below.path)).not.toContain('dari halaman');
  // A deleted page above hands nothing down.
  await sql`update wiki_page set state = 'deleted' where id = ${above.id}`.execute(app.database.db);
  expect(await card(between.path)).toMatch(/Tetap Disini[\s\S]*dari ruang/);
});

test('an owner must be able to keep the page right; who has left or is on leave is marked, and stays until another is chosen', async () => {
  const { path, id } = await make('operasi', 'Ditinggal');
  const secret = await make('tertutup', 'Rahasia milik siapa');
  for (const ownerPersonId of [crypto.randomUUID(), personOf('Dewi Lestari'), 'x']) {
    expect([ownerPersonId, (await setReview(id, { ownerPersonId })).status]).toEqual([ownerPersonId, 422]);
  }
  expect((await setReview(secret.id, { ownerPersonId: personOf('Yoga Pratama') })).status).toBe(422);
  for (const reviewOn of ['2026-11-23', '2057-01-01']) expect((await setReview(id, { reviewOn })).status).toBe(422);
  const leaver = people.get('Pergi Jauh');
  expect((await setReview(id, { ownerPersonId: leaver?.personId ?? '', reviewOn: '2026-11-24' })).status).toBe(303);
  const { db } = app.database;
  const { now } = app.time;
  const leave = { kind: 'annual' as const, firstDay: '2026-11-24', lastDay: '2026-11-27', handOver: false, standIns: [] };
  await goOnLeave(db, { personId: leaver?.personId ?? '', leave, by: 'system', now });
  expect((await head.get(path)).html).toContain('cuti s.d.');
  await disableAccount(db, { accountId: leaver?.accountId ?? '', by: 'system', now });
  expect((await head.get(path)).html).toContain('tidak aktif lagi');
  expect((await head.get(paths.wikiStale({ owner: 'gone' }))).html).toContain('Ditinggal');
  // Only the date is changed: the owner who has left is not silently dropped.
  await makeDue(id);
  expect((await setReview(id, {})).status).toBe(303);
  expect((await row(id)).owner_person_id).toBe(leaver?.personId);
  expect((await setReview(id, { reviewOn: '2026-12-24' })).status).toBe(303);
  expect((await row(id)).owner_person_id).toBe(leaver?.personId);
  await enableAccount(db, { accountId: leaver?.accountId ?? '', by: 'system', now });
});

test('the list of stale pages is narrowed, ordered, paged and taken away; nobody sees what is not for him or her', async () => {
  const mine = await make('operasi', 'Zeta milik saya');
  const secret = await make('tertutup', 'Ametis rahasia');
  await setReview(mine.id, { ownerPersonId: personOf('Yoga Pratama') });
  for (const { id } of [mine, secret]) await makeDue(id, '2026-11-01');
  const list = async (who: Client, filters: Record<string, string> = {}) => (await who.get(paths.wikiStale(filters))).html;
  expect(await list(technician, { owner: 'mine' })).toContain('Zeta milik saya');
  expect(await list(technician, { owner: 'none' })).not.toContain('Zeta milik saya');
  expect(await list(head, { owner: 'none' })).toContain('Ametis rahasia');
  expect(await list(head, { owner: 'mine' })).not.toContain('Zeta');
  expect(await list(head, { space: 'tertutup' })).not.toContain('Zeta');
  const byTitle = await list(head, { sort: 'title' });
  expect(byTitle.indexOf('Ametis')).toBeLessThan(byTitle.indexOf('Zeta'));
  for (const filters of [{}, { space: 'tertutup' }, { owner: 'none' }]) {
    expect(await list(technician, filters)).not.toContain('Ametis');
  }
  expect(await list(technician)).not.toContain('Tertutup');
  const csv = (await technician.get(paths.wikiStaleFile('csv', { owner: 'mine' }))).html;
  expect(csv).toMatch(/Zeta milik saya,Operasi,Yoga Pratama,,,2026-11-01/);
  expect((await technician.get(paths.wikiStaleFile('csv'))).html).not.toContain('Ametis');
  for (let n = 0; n < 51; n += 1) {
    await sql`insert into wiki_page (id, space_id, title, title_key, slug, body, body_hash, plain, revision, created_at, updated_at, review_on)
      select gen_random_uuid(), space_id, ${`Banyak ${n}`}, ${`banyak ${n}`}, ${`banyak-${n}`}, body, body_hash, plain, 1, created_at,
        updated_at, '2026-10-01' from wiki_page where id = ${mine.id}`.execute(app.database.db);
  }
  expect(await list(technician)).toContain('page=2');
  expect(await list(technician, { page: '2' })).toContain('Zeta milik saya');
  await sql`delete from wiki_page where title like 'Banyak %'`.execute(app.database.db);
});

test('many pages are reviewed at once, without scripts, and what became of each is told', async () => {
  const pages = await Promise.all(['Satu', 'Dua', 'Tiga'].map((title) => make('operasi', `Sekaligus ${title}`)));
  const secret = await make('tertutup', 'Berlian rahasia');
  for (const { id } of [...pages, secret]) await makeDue(id);
  const [first, second, third] = pages.map(({ id }) => id);
  const form = (await technician.get(paths.wikiStale({ space: 'operasi' }))).html;
  const action = /action="(\/wiki\/stale\?space=operasi[^"]*)"/.exec(form)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(form).toContain(`value="${first}:1"`);
  await head.submit(paths.wikiEdit(second ?? ''), { body: 'isi baru' });
  await sql`update wiki_page set state = 'deleted' where id = ${third}`.execute(app.database.db);
  const chosen = [...[first, second, third, secret.id].map((id) => `${id}:1`), `${crypto.randomUUID()}:1`, 'x'];
  const told = await technician.submit(action, { 'pages[]': chosen, what: 'confirm', reviewOn: '' }, { html: form });
  expect(told.status).toBe(200);
  expect(told.html).toContain('1 dari 6 halaman');
  expect(told.html).toMatch(/Sekaligus Satu[\s\S]*masih benar/);
  expect(told.html).toContain('halaman berubah sejak daftar dibuka');
  expect(told.html).toContain('sudah diarsipkan atau dihapus');
  expect(told.html.match(/\(tidak ditemukan\)/g)).toHaveLength(3);
  expect(told.html).not.toContain('Berlian');
  expect((await row(first ?? '')).review_on?.toString()).toBe('2027-02-24');
  for (const id of [second, third, secret.id]) expect((await row(id ?? '')).review_on?.toString()).toBe('2026-11-20');
  const bulk = (fields: Record<string, string | string[]>) =>
    technician.submit(paths.wikiStale({ page: 1 }), fields, { at: paths.wikiStale() });
  for (const refused of [
    { what: 'confirm' },
    { what: 'date', 'pages[]': [`${first}:1`] },
    { what: 'date', 'pages[]': [`${first}:1`], reviewOn: '2026-11-01' },
    { what: 'owner', 'pages[]': [`${first}:1`] },
  ])
    expect((await bulk(refused)).status).toBe(422);
  await bulk({ what: 'owner', ownerPersonId: personOf('Tetap Disini'), 'pages[]': [`${first}:1`, `${second}:1`] });
  for (const id of [first, second]) expect((await row(id ?? '')).owner_person_id).toBe(personOf('Tetap Disini'));
  await bulk({ what: 'date', reviewOn: '2026-12-01', 'pages[]': [`${second}:1`] });
  expect(await row(second ?? '')).toMatchObject({ owner_person_id: personOf('Tetap Disini') });
  expect((await row(second ?? '')).review_on?.toString()).toBe('2026-12-01');
  await bulk({ what: 'owner', ownerPersonId: 'none', 'pages[]': [`${first}:1`] });
  expect((await row(first ?? '')).owner_person_id).toBeNull();
});

test('once a week one mail tells each owner what is due, naming nothing of a confidential space', async () => {
  const { db } = app.database;
  await sql`update wiki_page set review_on = null`.execute(db);
  await sql`delete from notification`.execute(db);
  const [one, two, orphan] = [
    await make('operasi', 'Mingguan satu'),
    await make('operasi', 'Mingguan dua'),
    await make('operasi', 'Yatim'),
  ];
  const secret = await make('tertutup', 'Safir rahasia');
  const ratna = personOf('Ratna Dewanti');
  for (const { id } of [one, two, secret]) await setReview(id, { ownerPersonId: ratna });
  await setReview(orphan.id, { ownerPersonId: personOf('Pergi Jauh') });
  const gone = { accountId: people.get('Pergi Jauh')?.accountId ?? '', by: 'system', now: app.time.now } as const;
  await disableAccount(db, gone);
  for (const { id } of [one, two, orphan, secret]) await makeDue(id);
  await remindOwners(db, app.time.now);
  await remindOwners(db, app.time.now.add({ hours: 24 * 5 }));
  const due = Temporal.Instant.from('2026-11-25T04:00:00Z');
  await tellAll(due);
  const mails = smtp.mails.map(({ envelopeTo, text }) => ({ to: envelopeTo[0], text: text ?? '' }));
  const of = (name: string) => mails.filter(({ to }) => to === people.get(name)?.email).map(({ text }) => text);
  expect(of('Ratna Dewanti')).toHaveLength(1);
  expect(of('Ratna Dewanti')[0]).toContain('3 halaman (Mingguan satu; Mingguan dua; 1 halaman di ruang rahasia)');
  expect(of('Ratna Dewanti')[0]).toContain('/wiki/stale?owner=mine');
  // Its owner has left: who answers for the space hears of it.
  expect(of('Tetap Disini')[0]).toContain('1 halaman (Yatim)');
  expect(mails.map(({ text }) => text).join('')).not.toContain('Safir');
  await remindOwners(db, app.time.now.add({ hours: 24 * 7 }));
  expect((await head.get('/inbox')).html.match(/yang Anda rawat perlu ditinjau/g)).toHaveLength(2);
});

test('who keeps a space sees what waits there; others do not', async () => {
  const counted = (await head.get(paths.wikiSpace('operasi'))).html;
  expect(counted).toMatch(/\d+ halaman perlu ditinjau/);
  expect(counted).toContain('tidak aktif lagi');
  expect((await technician.get(paths.wikiSpace('operasi'))).html).not.toContain('Peninjauan ruang ini');
  const settings = paths.wikiSpaceSettings('operasi');
  for (const reviewMonths of ['0', '61', '', 'x', '1.5']) {
    expect([reviewMonths, (await admin.submit(settings, { reviewMonths })).status]).toEqual([reviewMonths, 422]);
  }
  expect((await admin.submit(settings, { ownerPersonId: personOf('Dewi Lestari') })).status).toBe(422);
  expect((await admin.submit(settings, { reviewMonths: '12' })).status).toBe(303);
});
