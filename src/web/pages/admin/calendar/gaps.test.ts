import { expect, test } from 'vitest';
import { gapsOf } from './gaps.ts';

const day = (text: string) => Temporal.PlainDate.from(text);
const holidaysOf = (year: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    date: day(`${year}-01-01`).add({ days: index * 20 }),
    kind: 'national' as const,
    name: 'Libur',
    basis: 'SKB',
    status: 'official' as const,
  }));
const hours = { 1: { starts: Temporal.PlainTime.from('07:30'), ends: Temporal.PlainTime.from('16:00') } };
const period = (status: 'official' | 'estimate', of: object = hours) =>
  ({ id: 'p', name: 'Ramadan', firstDay: day('2026-02-18'), lastDay: day('2026-03-19'), basis: '', status, hours: of }) as never;

test.each([
  ['a whole year', holidaysOf(2026, 15), [], '2026-05-01', []],
  ['no holidays at all', [], [], '2026-05-01', ['Belum ada hari libur untuk tahun 2026']],
  ['a list that is hardly whole', holidaysOf(2026, 4), [], '2026-05-01', ['Baru 4 hari libur']],
  ['the next year, once it is decreed', holidaysOf(2026, 15), [], '2026-10-01', ['tahun 2027']],
  ['the next year, too early to be known', holidaysOf(2026, 15), [], '2026-09-30', []],
  [
    'hours that are guessed while they are in force',
    holidaysOf(2026, 15),
    [period('estimate')],
    '2026-03-01',
    ['masih perkiraan'],
  ],
  ['hours that are guessed for later', holidaysOf(2026, 15), [period('estimate')], '2026-01-15', []],
  ['a period in which nobody works', holidaysOf(2026, 15), [period('official', {})], '2026-05-01', ['tidak ada hari kerja']],
])('the calendar says of %s what is missing', (_, holidays, periods, today, expected) => {
  const gaps = gapsOf({ holidays, periods, basePeriod: null } as never, day(today)).map((gap) => gap.id);
  expect(gaps).toHaveLength(expected.length);
  for (const [index, part] of expected.entries()) expect(gaps[index]).toContain(part);
});
