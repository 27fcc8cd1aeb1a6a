import fc from 'fast-check';
import { expect, test } from 'vitest';
import { anyText } from '../../../test/support/any-text.ts';
import { searchedOf } from './searched.ts';

test('a page is found by what a reader sees: without signs, tags, comments, includes, drawings and addresses behind labels', () => {
  const text = [
    '# Judul',
    '- [x] **tebal** [teks](https://a.b) {{servers}} <b>isi</b> <!-- rahasia -->sesudah',
    '<!-- mulai',
    'tersembunyi -->akhir',
    '| a | b |',
    '|---|---|',
    '[[Halaman|label]] [[ruang::Lain]] https://perizinan.batam.go.id/masuk &amp; nama_berkas',
    '```mermaid',
    'graph TD; gambar-->sumber',
    '```',
    '```sh',
    'pg_dump # <!-- tetap kode -->',
    '```',
    '[acuan]: https://tujuan.example',
  ].join('\n');
  expect(searchedOf(text)).toEqual({
    headings: 'Judul',
    plain:
      'Judul\ntebal teks isi sesudah\nakhir\na b\nlabel Lain https://perizinan.batam.go.id/masuk & nama_berkas\npg_dump # <!-- tetap kode -->',
  });
});

test('a heading of a template with nothing below it is not what a page is found by', () => {
  const text =
    '## Pemulihan\n\n<!-- tulis -->\n\n## Operasi\n\n### Harian\n\nPeriksa antrean.\n\n### Mingguan\n\n- \n\n## Kontak\n';
  expect(searchedOf(text)).toEqual({ headings: 'Operasi\nHarian', plain: 'Operasi\nHarian\nPeriksa antrean.' });
});

test('whatever a text is, it is read, and in linear time', () => {
  fc.assert(
    fc.property(anyText(200), (text) => {
      const { plain } = searchedOf(text);
      expect(plain.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
    }),
    { seed: 63, numRuns: 300 },
  );
  for (const piece of ['<!--', '[[', '![', '<a ', '# a\n', '> ', '```\n', '{{', '*_', '&amp;', '[a]: b\n', '- [ ] ']) {
    expect(searchedOf(piece.repeat(200_000)).plain.length).toBeLessThanOrEqual(100_000);
  }
});
