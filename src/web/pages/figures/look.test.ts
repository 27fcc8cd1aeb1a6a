import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureSopVersion } from '#cases/index.ts';
import { makeMonthlyReport } from '#reports/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../../../test/support/browser.ts';
import { chance, insertPastCase } from '../../../../test/support/past-cases.ts';

let app: TestApp;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;
let cookies: { name: string; value: string }[] = [];
let reportId = '';

beforeAll(async () => {
  [app, browser] = await Promise.all([testApp(), testBrowser()]);
  served = await serveApp(app.app);
  const { db } = app.database;
  await ensureSopVersion(db, app.time.now);
  cookies = [...(await app.signIn('agency-head')).cookies].map(([name, value]) => ({ name, value }));
  const { id: author } = await db.selectFrom('person').select('id').limit(1).executeTakeFirstOrThrow();
  const { id: versionId } = await db.selectFrom('sop_version').select('id').executeTakeFirstOrThrow();
  const random = chance(5);
  for (let made = 0; made < 25; made += 1) await insertPastCase(db, { random, officeIds: [app.officeId], author, versionId });
  const month = Temporal.PlainDate.from('2026-02-01');
  const made = await db.transaction().execute((tx) => makeMonthlyReport(tx, { month, now: app.time.now }));
  reportId = made?.reportId ?? '';
}, 60_000);

afterAll(async () => {
  await browser.close();
  await served.close();
  await app.close();
});

const pages: readonly [name: string, path: () => string][] = [
  ['figures', () => '/figures?period=2026'],
  ['behind', () => '/figures/cases?figure=answered&period=2026'],
  ['reports', () => '/figures/reports'],
  ['report', () => `/figures/reports/${reportId}`],
  ['simulation', () => '/figures/simulation?post=application-section-head'],
];

test.each(pages)('%s can be used by everyone, fits phone and desktop, and breaks no rule of its own policy', async (_, path) => {
  const context = await browser.open({ viewport: desktop });
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: served.url })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${served.url}${path()}`);
  for (const viewport of [desktop, phone]) {
    await page.setViewportSize(viewport);
    expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await context.close();
});

test('a bar can be clicked, and the keyboard reaches the same list through the table', async () => {
  const context = await browser.open({ viewport: desktop });
  await context.addCookies(cookies.map((cookie) => ({ ...cookie, url: served.url })));
  const page = await context.newPage();
  await page.goto(`${served.url}/figures?period=2026`);
  const bar = page
    .locator('.g-chart-wide a[href*="figure=submitted"], .g-chart-narrow a[href*="figure=submitted"]')
    .locator('visible=true')
    .first();
  const href = await bar.getAttribute('href');
  await bar.click();
  expect(new URL(page.url()).pathname).toBe('/figures/cases');
  expect(href).toContain('figure=submitted');
  await page.goBack();
  await page.locator('.g-chart summary').first().focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate('document.activeElement.getAttribute("href")')).toMatch(/^\/figures\/cases\?/);
  await context.close();
});
