import { longDate } from '#lib/format.ts';
import { plainPdf, wrapped } from './paper.ts';
import type { DemoEntry, DemoOffice, Stack } from './schema.ts';

type Subject = { entry: DemoEntry; office: DemoOffice; stack: Stack; place: string; today: Temporal.PlainDate };
type Administrator = DemoOffice['administrators'][number];

const day = (date: Temporal.PlainDate): string => longDate(date, 'id', 'UTC');

/** The letter by which an office appoints its administrator. */
export const appointmentLetter = (
  { entry, office, place, today }: Subject,
  administrator: Administrator,
  number: string,
): Uint8Array =>
  plainPdf(`Surat Penunjukan Pengelola ${entry.name}`, [
    { bold: office.name.toUpperCase() },
    office.address,
    '',
    { bold: 'SURAT PENUNJUKAN' },
    `Nomor ${number}`,
    '',
    'Yang bertanda tangan di bawah ini:',
    { word: 'Nama', value: office.head.name },
    { word: 'NIP', value: office.head.nip },
    { word: 'Jabatan', value: office.head_title },
    'dengan ini menunjuk:',
    { word: 'Nama', value: administrator.name },
    { word: 'NIP', value: administrator.nip },
    { word: 'Jabatan', value: administrator.title },
    { word: 'Telepon', value: administrator.phone },
    ...wrapped(
      `sebagai Pengelola/Administrator Aplikasi ${entry.name}, dengan tugas mengelola akun dan hak akses, memutakhirkan data, menjaga kerahasiaan kredensial, melaporkan gangguan, dan melakukan pencadangan sesuai pembagian tanggung jawab.`,
    ),
    'Surat ini berlaku sejak tanggal ditetapkan sampai ada penggantian.',
    '',
    `Ditetapkan di ${place} pada tanggal ${day(today)}`,
    `${office.head_title},`,
    '',
    'ttd. dan cap',
    '',
    { bold: office.head.name },
    `NIP ${office.head.nip}`,
  ]);

/** A recommendation of the technical team that was signed on paper and is uploaded. */
export const recommendationLetter = ({ entry, office, place, today }: Subject, number: string): Uint8Array =>
  plainPdf(`Rekomendasi Hosting ${entry.name}`, [
    { bold: 'REKOMENDASI PENYEDIAAN LAYANAN HOSTING APLIKASI' },
    `Nomor ${number}`,
    '',
    ...wrapped(
      `Berdasarkan hasil pemeriksaan Tim Teknis terhadap aplikasi ${entry.name} milik ${office.name}, meliputi kesesuaian arsitektur, kelengkapan dokumen teknis, kebutuhan sumber daya, hasil uji fungsi, hasil uji keamanan, dan pelindungan data pribadi, dengan hasil terpenuhi, dinyatakan:`,
    ),
    '',
    { bold: '[x] DIREKOMENDASIKAN' },
    '',
    `Kebutuhan sumber daya: ${entry.size[0]} vCPU, RAM ${entry.size[1]} GB, penyimpanan ${entry.size[2]} GB.`,
    `Rekomendasi berlaku sampai dengan ${day(today.add({ months: 6 }))}.`,
    '',
    `${place}, ${day(today)}`,
    'Tim Teknis,',
    '',
    'ttd. dan cap',
  ]);

/** The installation guide, in Markdown. */
export const installationGuide = ({ entry, office, stack, today }: Subject): Uint8Array =>
  Buffer.from(
    [
      `# Petunjuk Instalasi ${entry.name}`,
      '',
      `Disusun oleh ${office.name}, ${day(today)}.`,
      '',
      '| Komponen | Isi |',
      '|---|---|',
      `| Bahasa | ${stack.language} |`,
      `| Kerangka | ${stack.framework || '–'} |`,
      `| Basis data | ${stack.database} |`,
      `| Sumber daya | ${entry.size[0]} vCPU, RAM ${entry.size[1]} GB, penyimpanan ${entry.size[2]} GB |`,
      '',
      ...stack.steps.flatMap((step, index) => [
        `## Langkah ${index + 1}: ${step.title}`,
        '',
        `Hasil yang diharapkan: \`${step.evidence}\``,
        '',
      ]),
    ].join('\n'),
  );

/** A routing slip that was written by hand while Griya could not be reached, scanned afterwards. */
export const paperSlip = ({ entry, office, today }: Subject): Uint8Array =>
  plainPdf(`Lembar Disposisi ${entry.name}`, [
    { bold: 'LEMBAR DISPOSISI (TULISAN TANGAN)' },
    '',
    { word: 'Surat dari', value: office.name },
    { word: 'Hal', value: `Permohonan Penyediaan Layanan Hosting Aplikasi ${entry.name}` },
    { word: 'Tanggal', value: day(today) },
    '',
    'Diteruskan: proses lebih lanjut.',
    '',
    'paraf',
  ]);

/** A letter on paper as the scanner of the secretariat saw it. */
export const scannedLetter = (letter: {
  from: string;
  number: string;
  hal: string;
  to: string;
  date: Temporal.PlainDate;
}): Uint8Array =>
  plainPdf(letter.hal, [
    { bold: letter.from.toUpperCase() },
    '',
    { word: 'Nomor', value: letter.number },
    { word: 'Hal', value: letter.hal },
    { word: 'Tanggal', value: day(letter.date) },
    '',
    `Yth. Kepala ${letter.to}`,
    '',
    ...wrapped(`Dengan hormat, bersama ini kami sampaikan perihal ${letter.hal.toLowerCase()}. Mohon tindak lanjut Saudara.`),
    '',
    'ttd. dan cap',
  ]);

/** The slip of the courier, initialled by who took the letter. */
export const receiptSlip = (receipt: { number: string; to: string; receivedBy: string; date: Temporal.PlainDate }): Uint8Array =>
  plainPdf(`Tanda terima ${receipt.number}`, [
    { bold: 'TANDA TERIMA SURAT' },
    '',
    { word: 'Nomor', value: receipt.number },
    { word: 'Kepada', value: receipt.to },
    { word: 'Penerima', value: receipt.receivedBy },
    { word: 'Tanggal', value: day(receipt.date) },
    '',
    'paraf dan cap',
  ]);
