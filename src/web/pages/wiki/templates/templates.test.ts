import { afterAll, beforeAll, expect, test } from 'vitest';
import { listTemplates } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import type { Client } from '../../../../../test/support/client.ts';
import { makePlace, makeServer } from '../../../../../test/support/registry.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let admin: Client;
let head: Client;
let technician: Client;
let applicant: Client;

beforeAll(async () => {
  app = await testApp();
  [admin, head, technician, applicant] = await Promise.all([
    app.signIn('administrator'),
    app.signIn('infrastructure-section-head'),
    app.signIn('technician'),
    app.signIn('applicant-head'),
  ]);
}, 60_000);
afterAll(() => app.close());

const entryOf = async (kind: string, name = '') => {
  const { db } = app.database;
  const reader = { administrator: true, host: true, auditor: false, posts: [] } as never;
  const found = (await listTemplates(db, reader)).find(
    (each) => each.kind === kind && (name ? each.name === name : each.part === ''),
  );
  if (!found) throw new Error(`no template ${kind} ${name}`);
  return found;
};

/** A comparison without what marks its changed words. */
const unmarked = (html: string): string => html.replaceAll(/<\/?(?:ins|del)>/g, '');

/** Begins a draft of what is in force and gives where it is written. */
const begin = async (kind: string): Promise<string> => {
  const entry = await entryOf(kind);
  const { location } = await admin.submit(paths.wikiTemplate(entry.templateId), { from: entry.id });
  return location ?? '';
};

test('a draft is written with what would be refused and where, looked at, and comes into force after a second look', async () => {
  const entry = await entryOf('site');
  const draft = await begin('site');
  const { html } = await admin.get(draft);
  expect(html).toContain('Semua pemeriksaan lulus');
  expect(html).toContain('<code>{address}</code>');
  const body = '## Keterangan\n\nDi {address}, {pemilik}.\n\n## Garansi\n\nSudah ada.\n\n## Garansi\n';
  const wrong = { title: 'Tanpa nama', body, required: 'Garansi\nTidak ada' };
  const shown = await admin.submit(`${draft}/preview`, wrong, {
    html: html.replaceAll(`action="${draft}"`, `action="${draft}/preview"`),
  });
  for (const told of [
    'Baris 3: {pemilik} tidak dikenal',
    'baris 5 dan 9',
    '“Tidak ada” tidak ada dalam isi',
    'Judul harus memuat',
  ])
    expect(shown.html).toContain(told);
  expect(shown.html).toContain('data-line="3"');
  expect(shown.html).toContain('Di Jalan …');
  const refused = await admin.submit(draft, wrong);
  expect(refused.status).toBe(422);
  expect(refused.html).toContain('Sudah ada.');
  expect((await admin.submit(draft, { name: ' ', title: ' ' })).html.match(/Wajib diisi/g)?.length).toBeGreaterThanOrEqual(2);
  const huge = await admin.submit(draft, { body: 'a'.repeat(5_000_000) });
  expect([huge.status, huge.html.includes('terlalu panjang'), huge.html.length > 5_000_000]).toEqual([422, true, true]);

  const good = { title: 'Lokasi {name}', body: '## Keterangan\n\n## Garansi\n\n<!-- nomor -->\n', required: 'Garansi' };
  expect((await admin.submit(draft, good)).location).toBe(draft);
  const look = await admin.get(`${draft}/activation`);
  expect(look.html).toContain('belum mengatakan apa yang diubah');
  expect(look.html).toMatch(/<button[^>]*disabled[^>]*>/);
  await admin.submit(draft, { ...good, reason: 'Garansi perlu dicatat' });
  const ready = (await admin.get(`${draft}/activation`)).html;
  expect(ready).toMatch(/Judul halaman<\/th>.*<div>\{name\}<\/div>.*<div>Lokasi \{name\}<\/div>/);
  expect(unmarked(ready)).toContain('## Garansi');
  const done = await admin.submit(`${draft}/activation`, {});
  expect(done.location).toBe(paths.wikiTemplate(entry.templateId));
  const history = (await technician.get(done.location ?? '')).html;
  expect(history).toContain('Garansi perlu dicatat');
  expect(history).not.toContain('Mulai draf');
  expect((await technician.get(paths.wikiTemplateDiff(entry.templateId, { a: 1, b: 2 }))).html).toContain('Lokasi {name}');
});

