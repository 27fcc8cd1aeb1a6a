import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, getPage, longestBody, setPageState } from '#wiki/index.ts';
import { password, type TestApp, testApp } from '../../../../../test/support/app.ts';
import { actorOf } from '../../../../../test/support/identity.ts';
import { type Look, lookAt, type Onlooker } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

// What two people, or one in two windows, do to each other in real browsers: nobody loses a word.

let app: TestApp;
let look: Look;
let actor: Actor;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  actor = await actorOf(app.database.db, await app.makeAccount({ email: 'penulis@contoh.go.id', administrator: true }));
  await createSpace(app.database.db, { actor, now, space: { key: 'operasi', name: 'Operasi', access: 'internal' } });
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

const make = async (title: string, body: string): Promise<string> =>
  (await createPage(app.database.db, { actor, now, space: 'operasi', page: { title, body } })).pageId ?? '';

const bodyNow = async (id: string): Promise<string> => (await getPage(app.database.db, actor, id)).body;

const edit = async (who: Onlooker, path: string, options?: Parameters<Look['open']>[1]): Promise<BrowserPage> => {
  const page = await look.open(who, options);
  await page.goto(`${look.url}${path}`);
  return page;
};

const save = (page: BrowserPage): Promise<void> => page.click('#wiki-form button[type=submit]:not([formaction])');
const area = (page: BrowserPage) => page.locator('#f-body');
const shown = (page: BrowserPage, words: string) => page.locator('.g-wiki', { hasText: words }).first().waitFor();
const close = (...pages: BrowserPage[]) => Promise.all(pages.map((page) => page.context().close()));

test('two people change different paragraphs of one page: whoever saves last saves both', async () => {
  const id = await make('Dua paragraf', 'Pertama.\n\nKedua.\n');
  const [one, two] = await Promise.all([
    edit('infrastructure-section-head', paths.wikiEdit(id)),
    edit('technician', paths.wikiEdit(id)),
  ]);
  await area(one).fill('Pertama, dari kepala seksi.\n\nKedua.\n');
  await area(two).fill('Pertama.\n\nKedua, dari teknisi.\n');
  await save(one);
  await shown(one, 'dari kepala seksi');
  await save(two);
  await shown(two, 'dari teknisi');
  expect(await bodyNow(id)).toBe('Pertama, dari kepala seksi.\n\nKedua, dari teknisi.\n');
  expect(await two.textContent('main')).toContain('digabung dengan perubahan orang lain');
  await close(one, two);
}, 60_000);

test('two people change one line: the second gets a page with all that both wrote, and saves from there', async () => {
  const id = await make('Satu baris', 'Hubungi piket.\n');
  const [one, two] = await Promise.all([
    edit('infrastructure-section-head', paths.wikiEdit(id)),
    edit('technician', paths.wikiEdit(id)),
  ]);
  await area(one).fill('Hubungi piket di 1234.\n');
  await area(two).fill('Hubungi piket lewat radio.\n');
  await two.fill('#f-why', 'radio lebih cepat');
  await save(one);
  await shown(one, '1234');
  await save(two);
  await two.getByText('Dua orang mengubah bagian yang sama').waitFor();
  const met = await area(two).inputValue();
  expect(met).toContain('Hubungi piket lewat radio.');
  expect(met).toContain('Hubungi piket di 1234.');
  expect(await two.inputValue('#f-why')).toBe('radio lebih cepat');
  expect(await bodyNow(id)).toBe('Hubungi piket di 1234.\n');
  await area(two).fill('Hubungi piket di 1234 atau lewat radio.\n');
  await save(two);
  await shown(two, 'atau lewat radio');
  expect(await bodyNow(id)).toBe('Hubungi piket di 1234 atau lewat radio.\n');
  await close(one, two);
}, 60_000);

test('a session that ends while one writes: the draft says so, and after signing in again all that was typed is there and is saved', async () => {
  const { email } = await app.makeHolder('technician', { name: 'Sesi Berakhir' });
  const id = await make('Sesi', 'awal\n');
  const page = await look.open('nobody');
  const signIn = async (): Promise<void> => {
    await page.fill('input[type=email]', email);
    await page.fill('input[type=password]', password);
    await page.press('input[type=password]', 'Enter');
  };
  await page.goto(`${look.url}${paths.signIn()}`);
  await signIn();
  await page.waitForURL((url) => url.pathname !== paths.signIn());
  await page.goto(`${look.url}${paths.wikiEdit(id)}`);
  await page.context().clearCookies();
  const long = `baru ${'kata panjang sekali '.repeat(45_000)}akhir`;
  await area(page).fill(long);
  await page.getByText('Draf belum dapat disimpan').waitFor();
  await save(page);
  await page.waitForURL((url) => url.pathname === paths.signIn());
  await signIn();
  await area(page).waitFor();
  expect(await area(page).inputValue()).toBe(long);
  await save(page);
  await shown(page, 'baru');
  expect((await bodyNow(id)).trim()).toBe(long);
  await close(page);
}, 90_000);

