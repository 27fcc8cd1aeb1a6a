import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { calendar, morning, setUpOffice, type TestOffice } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { listWorkingCalendar } from '../calendar.ts';
import { getInstallation } from '../installation.ts';
import { importHolidays } from './import-holidays.ts';
import { removeHoliday } from './remove-holiday.ts';
import { removeWorkingPeriod } from './remove-working-period.ts';
import { saveHoliday } from './save-holiday.ts';
import { saveWorkingPeriod } from './save-working-period.ts';

let database: TestDatabase;
let office: TestOffice;
beforeAll(async () => {
  database = await testDatabase();
  office = await setUpOffice(database.db);
});
afterAll(() => database.close());

const stamp = () => ({ by: office.administrator, now: morning });
const read = () => listWorkingCalendar(database.db);
const on = async (date: string) => (await read()).holidays.find((holiday) => holiday.date.toString() === date);
const version = async () => (await getInstallation(database.db)).calendarVersion;
const day = { starts: '08.00', ends: '15:00', breakStarts: '12:00', breakEnds: '12:30' };
const ramadan = {
  name: 'Ramadan 1449 H',
  firstDay: '2028-01-28',
  lastDay: '2028-02-26',
  basis: 'SE',
  status: 'estimate',
  hours: { 1: day, 5: day },
} as const;

test('what was stored at the set-up comes back as the calendar that the SOP reckons with', async () => {
  const { base, basePeriod, periods, holidays } = await read();
  const given = calendar.periods.find((period) => period.firstDay === null);
  expect(base).toEqual(given?.hours);
  expect(basePeriod).toMatchObject({ name: 'Normal', status: 'official' });
  expect(periods.map(({ id: _, ...period }) => period)).toEqual(calendar.periods.filter((period) => period.firstDay !== null));
  expect(holidays).toEqual([...calendar.holidays].sort((a, b) => Temporal.PlainDate.compare(a.date, b.date)));
});

test('a holiday is entered, changed and removed; each change is counted, and none when nothing changes', async () => {
  const before = await version();
  const holiday = {
    date: '2028-05-02',
    kind: 'special',
    name: 'Hari jadi kota',
    basis: 'SE Wali Kota',
    status: 'estimate',
  } as const;
  await saveHoliday(database.db, { holiday, ...stamp() });
  await saveHoliday(database.db, { holiday: { ...holiday, status: 'official' }, ...stamp() });
  expect(await on('2028-05-02')).toMatchObject({ name: 'Hari jadi kota', status: 'official' });
  expect(await version()).toBeGreaterThan(before);
  const { rows } = await database.ownerPool.query(
    "select count(*)::int as n from audit_event where type = 'calendar.holiday_saved'",
  );
  await saveHoliday(database.db, { holiday: { ...holiday, status: 'official' }, ...stamp() });
  const again = await database.ownerPool.query(
    "select count(*)::int as n from audit_event where type = 'calendar.holiday_saved'",
  );
  expect([rows[0].n, again.rows[0].n]).toEqual([2, 2]);
  await removeHoliday(database.db, { date: '2028-05-02', ...stamp() });
  expect(await on('2028-05-02')).toBeUndefined();
  expect((await refusalOf(removeHoliday(database.db, { date: '2028-05-02', ...stamp() }))).code).toBe('not_found');
});

test('an import turns estimates into official dates, adds what is new, and repeated changes nothing', async () => {
  const holidays = [
    { date: '2027-03-10', kind: 'national', name: 'Idul Fitri 1448 H', basis: 'SKB 3 Menteri', status: 'official' },
    { date: '2028-12-24', kind: 'collective_leave', name: 'Cuti bersama Natal', basis: 'SKB 3 Menteri', status: 'official' },
  ] as const;
  expect(await importHolidays(database.db, { holidays, ...stamp() })).toEqual({ added: 1, changed: 1, unchanged: 0 });
  expect(await on('2027-03-10')).toMatchObject({ status: 'official', basis: 'SKB 3 Menteri' });
  expect(await importHolidays(database.db, { holidays, ...stamp() })).toEqual({ added: 0, changed: 0, unchanged: 2 });
});

test('one faulty row stops the whole import and is named', async () => {
  const row = { date: '2029-01-01', kind: 'national', name: 'Tahun Baru', basis: 'SKB', status: 'official' } as const;
  const faults = async (holidays: (typeof row)[]) =>
    (await refusalOf(importHolidays(database.db, { holidays, ...stamp() }))).faults;
  expect(Object.keys(await faults([row, { ...row, date: '2029-02-29' as never, basis: '' as never }]))).toEqual([
    'holidays.1.date',
    'holidays.1.basis',
  ]);
  expect(Object.keys(await faults([row, row]))).toEqual(['holidays.1.date']);
  expect(Object.keys(await faults([{ ...row, kind: 'birthday' as never }]))).toEqual(['holidays.0.kind']);
  expect(await on('2029-01-01')).toBeUndefined();
});

test('a period of other hours is entered, changed and removed', async () => {
  const { periodId } = await saveWorkingPeriod(database.db, { period: ramadan, ...stamp() });
  await saveWorkingPeriod(database.db, { periodId, period: { ...ramadan, name: 'Ramadan', hours: { 2: day } }, ...stamp() });
  const saved = (await read()).periods.find((period) => period.id === periodId);
  expect(saved).toMatchObject({ name: 'Ramadan', firstDay: Temporal.PlainDate.from('2028-01-28') });
  expect(Object.keys(saved?.hours ?? {})).toEqual(['2']);
  expect(saved?.hours[2]?.starts.toString()).toBe('08:00:00');
  await removeWorkingPeriod(database.db, { periodId, ...stamp() });
  expect((await read()).periods.some((period) => period.id === periodId)).toBe(false);
});

test('periods do not overlap, have hours that can be, and the base stays one', async () => {
  const { db } = database;
  const faults = async (period: object) =>
    Object.keys((await refusalOf(saveWorkingPeriod(db, { period: { ...ramadan, ...period }, ...stamp() }))).faults);
  expect(await faults({ firstDay: '2026-03-20', lastDay: '2026-04-20' })).toEqual(['firstDay']);
  expect(await faults({ firstDay: '', lastDay: '' })).toEqual(['firstDay']);
  expect(await faults({ firstDay: '2028-02-26', lastDay: '2028-01-28' })).toEqual(['lastDay']);
  expect(await faults({ lastDay: null })).toEqual(['lastDay']);
  expect(await faults({ hours: {} })).toEqual(['hours']);
  expect(await faults({ hours: { 8: day } })).toEqual(['hours.8', 'hours']);
  expect(await faults({ hours: { 1: { ...day, ends: '07:00' } } })).toEqual(['hours.1.ends', 'hours.1.breakStarts']);
  expect(await faults({ hours: { 1: { ...day, breakEnds: '' } } })).toEqual(['hours.1.breakEnds']);
  expect(await faults({ hours: { 1: { ...day, breakStarts: '06:00' } } })).toEqual(['hours.1.breakStarts']);
  const base = (await read()).basePeriod?.id ?? '';
  expect((await refusalOf(removeWorkingPeriod(db, { periodId: base, ...stamp() }))).code).toBe('invalid');
  expect((await refusalOf(saveWorkingPeriod(db, { periodId: base, period: ramadan, ...stamp() }))).faults).toHaveProperty(
    'firstDay',
  );
});
