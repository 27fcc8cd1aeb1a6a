import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { today } from '../../../test/support/identity.ts';
import { eventsOf, type LetterOffices, makeLetterOffices, requestOf, stamp } from '../../../test/support/letters.ts';
import { issueNow, listAgenda, listAgendaOf, registerIncoming } from '../index.ts';

let database: TestDatabase;
let offices: LetterOffices;

beforeAll(async () => {
  database = await testDatabase();
  offices = await makeLetterOffices(database.db);
});
afterAll(() => database.close());

const incoming = (part: Partial<Parameters<typeof registerIncoming>[1]> = {}) => ({
  officeId: offices.hostOfficeId,
  from: 'Dinas Kesehatan',
  number: '500.12/231/DINKES/XI/2026',
  date: today,
  hal: 'Permohonan Penyediaan Layanan Hosting',
  letterId: null,
  subjectId: newId(),
  ...stamp,
  ...part,
});

test('30 letters that come in at once get 30 consecutive agenda numbers', async () => {
  const entries = await Promise.all(Array.from({ length: 30 }, () => registerIncoming(database.db, incoming())));
  expect(entries.map((each) => each.agendaSeq).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 30 }, (_, index) => index + 1),
  );
  expect(new Set(entries.map((each) => each.year))).toEqual(new Set([2026]));
});

test('a letter of Griya is entered once, whoever asks again', async () => {
  const { letterId } = await issueNow(database.db, requestOf(offices));
  const number = '500.12/232/DINKES/XI/2026';
  const first = await registerIncoming(database.db, incoming({ letterId, number }));
  expect(await registerIncoming(database.db, incoming({ letterId, number }))).toEqual(first);
  expect(await eventsOf(database.db, letterId)).toEqual(['letter.issued', 'agenda.registered']);
});

test('the year is that of the office’s clock, not of UTC', async () => {
  const newYear = incoming({ now: Temporal.Instant.from('2026-12-31T17:30:00Z') });
  expect(await registerIncoming(database.db, newYear)).toEqual({ agendaSeq: 1, year: 2027 });
});

test('an entry without sender, number or subject is refused, field by field', async () => {
  await expect(registerIncoming(database.db, incoming({ from: '', number: ' ', hal: '\n' }))).rejects.toMatchObject({
    code: 'invalid',
    faults: [{ field: 'from' }, { field: 'number' }, { field: 'hal' }],
  });
});

test('the agenda is found by subject, by text and by page, latest first', async () => {
  const subjectId = newId();
  await registerIncoming(database.db, incoming({ subjectId, from: 'Kecamatan 100%_Contoh', number: '061.2/89/IX/2026' }));
  expect(await listAgendaOf(database.db, subjectId)).toHaveLength(1);
  const found = await listAgenda(database.db, offices.head, { officeId: offices.hostOfficeId, text: '100%_c' });
  expect(found).toMatchObject({ sums: { total: 1 }, rows: [{ from: 'Kecamatan 100%_Contoh' }] });
  const page = await listAgenda(database.db, offices.head, { officeId: offices.hostOfficeId, year: 2026, page: 2, pageSize: 10 });
  expect(page.rows).toHaveLength(10);
  expect(page.sums.total).toBeGreaterThan(30);
  expect(page.rows.map((row) => row.seq)).toEqual(page.rows.map((row) => row.seq).toSorted((a, b) => b - a));
  expect(await listAgenda(database.db, offices.applicant, {})).toMatchObject({ sums: { total: 0 }, rows: [] });
});
