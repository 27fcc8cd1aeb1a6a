import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { jobs as caseJobs } from '#cases/index.ts';
import { drainJobs } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { jobs as mailJobs } from '#notify/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Answer, Client } from '../../../../../test/support/client.ts';
import { type TestSmtp, testSmtp } from '../../../../../test/support/smtp.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let smtp: TestSmtp;
let head: Client;
let technician: Client;
let team: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  smtp = await testSmtp();
  const admin = await app.signIn('administrator');
  head = await app.signIn('infrastructure-section-head');
  technician = await app.signIn('technician');
  team = await app.signIn('technical-team');
  applicant = await app.signIn('applicant-head');
  for (let n = 0; n < 2; n += 1) await app.makeHolder('technician', { name: 'Budi Santoso' });
  for (const space of [
    { key: 'panduan', name: 'Panduan', access: 'public' },
    { key: 'operasi', name: 'Operasi', access: 'internal' },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', 'roles[]': ['infrastructure-section-head', 'technician'] },
  ])
    await admin.submit(paths.newWikiSpace(), space);
}, 60_000);
afterAll(async () => {
  await smtp.close();
  await app.close();
});

const make = async (space: string, title: string): Promise<{ path: string; id: string }> => {
  const { location } = await head.submit(paths.newWikiPage(space), { title, body: 'isi' });
  const path = location ?? '';
  return { path, id: /\/wiki\/pages\/([0-9a-f-]{36})\/history/.exec((await head.get(path)).html)?.[1] ?? '' };
};

type Here = { path: string; id: string };

const say = (who: Client, { id, path }: Here, comment: string): Promise<Answer> =>
  who.submit(paths.wikiComments(id, { comments: 'open', talk: 1 }), { comment }, { at: path });

/** The ids of the comments that a page shows, in their order. */
const idsIn = (html: string): string[] => [...html.matchAll(/id="c-([0-9a-f-]{36})"/g)].map(([, id]) => id ?? '');

const lastOf = async (who: Client, { path }: Here): Promise<string> => idsIn((await who.get(path)).html).at(-1) ?? '';

const answer = (who: Client, { id }: Here, comment: string, text: string): Promise<Answer> =>
  who.post(paths.wikiReplies(id, comment), { request_key: crypto.randomUUID(), [`reply-${comment}`]: text });

const inboxOf = (who: Client) => who.get('/inbox').then(({ html }) => html);

test('a comment reaches whom it names and who took part, nobody who may not read the page, and says whom it could not reach', async () => {
  const here = await make('operasi', 'Berkomentar');
  expect((await say(head, here, '  ')).status).toBe(422);
  expect((await say(head, here, 'x'.repeat(4001))).status).toBe(422);
  const sent = await say(head, here, 'Tolong @Yoga Pratama, @Dewi Lestari, @Budi Santoso dan @Tiada Orang <script>');
  const after = (await head.follow(sent)).html;
  for (const why of ['@Dewi Lestari (tidak boleh', '@Budi Santoso (ada beberapa', '@Tiada Orang (tidak dikenal)']) {
    expect(after).toContain(why);
  }
  const page = (await technician.get(here.path)).html;
  expect(page).toContain('<strong class="g-mention">@Yoga Pratama</strong>');
  expect(page).toContain('@Tiada Orang &lt;script&gt;');
  expect(page).not.toContain('Tidak diberi tahu');
  expect(await inboxOf(technician)).toContain('Anda disebut dalam komentar halaman wiki: Berkomentar (Ratna Dewanti)');
  expect(await inboxOf(applicant)).not.toContain('Berkomentar');
  await answer(technician, here, await lastOf(head, here), 'Sudah.');
  expect(await inboxOf(head)).toContain('Komentar baru pada halaman wiki: Berkomentar (Yoga Pratama)');
  expect((await applicant.post(paths.wikiComments(here.id), { request_key: crypto.randomUUID(), comment: 'x' })).status).toBe(
    404,
  );
});

