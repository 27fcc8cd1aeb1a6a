import { expect, test } from 'vitest';
import { emptySections, linksOf, plainOf, withSection } from './scan.ts';

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

test('a required section counts as written only when words stand under it', () => {
  const text =
    '## Latar belakang\n\nDipakai puskesmas.\n\n## Dasar hukum\n\n<!-- sebutkan -->\n\n### Perwako\n\n## Deskripsi\n---\n';
  expect(emptySections(text, ['Latar belakang', 'DASAR HUKUM', 'Deskripsi', 'Kontak'])).toEqual([
    'DASAR HUKUM',
    'Deskripsi',
    'Kontak',
  ]);
  const filled = withSection(text, 'Dasar hukum', 'Perwako 54/2016');
  expect(emptySections(filled, ['Dasar hukum'])).toEqual([]);
  expect(filled).toContain('Dipakai puskesmas.');
  expect(filled).toContain('## Deskripsi\n---');
  expect(withSection('', 'Kontak', 'Meja layanan')).toBe('## Kontak\n\nMeja layanan\n');
});
