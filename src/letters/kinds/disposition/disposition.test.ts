import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('lembar disposisi holds every field of the form on one page', async () => {
  const { pages, text } = await renderExample('disposition');
  expect(pages).toHaveLength(1);
  for (const part of [
    'LEMBAR DISPOSISI',
    'Surat dari : Dinas Kesehatan',
    'No. surat : 500.12/231/DINKES/XI/2026',
    'Tgl. surat : 24 November 2026',
    'Diterima tgl. : 24 November 2026',
    'No. agenda : 418',
    'Hal : Permohonan Penyediaan Layanan Hosting',
    'Diteruskan kepada Sdr.:',
    'Dengan hormat harap:',
    'Catatan: Mohon diperiksa kelengkapannya',
    'Batas waktu: 26 November 2026',
    'Ir. Bramantyo Wiryakusuma, M.T.',
  ]) {
    expect(text).toContain(part);
  }
});

test('a ticked box can be told from an empty one without seeing it', async () => {
  const { text } = await renderExample('disposition');
  expect(text).toContain('[x] Kepala Bidang Penyelenggaraan E-Government');
  expect(text).toContain('[ ] Sekretaris');
  expect(text).toContain('[x] Biasa');
  expect(text).toContain('[ ] Rahasia');
  expect(text).toContain('[x] Siapkan jawaban');
  expect(text).toContain('[ ] Untuk diketahui');
});

test('without note and due date the form keeps their places', async () => {
  const { text } = await renderExample('disposition', { content: { note: '', dueOn: null } });
  expect(text).toContain('Catatan: Batas waktu: –');
});
