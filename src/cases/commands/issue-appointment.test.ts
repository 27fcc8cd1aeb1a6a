import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, goodRequest, makeCity, openCase, uploadAs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { getCase } from '../find-case.ts';
import { findAppointment } from '../letters/appointment.ts';
import { missingNow } from '../queries/case-actions.ts';
import { attachDocument } from './attach-document.ts';
import { issueAppointment } from './issue-appointment.ts';
import { saveDraft } from './save-draft.ts';
import { submit } from './submit.ts';

let database: TestDatabase;
let city: City;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-cases-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const missingKeys = async (number: string): Promise<string[]> =>
  (await missingNow(database.db, await getCase(database.db, city.applicantHead, number))).map((each) => each.key);

const issue = (number: string, now: Temporal.Instant, actor = city.applicantHead) =>
  database.db.transaction().execute((tx) => issueAppointment(tx, { number, actor, now }));

/** A request with all it needs but the appointment. */
const openBare = async (subdomain: string) => {
  const open = await openCase(database.db, city, goodRequest({ subdomain }));
  await open.attach('recommendation', 'rekomendasi.pdf');
  await open.attach('installation-guide', 'petunjuk.pdf');
  return open;
};

test('the letter that the head issues in Griya meets the requirement, and the request can be sent', async () => {
  const open = await openBare('tunjuk');
  expect(await missingKeys(open.number)).toEqual(['appointment-letter']);
  const made = await issue(open.number, open.later());
  expect(made.number).toMatch(/^500\.12\/\d+\//);
  expect(await missingKeys(open.number)).toEqual([]);
  // The second click gives the same letter.
  expect(await issue(open.number, open.later())).toEqual(made);
  const sent = await database.db
    .transaction()
    .execute((tx) => submit(tx, { number: open.number, actor: city.applicantHead, now: open.later(), seen: null }));
  expect(sent.state).toBe('disposition');
});

test('another administrator in the request needs another letter', async () => {
  const open = await openBare('gantipengelola');
  const first = await issue(open.number, open.later());
  const draft = { ...goodRequest({ subdomain: 'gantipengelola' }), administrator_name: 'Seno Adiputra' };
  await database.db
    .transaction()
    .execute((tx) => saveDraft(tx, { number: open.number, actor: city.applicantHead, now: open.later(), seen: null, draft }));
  expect(await missingKeys(open.number)).toEqual(['appointment-letter']);
  const second = await issue(open.number, open.later());
  expect(second.letterId).not.toBe(first.letterId);
  const found = await getCase(database.db, city.applicantHead, open.number);
  expect((await findAppointment(database.db, found))?.id).toBe(second.letterId);
});

test('only the head of the office signs it, only before the request is sent, only when it is known who is appointed', async () => {
  const open = await openBare('siapatunjuk');
  await expect(issue(open.number, open.later(), city.applicantStaff)).rejects.toMatchObject({ code: 'forbidden' });
  const nobody = { ...goodRequest({ subdomain: 'siapatunjuk' }), administrator_name: '' };
  await database.db
    .transaction()
    .execute((tx) =>
      saveDraft(tx, { number: open.number, actor: city.applicantHead, now: open.later(), seen: null, draft: nobody }),
    );
  await expect(issue(open.number, open.later())).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ field: 'administrator_name' }],
  });
});

test('a scan still does, as before', async () => {
  const open = await openBare('pindaian');
  const uploadId = await uploadAs(database.db, city.applicantHead, 'surat.pdf', 'appointment-letter');
  await database.db.transaction().execute((tx) =>
    attachDocument(tx, {
      number: open.number,
      actor: city.applicantHead,
      kind: 'appointment-letter',
      uploadId,
      now: open.later(),
    }),
  );
  expect(await missingKeys(open.number)).toEqual([]);
});
