import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('has the month, the standard beside what was achieved, every table, and the signature of the head', async () => {
  const { text } = await renderExample('monthly-report');
  for (const part of [
    'LAPORAN BULANAN KINERJA LAYANAN HOSTING APLIKASI',
    'Bulan November 2026',
    '9 hari 3 jam',
    '93 % tepat waktu',
    '5 Penyediaan server',
    'Dokumen persyaratan belum dilampirkan',
    'Kendala teknis',
    'Dinas Perhubungan',
    'Sisa setelah yang diminta',
    'Ir. Bramantyo Wiryakusuma, M.T.',
  ]) {
    expect(text).toContain(part);
  }
});

test('a month in which nothing happened is a report too', async () => {
  const nothing = { overview: [], standard: [], steps: [], reasons: [], delays: [], posts: [], offices: [], capacity: [] };
  const { text } = await renderExample('monthly-report', { content: nothing });
  expect(text.split('Tidak ada.')).toHaveLength(9);
});
