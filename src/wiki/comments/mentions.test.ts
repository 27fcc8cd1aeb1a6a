import { expect, test } from 'vitest';
import { findMentions, type Nameable } from './mentions.ts';

const people: Nameable[] = [
  { personId: 'fajar', name: 'Fajar Hidayatullah, S.Kom.', email: 'kasi.infratek@batam.example' },
  { personId: 'ratna', name: 'Dr. Ratna Puspitasari, S.Kom., M.T.I.', email: 'kabid@batam.example' },
  { personId: 'budi-1', name: 'Budi Santoso', email: 'budi1@batam.example' },
  { personId: 'budi-2', name: 'Budi Santoso, S.T.', email: 'budi2@batam.example' },
];
const found = (text: string) => findMentions(text, people).map(({ typed, people: meant }) => [typed, meant.sort().join('+')]);

test.each([
  ['@Fajar Hidayatullah, S.Kom. apakah', [['Fajar Hidayatullah, S.Kom.', 'fajar']]],
  ['tolong @fajar hidayatullah.', [['fajar hidayatullah', 'fajar']]],
  [
    '(@Fajar) dan @ratna, ya',
    [
      ['Fajar', 'fajar'],
      ['ratna', 'ratna'],
    ],
  ],
  [
    '@kabid @kabid@batam.example',
    [
      ['kabid', 'ratna'],
      ['kabid@batam.example', 'ratna'],
    ],
  ],
  ['@Budi Santoso cek', [['Budi Santoso', 'budi-1+budi-2']]],
  ['@Budi Santoso, S.T. cek', [['Budi Santoso, S.T.', 'budi-2']]],
  ['@Ratna Wijaya', [['Ratna Wijaya', '']]],
  ['@Fajarudin', [['Fajarudin', '']]],
  ['surel@kabid a@b.c x_@ @ @@ @, @-', []],
  ['@Fajar @FAJAR @fajar', [['Fajar', 'fajar']]],
  ['@semua_orang', [['semua_orang', '']]],
])('%s', (text, expected) => {
  expect(found(text)).toEqual(expected);
});

test('four thousand signs of @ are read in no time', () => {
  const begin = performance.now();
  findMentions('@a '.repeat(1300), people);
  findMentions('@'.repeat(4000), people);
  expect(performance.now() - begin).toBeLessThan(500);
});
