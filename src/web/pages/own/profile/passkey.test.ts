import { expect, test } from 'vitest';
import { password, type TestApp, testApp } from '../../../../../test/support/app.ts';
import { serveApp, testBrowser } from '../../../../../test/support/browser.ts';
import { paths } from '../../../paths.ts';

test('a passkey made at the profile opens the door without a password', { timeout: 60_000 }, async () => {
  const inner: { app?: TestApp } = {};
  // The passkey is bound to the address, so that must be known before the app is made.
  const served = await serveApp({
    fetch: (request, env) => inner.app?.app.fetch(request, env) ?? new Response(null, { status: 503 }),
  });
  const url = served.url.replace('127.0.0.1', 'localhost');
  const app = await testApp({ baseUrl: url });
  inner.app = app;
  const browser = await testBrowser();
  try {
    const { email } = await app.makeHolder('technician', { name: 'Yoga Pratama' });
    const context = await browser.open();
    const page = await context.newPage();
    const devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        transport: 'internal',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
      },
    });

    await page.goto(`${url}${paths.signIn(paths.profile())}`);
    await page.fill('#f-email', email);
    await page.fill('#f-password', password);
    await page.click('form[action="/sign-in"] button[type="submit"]');
    await page.fill('#f-passkey_name', 'Laptop bidang');
    await page.click('#passkey-add');
    await page.getByText('Laptop bidang').waitFor();

    await page.locator('.g-side > .g-account').getByRole('button', { name: 'Keluar' }).click();
    await page.waitForURL(/sign-in/);
    await page.goto(`${url}${paths.signIn(paths.inbox())}`);
    await page.click('#passkey-sign-in');
    await page.waitForURL(/\/inbox/);
    expect(await page.locator('.g-side > .g-account').textContent()).toContain('Yoga Pratama');
  } finally {
    await browser.close();
    await served.close();
    await app.close();
  }
});
