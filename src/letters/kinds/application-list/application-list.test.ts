import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('a long list is set landscape, with its head on every page and every application once', async () => {
  const { pages, text } = await renderExample('application-list');
  expect(pages.length).toBeGreaterThan(2);
  const heads = pages.filter((page) => page.includes('No. Nama aplikasi dan alamat Pemilik Fungsi'));
  expect(heads).toHaveLength(pages.filter((page) => page.includes('batam.go.id ')).length);
  for (let no = 1; no <= 45; no += 1) expect(text.split(`https://layanan-${no}.batam.go.id`)).toHaveLength(2);
  expect(text).toContain('Jumlah: 45 aplikasi (aktif 40, ditangguhkan 5).');
});

test('an empty register gives an empty list', async () => {
  const { text } = await renderExample('application-list', { content: { applications: [] } });
  expect(text).toContain('Belum ada aplikasi yang tercatat.');
  expect(text).toContain('Jumlah: 0 aplikasi.');
});
