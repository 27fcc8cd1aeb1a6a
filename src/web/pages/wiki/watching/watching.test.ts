import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { jobs as caseJobs, tellWatchers } from '#cases/index.ts';
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

beforeAll(async () => {
  app = await testApp();
  smtp = await testSmtp();
  admin = await app.signIn('administrator');
  head = await app.signIn('infrastructure-section-head');
  technician = await app.signIn('technician');
  applicant = await app.signIn('applicant-head');
  for (const space of [
    { key: 'panduan', name: 'Panduan', access: 'public' },
    { key: 'operasi', name: 'Operasi', access: 'internal' },
  ])
    await admin.submit(paths.newWikiSpace(), space);
}, 60_000);
afterAll(async () => {
  await smtp.close();
  await app.close();
});
beforeEach(async () => {
  await sql`delete from notification`.execute(app.database.db);
  await sql`delete from wiki_watch`.execute(app.database.db);
  await sql`delete from wiki_watcher`.execute(app.database.db);
  smtp.mails.length = 0;
});

/** Lets time go by: what is done afterwards is later than what was done before. */
const later = (minutes: number) => {
  app.time.now = app.time.now.add({ minutes });
};

const make = async (space: string, title: string, parentId = ''): Promise<{ path: string; id: string }> => {
  const { location } = await head.submit(paths.newWikiPage(space), { title, body: 'isi', parentId });
  const path = location ?? '';
  return { path, id: /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '' };
};

const save = (who: Client, { id }: { id: string }, body: string) => who.submit(paths.wikiEdit(id), { body });

const watch = (who: Client, id: string, how: string) =>
  who.post(paths.wikiWatchPage(id), { request_key: crypto.randomUUID(), watch: how });

/** The digest of the next morning, with its mails. Returns what was mailed. */
const digest = async (): Promise<string> => {
  later(24 * 60);
  await tellWatchers(app.database.db, app.time.now);
  const config = {
    ...{ baseUrl: 'https://griya.contoh.go.id', dataDirectory: '', secret: '' },
    mail: { url: smtp.url, from: 'Griya <griya@contoh.go.id>' },
  };
  const now = app.time.now.add({ hours: 72 });
  await drainJobs({ db: app.database.db, now: () => now, log: silentLog, config }, [...mailJobs, ...caseJobs]);
  return smtp.mails.map(({ subject, text }) => `${subject}\n${text}`).join('\n');
};

const inboxOf = (who: Client) => who.get('/inbox').then(({ html }) => html);
const listOf = (who: Client) => who.get(paths.wikiWatching()).then(({ html }) => html);

test('many saves of a watched page make one notice and one mail a day, and one’s own none', async () => {
  const page = await make('operasi', 'Diikuti');
  later(5);
  expect((await watch(technician, page.id, 'page')).status).toBe(303);
  expect((await technician.get(page.path)).html).toContain('Anda mengikuti halaman ini.');
  later(5);
  for (const body of ['satu', 'dua', 'tiga']) await save(head, page, body);
  await save(technician, page, 'empat');
  expect(await inboxOf(technician)).not.toContain('Diikuti');
  expect(await listOf(technician)).toMatch(/Diikuti[\s\S]*3 perubahan/);
  const mailed = await digest();
  expect(mailed.match(/Perubahan di wiki yang Anda ikuti: 1 halaman: Diikuti \(3 perubahan\)/g)?.length).toBe(2);
  // The head has written: he hears of what the technician wrote.
  expect(mailed).toContain('Diikuti (1 perubahan)');
  expect(smtp.mails).toHaveLength(2);
  smtp.mails.length = 0;
  expect(await digest()).toBe('');
});

test('a page is watched with all below it, or with its space; a page can be left out', async () => {
  const top = await make('operasi', 'Pucuk');
  const below = await make('operasi', 'Anak pucuk', top.id);
  const left = await make('operasi', 'Anak terlewat', top.id);
  later(5);
  await watch(technician, top.id, 'tree');
  await watch(technician, left.id, 'none');
  expect((await technician.get(below.path)).html).toMatch(/Diikuti lewat halaman di atasnya:[\s\S]*Pucuk/);
  later(5);
  for (const page of [below, left]) await save(head, page, 'baru');
  await make('operasi', 'Cucu pucuk', below.id);
  const mailed = await digest();
  expect(mailed).toContain('Anak pucuk (1 perubahan)');
  expect(mailed).toContain('Cucu pucuk (baru)');
  expect(mailed).not.toContain('terlewat');
  smtp.mails.length = 0;
  await technician.submit(paths.wikiWatchSpace('operasi'), { watch: 'on' }, { at: paths.wikiSpace('operasi') });
  later(5);
  await make('operasi', 'Di ruang yang diikuti');
  await save(head, left, 'lagi');
  const second = await digest();
  expect(second).toContain('Di ruang yang diikuti (baru)');
  expect(second).not.toContain('terlewat');
});

