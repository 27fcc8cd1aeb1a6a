import { describe, expect, test } from 'vitest';
import { exampleOf, renderExample } from '../../../../test/support/letter-pdf.ts';
import { annexColumns, annexPages, annexRowHeights, linesOf } from './annex.ts';

describe('SOP in the form of Permenpan-RB', () => {
  test('the identity sheet holds its blocks in pairs on the first page', async () => {
    const { pages } = await renderExample('sop');
    const parts = [
      'Nomor SOP 000.8.3.3/12/DISKOMINFO',
      'Tanggal pembuatan 12 Desember 2016',
      'Tanggal revisi –',
      'Tanggal efektif 2 Januari 2017',
      'Disahkan oleh Kepala Dinas Komunikasi dan Informatika,',
      'Nama SOP Penyediaan Layanan Hosting Aplikasi',
      'Dasar Hukum',
      'Kualifikasi Pelaksana',
      'Keterkaitan',
      'Peralatan/Perlengkapan',
      'Peringatan',
      'Pencatatan dan Pendataan',
    ];
    const places = parts.map((part) => pages[0]?.indexOf(part) ?? -1);
    expect(parts.filter((_, index) => places[index] === -1)).toEqual([]);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(pages[0]).toContain('(dicabut: PP 71/2019)');
  });

  test('the annex repeats its head and holds every step once, with the legend at the end', async () => {
    const { pages } = await renderExample('sop');
    const annex = pages.slice(1);
    for (const page of annex) {
      expect(page).toContain('LAMPIRAN SOP PENYEDIAAN LAYANAN HOSTING APLIKASI');
      expect(page).toContain('Pelaksana Mutu Baku No. Uraian Prosedur Ket. 1 2 3 4 5 Kelengkapan Waktu Output');
    }
    expect(annex.join(' ')).toContain(
      '10 Mengirimkan surat tanggapan atas permohonan pembuatan subdomain – 1 hari Surat tanggapan',
    );
    expect(annex.at(-1)).toContain('Keterangan: = mulai/akhir = proses');
    expect(annex.slice(0, -1).join(' ')).not.toContain('mulai/akhir');
  });

  test('the annex takes as many pages as its layout says', async () => {
    const { content } = await exampleOf('sop');
    const { pages } = await renderExample('sop');
    expect(pages).toHaveLength(1 + (content.pages as unknown[]).length);
  });
});

describe('layout of the annex', () => {
  const step = (text: string) => ({ text, requirements: [], time: '1 hari', output: [], remark: '' });

  test('the columns fill the paper for any number of posts', () => {
    for (let posts = 1; posts <= 10; posts += 1) {
      const { no, text, post, requirements, time, output, remark } = annexColumns(posts);
      expect(no + text + post * posts + requirements + time + output + remark).toBeCloseTo(267, 6);
      expect(text).toBeGreaterThan(40);
    }
  });

  test('a text takes more lines the narrower its column', () => {
    const text = 'Kepala Bidang memeriksa kelengkapan persyaratan dan memutuskan';
    expect(linesOf(text, 200)).toBe(1);
    expect(linesOf(text, 60)).toBe(2);
    expect(linesOf('W'.repeat(100), 50)).toBeGreaterThan(5);
  });

  test('no row is lower than a symbol with its arrows, and a long text makes its row higher', () => {
    const [short, long] = annexRowHeights([step('Instalasi aplikasi'), step('kata yang panjang '.repeat(30))], 5);
    expect(short).toBe(16);
    expect(long).toBeGreaterThan(40);
  });

  test('every step is on one page, in order, and no page is too high', () => {
    const steps = Array.from({ length: 40 }, (_, index) => step('kata '.repeat(index)));
    const pages = annexPages(steps, 5);
    expect(pages.flatMap((page) => page.rowHeightsMm)).toHaveLength(40);
    for (const page of pages) expect(page.rowHeightsMm.reduce((sum, height) => sum + height, 0)).toBeLessThanOrEqual(152);
  });
});
