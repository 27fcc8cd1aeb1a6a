import { afterAll, beforeAll, expect, test } from 'vitest';
import { blankFormKinds } from '#letters/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await testApp();
});
afterAll(() => app.close());

test('everybody who is signed in reaches a blank form of every kind; others are led to the door', async () => {
  const staff = await app.signIn('applicant-staff');
  const { html } = await staff.get('/forms');
  for (const kind of blankFormKinds) expect(html).toContain(`/forms/${kind}.pdf`);
  const answer = await staff.get('/forms/hosting-request.pdf');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('application/pdf');
  expect(answer.headers.get('content-disposition')).toContain('inline');
  expect(answer.html.startsWith('%PDF-')).toBe(true);
  expect((await app.visitor().get('/forms')).location).toContain('/sign-in');
  expect((await staff.get('/forms/nothing.pdf')).status).toBe(404);
});