test('who writes or comments follows, unless that was refused for a page or for all; a mention still reaches', async () => {
  const page = await make('operasi', 'Otomatis');
  const say = (who: Client, comment: string) =>
    who.submit(paths.wikiComments(page.id, { comments: 'open', talk: 1 }), { comment }, { at: page.path });
  await say(technician, 'Halo');
  expect(await listOf(technician)).toContain(`action="${paths.wikiWatchPage(page.id)}"`);
  later(5);
  await say(head, 'Utas lain');
  expect(await inboxOf(technician)).toContain('Komentar baru pada halaman wiki: Otomatis');
  await watch(technician, page.id, 'none');
  await say(technician, 'Masih bicara');
  expect(await listOf(technician)).not.toContain('Otomatis');
  await sql`delete from notification`.execute(app.database.db);
  // Not even in a thread that he has spoken in.
  const own = /id="c-([0-9a-f-]{36})"/.exec((await head.get(page.path)).html)?.[1] ?? '';
  await head.post(paths.wikiReplies(page.id, own), { request_key: crypto.randomUUID(), [`reply-${own}`]: 'Tidak untuknya' });
  expect((await head.get(page.path)).html).toContain('Tidak untuknya');
  expect(await inboxOf(technician)).not.toContain('Otomatis');
  await say(head, '@Yoga Pratama tolong');
  expect(await inboxOf(technician)).toContain('Anda disebut');
  const other = await make('operasi', 'Tidak otomatis');
  await technician.post(paths.wikiWatching(), { request_key: crypto.randomUUID() });
  await save(technician, other, 'tulisan saya');
  expect(await listOf(technician)).not.toContain('Tidak otomatis');
});

test('what becomes unreadable drops out: its title is in no digest, no list and no count', async () => {
  await admin.submit(paths.newWikiSpace(), { key: 'kelak', name: 'Kelak tertutup', access: 'internal' });
  const page = await make('kelak', 'Opal rahasia');
  later(5);
  await watch(technician, page.id, 'page');
  await technician.submit(paths.wikiWatchSpace('kelak'), { watch: 'on' }, { at: paths.wikiSpace('kelak') });
  later(5);
  await save(head, page, 'berubah selagi terbaca');
  const closed = { access: 'confidential', 'roles[]': ['infrastructure-section-head'] };
  expect((await admin.submit(paths.wikiSpaceSettings('kelak'), closed)).status).toBe(303);
  for (const text of [await listOf(technician), await digest(), await inboxOf(technician)]) {
    expect(text).not.toMatch(/Opal|opal|Kelak|ruang rahasia/);
  }
  expect((await watch(technician, page.id, 'page')).status).toBe(404);
  // Who still reads it hears that something changed, without the title.
  later(5);
  await watch(head, page.id, 'page');
  later(5);
  await save(admin, page, 'diubah administrator');
  const mailed = await digest();
  expect(mailed).toContain('1 halaman: 1 halaman di ruang rahasia');
  expect(mailed).not.toMatch(/Opal|opal/);
  expect(await listOf(head)).toContain('Opal rahasia');
});

test('anybody watches what he or she reads and nothing else', async () => {
  const open = await make('panduan', 'Umum diikuti');
  const inside = await make('operasi', 'Dalam');
  later(5);
  expect((await watch(applicant, open.id, 'page')).status).toBe(303);
  expect((await watch(applicant, inside.id, 'page')).status).toBe(404);
  expect((await watch(applicant, crypto.randomUUID(), 'page')).status).toBe(404);
  expect((await watch(applicant, open.id, 'semua')).status).toBe(422);
  const space = paths.wikiWatchSpace('operasi');
  expect((await applicant.post(space, { request_key: crypto.randomUUID(), watch: 'on' })).status).toBe(404);
  later(5);
  await save(head, open, 'baru');
  await sql`update account set disabled_at = now() where person_id = (select id from person where name = 'Dewi Lestari')`.execute(
    app.database.db,
  );
  expect(await digest()).toBe('');
  await sql`update account set disabled_at = null`.execute(app.database.db);
  expect(await digest()).toContain('Umum diikuti (1 perubahan)');
});

test('a page above that one no longer reads is not named by what one watches below it', async () => {
  await admin.submit(paths.newWikiSpace(), { key: 'daftar', name: 'Daftar', access: 'public' });
  const above = await make('daftar', 'Induk terang');
  const own = await make('daftar', 'Milik kantor', above.id);
  const { office_id: officeId } = await app.database.db
    .selectFrom('person')
    .select('office_id')
    .where('name', '=', 'Dewi Lestari')
    .executeTakeFirstOrThrow();
  await app.database.db.updateTable('wiki_page').set({ office_id: officeId }).where('id', '=', own.id).execute();
  await watch(applicant, above.id, 'tree');
  expect((await applicant.get(own.path)).html).toMatch(/Diikuti lewat[\s\S]*Induk terang/);
  await admin.submit(paths.wikiSpaceSettings('daftar'), { access: 'internal' });
  await head.submit(paths.wikiMove(above.id), { title: 'Opal gelap' });
  const { html } = await applicant.get(own.path);
  expect(html).toContain('Diikuti lewat');
  expect(html).not.toMatch(/Opal gelap|Induk terang/);
});

test('somebody who cannot be told keeps nobody else from hearing, and the failure is not passed over', async () => {
  const page = await make('operasi', 'Tetap terdengar');
  later(5);
  for (const who of [admin, technician]) await watch(who, page.id, 'page');
  later(5);
  await save(head, page, 'berubah');
  const { db } = app.database;
  const [first] = await db.selectFrom('wiki_watch').select('person_id').orderBy('person_id').execute();
  await app.database.ownerPool.query(`create function refuse_one() returns trigger language plpgsql as $$ begin
    if new.person_id = '${first?.person_id}' then raise 'no'; end if; return new; end $$`);
  await app.database.ownerPool.query(
    'create trigger refuse_one before insert on notification for each row execute function refuse_one()',
  );
  await expect(tellWatchers(db, app.time.now)).rejects.toThrow('not told');
  const told = await sql<{ n: number }>`select count(*)::int as n from notification where kind = 'wiki-watched'`.execute(db);
  expect(told.rows[0]?.n).toBeGreaterThan(0);
});
