import type { Words } from '#lib/words.ts';

// What an import says of a page, beside its verdict. The same words stand in the report before and after.

const few = (names: readonly string[]): string => {
  const shown = [...new Set(names)];
  return `${shown.slice(0, 8).join(', ').slice(0, 600).toWellFormed()}${shown.length > 8 ? ` (+${shown.length - 8})` : ''}`;
};

/** Notes of a page: it comes in, but something of it does not, or otherwise than it was. */
export const note = {
  missingFiles: (names: readonly string[]): Words => ({
    id: `berkas tidak ada di arsip: ${few(names)}`,
    en: `files not in the archive: ${few(names)}`,
  }),
  brokenLinks: (titles: readonly string[]): Words => ({
    id: `tautan tanpa tujuan: ${few(titles)}`,
    en: `links without a target: ${few(titles)}`,
  }),
  frontMatter: (keys: readonly string[]): Words => ({
    id: `bagian depan yang tidak diambil: ${few(keys)}`,
    en: `not taken from the front matter: ${few(keys)}`,
  }),
  templates: (names: readonly string[]): Words => ({
    id: `templat tanpa arti di sini, tetap sebagai kode: ${few(names)}`,
    en: `templates without a meaning here, kept as code: ${few(names)}`,
  }),
  lost: (what: readonly string[]): Words => ({
    id: `tidak punya padanan dan tetap seperti tertulis: ${few(what)}`,
    en: `has no counterpart and stays as it was typed: ${few(what)}`,
  }),
  twice: (title: string): Words => ({
    id: `judul “${title}” ada lebih dari sekali di berkas ini, karena itu halaman ini berjudul lain`,
    en: `the title “${title}” is more than once in this file, so this page has another one`,
  }),
  leadsTo: (title: string): Words => ({ id: `menuju “${title}”`, en: `leads to “${title}”` }),
  file: (name: string, why: Words): Words => ({ id: `${name}: ${why.id}`, en: `${name}: ${why.en}` }),
} as const;

export const reasons = {
  damagedFile: { id: 'berkas ini rusak di dalam arsip', en: 'this file is damaged in the archive' },
  unused: {
    id: 'tidak ditampilkan atau ditautkan halaman mana pun; tidak diambil',
    en: 'no page shows or links it; not taken',
  },
  ownRedirect: { id: 'pengalihan ke halaman yang tidak ada di berkas ini', en: 'a redirect to a page that is not in this file' },
  redirectTaken: {
    id: 'pengalihan; judul ini sudah menjadi halaman',
    en: 'a redirect; there is a page of this title',
  },
  archived: {
    id: 'halaman berjudul ini diarsipkan; kembalikan dahulu bila hendak diperbarui',
    en: 'the page of this title is archived; bring it back first to renew it',
  },
  changed: {
    id: 'halaman ini disunting setelah pemeriksaan, karena itu tidak ditimpa',
    en: 'this page was edited since the check, so it is left as it is',
  },
  gone: { id: 'halaman ini dihapus setelah pemeriksaan', en: 'this page was deleted since the check' },
  takenSince: {
    id: 'judul ini dipakai halaman lain setelah pemeriksaan',
    en: 'another page took this title since the check',
  },
  edited: { id: 'sudah disunting orang', en: 'somebody has edited it' },
  commented: { id: 'sudah dikomentari', en: 'somebody has commented on it' },
  cared: { id: 'sudah mempunyai penanggung jawab atau tanggal tinjauan', en: 'it has an owner or a review date' },
  filesChanged: { id: 'lampirannya sudah diubah', en: 'its attachments were changed' },
  hasBelow: { id: 'ada halaman di bawahnya yang tetap', en: 'a page below it stays' },
  movedOn: { id: 'diarsipkan atau dipindahkan', en: 'it was archived or moved' },
} as const satisfies Record<string, Words>;

export const failures = {
  zipForXml: {
    id: 'Berkas ini arsip ZIP, sedangkan MediaWiki mengekspor XML. Pilih Folder Markdown atau DokuWiki bila itu asalnya.',
    en: 'This file is a ZIP archive, while MediaWiki exports XML. Choose Markdown folder or DokuWiki if that is where it comes from.',
  },
  xmlForZip: {
    id: 'Berkas ini XML, bukan arsip ZIP. Bila ini ekspor MediaWiki, pilih MediaWiki.',
    en: 'This file is XML and no ZIP archive. If MediaWiki exported it, choose MediaWiki.',
  },
  notText: {
    id: 'Berkas ini bukan teks UTF-8; simpan ulang sebagai UTF-8.',
    en: 'This file is no UTF-8 text; save it as UTF-8.',
  },
  noRight: {
    id: 'Yang meminta impor ini tidak (lagi) mengelola ruang ini.',
    en: 'Whoever asked for this import does not keep this space (any more).',
  },
  approval: {
    id: 'Di ruang ini setiap halaman menunggu persetujuan. Impor ke ruang lain, lalu pindahkan halamannya; atau minta administrator mematikan persetujuan selama impor.',
    en: 'In this space every page waits for approval. Import into another space and move the pages; or have an administrator switch approval off for the import.',
  },
  undoApproval: {
    id: 'Di ruang ini setiap perubahan menunggu persetujuan, jadi impor tidak dapat dibatalkan sekaligus. Hapus halamannya satu per satu, atau minta administrator mematikan persetujuan.',
    en: 'In this space every change waits for approval, so an import cannot be undone at once. Delete its pages one by one, or have an administrator switch approval off.',
  },
  broken: {
    id: 'Impor ini berhenti karena kesalahan di sistem. Yang sudah diimpor tetap ada. Lanjutkan sekali lagi; bila gagal lagi, beri tahu administrator.',
    en: 'This import ended by a fault of the system. What was imported stays. Go on once more; if it fails again, tell the administrator.',
  },
  empty: {
    id: 'Tidak ada halaman di berkas ini. Periksa asal yang dipilih dan isi arsipnya.',
    en: 'There is no page in this file. Check the origin that was chosen and what the archive holds.',
  },
} as const satisfies Record<string, Words>;

/** Why nothing is imported into a space with approval. */
export const importApproval: Words = failures.approval;

/** The states of an import. */
export const stateWords = {
  waiting: { id: 'menunggu', en: 'waiting' },
  checking: { id: 'diperiksa', en: 'being checked' },
  checked: { id: 'sudah diperiksa, belum diimpor', en: 'checked, not imported' },
  running: { id: 'berjalan', en: 'running' },
  stopped: { id: 'dihentikan', en: 'stopped' },
  done: { id: 'selesai', en: 'done' },
  failed: { id: 'gagal', en: 'failed' },
  undoing: { id: 'sedang dibatalkan', en: 'being undone' },
  undone: { id: 'dibatalkan', en: 'undone' },
  dropped: { id: 'dibuang', en: 'discarded' },
} as const satisfies Record<string, Words>;