test('a page that was deleted meanwhile and a title that was taken meanwhile refuse, with everything typed still in the form', async () => {
  const id = await make('Hilang', 'awal\n');
  const late = await edit('technician', paths.wikiEdit(id));
  await setPageState(app.database.db, { actor, now, pageId: id, state: 'deleted', why: 'salah tempat' });
  await area(late).fill('tulisan yang terlambat');
  await save(late);
  await late.getByText('diarsipkan atau dihapus').waitFor();
  expect(await area(late).inputValue()).toBe('tulisan yang terlambat');

  const fresh = await edit('technician', paths.newWikiPage('operasi'));
  await fresh.fill('#f-title', 'Judul rebutan');
  await area(fresh).fill('tulisan kedua');
  await make('judul REBUTAN', 'lebih dahulu');
  await save(fresh);
  await fresh.getByText('sudah mempunyai halaman dengan judul').first().waitFor();
  expect([await fresh.inputValue('#f-title'), await area(fresh).inputValue()]).toEqual(['Judul rebutan', 'tulisan kedua']);
  await fresh.fill('#f-title', 'Judul lain');
  await save(fresh);
  await shown(fresh, 'tulisan kedua');
  await close(late, fresh);
}, 60_000);

test('five million characters are refused with a sentence and stay where they were typed, with scripts and without', async () => {
  const id = await make('Sangat panjang', 'awal\n');
  const long = 'kata '.repeat(longestBody);
  const page = await edit('technician', paths.wikiEdit(id));
  await page.evaluate(`document.getElementById('f-body').value = 'kata '.repeat(${longestBody})`);
  await save(page);
  await page.getByText('Belum dikirim: lebih dari 1.000.000 karakter').waitFor();
  expect((await area(page).inputValue()) === long).toBe(true);
  await close(page);
  const writer = await app.signIn('technician');
  const refused = await writer.submit(paths.wikiEdit(id), { body: long });
  expect(refused.status).toBe(422);
  expect(refused.html.includes(long)).toBe(true);
  expect(await bodyNow(id)).toBe('awal\n');
}, 90_000);

test('without scripts, what is too large to be read at all is still in the field when one goes back', async () => {
  const page = await edit('technician', paths.wikiEdit(await make('Tanpa skrip', 'awal\n')), { script: false });
  await area(page).fill(`mulai ${'kata-kata '.repeat(900_000)}`);
  await save(page);
  await page.getByText('melebihi batas').waitFor();
  await page.goBack();
  await expect.poll(async () => (await area(page).inputValue()).length, { timeout: 20_000 }).toBe(9_000_006);
  await close(page);
}, 120_000);

test('two windows of one person keep two drafts, both of which are found again; saving one leaves the other', async () => {
  const id = await make('Dua jendela', 'awal\n');
  const one = await edit('technician', paths.wikiEdit(id));
  const two = await one.context().newPage();
  const kept = (page: BrowserPage) => page.getByText(/Tersimpan sebagai draf \d\d\.\d\d/).waitFor();
  await area(one).fill('awal\n\ndari jendela satu\n');
  await kept(one);
  // The second window begins from the draft of the first, and both go on.
  await two.goto(`${look.url}${paths.wikiEdit(id)}`);
  expect(await area(two).inputValue()).toContain('dari jendela satu');
  await area(two).fill('awal\n\ndari jendela dua\n');
  await kept(two);
  await area(one).fill('awal\n\ndari jendela satu, lanjutan\n');
  const drafts = () => app.database.db.selectFrom('wiki_draft').select('body').where('place', '=', id).execute();
  await expect
    .poll(async () => (await drafts()).map(({ body }) => body).toSorted(), { timeout: 20_000 })
    .toEqual(['awal\n\ndari jendela dua\n', 'awal\n\ndari jendela satu, lanjutan\n']);
  await save(two);
  await shown(two, 'dari jendela dua');
  await two.goto(`${look.url}${paths.wikiEdit(id)}`);
  expect(await area(two).inputValue()).toContain('dari jendela satu, lanjutan');
  await two.click('text=Mulai dari yang tersimpan');
  expect(await area(two).inputValue()).toBe('awal\n\ndari jendela dua\n');
  await two.locator('.g-alert a[href*="draft="]').first().click();
  expect(await area(two).inputValue()).toContain('dari jendela satu, lanjutan');
  await close(one);
}, 90_000);
