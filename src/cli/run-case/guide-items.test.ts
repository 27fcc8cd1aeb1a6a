import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { guideItems } from './guide-items.ts';

const titles = (markdown: string): string[] => guideItems(markdown).map((item) => item.title);

describe('an installation guide becomes a checklist', () => {
  test('from its step headings, with the first paragraph below each, and nothing else', () => {
    const guide =
      '# Petunjuk\n\n## Ringkasan\n\nx\n\n## Langkah 1: Pasang `nginx`\n\nDari **repositori**.\n\nLagi.\n\n## Langkah 2: Uji\n\n```sh\ncurl\n```\n';
    expect(guideItems(guide)).toEqual([
      { title: 'Langkah 1: Pasang nginx', detail: 'Dari repositori.' },
      { title: 'Langkah 2: Uji', detail: '' },
    ]);
  });

  test('from its numbered points where it has no step headings', () => {
    expect(titles('# P\n\n1. Pasang paket\n2. Jalankan [migrasi](x)\n\n- bukan langkah\n')).toEqual([
      'Pasang paket',
      'Jalankan migrasi',
    ]);
  });

  test('from its second-level headings where it has neither', () => {
    expect(titles('# P\n\n## Paket\n\n### Rinci\n\n## Basis data\n')).toEqual(['Paket', 'Basis data']);
  });

  test('a file without any structure has no items', () => {
    expect(guideItems('hanya teks')).toEqual([]);
  });

  test('a number inside a code block is no step', async () => {
    const guide = await readFile(new URL('../../../samples/siap-sehat/petunjuk-instalasi.md', import.meta.url), 'utf8');
    expect(titles(guide)).toHaveLength(16);
    expect(titles(guide)[15]).toBe('Langkah 16: Uji asap');
  });
});
