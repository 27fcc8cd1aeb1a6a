import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  blockNumbers,
  draftLetter,
  issueLetter,
  recordDispatch,
  registerOutgoing,
  registerPaper,
  voidLetter,
} from '#letters/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import { actorOf, today, zone } from '../../../../test/support/identity.ts';
import { replyOf, signerOf, stamp } from '../../../../test/support/letters.ts';
import { type Look, lookAt } from '../../../../test/support/look.ts';
import { paths } from '../../paths.ts';

let app: TestApp;
let look: Look;
const ids = { agenda: '', sent: '', void: '', dispatch: '', outside: '' };

beforeAll(async () => {
  app = await testApp();
  look = await lookAt(app);
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
  const outside = {
    book: 'outgoing' as const,
    to: 'Kecamatan Contoh',
    date: today,
    hal: 'Undangan',
    signer: 'Ratna Puspitasari',
  };
  ids.outside = (await registerOutgoing(db, { ...input, officeId: app.hostOfficeId, letter: outside })).letterId;
  const block = { book: 'outgoing' as const, year: 2026, kind: 'reserved' as const, from: 9, to: 12, reason: 'surat dinas luar' };
  await blockNumbers(db, { by: 'system', officeId: app.hostOfficeId, block, now });
}, 60_000);

afterAll(async () => {
  await look.close();
  await app.close();
});

const kept = () => [
  paths.agenda(),
  paths.newAgendaEntry(),
  paths.agendaEntry(ids.agenda),
  paths.agendaCorrection(ids.agenda),
  paths.letters(),
  paths.newOutgoing(),
  paths.letter(ids.outside),
  paths.letter(ids.sent),
  paths.letter(ids.void),
  paths.letterDispatch(ids.sent),
  paths.dispatches(),
  paths.dispatchReceipt(ids.dispatch),
  paths.retention(),
];
const administered = () => [paths.numbers(), paths.officeNumbers(app.hostOfficeId), paths.filings(), paths.filing('reply')];

test('the books can be used by everyone, on a phone and on a desktop', async () => {
  for (const path of kept()) await look.at(path, 'secretariat', path);
  for (const path of administered()) await look.at(path, 'administrator', path);
}, 120_000);

test('where scripts run, the examples of a pattern follow what is typed, and nothing is changed by it', async () => {
  const page = await look.open('administrator');
  await page.goto(`${look.url}${paths.officeNumbers(app.hostOfficeId)}`);
  await page.fill('#try-pattern', '{unit}-{urut}');
  await page.locator('#pattern-examples', { hasText: 'DISKOMINFO-4' }).waitFor();
  await page.fill('#try-pattern', '{klasifikasi}{urut}');
  await page.locator('#pattern-examples', { hasText: 'Pisahkan {urut}' }).waitFor();
  expect(await app.database.db.selectFrom('letter_pattern').selectAll().execute()).toEqual([]);
});
