import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('quotes what a spreadsheet would take apart and disarms what it would run', () => {
  expect(
    toCsv([
      ['Nama', 'Jumlah'],
      ['a,b', 2],
      ['kata "kutip"\nbaris', -3],
      ['=CMD(1)', 0],
      ['@x', 0],
      ['-2', 0],
    ]),
  ).toBe(`\ufeffNama,Jumlah\r\n"a,b",2\r\n"kata ""kutip""\nbaris",-3\r\n'=CMD(1),0\r\n'@x,0\r\n'-2,0\r\n`);
});
