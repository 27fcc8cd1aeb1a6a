import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { actorOf } from '../../../../../test/support/identity.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let actor: Actor;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const { db } = app.database;
  actor = await actorOf(db, await app.makeAccount({ email: 'penulis@contoh.go.id', administrator: true }));
  await createSpace(db, { actor, now, space: { key: 'operasi', name: 'Operasi', access: 'internal' } });
  await createSpace(db, { actor, now, space: { key: 'resmi', name: 'Resmi', access: 'internal', needsApproval: true } });
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

type Given = { name: string; type: string; base64: string };
const give = (page: BrowserPage, event: 'paste' | 'drop', { name, type, base64 }: Given): Promise<void> =>
  page.evaluate(`(() => {
    const given = new DataTransfer();
    const bytes = Uint8Array.from(atob(${JSON.stringify(base64)}), (sign) => sign.charCodeAt(0));
    given.items.add(new File([bytes], ${JSON.stringify(name)}, { type: ${JSON.stringify(type)} }));
    const area = document.getElementById('f-body');
    area.focus();
    area.dispatchEvent(${
      event === 'paste'
        ? "new ClipboardEvent('paste', { clipboardData: given, bubbles: true, cancelable: true })"
        : "new DragEvent('drop', { dataTransfer: given, bubbles: true, cancelable: true })"
    });
  })()`);

const open = async (path: string): Promise<BrowserPage> => {
  const page = await look.open('technician');
  await page.goto(`${look.url}${path}`);
  return page;
};
const told = (page: BrowserPage, words: string | RegExp) => page.locator('#wiki-kept', { hasText: words }).waitFor();
const isShown = (page: BrowserPage, within: string): Promise<boolean> =>
  page.evaluate(`[...document.querySelectorAll('${within} img')].every((image) => image.complete && image.naturalWidth > 0)`);
const save = (page: BrowserPage): Promise<void> => page.click('#wiki-form button[type=submit]:not([formaction])');

test('a picture that is pasted into a page is attached and named where the cursor stands; one dropped of a taken name gets the next free one', async () => {
  const { pageId } = await createPage(app.database.db, { actor, now, space: 'operasi', page: { title: 'Rak', body: '' } });
  const page = await open(paths.wikiEdit(pageId ?? ''));
  await give(page, 'paste', { name: 'image.png', type: 'image/png', base64: png });
  await told(page, 'telah dilampirkan');
  expect(await page.inputValue('#f-body')).toMatch(/^!\[Keterangan gambar\]\(gambar-\d{8}-\d{6}\.png\)$/);
  await page.keyboard.type('Rak A');
  await page.locator('#preview img[alt="Rak A"]').waitFor();
  await expect.poll(() => isShown(page, '#preview')).toBe(true);
  for (const name of ['rak (1).png', 'rak-1-.png']) {
    await page.fill('#f-body', '');
    await give(page, 'drop', { name, type: 'image/png', base64: png });
    await told(page, name.startsWith('rak (') ? 'rak -1-.png' : 'rak-1-.png');
  }
  await page.fill('#f-body', '');
  await give(page, 'drop', { name: 'rak-1-.png', type: 'image/png', base64: png });
  await told(page, 'rak-1--2.png telah dilampirkan');
  await page.context().close();
}, 60_000);

test('what is no picture or paper is refused with a sentence, whatever it calls itself, and the text stays as it was', async () => {
  const { pageId } = await createPage(app.database.db, { actor, now, space: 'operasi', page: { title: 'Tolak', body: 'isi' } });
  const page = await open(paths.wikiEdit(pageId ?? ''));
  const svg = btoa('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  for (const [name, type, base64] of [
    ['gambar.png', 'image/png', btoa('MZ\u0090\u0000 program')],
    ['kosong.png', 'image/png', ''],
  ] as const) {
    await give(page, 'drop', { name, type, base64 });
    await told(page, new RegExp(`${name}: (?:Jenis berkas ini tidak dapat diterima|Berkas ini kosong)`));
  }
  expect(await page.inputValue('#f-body')).toBe('isi');
  // A drawing that could hold a script is a text like any other: linked, never shown.
  await page.fill('#f-body', '');
  await give(page, 'drop', { name: 'gambar.svg', type: 'image/svg+xml', base64: svg });
  await told(page, 'telah dilampirkan');
  expect(await page.inputValue('#f-body')).toBe('[gambar.svg](gambar.svg)');
  expect(
    (await (await app.signIn('technician')).get(paths.wikiFile(pageId ?? '', 'gambar.svg'))).headers.get('content-type'),
  ).toContain('text/plain');
  await page.context().close();
}, 60_000);

