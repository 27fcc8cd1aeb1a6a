import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('every step of the guide stands with its evidence and who did it when', async () => {
  const { text } = await renderExample('installation-document');
  for (const part of [
    'DOKUMENTASI INSTALASI Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
    'Alamat https://antarpus.batam.go.id',
    'Waktu pelaksanaan 3 Desember 2026 pukul 08.10 s.d. 7 Desember 2026 pukul 15.25',
    '1. [x] Memasang PHP 8.4 dengan ekstensi pgsql, intl, dan gd',
    'Zend Engine v4.4.2',
    'Berkas: basis-data.png',
    '04-12-2026 10.05',
  ]) {
    expect(text).toContain(part);
  }
});

test('an open step is shown as open', async () => {
  const { text } = await renderExample('installation-document', {
    content: { items: [{ title: 'Menguji cadangan', detail: '', doneAt: null, doneBy: '', evidence: '', file: '' }] },
  });
  expect(text).toContain('1. [ ] Menguji cadangan – –');
});
