import { expect, test } from 'vitest';
import { readContent, withoutSecrets } from './content.ts';
import { content } from './kinds/handover/example.ts';

test('what is repeated from inner records may leave the office afterwards', () => {
  const titles = [
    'Arahkan 10.20.30.41 dan 192.168.1.5 ke fd00:20::41',
    'password: rahasia123',
    'Kata sandi adalah griya',
    'Uji https://antarpus.batam.go.id',
  ];
  const results = titles.map((title) => ({ item: withoutSecrets(title), result: 'Selesai' }));
  expect(results.map(({ item }) => item)).toEqual([
    'Arahkan (alamat internal) dan (alamat internal) ke (alamat internal)',
    '(tidak ditampilkan)',
    '(tidak ditampilkan)',
    'Uji https://antarpus.batam.go.id',
  ]);
  expect(() => readContent('handover', { ...content, results })).not.toThrow();
  expect(() => readContent('handover', { ...content, results: [{ item: titles[0], result: 'Selesai' }] })).toThrow();
});
