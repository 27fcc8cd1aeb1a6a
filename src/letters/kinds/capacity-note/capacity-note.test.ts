import { expect, test } from 'vitest';
import { renderExample } from '../../../../test/support/letter-pdf.ts';

test('nota dinas says what is needed, what is free where, and until when', async () => {
  const { text } = await renderExample('capacity-note');
  for (const part of [
    'NOTA DINAS',
    'Yth. : Kepala Seksi Infrastruktur & Teknologi',
    'Dari : Kepala Seksi Pengembangan Aplikasi',
    'Nomor : 500.12/ND-8/DISKOMINFO/XI/2026',
    'dibutuhkan 4 vCPU, RAM 8 GB, dan penyimpanan 120 GB',
    'app-01 2 3,5 GB 410 GB memori tidak mencukupi',
    'app-03 0 512 MB 1.240 GB –',
    'paling lambat tanggal 2 Desember 2026.',
    'Plh. Kepala Seksi Pengembangan Aplikasi,',
  ]) {
    expect(text).toContain(part);
  }
});

test('without servers, copies and due date their lines are left out', async () => {
  const { text } = await renderExample('capacity-note', { content: { servers: [], cc: [], dueOn: null, note: '' } });
  expect(text).not.toMatch(/Sisa kapasitas|Tembusan|paling lambat/);
});
