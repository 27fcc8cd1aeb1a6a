import { expect, test } from 'vitest';
import { linksOf, plainOf } from './scan.ts';

test('links are read as they are rendered: with space, label and heading, and never out of code', () => {
  const text =
    '[[Cara Cadangkan|begini]] [[panduan::Masuk#Sandi]] `[[bukan]]`\n```\n[[juga bukan]]\n```\n[[  cara   cadangkan ]] [[ ]]';
  expect(linksOf(text).map(({ space, key, heading, label }) => [space, key, heading, label])).toEqual([
    ['', 'cara cadangkan', '', 'begini'],
    ['panduan', 'masuk', 'Sandi', 'Masuk'],
  ]);
});

test('the words for the search are without signs, tags and includes', () => {
  const text =
    '# Judul\n\n- [x] **tebal** [teks](https://a.b) {{servers}} <b>isi</b> <!-- rahasia -->\n| a | b |\n|---|---|\n[[Halaman|label]]';
  expect(plainOf(text)).toBe('Judul\n[x] tebal teks isi\na b\nlabel');
});
