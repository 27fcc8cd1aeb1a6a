import type { Words } from '#lib/words.ts';

type FileKind = { label: Words; mediaTypes: readonly string[]; endings: readonly string[] };

const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const odt = 'application/vnd.oasis.opendocument.text';

/** Kinds of files that people send, each with the media types that its content is known by and the usual endings of its name. */
export const fileKinds = {
  pdf: { label: { id: 'PDF', en: 'PDF' }, mediaTypes: ['application/pdf'], endings: ['.pdf'] },
  png: { label: { id: 'gambar PNG', en: 'PNG picture' }, mediaTypes: ['image/png'], endings: ['.png'] },
  jpeg: { label: { id: 'gambar JPEG', en: 'JPEG picture' }, mediaTypes: ['image/jpeg'], endings: ['.jpg', '.jpeg'] },
  text: {
    label: { id: 'teks, Markdown, atau log', en: 'text, Markdown or log' },
    mediaTypes: ['text/plain', 'text/markdown'],
    endings: ['.txt', '.md', '.log'],
  },
  docx: { label: { id: 'dokumen Word (.docx)', en: 'Word document (.docx)' }, mediaTypes: [docx], endings: ['.docx'] },
  odt: { label: { id: 'dokumen OpenDocument (.odt)', en: 'OpenDocument text (.odt)' }, mediaTypes: [odt], endings: ['.odt'] },
  xlsx: { label: { id: 'buku kerja Excel (.xlsx)', en: 'Excel workbook (.xlsx)' }, mediaTypes: [xlsx], endings: ['.xlsx'] },
  // Older spreadsheets write Windows-1252 or UTF-16 without a mark, which is no text by itself; whoever reads the table decides.
  csv: {
    label: { id: 'tabel CSV', en: 'CSV table' },
    mediaTypes: ['text/plain', 'text/csv', 'application/octet-stream'],
    endings: ['.csv', '.tsv', '.txt'],
  },
  xml: { label: { id: 'XML', en: 'XML' }, mediaTypes: ['application/xml', 'text/xml'], endings: ['.xml'] },
  zip: { label: { id: 'arsip ZIP', en: 'ZIP archive' }, mediaTypes: ['application/zip'], endings: ['.zip'] },
} as const satisfies Record<string, FileKind>;
export type FileKindKey = keyof typeof fileKinds;

type Purpose = { label: Words; accepts: readonly FileKindKey[] };

const signed: readonly FileKindKey[] = ['pdf'];
const anything: readonly FileKindKey[] = ['pdf', 'png', 'jpeg', 'text', 'docx', 'odt', 'zip'];

/** What files are sent as, and which kinds each takes. What somebody signed is a PDF, because only that can be kept and shown as it was. */
export const acceptRules = {
  recommendation: { label: { id: 'Rekomendasi Tim Teknis', en: 'Recommendation of the technical team' }, accepts: signed },
  'appointment-letter': {
    label: { id: 'Surat penunjukan pengelola', en: 'Appointment of the application’s administrator' },
    accepts: signed,
  },
  'signed-letter': { label: { id: 'Surat yang sudah ditandatangani', en: 'Signed letter' }, accepts: signed },
  letter: { label: { id: 'Surat', en: 'Letter' }, accepts: signed },
  'installation-guide': {
    label: { id: 'Petunjuk instalasi', en: 'Installation guide' },
    accepts: ['pdf', 'text', 'docx', 'odt', 'zip'],
  },
  evidence: { label: { id: 'Bukti pelaksanaan', en: 'Evidence of the work' }, accepts: ['png', 'jpeg', 'text', 'pdf'] },
  paper: { label: { id: 'Pindaian dokumen kertas', en: 'Scan of a paper' }, accepts: ['pdf', 'png', 'jpeg'] },
  correction: { label: { id: 'Koreksi', en: 'Correction' }, accepts: anything },
  'wiki-attachment': { label: { id: 'Lampiran halaman wiki', en: 'Attachment of a wiki page' }, accepts: anything },
  'wiki-import': { label: { id: 'Berkas impor wiki', en: 'Import file of the wiki' }, accepts: ['zip', 'xml', 'text'] },
  'zone-file': { label: { id: 'Berkas zona', en: 'Zone file' }, accepts: ['text'] },
  'register-import': { label: { id: 'Tabel yang diimpor', en: 'Table to import' }, accepts: ['csv', 'xlsx'] },
  'register-attachment': { label: { id: 'Lampiran', en: 'Attachment' }, accepts: [...anything, 'xlsx'] },
  logo: { label: { id: 'Logo', en: 'Logo' }, accepts: ['png', 'jpeg'] },
} as const satisfies Record<string, Purpose>;

/** The rule for a purpose; one that is not listed takes every kind there is. */
export const acceptRuleOf = (purpose: string): Purpose =>
  Object.hasOwn(acceptRules, purpose)
    ? acceptRules[purpose as keyof typeof acceptRules]
    : { label: { id: 'Lampiran', en: 'Attachment' }, accepts: anything };

/** For the `accept` attribute of an input: what the file picker of the browser offers. A hint, not the check. */
export const acceptAttribute = (purpose: string): string =>
  acceptRuleOf(purpose)
    .accepts.flatMap((kind) => fileKinds[kind].endings)
    .join(',');

/** The kinds that a purpose takes, in words: "PDF, gambar PNG, gambar JPEG". */
export const acceptedKinds = (purpose: string): Words => {
  const labels = acceptRuleOf(purpose).accepts.map((kind) => fileKinds[kind].label);
  return { id: labels.map((label) => label.id).join(', '), en: labels.map((label) => label.en).join(', ') };
};
