import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('says what ended, since when and why, and what became free; on behalf of the head', async () => {
  const { pages, text } = await renderExample('decommission');
  expect(pages).toHaveLength(1);
  for (const part of [
    'telah dihentikan terhitung mulai tanggal 24 November 2026, dengan alasan: layanannya telah beralih ke aplikasi SIAP-Sehat',
    '1. subdomain antarpus.batam.go.id tidak lagi digunakan dan catatannya dihapus dari DNS;',
    '3. sumber daya sebesar 4 vCPU, RAM 8 GB, dan penyimpanan 120 GB dikembalikan;',
    '4. aplikasi dicatat sebagai dihentikan dalam daftar seluruh aplikasi.',
    'a.n. Kepala Dinas Komunikasi dan Informatika',
  ]) {
    expect(text).toContain(part);
  }
});
