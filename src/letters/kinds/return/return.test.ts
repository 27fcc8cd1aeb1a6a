import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

const missing = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    item: `Persyaratan ke-${index + 1}`,
    reason: 'Dokumen tidak terbaca atau terpotong',
    note: '',
  }));

test('says what is missing and why, and that it may be sent again', async () => {
  const { text } = await renderExample('return');
  for (const part of [
    'Menindaklanjuti surat Saudara Nomor 500.12/231/DINKES/XI/2026 tanggal 24 November 2026',
    'belum dapat diproses karena:',
    'No. Persyaratan Alasan',
    '1. Rekomendasi penyediaan layanan hosting aplikasi Masa berlaku rekomendasi telah habis',
    'Rekomendasi yang dilampirkan berlaku sampai dengan 12 Oktober 2026.',
    'Petunjuk instalasi telah sesuai dan tidak perlu disampaikan ulang.',
    'Permohonan dapat diajukan kembali setelah kelengkapan dipenuhi',
    'a.n. Kepala Dinas Komunikasi dan Informatika, Kepala Bidang Penyelenggaraan E-Government,',
  ]) {
    expect(text).toContain(part);
  }
});

test('a long list goes on over pages with its head repeated and every item once', async () => {
  const { pages, text } = await renderExample('return', { content: { missing: missing(90) } });
  expect(pages.length).toBeGreaterThanOrEqual(3);
  const withItems = pages.filter((page) => page.includes('Persyaratan ke-'));
  for (const page of withItems) expect(page).toContain('No. Persyaratan Alasan');
  for (const { item } of missing(90)) expect(text.split(`${item} `)).toHaveLength(2);
  pages.forEach((page, index) => {
    expect(page).toContain(`Halaman ${index + 1} dari ${pages.length}`);
  });
});

// However long the letter is, some length puts the signature next to a page break.
test('the signature never stands alone on a page', async () => {
  const alone: number[] = [];
  for (let count = 1; count <= 40; count += 1) {
    const { pages } = await renderExample('return', { content: { missing: missing(count), explanation: '' } });
    const signed = pages.filter((page) => page.includes('Ir. Bramantyo Wiryakusuma'));
    if (signed.length !== 1 || !signed[0]?.includes('Permohonan dapat diajukan kembali')) alone.push(count);
  }
  expect(alone).toEqual([]);
});
