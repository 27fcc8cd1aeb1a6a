import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestApp, testApp } from '../../test/support/app.ts';
import { type Look, lookAt, type Onlooker } from '../../test/support/look.ts';
import { paths } from './paths.ts';

let app: TestApp;
let fresh: TestApp;
let look: Look;
let firstStart: Look;

beforeAll(async () => {
  [app, fresh] = await Promise.all([testApp({ development: true }), testApp({ setUp: false })]);
  [look, firstStart] = await Promise.all([lookAt(app), lookAt(fresh)]);
}, 60_000);

afterAll(async () => {
  await Promise.all([look.close(), firstStart.close()]);
  await Promise.all([app.close(), fresh.close()]);
});

/** Pages that are shown with another answer than 200. */
const answers: Readonly<Record<string, number>> = { 'unknown-code': 404, 'not-found': 404 };

const pages: readonly [name: string, who: Onlooker | 'first start', path: string][] = [
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

test.each(pages)('%s can be used by everyone, fits the width and breaks no rule of its own policy', (name, who, path) =>
  who === 'first start' ? firstStart.at(name, 'nobody', path) : look.at(name, who, path, answers[name]),
);

test('what was typed goes along into the other language', async () => {
  const page = await look.open('administrator');
  await page.goto(look.url + paths.newOffice());
  const name = page.locator('input[name="name"]');
  await name.fill('Dinas Perpustakaan');
  const abbreviation = page.locator('input[name="abbreviation"]');
  await abbreviation.fill('DISPUSIP');
  await page.getByRole('button', { name: 'English' }).first().click();
  await page.waitForURL(look.url + paths.newOffice());
  await page.locator('html[lang="en"]').waitFor({ state: 'attached' });
  expect(await name.inputValue()).toBe('Dinas Perpustakaan');
  expect(await abbreviation.inputValue()).toBe('DISPUSIP');
  await page.reload();
  expect(await name.inputValue()).toBe('');
});

test('a long menu folds but for the group of the page, and a group stays as it was left', async () => {
  const page = await look.open('auditor');
  await page.goto(look.url + paths.offices());
  const group = (name: string) => page.locator('.g-nav details', { has: page.locator('summary', { hasText: name }) });
  const open = (name: string) => group(name).evaluate((details) => details.hasAttribute('open'));
  expect([await open('Daftar'), await open('Administrasi')]).toEqual([false, true]);
  await group('Daftar').locator('summary').click();
  await page.goto(look.url + paths.home());
  expect([await open('Daftar'), await open('Administrasi')]).toEqual([true, false]);
});
