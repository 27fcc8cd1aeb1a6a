import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('tells what was examined, the result, its validity and who decided', async () => {
  const { text } = await renderExample('recommendation');
  for (const part of [
    'REKOMENDASI PENYEDIAAN LAYANAN HOSTING APLIKASI Nomor 500.12/REK-6/DISKOMINFO/X/2026',
    'Berdasarkan hasil pemeriksaan Tim Teknis tanggal 8 Oktober 2026',
    '5. Hasil uji keamanan Dengan catatan',
    '[ ] DIREKOMENDASIKAN [x] DIREKOMENDASIKAN DENGAN CATATAN [ ] BELUM DIREKOMENDASIKAN',
    'Catatan: Pengujian ulang keamanan dilakukan sebelum aplikasi dibuka untuk umum.',
    '4 vCPU, RAM 8 GB, dan penyimpanan 120 GB.',
    'berlaku sampai dengan tanggal 12 April 2027.',
    'Anggota Tim Teknis: 1. Galih Prasetyaningtyas, S.T.',
    'Batam, 12 Oktober 2026 Ketua Tim Teknis,',
  ]) {
    expect(text).toContain(part);
  }
});

test('without members and resources nothing of them is left', async () => {
  const { text } = await renderExample('recommendation', { content: { members: [], resources: null, notes: '' } });
  expect(text).not.toMatch(/Anggota|vCPU|Catatan:/);
  expect(text).toContain('Ketua Tim Teknis,');
});
