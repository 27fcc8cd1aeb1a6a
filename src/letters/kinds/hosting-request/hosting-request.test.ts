import { describe, expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

describe('surat permohonan hosting', () => {
  test('has all parts of an official letter, in their order, on one page', async () => {
    const { pages, text } = await renderExample('hosting-request');
    expect(pages).toHaveLength(1);
    const parts = [
      'PEMERINTAH KOTA BATAM DINAS KESEHATAN',
      'Nomor : 500.12/231/DINKES/XI/2026 Batam, 24 November 2026',
      'Sifat : Biasa',
      'Lampiran : 3 (tiga) berkas',
      'Hal : Permohonan Penyediaan Layanan Hosting Aplikasi Antrean Puskesmas Terpadu (ANTARPUS)',
      'Yth. Kepala Dinas Komunikasi dan Informatika Kota Batam di Batam',
      'Dinas Kesehatan Kota Batam telah menyelesaikan pembangunan aplikasi',
      // A line ends within the number.
      'rekomendasi Tim Teknis Nomor 500.12/REK-6/ DISKOMINFO/X/2026 tanggal 12 Oktober 2026.',
      'b. subdomain diusulkan : antarpus.batam.go.id',
      'c. kebutuhan sumber daya : 4 vCPU, RAM 8 GB, penyimpanan 120 GB',
      'e. sifat akses : publik',
      'Larasati Widyaningrum, S.Kom., NIP 19920314 201902 2 007',
      '3. petunjuk instalasi aplikasi.',
      'Demikian permohonan ini kami sampaikan.',
      'Kepala Dinas Kesehatan,',
      'dr. Ayu Prameswari Lestari, M.Kes. Pembina Tk. I (IV/b) NIP 19760221 200312 2 003',
      'Tembusan: Sekretaris Daerah Kota Batam (sebagai laporan).',
    ];
    const places = parts.map((part) => text.indexOf(part));
    expect(parts.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('says how much there is to attach in figures and words', async () => {
    const printed = async (count: number) =>
      /Lampiran : (.*?) Hal/.exec(
        (await renderExample('hosting-request', { content: { attachments: { count, unit: 'lembar' } } })).text,
      )?.[1];
    expect(await printed(11)).toBe('11 (sebelas) lembar');
    expect(await printed(21)).toBe('21 (dua puluh satu) lembar');
    expect(await printed(115)).toBe('115 (seratus lima belas) lembar');
    expect(await printed(200)).toBe('200 (dua ratus) lembar');
    expect((await renderExample('hosting-request', { content: { attachments: null } })).text).toContain('Lampiran : - Hal');
  });

  test('a NIP of 18 digits is printed in its groups', async () => {
    const administrator = { name: 'Larasati Widyaningrum', nip: '199203142019022007' };
    const { text } = await renderExample('hosting-request', { content: { administrator } });
    expect(text).toContain('NIP 19920314 201902 2 007');
  });
});
