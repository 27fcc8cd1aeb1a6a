import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('holds what the register knows of the server, and says that it is internal', async () => {
  const { text, pages } = await renderExample('server-document');
  for (const part of [
    'DOKUMENTASI PERANGKAT/SERVER',
    'Nama server antarpus-01',
    'Induk virtualisasi hyper-02',
    'Kepemilikan Milik sendiri (Dinas Komunikasi dan Informatika)',
    'Nomor seri –',
    '10.20.30.41 eth0 52:54:00:aa:bb:cc',
    '2001:db8:20:30::41',
    'dipesan 4 8 GB 100 GB',
    'Sisa 0 0 GB 20 GB',
    'Dokumen ini disusun dari register yang ada dan telah diperiksa kesesuaiannya.',
  ]) {
    expect(text).toContain(part);
  }
  for (const page of pages) expect(page).toContain('tidak untuk disebarluaskan');
});

test('a server without address and use is a document all the same', async () => {
  const { text } = await renderExample('server-document', { content: { addresses: [], uses: [], notes: '', reference: '' } });
  expect(text).toContain('Belum ada alamat yang diberikan.');
  expect(text).not.toContain('Catatan');
});
