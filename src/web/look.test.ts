import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page as BrowserPage, ConsoleMessage } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../test/support/browser.ts';
import { paths } from './paths.ts';

/** With a folder here, a picture of every page is laid into it. */
const pictures = process.env.GRIYA_PICTURES;

let app: TestApp;
let fresh: TestApp;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;
let servedFresh: Awaited<ReturnType<typeof serveApp>>;

beforeAll(async () => {
  [app, fresh, browser] = await Promise.all([testApp({ development: true }), testApp({ setUp: false }), testBrowser()]);
  served = await serveApp(app.app);
  servedFresh = await serveApp(fresh.app);
}, 60_000);

afterAll(async () => {
  await browser.close();
  await Promise.all([served.close(), servedFresh.close()]);
  await Promise.all([app.close(), fresh.close()]);
});

type Who = Parameters<TestApp['signIn']>[0] | 'nobody' | 'first start';

const opened = new Map<string, Promise<BrowserPage>>();

/** One browser for each person and width, kept for all their pages. */
const open = (who: Who, viewport: { width: number; height: number }): Promise<BrowserPage> => {
  const key = `${who} ${viewport.width}`;
  const known = opened.get(key) ?? openFresh(who, viewport);
  opened.set(key, known);
  return known;
};

const addressFor = (who: Who): string => (who === 'first start' ? servedFresh : served).url;

const openFresh = async (who: Who, viewport: { width: number; height: number }): Promise<BrowserPage> => {
  const context = await browser.open({ viewport });
  if (who !== 'nobody' && who !== 'first start') {
    const { cookies } = await app.signIn(who);
    await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: addressFor(who) })));
  }
  return context.newPage();
};

const pages: readonly [name: string, who: Who, path: string][] = [
  ['set-up', 'first start', paths.setup()],
  ['sign-in', 'nobody', paths.signIn()],
  ['code', 'nobody', paths.secondFactor()],
  ['verify', 'nobody', paths.verify()],
  ['unknown-code', 'nobody', paths.verify('0000')],
  ['not-found', 'nobody', '/tidak-ada'],
  ['gallery', 'division-head', paths.gallery()],
  ['inbox', 'division-head', paths.inbox()],
  ['profile', 'division-head', paths.profile()],
  ['password', 'division-head', paths.password()],
  ['two-factor', 'division-head', paths.twoFactor()],
  ['api-keys', 'division-head', paths.apiKeys()],
  ['mail', 'division-head', paths.mailChoice()],
  ['offices', 'administrator', paths.offices()],
  ['new-office', 'administrator', paths.newOffice()],
  ['people', 'administrator', paths.people()],
  ['new-person', 'administrator', paths.newPerson()],
  ['posts', 'administrator', paths.posts()],
  ['new-post', 'administrator', paths.newPost()],
  ['accounts', 'administrator', paths.accounts()],
  ['new-account', 'administrator', paths.newAccount()],
  ['calendar', 'administrator', paths.calendar()],
  ['holiday', 'administrator', paths.holiday()],
  ['import', 'administrator', paths.holidayImport()],
  ['period', 'administrator', paths.workingPeriod('new')],
  ['settings', 'administrator', paths.settings()],
  ['jobs', 'administrator', paths.jobs()],
  ['audit', 'auditor', paths.audit()],
];

describe.each([
  ['phone', phone],
  ['desktop', desktop],
] as const)('on a %s', (device, viewport) => {
  test.each(pages)('%s can be used by everyone, fits the width and breaks no rule of its own policy', async (name, who, path) => {
    const page = await open(who, viewport);
    const complaints: string[] = [];
    const note = (message: ConsoleMessage) => message.type() === 'error' && complaints.push(message.text());
    page.on('console', note);
    await page.goto(`${addressFor(who)}${path}`);
    if (pictures) {
      await mkdir(pictures, { recursive: true });
      await page.screenshot({ path: join(pictures, `${name}-${device}.png`), fullPage: true });
    }
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow, 'pixels that stick out at the side').toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    expect(complaints.filter((complaint) => !complaint.includes('404 (Not Found)'))).toEqual([]);
    page.off('console', note);
  });
});

test('what was typed goes along into the other language', async () => {
  const page = await openFresh('administrator', desktop);
  await page.goto(served.url + paths.newOffice());
  const name = page.locator('input[name="name"]');
  await name.fill('Dinas Perpustakaan');
  const abbreviation = page.locator('input[name="abbreviation"]');
  await abbreviation.fill('DISPUSIP');
  await page.getByRole('button', { name: 'English' }).first().click();
  await page.waitForURL(served.url + paths.newOffice());
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  expect(await name.inputValue()).toBe('Dinas Perpustakaan');
  expect(await abbreviation.inputValue()).toBe('DISPUSIP');
  await page.reload();
  expect(await name.inputValue()).toBe('');
});
