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

const editor = async (body: string): Promise<BrowserPage> => {
  const page = await look.open('infrastructure-section-head');
  await page.goto(`${look.url}${paths.wikiEdit(await make(`Halaman ${crypto.randomUUID()}`, body))}`);
  await page.locator('#wiki-tools:not([hidden])').waitFor();
  return page;
};

const textIn = (page: BrowserPage): Promise<string> => page.inputValue('#f-body');

const choose = (page: BrowserPage, from: number, to = from): Promise<void> =>
  page.evaluate(
    `(() => { const area = document.getElementById('f-body'); area.focus(); area.setSelectionRange(${from}, ${to}); })()`,
  );

test('the toolbar is one stop of the Tab key, its buttons write, and undo takes back each of them', async () => {
  const page = await editor('satu dua\n\nsusu\nroti\n');
  await page.locator('[data-tool=bold]').focus();
  await page.keyboard.press('ArrowLeft');
  expect(await page.evaluate('document.activeElement.dataset.tool')).toBe('diagram');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  expect(await page.evaluate('document.activeElement.dataset.tool')).toBe('italic');
  expect(await page.locator('#wiki-tools button[tabindex="0"]').count()).toBe(1);
  await choose(page, 5, 8);
  await page.keyboard.press('Control+b');
  await page.keyboard.press('Control+i');
  expect(await textIn(page)).toBe('satu ***dua***\n\nsusu\nroti\n');
  await page.keyboard.press('Control+z');
  expect(await textIn(page)).toBe('satu **dua**\n\nsusu\nroti\n');
  await page.keyboard.press('Control+b');
  expect(await textIn(page)).toBe('satu dua\n\nsusu\nroti\n');
  await choose(page, 10, 19);
  for (const [tool, then] of [
    ['tasks', 'satu dua\n\n- [ ] susu\n- [ ] roti\n'],
    ['numbers', 'satu dua\n\n1. susu\n2. roti\n'],
    ['numbers', 'satu dua\n\nsusu\nroti\n'],
  ] as const) {
    await page.click(`[data-tool=${tool}]`);
    expect(await textIn(page)).toBe(then);
  }
  await page.keyboard.press('Control+z');
  expect(await textIn(page)).toBe('satu dua\n\n1. susu\n2. roti\n');
  await page.context().close();
}, 60_000);

test('a list goes on with Enter and ends on an empty item; Tab moves items in, and leaves the field outside of lists or after Escape', async () => {
  const page = await editor('1. [x] awal');
  await choose(page, 11);
  await page.keyboard.press('Enter');
  await page.keyboard.type('lagi');
  expect(await textIn(page)).toBe('1. [x] awal\n2. [ ] lagi');
  await page.keyboard.press('Tab');
  expect(await textIn(page)).toBe('1. [x] awal\n   2. [ ] lagi');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await page.keyboard.type('biasa');
  expect(await textIn(page)).toBe('1. [x] awal\n2. [ ] lagi\nbiasa');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).not.toBe('f-body');
  await choose(page, 11);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.id')).not.toBe('f-body');
  expect(await textIn(page)).toBe('1. [x] awal\n2. [ ] lagi\nbiasa');
  await page.context().close();
}, 60_000);

test('Ctrl+Enter goes to the preview and back, Ctrl+S saves, and who leaves with something unsaved is asked', async () => {
  const page = await editor('awal');
  await page.fill('#f-body', '# Baru\n\ntulisan');
  await page.locator('#f-body').press('Control+Enter');
  expect(await page.evaluate('document.activeElement.id')).toBe('preview-place');
  await page.keyboard.press('Escape');
  expect(await page.evaluate('document.activeElement.id')).toBe('f-body');
  const asked: string[] = [];
  page.on('dialog', (dialog) => {
    asked.push(dialog.type());
    void dialog.dismiss();
  });
  await page.click('.g-cancel');
  await expect.poll(() => asked).toEqual(['beforeunload']);
  expect(await textIn(page)).toBe('# Baru\n\ntulisan');
  await page.locator('#f-body').press('Control+s');
  await page.locator('.g-wiki h2', { hasText: 'Baru' }).waitFor();
  expect(asked).toEqual(['beforeunload']);
  await page.context().close();
}, 60_000);

test('without scripts the text is typed and looked at as it is, and no tool is shown that could not be used', async () => {
  const page = await look.open('infrastructure-section-head', { script: false });
  await page.goto(`${look.url}${paths.wikiEdit(await make('Tanpa skrip', 'awal'))}`);
  expect(await page.locator('#wiki-tools').isVisible()).toBe(false);
  await page.fill('#f-body', '**tebal**');
  await page.click('button[formaction]');
  expect(await page.locator('#preview strong').textContent()).toBe('tebal');
  await page.locator('.g-wiki-help summary').click();
  expect(await page.locator('.g-wiki-help-table').first().isVisible()).toBe(true);
  await page.context().close();
}, 60_000);