test('of two who write one draft the second keeps all he or she typed, beside what is saved', async () => {
  const draft = await begin('zone');
  const { html } = await admin.get(draft);
  await admin.submit(draft, { body: '## Keterangan\n\n## Dari yang pertama\n' });
  const late = await admin.submit(draft, { body: '## Keterangan\n\n## Dari yang kedua\n' }, { html });
  expect(late.status).toBe(409);
  for (const told of ['lebih dahulu', '## Dari yang pertama', '## Dari yang kedua']) expect(unmarked(late.html)).toContain(told);
  // Having seen both, the second one decides.
  const again = await admin.submit(
    draft,
    { body: '## Keterangan\n\n## Dari keduanya\n', reason: 'Bersama' },
    { html: late.html },
  );
  expect(again.location).toBe(draft);
  const open = (await admin.get(draft)).html;
  await admin.submit(`${draft}/activation`, {});
  const after = await admin.submit(draft, { body: '## Tulisan yang terlambat\n' }, { html: open });
  expect(after.status).toBe(409);
  expect(after.html).toContain('## Tulisan yang terlambat');
  expect(after.html).toContain('mulai draf baru');
});

test('headings of what is in force are added by one act; a record’s main page keeps its template', async () => {
  const entry = await entryOf('server');
  const { siteId } = await makePlace(app.database.db);
  const serverId = await makeServer(app.database.db, siteId, { name: 'web-01' });
  expect((await head.get(paths.wikiRecord('server', serverId))).status).toBe(302);
  const draft = await begin('server');
  await admin.submit(draft, { body: `${entry.body}\n## Garansi\n`, reason: 'Garansi' });
  expect((await admin.get(`${draft}/activation`)).html).toMatch(/[1-9]\d* halaman yang sudah ada tidak mempunyai judul/);
  await admin.submit(`${draft}/activation`, {});
  const lacking = `${draft}/lacking`;
  expect((await technician.get(lacking)).html).not.toContain('Tambahkan judul');
  expect((await admin.get(lacking)).html).toContain('Garansi');
  await admin.submit(lacking, {});
  expect((await admin.get(lacking)).html).toContain('Semua halaman sudah mempunyai judulnya');
  const history = (await admin.get(paths.wikiTemplate(entry.templateId))).html;
  expect(history).toContain('tidak dapat diakhiri');
  expect(history).not.toContain(`${draft}/end`);
});

test('a free template is made, offered on a new page beside what is written there, and taken out of use', async () => {
  await admin.submit(paths.newWikiSpace(), { key: 'rapat', name: 'Rapat', access: 'internal' });
  const made = await admin.submit(paths.newWikiTemplate(), {
    name: 'Berita acara',
    title: 'Berita acara {date}',
    body: '## Isi\n\nOleh {person} di {space}.\n',
    reason: 'Diminta',
  });
  expect(made.status).toBe(303);
  expect((await technician.get(paths.newWikiPage('rapat'))).html).not.toContain('Berita acara');
  await admin.submit(`${made.location}/activation`, {});
  const { id, templateId } = await entryOf('free', 'Berita acara');
  expect((await technician.get(paths.newWikiPage('rapat'))).html).toContain('Berita acara');
  const filled = (await technician.get(paths.newWikiPage('rapat', { template: id, title: 'Rapat pagi' }))).html;
  expect(filled).toContain('value="Rapat pagi"');
  expect(filled).toMatch(/Oleh [^{}]+ di Rapat\./);
  expect((await technician.get(paths.newWikiPage('rapat', { template: id }))).html).toMatch(/value="Berita acara \d/);
  const path = `/wiki/drafts/${(await app.database.db.selectFrom('wiki_space').select('id').where('key', '=', 'rapat').executeTakeFirstOrThrow()).id}`;
  await technician.post(path, { title: 'Judul saya', body: 'Tulisan saya.', why: '', base: '0' });
  const both = (await technician.get(paths.newWikiPage('rapat', { template: id }))).html;
  expect(both).toContain('value="Judul saya"');
  expect(both.indexOf('Tulisan saya.')).toBeLessThan(both.indexOf('Oleh '));
  await admin.submit(paths.wikiTemplateVersion(id, 'end'), {}, { at: paths.wikiTemplate(templateId) });
  expect((await technician.get(paths.newWikiPage('rapat', { template: id }))).html).not.toContain('Berita acara');
  expect((await admin.get(paths.wikiTemplates())).html).toContain('Tidak dipakai');
});

test('an office that does not host knows of no template; who writes reads them and changes none', async () => {
  const { id, templateId } = await entryOf('sop');
  const reading = [paths.wikiTemplates(), paths.wikiTemplate(templateId), paths.wikiTemplateVersion(id)];
  for (const path of reading) {
    expect([path, (await applicant.get(path)).status, (await head.get(path)).status]).toEqual([path, 404, 200]);
  }
  const { html } = await head.get(paths.wikiTemplates());
  expect(html).not.toContain(paths.newWikiTemplate());
  const key = { request_key: crypto.randomUUID() };
  expect((await head.post(paths.wikiTemplate(templateId), { ...key, from: id })).status).toBe(403);
  expect((await head.post(paths.wikiTemplateVersion(id, 'lacking'), key)).status).toBe(403);
  for (const path of ['/wiki/templates/nope', '/wiki/templates/versions/nope', `/wiki/templates/${templateId}/diff?a=x&b=9`])
    expect([path, [302, 404].includes((await admin.get(path)).status)]).toEqual([path, true]);
});
