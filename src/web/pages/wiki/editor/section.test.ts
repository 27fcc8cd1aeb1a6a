import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, getPage, savePage } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { axeFaults } from '../../../../../test/support/browser.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { actorOf, hire } from '../../../../../test/support/identity.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { writtenPage } from '../../../../../test/support/wiki.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let actor: Actor;
let writer: Client;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const { db } = app.database;
  actor = await actorOf(db, await app.makeAccount({ email: 'penulis@contoh.go.id', administrator: true }));
  await createSpace(db, { actor, now, space: { key: 'operasi', name: 'Operasi', access: 'internal' } });
  await createSpace(db, { actor, now, space: { key: 'resmi', name: 'Resmi', access: 'internal', needsApproval: true } });
  await createSpace(db, { actor, now, space: { key: 'umum', name: 'Umum', access: 'public' } });
  writer = await app.signIn('technician');
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

const make = async (title: string, body: string, space = 'operasi') => {
  const { pageId, slug } = await createPage(app.database.db, { actor, now, space, page: { title, body } });
  return { id: pageId ?? '', path: paths.wikiPage(space, slug ?? '') };
};
const pageOf = (id: string) => getPage(app.database.db, actor, id);
const bodyNow = async (id: string): Promise<string> => (await pageOf(id)).body;
const change = async (id: string, body: string) =>
  savePage(app.database.db, { actor, now, pageId: id, edit: { body, base: (await pageOf(id)).revision } });

const parts = 'Pembuka.\n\n## Satu\n\nisi satu\n\n### Di bawah satu\n\nisi dalam\n\n## Dua\n\nisi dua\n';

test('a section is opened by its pencil, holds itself alone, and is saved into a page that has changed around it', async () => {
  const { id, path } = await make('Bagian', parts);
  const section = /href="([^"]*section=b-satu)"/.exec((await writer.get(path)).html)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const open = (await writer.get(section)).html;
  expect(/<textarea[^>]*>([\s\S]*?)<\/textarea>/.exec(open)?.[1]?.trim()).toBe(
    '## Satu\n\nisi satu\n\n### Di bawah satu\n\nisi dalam',
  );
  await change(id, `Baris baru di atas.\n\n${parts.replace('isi dua', 'isi dua, diubah')}`);
  const body = '## Satu\n\nisi satu, dari bagian';
  const saved = await writer.submit(paths.wikiEdit(id), { body }, { html: open });
  expect([saved.status, saved.location]).toEqual([303, `${path}#b-satu`]);
  expect(await bodyNow(id)).toBe(
    'Baris baru di atas.\n\nPembuka.\n\n## Satu\n\nisi satu, dari bagian\n\n## Dua\n\nisi dua, diubah\n',
  );
});

test('two who write the same section get the whole page with both texts; a section that has gone opens the page; made-up lines are refused', async () => {
  const { id, path } = await make('Bentrok bagian', parts);
  const open = (await writer.get(paths.wikiEdit(id, { section: 'b-dua' }))).html;
  await change(id, parts.replace('isi dua', 'isi dua orang lain'));
  const met = await writer.submit(paths.wikiEdit(id), { body: '## Dua\n\nisi dua saya\n' }, { html: open });
  expect(met.status).toBe(409);
  for (const words of ['Pembuka.', 'isi dua saya', 'isi dua orang lain', 'isi dalam']) expect(met.html).toContain(words);
  const solved = await writer.submit(paths.wikiEdit(id), { body: parts.replace('isi dua', 'berdua') }, { html: met.html });
  expect(solved.location).toBe(path);
  expect(await bodyNow(id)).toBe(parts.replace('isi dua', 'berdua'));
  const gone = await writer.get(paths.wikiEdit(id, { section: 'b-tidak-ada' }));
  expect(gone.html).toContain('Bagian itu tidak ada lagi');
  expect(gone.html).toContain('Pembuka.');
  for (const [from, to] of [
    ['900', '901'],
    ['x', '2'],
    ['5', '1'],
  ] as const) {
    const refused = await writer.submit(paths.wikiEdit(id), { body: 'tulisan saya', from, to });
    expect([from, refused.status]).toEqual([from, 400]);
    expect(refused.html).toContain('tulisan saya');
  }
  expect(await bodyNow(id)).toBe(parts.replace('isi dua', 'berdua'));
});

