import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

const onDay = async (heldOn: string): Promise<string | undefined> =>
  /Pada hari ini, (.*?), kami/.exec((await renderExample('handover', { content: { heldOn } })).text)?.[1];

test('has the day in words, both parties, and what was examined as an annex', async () => {
  const { pages, text } = await renderExample('handover');
  expect(pages).toHaveLength(2);
  for (const part of [
    'BERITA ACARA INSTALASI DAN SERAH TERIMA LAYANAN HOSTING APLIKASI Nomor 500.12/18/DISKOMINFO/XII/2026',
    'Selasa tanggal delapan bulan Desember tahun dua ribu dua puluh enam (08-12-2026)',
    'Dinas Komunikasi dan Informatika Kota Batam, selaku PIHAK KESATU;',
    'Dinas Kesehatan Kota Batam, selaku PIHAK KEDUA;',
    'telah terpasang pada server virtual yang dikelola Dinas Komunikasi dan Informatika Kota Batam',
    'https://antarpus.batam.go.id, dengan hasil pemeriksaan terlampir.',
    'dibuat rangkap 2 (dua)',
    'PIHAK KEDUA, PIHAK KESATU,',
  ]) {
    expect(text).toContain(part);
  }
  expect(pages[1]).toContain('Lampiran Berita Acara Nomor 500.12/18/DISKOMINFO/XII/2026');
  expect((await renderExample('handover', { content: { results: [] } })).pages).toHaveLength(1);
});

test('days are said as Indonesian says them', async () => {
  expect(await onDay('2026-01-01')).toBe('Kamis tanggal satu bulan Januari tahun dua ribu dua puluh enam (01-01-2026)');
  expect(await onDay('2027-02-11')).toBe('Kamis tanggal sebelas bulan Februari tahun dua ribu dua puluh tujuh (11-02-2027)');
  expect(await onDay('2028-02-29')).toBe(
    'Selasa tanggal dua puluh sembilan bulan Februari tahun dua ribu dua puluh delapan (29-02-2028)',
  );
  expect(await onDay('2030-08-17')).toBe('Sabtu tanggal tujuh belas bulan Agustus tahun dua ribu tiga puluh (17-08-2030)');
  expect(await onDay('2100-05-10')).toBe('Senin tanggal sepuluh bulan Mei tahun dua ribu seratus (10-05-2100)');
  expect(await onDay('1999-12-31')).toBe(
    'Jumat tanggal tiga puluh satu bulan Desember tahun seribu sembilan ratus sembilan puluh sembilan (31-12-1999)',
  );
});

test('a long list of results breaks over pages with its head repeated', async () => {
  const results = Array.from({ length: 200 }, (_, index) => ({ item: `Langkah ${index + 1}`, result: 'Selesai' }));
  const { pages } = await renderExample('handover', { content: { results } });
  expect(pages.length).toBeGreaterThan(4);
  for (const page of pages.slice(1)) expect(page).toContain('Yang diperiksa');
});