test('pictures of a page that is not made yet show in its preview, wait with the draft, and are attached when it is made', async () => {
  const page = await open(paths.newWikiPage('operasi'));
  await page.fill('#f-title', 'Halaman bergambar');
  await give(page, 'drop', { name: 'denah.png', type: 'image/png', base64: png });
  await told(page, 'dilampirkan saat halaman disimpan');
  await page.locator('#preview img').waitFor();
  await expect.poll(() => isShown(page, '#preview')).toBe(true);
  await told(page, 'Tersimpan sebagai draf');
  await page.context().close();
  const again = await open(paths.newWikiPage('operasi'));
  expect(await again.inputValue('#f-title')).toBe('Halaman bergambar');
  await again.locator('#preview img').waitFor();
  expect(await isShown(again, '#preview')).toBe(true);
  // Refused for its title, the form comes back with its picture.
  await again.fill('#f-title', 'Rak');
  await save(again);
  await again.getByText('sudah mempunyai halaman dengan judul').first().waitFor();
  await again.fill('#f-title', 'Halaman bergambar');
  await save(again);
  await again.locator('.g-wiki img').waitFor();
  expect(await isShown(again, '.g-wiki')).toBe(true);
  expect(await again.locator('.g-wiki img').getAttribute('src')).toMatch(/^\/wiki\/pages\/[^/]+\/files\/denah\.png$/);
  await again.context().close();
}, 60_000);

test('a file that waits is shown to nobody else, and who may not write sends none', async () => {
  const writer = await app.signIn('technician');
  const editor = (await writer.get(paths.newWikiPage('operasi'))).html;
  const place = /name="place" value="([^"]+)"/.exec(editor)?.[1] ?? '';
  const file = () => new File([Buffer.from(png, 'base64')], 'saya.png', { type: 'image/png' });
  const sent = await writer.post(paths.wikiDraftFiles(place), { file: file() });
  const { upload } = JSON.parse(sent.html);
  expect((await writer.get(paths.wikiDraftFile(place, upload))).status).toBe(200);
  const other = await app.signIn('infrastructure-section-head');
  expect((await other.get(paths.wikiDraftFile(place, upload))).status).toBe(404);
  const stolen = await other.submit(paths.newWikiPage('operasi'), { title: 'Curian', body: 'x', files: upload });
  expect(stolen.status).toBe(404);
  const applicant = await app.signIn('applicant-head');
  expect((await applicant.post(paths.wikiDraftFiles(place), { file: file() })).status).toBe(404);
  const official = /name="place" value="([^"]+)"/.exec((await writer.get(paths.newWikiPage('resmi'))).html)?.[1] ?? '';
  const later = await writer.post(paths.wikiDraftFiles(official), { file: file() });
  expect([later.status, JSON.parse(later.html).fault]).toEqual([422, expect.stringContaining('setelah halaman disetujui')]);
}, 60_000);

test('a file that was replaced or removed stays: the versions of its time show it, and it is listed where files are kept', async () => {
  const other = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';
  const { pageId = '' } = await createPage(app.database.db, {
    ...{ actor, now: app.time.now, space: 'operasi' },
    page: { title: 'Berganti gambar', body: '![rak](rak.png)' },
  });
  const id = pageId ?? '';
  const writer = await app.signIn('technician');
  const send = async (base64: string, fields: Record<string, string> = {}) => {
    app.time.now = app.time.now.add({ minutes: 1 });
    const file = new File([Buffer.from(base64, 'base64')], 'rak.png', { type: 'image/png' });
    expect((await writer.submit(paths.wikiFiles(id), { file, ...fields })).status).toBe(303);
  };
  const shownAt = async (path: string): Promise<string> => {
    const answer = await writer.get(path.replaceAll('&amp;', '&'));
    return `${answer.status} ${answer.html}`;
  };
  await send(png);
  const first = await shownAt(paths.wikiFile(id, 'rak.png'));
  app.time.now = app.time.now.add({ minutes: 1 });
  await writer.submit(paths.wikiEdit(id), { body: '![rak](rak.png)\n\nBaru.' });
  await send(other, { replace: 'on' });
  const second = await shownAt(paths.wikiFile(id, 'rak.png'));
  expect(second).not.toBe(first);
  const then = /<img src="([^"]+)"/.exec((await writer.get(paths.wikiRevision(id, 1))).html)?.[1] ?? '';
  expect(await shownAt(then)).toBe(first);
  const today = /<img src="([^"]+)"/.exec((await writer.get(paths.wikiRevision(id, 2))).html)?.[1] ?? '';
  expect(await shownAt(today)).toBe(second);
  const listed = (await writer.get(paths.wikiFiles(id))).html;
  const former = /href="([^"]+version=[^"]+)"/.exec(listed)?.[1] ?? '';
  expect(await shownAt(former)).toBe(first);
  expect((await writer.get(paths.wikiFile(id, 'rak.png', { version: crypto.randomUUID() }))).status).toBe(404);
  expect(await shownAt(paths.wikiFile(id, 'rak.png', { at: 'kemarin' }))).toBe(second);
  for (const at of ['+200000-01-01T00:00:00Z', '-200000-01-01T00:00:00Z'])
    expect(await shownAt(paths.wikiFile(id, 'rak.png', { at }))).toBe(second);
}, 60_000);