test('to another office, a colleague who may not read is as unknown as one who is not there', async () => {
  const here = await make('panduan', 'Umum');
  await say(applicant, here, '@Budi Santoso @Tiada');
  const { html } = await applicant.get(here.path);
  expect(html).toContain('@Budi Santoso (tidak dikenal), @Tiada (tidak dikenal)');
});

test('a hundred names in one comment call nobody, and the text comes back', async () => {
  const here = await make('operasi', 'Badai');
  const names = Array.from({ length: 100 }, (_, n) => `@orang${n}`).join(' ');
  const refused = await say(head, here, names);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('@orang99');
  expect(refused.html).toContain('paling banyak 20 orang');
});

test('threads are answered, settled, opened again by an answer, and shown by their state', async () => {
  const here = await make('operasi', 'Berutas');
  await say(technician, here, 'Pertanyaan pertama');
  const first = await lastOf(head, here);
  await answer(head, here, first, 'Jawaban satu');
  await say(technician, here, 'Pertanyaan kedua');
  const { html } = await team.get(here.path);
  expect(html.indexOf('Jawaban satu')).toBeLessThan(html.indexOf('Pertanyaan kedua'));
  // An answer to an answer stands in the same thread.
  const reply = idsIn(html)[1] ?? '';
  await answer(team, here, reply, 'Jawaban dua');
  const settle = (who: Client, resolved: string) =>
    who.post(paths.wikiComment(here.id, first), { request_key: crypto.randomUUID(), resolved });
  expect((await settle(technician, 'yes')).status).toBe(303);
  expect((await head.get(here.path)).html).not.toContain('Pertanyaan pertama');
  const done = (await head.get(`${here.path}?comments=resolved`)).html;
  expect(done).toContain('Jawaban dua');
  expect(done).not.toContain('Pertanyaan kedua');
  expect((await head.get(`${here.path}?comments=all`)).html).toContain('Pertanyaan pertama');
  expect((await head.get(`${here.path}?comments=x&talk=-1`)).status).toBe(200);
  await answer(head, here, first, 'Masih ada');
  expect((await head.get(here.path)).html).toContain('Masih ada');
  await settle(head, 'yes');
  await settle(head, '');
  expect((await head.get(here.path)).html).toContain('Pertanyaan pertama');
});

test('a comment has an address that leads to it, wherever its page and its thread are by then', async () => {
  const here = await make('operasi', 'Beralamat');
  await say(technician, here, 'Yang dicari');
  const wanted = await lastOf(head, here);
  await sql`insert into wiki_comment (id, page_id, body, person_id, at)
    select gen_random_uuid(), page_id, 'pengisi ' || n, person_id, at + n * interval '1 minute'
    from wiki_comment, generate_series(1, 60) n where id = ${wanted}`.execute(app.database.db);
  await head.submit(paths.wikiMove(here.id), { title: 'Beralamat baru' });
  const led = await technician.get(paths.wikiComment(here.id, wanted));
  expect(led.location).toBe(`/wiki/operasi/beralamat-baru?comments=all&talk=2#c-${wanted}`);
  expect(idsIn((await technician.follow(led)).html)).toContain(wanted);
  expect((await applicant.get(paths.wikiComment(here.id, wanted))).status).toBe(404);
  const other = await make('operasi', 'Halaman lain');
  expect((await technician.get(paths.wikiComment(other.id, wanted))).status).toBe(404);
  expect((await answer(technician, other, wanted, 'x')).status).toBe(404);
});

