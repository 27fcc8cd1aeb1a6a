import type { Page as BrowserPage } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace, renderMarkdown } from '#wiki/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { axeFaults } from '../../../../../test/support/browser.ts';
import { actorOf } from '../../../../../test/support/identity.ts';
import { type Look, lookAt } from '../../../../../test/support/look.ts';
import { paths } from '../../../paths.ts';

let app: TestApp;
let look: Look;
let actor: Actor;
let pageId: string;
let publicPage: string;
const now = Temporal.Instant.from('2026-11-24T02:00:00Z');

const make = async (space: string, title: string): Promise<string> =>
  (await createPage(app.database.db, { actor, now, space, page: { title, body: 'isi' } })).pageId ?? '';

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
  const { db } = app.database;
  actor = await actorOf(db, await app.makeAccount({ email: 'penulis@contoh.go.id', administrator: true }));
  for (const [key, access] of [
    ['operasi', 'internal'],
    ['panduan', 'public'],
  ])
    await createSpace(db, { actor, now, space: { key, name: `Ruang ${key}`, access } });
  const closed = { key: 'rahasia', name: 'Rahasia', access: 'confidential', roles: ['agency-head'] };
  await createSpace(db, { actor, now, space: closed });
  pageId = await make('operasi', 'Catatan');
  await make('operasi', 'Cadangan harian');
  publicPage = await make('panduan', 'Cadangan bagi OPD');
  await make('rahasia', 'Cadangan kunci');
}, 60_000);
afterAll(async () => {
  await look.close();
  await app.close();
});

const at = (kind: string, q: string, place = pageId): string =>
  `${paths.wikiSuggestions()}?${new URLSearchParams({ kind, q, place })}`;

test('only pages that the writer reads are offered, and nothing at all to who does not write at that place', async () => {
  const writer = await app.signIn('technician');
  const offered = async (kind: string, q: string): Promise<string[]> =>
    JSON.parse((await writer.get(at(kind, q))).html).options.map(({ insert }: { insert: string }) => insert);
  expect((await offered('title', 'cadangan')).toSorted()).toEqual(['[[Cadangan harian]]', '[[panduan::Cadangan bagi OPD]]']);
  expect(await offered('title', 'panduan::cad')).toEqual(['[[panduan::Cadangan bagi OPD]]']);
  expect(await offered('title', 'rahasia::')).toEqual([]);
  expect(await offered('title', 'tidak-ada::cad')).toEqual([]);
  expect(await offered('title', '')).toEqual(['[[Cadangan harian]]']);
  for (const kind of ['constructor', 'x', '']) expect(await offered(kind, '')).toEqual([]);
  const applicant = await app.signIn('applicant-head');
  expect((await applicant.get(at('title', 'cadangan'))).status).toBe(404);
  expect((await applicant.get(at('person', ''))).status).toBe(404);
  // A page that one reads but does not write: no names of people by way of it.
  expect((await applicant.get(at('person', '', publicPage))).status).toBe(404);
}, 60_000);

test('every table that is offered is one that the renderer knows, in either language, and conditions follow the name', async () => {
  const writer = await app.signIn('technician');
  const offered = async (q: string): Promise<string[]> =>
    JSON.parse((await writer.get(at('include', q))).html).options.map(({ insert }: { insert: string }) => insert);
  const all = [
    ...(await offered('')),
    ...(await offered('jumlah')),
    ...(await offered('server ')),
    ...(await offered('aplikasi ')),
  ];
  expect(all.length).toBeGreaterThan(20);
  for (const insert of all) {
    const { includes } = await renderMarkdown(insert, { patience: 60_000 });
    expect(includes, insert).toHaveLength(1);
  }
  expect(await offered('server lok')).toContain('{{server lokasi=""}}');
  expect(await offered('tidak-ada x')).toEqual([]);
}, 60_000);

const editor = async (): Promise<BrowserPage> => {
  const page = await look.open('technician');
  await page.goto(`${look.url}${paths.wikiEdit(pageId)}`);
  await page.fill('#f-body', '');
  return page;
};

const opened = (page: BrowserPage) => page.locator('#wiki-suggestions:not([hidden]) [role=option]');

test('titles, people and tables are chosen by the keyboard; a screen reader is told of the list, and Escape keeps what was typed', async () => {
  const page = await editor();
  const area = page.locator('#f-body');
  await area.pressSequentially('Lihat [[cadangan');
  await opened(page).nth(1).waitFor();
  expect(await page.textContent('#wiki-suggested')).toContain('2 saran');
  expect(await axeFaults(page)).toEqual([]);
  const first = await area.getAttribute('aria-activedescendant');
  await area.press('ArrowDown');
  expect(await area.getAttribute('aria-activedescendant')).not.toBe(first);
  await area.press('ArrowUp');
  await area.press('Enter');
  expect(await area.inputValue()).toMatch(/^Lihat \[\[(?:Cadangan harian|panduan::Cadangan bagi OPD)\]\]$/);
  expect(await opened(page).count()).toBe(0);
  await page.keyboard.press('Control+z');
  expect(await area.inputValue()).toBe('Lihat [[cadangan');

  await page.fill('#f-body', '');
  await area.pressSequentially('Tanya @putri');
  await opened(page).first().waitFor();
  await area.press('Tab');
  expect(await area.inputValue()).toBe('Tanya @Putri Anggraini ');

  await page.fill('#f-body', '');
  await area.pressSequentially('{{server lok');
  await opened(page).first().waitFor();
  await area.press('Enter');
  await area.pressSequentially('Gedung A');
  expect(await area.inputValue()).toBe('{{server lokasi="Gedung A"}}');

  await page.fill('#f-body', '');
  await area.pressSequentially('[[cad');
  await opened(page).first().waitFor();
  await area.press('Escape');
  await area.press('Enter');
  expect(await area.inputValue()).toBe('[[cad\n');
  await page.context().close();
}, 60_000);

test('the link tool and the list go together: the closing brackets are not written twice; a tap chooses', async () => {
  const page = await editor();
  await page.locator('#f-body').press('Control+k');
  await page.keyboard.type('cadangan har');
  await opened(page).first().click();
  expect(await page.inputValue('#f-body')).toBe('[[Cadangan harian]]');
  await page.context().close();
}, 60_000);
