import fc from 'fast-check';
import { expect, test } from 'vitest';
import { withSection } from './scan.ts';
import { emptySections, lackingHeadings, writtenOf } from './written.ts';

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

test('what a template brings (hints, boxes, the frame of a table, the sign of a callout) is no writing; code and words are', () => {
  const hollow = [
    '<!-- isi\n\n## di sini',
    '- [ ] \n- [x]',
    '|  |  |\n|---|---|\n|  |  |',
    '> [!CATATAN]',
    '<br>',
    '### Sub\n\n#### Subsub',
  ];
  for (const each of hollow) expect([each, emptySections(`## A\n\n${each}\n`, ['A'])]).toEqual([each, ['A']]);
  for (const each of ['- [x] selesai', '```\nls <!-- a\n```', '> [!CATATAN]\n> Perhatikan.', '### Sub\n\nisi'])
    expect([each, emptySections(`## A\n\n${each}\n`, ['A'])]).toEqual([each, []]);
});

test('a page as its template made it has no word for the search; what somebody writes brings its headings along', () => {
  const made = '## Operasi\n\n<!-- siapa, kapan -->\n\n## Pemulihan\n\n### Dari pita\n\n## Kontak\n';
  expect(writtenOf(made).trim()).toBe('');
  const written = writtenOf(made.replace('### Dari pita', '### Dari pita\n\nHubungi gudang.'));
  expect(written).toContain('## Pemulihan');
  expect(written).toContain('### Dari pita');
  for (const word of ['Operasi', 'Kontak', 'siapa']) expect(written).not.toContain(word);
});

test('whatever a text is, no word outside of headings and comments is lost', () => {
  const line = fc.oneof(
    fc.constantFrom('# Satu', '## Dua', '###### Enam', '', '```', '- [ ]', '~~~', '> [!X]'),
    fc.nat(999).map((n) => `kata${n}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 60 }), (lines) => {
      const said = writtenOf(lines.join('\n'));
      const words = lines.filter((each) => each.startsWith('kata'));
      expect(said.split('\n').filter((each) => each.startsWith('kata'))).toEqual(words);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test('headings that a page lacks are told in the order of the template, those that are filled in for each page apart', () => {
  expect(lackingHeadings('## Operasi\n\n## LAIN\n', '## {name}\n\n## Lain\n\n## Pemulihan\n\n### Uji coba\n')).toEqual([
    'Pemulihan',
    'Uji coba',
  ]);
});