test('one’s own comment is changed and removed; a keeper removes others’ with a reason; the text stays in the audit alone', async () => {
  const here = await make('operasi', 'Diubah');
  await say(technician, here, 'Salah ketik');
  const comment = await lastOf(technician, here);
  const edit = (who: Client, text: string) => who.submit(paths.wikiCommentEdit(here.id, comment), { comment: text });
  expect((await head.get(paths.wikiCommentEdit(here.id, comment))).status).toBe(404);
  expect((await edit(technician, '')).status).toBe(422);
  await edit(technician, 'Sudah betul, @Ratna Dewanti');
  expect((await head.get(here.path)).html).toMatch(/diubah[\s\S]*Sudah betul/);
  expect(await inboxOf(head)).toContain('Anda disebut dalam komentar halaman wiki: Diubah');
  const posted = { request_key: crypto.randomUUID(), comment: 'x' };
  expect((await head.post(paths.wikiCommentEdit(here.id, comment), posted)).status).toBe(403);
  await answer(team, here, comment, 'Balasan yang tinggal');
  expect((await team.get(paths.wikiCommentRemoval(here.id, comment))).status).toBe(404);
  expect((await head.submit(paths.wikiCommentRemoval(here.id, comment), {})).status).toBe(422);
  await head.submit(paths.wikiCommentRemoval(here.id, comment), { why: 'memuat sandi' });
  const { html } = await technician.get(here.path);
  expect(html).toMatch(/Dihapus oleh Ratna Dewanti[\s\S]*memuat sandi[\s\S]*Balasan yang tinggal/);
  expect(html).not.toContain('Sudah betul');
  const { rows } = await sql<{ data: object }>`
    select data from audit_event where subject_id = ${here.id} and type like 'wiki-page.comment-%'`.execute(app.database.db);
  const kept = await sql<{ body: string }>`select body from wiki_comment where id = ${comment}`.execute(app.database.db);
  expect(kept.rows).toEqual([{ body: '' }]);
  expect(JSON.stringify(rows)).toContain('Salah ketik');
  expect(JSON.stringify(rows)).toContain('Sudah betul');
  // A removed comment is not answered; the text that was written comes back.
  const refused = await answer(technician, here, comment, 'Jawaban terlambat');
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('Jawaban terlambat');
  const late = { request_key: crypto.randomUUID(), comment: 'hidup lagi' };
  expect((await technician.post(paths.wikiCommentEdit(here.id, comment), late)).status).toBe(422);
});

test('a comment is text with links; what looks like markup or a script is text', async () => {
  const here = await make('operasi', 'Hanya teks');
  const text =
    '> kutipan <b>tebal</b>\nLihat (https://contoh.go.id/a?b=1&c="x). javascript:alert(1) <img src=x onerror=alert(1)> data:text/html,x';
  await say(head, here, text);
  const { html } = await technician.get(here.path);
  expect(html).toContain('<blockquote>kutipan &lt;b&gt;tebal&lt;/b&gt;</blockquote>');
  expect(html).toContain('href="https://contoh.go.id/a?b=1&amp;c="');
  expect(html).not.toMatch(/<img src=x|href="javascript|href="data/);
});

test('a mail tells which page and who, with a link; of a confidential space not even the title', async () => {
  const open = await make('operasi', 'Halaman biasa');
  const secret = await make('tertutup', 'Topas rahasia');
  await sql`delete from notification`.execute(app.database.db);
  for (const here of [open, secret]) await say(head, here, '@Yoga Pratama kata kunci brankas');
  const config = {
    ...{ baseUrl: 'https://griya.contoh.go.id', dataDirectory: '', secret: '' },
    mail: { url: smtp.url, from: 'Griya <griya@contoh.go.id>' },
  };
  const now = () => Temporal.Instant.from('2026-11-26T04:00:00Z');
  await drainJobs({ db: app.database.db, now, log: silentLog, config }, [...mailJobs, ...caseJobs]);
  const text = smtp.mails.map((mail) => `${mail.subject} ${mail.text} ${mail.html}`).join('\n');
  expect(text).toContain('Halaman biasa (Ratna Dewanti)');
  expect(text).toContain('halaman di ruang rahasia (Ratna Dewanti)');
  expect(text).toContain(`https://griya.contoh.go.id/wiki/pages/${secret.id}/comments/`);
  expect(text).not.toMatch(/Topas|brankas|topas/);
});
