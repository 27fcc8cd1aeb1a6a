import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('a book is set landscape with its head on every page, every entry once, and the sums at the end', async () => {
  const { pages, text } = await renderExample('book');
  expect(pages.length).toBeGreaterThan(2);
  expect(pages.filter((page) => page.includes('Diteruskan kepada'))).toHaveLength(pages.length);
  for (let no = 11; no <= 70; no += 1) expect(text.split(`500.12/${no}/DINKES/XI/2026`)).toHaveLength(2);
  expect(text).toContain('Jumlah: 60 surat.');
  expect(text).toContain('Nomor 61–70: dicadangkan');
});

test('what somebody typed is printed as it is, never set as markup', async () => {
  const row = ['1', '', '#panic("x")', '', '*tebal* $x$', '= Judul', '', '', '#image("/etc/passwd")'];
  const { text } = await renderExample('book', { content: { rows: [{ cells: row }], notes: [] } });
  for (const cell of ['#panic("x")', '*tebal* $x$', '= Judul', '#image("/etc/passwd")']) {
    expect(text.replaceAll('\u200b', '')).toContain(cell);
  }
});

test('an empty book says so', async () => {
  const { text } = await renderExample('book', { content: { rows: [], notes: [] } });
  expect(text).toContain('Tidak ada catatan pada masa ini.');
});
