import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureSopVersion } from '#cases/index.ts';
import { type TestApp, testApp } from '../../../../../test/support/app.ts';
import { goodRequest } from '../../../../../test/support/city.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
  await ensureSopVersion(app.database.db, app.time.now);
});
afterAll(() => app.close());

test('the head of the office has the letter of appointment made where its scan is missing, and sees it there', async () => {
  const head = await app.signIn('applicant-head');
  const fields = Object.fromEntries(
    Object.entries(goodRequest({ subdomain: 'tunjuk' })).map(([name, value]) => [name, value ?? '']),
  );
  const opened = await head.submit('/cases/new', fields);
  expect(opened.status).toBe(303);
  const number = opened.location?.split('/')[2] ?? '';
  const check = `/cases/${number}/check`;
  expect((await head.get(check)).html.includes('Terbitkan surat penunjukan')).toBe(true);
  const made = await head.submit(`/cases/${number}/appointment`, {}, { at: check });
  expect(made.location).toBe(check);
  const { html } = await head.follow(made);
  expect(html).toMatch(/Surat penunjukan 500\.12\/1\/DINKES\/XI\/2026 \(diterbitkan di Griya\)/);
  expect(html).not.toContain('Terbitkan surat penunjukan');

  const staff = await app.signIn('applicant-staff');
  expect((await staff.get(check)).html).not.toContain('Terbitkan surat penunjukan');
});
