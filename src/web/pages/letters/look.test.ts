import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockNumbers, draftLetter, issueLetter, recordDispatch, registerPaper, voidLetter } from '#letters/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { axeFaults, desktop, phone, serveApp, type TestBrowser, testBrowser } from '../../../../test/support/browser.ts';
import { actorOf, today, zone } from '../../../../test/support/identity.ts';
import { replyOf, signerOf, stamp } from '../../../../test/support/letters.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let browser: TestBrowser;
let served: Awaited<ReturnType<typeof serveApp>>;
const ids = { agenda: '', sent: '', void: '', dispatch: '' };

beforeAll(async () => {
  app = await testApp();
  browser = await testBrowser();
  served = await serveApp(app.app);
  const { db } = app.database;
  const head = await actorOf(db, (await app.makeHolder('agency-head')).accountId);
  const { now } = stamp;
  const letter = {
    from: 'Kecamatan Contoh',
    number: '500.12/1234567890/KECAMATAN-CONTOH-YANG-PANJANG/XI/2026',
    date: today,
    hal: 'Permohonan pendampingan pengelolaan laman',
    nature: 'most-urgent' as const,
    channel: 'post' as const,
    receivedOn: today,
    noScanReason: 'menyusul',
  };
  const input = { actor: head, now, timeZone: zone };
  ids.agenda = (await registerPaper(db, { ...input, officeId: app.hostOfficeId, letter })).agendaId;
  const issue = async (): Promise<string> => {
    const { letterId } = await draftLetter(db, replyOf(app.hostOfficeId));
    await issueLetter(db, { letterId, signer: signerOf(head), today, ...stamp });
    return letterId;
  };
  [ids.sent, ids.void] = [await issue(), await issue()];
  await voidLetter(db, { letterId: ids.void, reason: 'salah alamat', ...stamp });
  const dispatch = { toOfficeId: app.officeId, channel: 'hand' as const, courier: 'Udin', sentOn: today };
  ids.dispatch = (await recordDispatch(db, { ...input, letterId: ids.sent, dispatch })).dispatchId;
  const block = { book: 'outgoing' as const, year: 2026, kind: 'reserved' as const, from: 9, to: 12, reason: 'surat dinas luar' };
  await blockNumbers(db, { by: 'system', officeId: app.hostOfficeId, block, now });
}, 60_000);

afterAll(async () => {
  await browser.close();
  await served.close();
  await app.close();
});

const visit = async (
  who: Parameters<TestApp['signIn']>[0],
  viewport: typeof phone | typeof desktop,
  addresses: readonly string[],
) => {
  const context = await browser.open({ viewport });
  const { cookies } = await app.signIn(who);
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: served.url })));
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  for (const path of addresses) {
    const answer = await page.goto(`${served.url}${path}`);
    expect(answer?.status(), path).toBe(200);
    const overflow = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    expect(overflow, `${path}: pixels that stick out at the side`).toBe(0);
    expect(await axeFaults(page), path).toEqual([]);
  }
  expect(complaints).toEqual([]);
  await context.close();
};

const kept = () => [
  paths.agenda(),
  paths.newAgendaEntry(),
  paths.agendaEntry(ids.agenda),
  paths.agendaCorrection(ids.agenda),
  paths.letters(),
  paths.letter(ids.sent),
  paths.letter(ids.void),
  paths.letterDispatch(ids.sent),
  paths.dispatches(),
  paths.dispatchReceipt(ids.dispatch),
  paths.retention(),
];
const administered = () => [paths.numbers(), paths.officeNumbers(app.hostOfficeId), paths.filings(), paths.filing('reply')];

test.each([
  ['a phone', phone],
  ['a desktop', desktop],
])(
  'the books can be used by everyone on %s, and fit its width',
  async (_, viewport) => {
    await visit('secretariat', viewport, kept());
    await visit('administrator', viewport, administered());
  },
  120_000,
);

test('where scripts run, the examples of a pattern follow what is typed, and nothing is changed by it', async () => {
  const context = await browser.open({ viewport: desktop });
  const { cookies } = await app.signIn('administrator');
  await context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: served.url })));
  const page = await context.newPage();
  await page.goto(`${served.url}${paths.officeNumbers(app.hostOfficeId)}`);
  await page.fill('#try-pattern', '{unit}-{urut}');
  await page.locator('#pattern-examples', { hasText: 'DISKOMINFO-3' }).waitFor();
  await page.fill('#try-pattern', '{klasifikasi}{urut}');
  await page.locator('#pattern-examples', { hasText: 'Pisahkan {urut}' }).waitFor();
  expect(await app.database.db.selectFrom('letter_pattern').selectAll().execute()).toEqual([]);
  await context.close();
});
