import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve } from '@hono/node-server';
import { type BrowserContext, type Page as BrowserPage, chromium } from 'playwright-core';
import { findChromium } from './chromium.ts';

const require = createRequire(import.meta.url);

export const phone = { width: 390, height: 844 } as const;
export const desktop = { width: 1366, height: 768 } as const;

/** Nothing may leave the machine, ask, or be remembered. */
const flags = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-domain-reliability',
  '--no-pings',
  '--font-render-hinting=none',
];

export type TestBrowser = {
  /** A fresh person at a fresh browser: own cookies, own storage. */
  open: (options?: { viewport?: { width: number; height: number }; script?: boolean }) => Promise<BrowserContext>;
  close: () => Promise<void>;
};

/** A real Chromium with a profile of its own. `close` leaves no process and no file behind. */
export const testBrowser = async (): Promise<TestBrowser> => {
  const { executable, env } = await findChromium();
  const profile = await mkdtemp(join(tmpdir(), 'griya-browser-'));
  const browser = await chromium.launch({
    executablePath: executable,
    args: flags,
    headless: true,
    env: { ...env, HOME: profile, PATH: process.env.PATH ?? '', TMPDIR: profile },
  });
  return {
    open: ({ viewport = desktop, script = true } = {}) =>
      browser.newContext({ viewport, javaScriptEnabled: script, locale: 'id-ID', timezoneId: 'Asia/Jakarta' }),
    close: async () => {
      await browser.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
};

type Served = { fetch: (request: Request, env: never) => Response | Promise<Response> };

/** The app on a free port of this machine. */
export const serveApp = async (app: Served): Promise<{ url: string; close: () => Promise<void> }> => {
  const { promise, resolve } = Promise.withResolvers<number>();
  const server = serve(
    { fetch: (request, env) => app.fetch(request, env as never), port: 0, hostname: '127.0.0.1' },
    ({ port }) => resolve(port),
  );
  return {
    url: `http://127.0.0.1:${await promise}`,
    close: () => new Promise((done) => server.close(() => done())),
  };
};

type AxeResult = { violations: { id: string; nodes: { target: string[]; failureSummary?: string }[] }[] };

const axeRun = `axe.run({
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
})`;

/** What axe finds wrong on the page, by WCAG 2.2 A and AA and its best practices: one line per rule and place; [] when all is well. */
export const axeFaults = async (page: BrowserPage): Promise<string[]> => {
  await page.evaluate(await readFile(require.resolve('axe-core/axe.min.js'), 'utf8'));
  const { violations } = await page.evaluate<AxeResult>(axeRun);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`),
  );
};
