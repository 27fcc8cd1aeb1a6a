import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { content, sheet } from '../src/letters/kinds/reply/example.ts';

// The reply as an office would have it made by a browser: the same text, font, letterhead, lists, QR code, signature box and
// foot as Griya's. The page is loaded once; a letter is its fields set and the page printed, which is the best that can be done.

const font = async (file: string, style: string): Promise<string> => {
  const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/arimo/${file}`));
  return `@font-face{font-family:Arimo;${style};src:url(data:font/ttf;base64,${(await readFile(path)).toString('base64')})}`;
};

const qrOf = (rows: readonly string[]): string => {
  const dark = rows.flatMap((row, y) => [...row].flatMap((module, x) => (module === '1' ? [`M${x + 4} ${y + 4}h1v1h-1z`] : [])));
  const side = rows.length + 8;
  return `<svg viewBox="0 0 ${side} ${side}" style="width:2.3cm"><path d="${dark.join('')}"/></svg>`;
};

const html = async (): Promise<string> => {
  const fonts = await Promise.all([
    font('400Regular/Arimo_400Regular.ttf', 'font-weight:400'),
    font('700Bold/Arimo_700Bold.ttf', 'font-weight:700'),
    font('400Regular_Italic/Arimo_400Regular_Italic.ttf', 'font-style:italic'),
  ]);
  const { letterhead: head, signature, verification } = sheet;
  const row = (label: string, value: string): string => `<tr><td>${label}<td>:<td>${value}`;
  return `<!doctype html><html lang="id"><meta charset="utf-8"><style>${fonts.join('')}
body{font:11pt/1.2 Arimo;margin:0}.kop{text-align:center;border-bottom:4px double}.kop h1{font-size:16pt;margin:0}
p{text-align:justify;text-indent:1.25cm}td{vertical-align:top}table.d{margin-left:1.25cm}.s{margin-left:50%}.b{border:1px solid;font-size:7.5pt;width:max-content;padding:5pt}
.q{display:flex;align-items:center;font-size:7pt}</style>
<div class="kop"><div>${head.government.toUpperCase()}</div><h1>${head.office.toUpperCase()}</h1><div>${head.address} ${head.phone} ${head.website}</div></div>
<table>${row('Nomor', sheet.number)}${row('Sifat', 'Biasa')}${row('Lampiran', '1 (satu) berkas')}${row('Hal', sheet.hal)}</table>
<p>Yth. ${content.addressee.title}<br>di ${content.addressee.place}</p>
<p>Menindaklanjuti surat Saudara Nomor ${content.request.number} tanggal 24 November 2026 hal Permohonan Penyediaan Layanan <i>Hosting</i> Aplikasi <span class="f"></span>, dengan hormat disampaikan bahwa permohonan dimaksud telah kami penuhi dengan rincian sebagai berikut:</p>
<table class="d">${row('a. nama aplikasi', '<span class="f"></span>')}${row('b. alamat aplikasi', `https://${content.domainName}`)}${row('c. jenis layanan', 'server virtual')}${row('d. tanggal aktif', '8 Desember 2026')}${row('e. pengelola', `${content.administrator.name} (NIP ${content.administrator.nip ?? ''})`)}</table>
<p>Informasi akses disampaikan secara terpisah kepada pengelola melalui kanal yang aman. Kantor Saudara bertanggung jawab atas isi, pemutakhiran, dan keamanan akun pengelola aplikasi, serta wajib menyampaikan perubahan pengelola paling lambat 5 (lima) hari kerja.</p>
<p>Demikian disampaikan, atas perhatian Saudara diucapkan terima kasih.</p>
<div class="s">${signature?.title ?? ''},<div class="b">Ditandatangani secara elektronik</div><b>${signature?.name ?? ''}</b><br>${signature?.rank ?? ''}<br>NIP ${signature?.nip ?? ''}</div>
<div class="q">${qrOf(verification?.qr ?? [])}<span>Periksa keaslian dokumen ini di ${verification?.address ?? ''}</span></div>
<p>Tembusan: ${(content.cc ?? []).join('; ')}</p></html>`;
};

const foot =
  '<div style="font-size:7pt;width:100%;padding:0 2.5cm">Dokumen ini ditandatangani secara elektronik. Halaman <span class="pageNumber"></span></div>';

/** Loads the letter into a page; what comes back sets its fields and prints it. */
export const letterPage = async (page: Page): Promise<(application: string) => Promise<void>> => {
  await page.setContent(await html());
  await page.evaluate('document.fonts.ready');
  return async (application) => {
    await page.evaluate(`for (const each of document.querySelectorAll('.f')) each.textContent = ${JSON.stringify(application)}`);
    await page.pdf({
      format: 'A4',
      displayHeaderFooter: true,
      headerTemplate: '<i></i>',
      footerTemplate: foot,
      margin: { top: '1.5cm', bottom: '2.2cm', left: '2.8cm', right: '2.3cm' },
    });
  };
};
