import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContext, Page as BrowserPage, ConsoleMessage } from 'playwright-core';
import { expect } from 'vitest';
import type { TestApp } from './app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from './browser.ts';

/** With a folder here, a picture of every page is laid into it. */
const pictures = process.env.GRIYA_PICTURES;

const sizes = [
  ['phone', phone],
  ['desktop', desktop],
] as const;

export type Onlooker = Parameters<TestApp['signIn']>[0] | 'nobody';

export type Look = {
  /** Opens the page as this person and looks at it on a phone and on a desktop; `status` is what the page must answer. */
  at: (name: string, who: Onlooker, path: string, status?: number) => Promise<void>;
  /** A page of a browser of its own, signed in, for a test that types and clicks. */
  open: (who: Onlooker, options?: Parameters<TestBrowser['open']>[0]) => Promise<BrowserPage>;
  /** Where the app is served. */
  url: string;
  close: () => Promise<void>;
};

/**
 * The app served to a real Chromium, for the tests of how pages look. Each person signs in once for
 * all their pages. A page passes when it answers with its status, fits the width of phone and desktop, axe finds nothing,
 * and the console shows no error (so nothing breaks the page's own security policy).
 */
export const lookAt = async (app: TestApp): Promise<Look> => {
  const [browser, served] = await Promise.all([testBrowser(), serveApp(app.app)]);
  const contexts = new Map<Onlooker, Promise<BrowserContext>>();
  const cookies = new Map<Onlooker, Promise<{ name: string; value: string; url: string }[]>>();

  const cookiesOf = (who: Onlooker) => {
    if (who === 'nobody') return [];
    const known =
      cookies.get(who) ??
      app.signIn(who).then((client) => [...client.cookies].map(([name, value]) => ({ name, value, url: served.url })));
    cookies.set(who, known);
    return known;
  };

  const contextOf = async (who: Onlooker, options?: Parameters<TestBrowser['open']>[0]): Promise<BrowserContext> => {
    const context = await browser.open(options);
    await context.addCookies(await cookiesOf(who));
    return context;
  };

  const shared = (who: Onlooker): Promise<BrowserContext> => {
    const known = contexts.get(who) ?? contextOf(who);
    contexts.set(who, known);
    return known;
  };

  return {
    url: served.url,
    close: async () => {
      await browser.close();
      await served.close();
    },
    open: async (who, options) => (await contextOf(who, options)).newPage(),
    at: async (name, who, path, status = 200) => {
      const page = await (await shared(who)).newPage();
      const complaints: string[] = [];
      page.on('console', (message: ConsoleMessage) => {
        // Chromium itself notes an answer of 4xx or 5xx; which one it is, is judged below.
        if (message.type() === 'error' && !message.text().includes(`status of ${status}`)) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      const answer = await page.goto(`${served.url}${path}`);
      expect(answer?.status(), path).toBe(status);
      for (const [device, viewport] of sizes) {
        await page.setViewportSize(viewport);
        if (pictures) await picture(page, `${name}-${device}.png`);
        const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
        expect(overflow, `${name} on a ${device}: pixels that stick out at the side`).toBe(0);
        expect(await axeFaults(page), `${name} on a ${device}`).toEqual([]);
      }
      expect(complaints, name).toEqual([]);
      await page.close();
    },
  };
};

const picture = async (page: BrowserPage, name: string): Promise<void> => {
  if (!pictures) return;
  await mkdir(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, name), fullPage: true });
};