const list = 'Tugas:\n\n- [ ] satu\n- [ ] dua\n- [x] tiga\n';

test('a reader who writes ticks a task with one click, without scripts; it is a version of its own with what was done', async () => {
  const { id, path } = await make('Tugas', list);
  const page = await look.open('technician', { script: false });
  await page.goto(`${look.url}${path}`);
  await page.getByRole('button', { name: 'dua' }).click();
  await page.waitForURL((url) => url.hash === '#task-1');
  expect(await page.getByRole('button', { name: 'dua' }).getAttribute('aria-pressed')).toBe('true');
  expect(await bodyNow(id)).toBe(list.replace('[ ] dua', '[x] dua'));
  expect((await writer.get(paths.wikiHistory(id))).html).toContain('Selesai: dua');
  await page.getByRole('button', { name: 'tiga' }).click();
  await expect.poll(() => bodyNow(id)).toBe('Tugas:\n\n- [ ] satu\n- [x] dua\n- [ ] tiga\n');
  await page.context().close();
  const scripted = await look.open('technician');
  await scripted.goto(`${look.url}${path}`);
  expect(await axeFaults(scripted)).toEqual([]);
  await scripted.context().close();
}, 60_000);

test('ticks at the same moment are all kept, beside what else was written meanwhile; a task that has gone is refused', async () => {
  const { id, path } = await make('Serentak', list);
  const [one, two, three] = await Promise.all(
    ['technician', 'infrastructure-section-head', 'administrator'].map((who) => app.signIn(who as 'technician')),
  );
  const seen = await Promise.all([one, two, three, one].map((client) => client?.get(path)));
  await change(id, `- [ ] nol\n\nKalimat baru.\n\n${list}- [ ] empat\n`);
  const answers = await Promise.all([
    one?.submit(paths.wikiTicks(id), { task: '0:done' }, { html: seen[0]?.html ?? '' }),
    two?.submit(paths.wikiTicks(id), { task: '1:done' }, { html: seen[1]?.html ?? '' }),
    three?.submit(paths.wikiTicks(id), { task: '1:done' }, { html: seen[2]?.html ?? '' }),
  ]);
  expect(answers.map((answer) => answer?.status)).toEqual([303, 303, 303]);
  expect(await bodyNow(id)).toBe('- [ ] nol\n\nKalimat baru.\n\nTugas:\n\n- [x] satu\n- [x] dua\n- [x] tiga\n- [ ] empat\n');
  await change(id, 'Tugas:\n\n- [ ] lain\n');
  const late = await one?.submit(paths.wikiTicks(id), { task: '2:open' }, { html: seen[3]?.html ?? '' });
  expect(late?.status).toBe(409);
  for (const task of ['99:done', 'x', '', '-1:done', '0.5:done'])
    expect([task, (await one?.submit(paths.wikiTicks(id), { task }, { at: path }))?.status]).toEqual([task, 404]);
  expect(await bodyNow(id)).toBe('Tugas:\n\n- [ ] lain\n');
});

test('who does not write there has no box and no pencil, and no way around it; in a space with approval a tick waits', async () => {
  const { id, path } = await make('Dibaca semua', `## Bagian\n\n${list}`, 'umum');
  const reader = await app.signIn('applicant-head');
  const read = (await reader.get(path)).html;
  expect(read).toContain('<span class="g-task">');
  expect(read).not.toMatch(/section=|name="task"/);
  const forced = await reader.post(paths.wikiTicks(id), { request_key: crypto.randomUUID(), seen: '1', task: '0:done' });
  expect(forced.status).toBe(403);
  expect(await bodyNow(id)).toContain('- [ ] satu');
  const { db } = app.database;
  const second = await hire(db, app.hostOfficeId, 'Orang Kedua', [], { administrator: true });
  const official = await writtenPage(db, { actor, second, now, space: 'resmi', page: { title: 'Resmi', body: list } });
  const waits = await writer.submit(
    paths.wikiTicks(official.pageId),
    { task: '0:done' },
    { at: paths.wikiPage('resmi', official.slug) },
  );
  expect((await writer.follow(waits)).html).toContain('menunggu persetujuan');
  expect(await bodyNow(official.pageId)).toBe(list);
});
