import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('names who appoints, who is appointed and for what, as a decree', async () => {
  const { pages, text } = await renderExample('appointment-letter');
  expect(pages).toHaveLength(1);
  const parts = [
    'SURAT PENUNJUKAN Nomor 500.12/229/DINKES/XI/2026',
    'Yang bertanda tangan di bawah ini:',
    'nama : dr. Ayu Prameswari Lestari, M.Kes. NIP : 19760221 200312 2 003',
    'jabatan : Kepala Dinas Kesehatan',
    'dengan ini menunjuk:',
    'nama : Larasati Widyaningrum, S.Kom. NIP : 19920314 201902 2 007 pangkat/golongan : Penata (III/c)',
    'sebagai Pengelola/Administrator Aplikasi Antrean Puskesmas Terpadu (ANTARPUS) dengan tugas:',
    '5. melakukan pencadangan sesuai pembagian tanggung jawab.',
    'berlaku sejak tanggal ditetapkan sampai dengan ada penggantian.',
    'Ditetapkan di Batam pada tanggal 24 November 2026 Kepala Dinas Kesehatan,',
  ];
  const places = parts.map((part) => text.indexOf(part));
  expect(parts.filter((_, index) => places[index] === -1)).toEqual([]);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
});

test('leaves out what is not known of the appointed, and names the last day where there is one', async () => {
  const administrator = { name: 'Larasati Widyaningrum', title: 'Pranata Komputer' };
  const { text } = await renderExample('appointment-letter', { content: { administrator, validUntil: '2027-12-31' } });
  expect(text).toContain('menunjuk: nama : Larasati Widyaningrum jabatan : Pranata Komputer sebagai');
  expect(text).toContain('sampai dengan tanggal 31 Desember 2027.');
});
