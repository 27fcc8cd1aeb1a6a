import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('refuses with its reasons, signed by the acting head', async () => {
  const { pages, text } = await renderExample('refusal');
  expect(pages).toHaveLength(1);
  for (const part of [
    'permohonan dimaksud tidak dapat dipenuhi karena:',
    '1. Layanan yang sama sudah tersedia sebagai aplikasi umum atau aplikasi lain: pendaftaran pasien telah dilayani',
    '2. Tim Teknis tidak merekomendasikan.',
    'permohonan dimaksud dinyatakan selesai.',
    'Plt. Kepala Dinas Komunikasi dan Informatika,',
  ]) {
    expect(text).toContain(part);
  }
});
