import { expect, test } from 'vitest';
import { exampleOf, renderExample } from '../../../../test/support/letter-pdf.ts';
import { schema } from './schema.ts';

test('answers the request with every fact of the service', async () => {
  const { pages, text } = await renderExample('reply');
  expect(pages).toHaveLength(1);
  for (const part of [
    'Hal : Tanggapan atas Permohonan Pembuatan Subdomain',
    'permohonan dimaksud telah kami penuhi dengan rincian sebagai berikut:',
    'alamat aplikasi : https://antarpus.batam.go.id',
    'jenis layanan : server virtual',
    'tanggal aktif : 8 Desember 2026',
    'pengelola : Larasati Widyaningrum, S.Kom. (NIP 19920314 201902 2 007)',
    'Informasi akses disampaikan secara terpisah kepada pengelola melalui kanal yang aman.',
    'paling lambat 5 (lima) hari kerja.',
    'Kepala Dinas Komunikasi dan Informatika,',
    'Tembusan: 1. Sekretaris Daerah Kota Batam 2. Kepala Bidang Penyelenggaraan E-Government',
  ]) {
    expect(text).toContain(part);
  }
});

test('has no place for a password or an inner address', async () => {
  const { content } = await exampleOf('reply');
  for (const field of ['password', 'username', 'ip', 'address', 'credentials', 'server']) {
    expect(schema.safeParse({ ...content, [field]: '10.20.30.41' }).success).toBe(false);
  }
  const { text } = await renderExample('reply');
  expect(text).not.toMatch(/\b\d{1,3}(?:\.\d{1,3}){3}\b/);
  expect(text).not.toMatch(/kata sandi|password/i);
});

test('a remark of the office stands before the closing', async () => {
  const { text } = await renderExample('reply', { content: { remark: 'Sertifikat TLS diperpanjang otomatis.' } });
  expect(text).toContain('hari kerja. Sertifikat TLS diperpanjang otomatis. Demikian disampaikan');
});
