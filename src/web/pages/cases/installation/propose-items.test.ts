import fc from 'fast-check';
import { expect, test } from 'vitest';
import { itemsFromText, itemsToText, proposeItems } from './propose-items.ts';

const guide = `# Petunjuk Instalasi SIAP Sehat

## 1. Prasyarat
- PHP 8.4
- PostgreSQL 18

## 2. Langkah instalasi
1. Salin berkas ke server
   \`\`\`
   tar xf siap.tgz
   \`\`\`
2. **Migrasi** basis data dengan \`php artisan migrate\`

## 3. Uji
Buka [alamat](https://contoh.go.id) dan masuk.
`;

test('numbered points are items, and so are headings without them; the title of the guide is none', () => {
  expect(proposeItems(guide)).toEqual([
    { title: 'Prasyarat', detail: '- PHP 8.4\n- PostgreSQL 18' },
    { title: 'Salin berkas ke server', detail: 'tar xf siap.tgz' },
    { title: 'Migrasi basis data dengan php artisan migrate', detail: '' },
    { title: 'Uji', detail: 'Buka [alamat](https://contoh.go.id) dan masuk.' },
  ]);
});

test('a plain text with numbers works as well', () => {
  expect(proposeItems('Cara pasang\r\n\r\n1) Unduh\r\n2) Jalankan\r\n').map((item) => item.title)).toEqual(['Unduh', 'Jalankan']);
});

test('a guide that has only points gives its points, one without any gives nothing', () => {
  expect(proposeItems('- satu\n- dua').map((item) => item.title)).toEqual(['satu', 'dua']);
  expect(proposeItems('Hubungi vendor.')).toEqual([]);
});

test('any guide gives items that the checklist can take', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 400, unit: 'grapheme' }), (text) => {
      for (const item of proposeItems(text)) {
        expect(item.title.length).toBeGreaterThan(0);
        expect(item.title.length).toBeLessThanOrEqual(300);
      }
    }),
    { seed: 7, numRuns: 300 },
  );
});

test('what is edited as text comes back as it was', () => {
  const items = proposeItems(guide);
  expect(itemsFromText(itemsToText(items))).toEqual(items);
  expect(itemsFromText('  tanpa induk\n\nSatu\n  rinci\n    dalam\nDua')).toEqual([
    { title: 'tanpa induk', detail: '' },
    { title: 'Satu', detail: 'rinci\n  dalam' },
    { title: 'Dua', detail: '' },
  ]);
});
