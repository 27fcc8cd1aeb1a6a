import type { Words } from '#lib/words.ts';
import {
  type Collision,
  type ImportKind,
  type ImportLine,
  type ImportState,
  importStateWords,
  type Outcome,
  type Verdict,
} from '#wiki/index.ts';
import type { Colour } from '../../../components/status/status.tsx';

type Look = { label: Words; colour: Colour };

export const kindWords: Readonly<Record<ImportKind, Words>> = {
  markdown: { id: 'Folder Markdown', en: 'Markdown folder' },
  dokuwiki: { id: 'DokuWiki', en: 'DokuWiki' },
  mediawiki: { id: 'MediaWiki', en: 'MediaWiki' },
};

export const stateLooks: Readonly<Record<ImportState, Look>> = {
  waiting: { label: importStateWords.waiting, colour: 'secondary' },
  checking: { label: importStateWords.checking, colour: 'blue' },
  checked: { label: importStateWords.checked, colour: 'orange' },
  running: { label: importStateWords.running, colour: 'blue' },
  stopped: { label: importStateWords.stopped, colour: 'orange' },
  done: { label: importStateWords.done, colour: 'green' },
  failed: { label: importStateWords.failed, colour: 'red' },
  undoing: { label: importStateWords.undoing, colour: 'blue' },
  undone: { label: importStateWords.undone, colour: 'secondary' },
  dropped: { label: importStateWords.dropped, colour: 'secondary' },
};

export const verdictLooks: Readonly<Record<Verdict, Look>> = {
  new: { label: { id: 'baru', en: 'new' }, colour: 'green' },
  same: { label: { id: 'isi sama', en: 'same text' }, colour: 'secondary' },
  taken: { label: { id: 'judul sudah ada', en: 'title is taken' }, colour: 'orange' },
  redirect: { label: { id: 'pengalihan', en: 'redirect' }, colour: 'teal' },
  refused: { label: { id: 'tidak dapat diambil', en: 'cannot be taken' }, colour: 'red' },
  unused: { label: { id: 'berkas tak terpakai', en: 'unused file' }, colour: 'secondary' },
};

export const outcomeLooks: Readonly<Record<Outcome, Look>> = {
  made: { label: { id: 'dibuat', en: 'made' }, colour: 'green' },
  renamed: { label: { id: 'dibuat dengan judul lain', en: 'made under another title' }, colour: 'teal' },
  version: { label: { id: 'versi baru', en: 'new version' }, colour: 'blue' },
  same: { label: { id: 'isi sama, tidak diapa-apakan', en: 'same text, nothing done' }, colour: 'secondary' },
  skipped: { label: { id: 'dilewati', en: 'passed over' }, colour: 'orange' },
  redirected: { label: { id: 'pengalihan dibuat', en: 'redirect made' }, colour: 'teal' },
  refused: verdictLooks.refused,
  unused: verdictLooks.unused,
};

export const undoneLooks: Readonly<Record<NonNullable<ImportLine['undone']>, Look>> = {
  deleted: { label: { id: 'dihapus lagi', en: 'deleted again' }, colour: 'secondary' },
  restored: { label: { id: 'teks lama kembali', en: 'former text is back' }, colour: 'secondary' },
  kept: { label: { id: 'tetap ada', en: 'stays' }, colour: 'orange' },
};

export const collisionWords: Readonly<Record<Collision, Words>> = {
  skip: {
    id: 'Lewati; halaman yang ada tetap seperti sekarang',
    en: 'Pass them over; the pages that are there stay as they are',
  },
  rename: { id: 'Buat dengan judul lain, misalnya “Judul (2)”', en: 'Make them under another title, “Title (2)” for example' },
  version: {
    id: 'Jadikan versi baru halaman yang ada; teks lama tetap dalam riwayatnya',
    en: 'Make them a new version of the page that is there; the former text stays in its history',
  },
};

export const words = {
  title: { id: 'Impor', en: 'Imports' },
  lead: {
    id: 'Halaman dari folder Markdown, DokuWiki, atau MediaWiki. Berkas diperiksa dahulu: tidak ada yang ditulis sebelum Anda melihat hasilnya.',
    en: 'Pages from a folder of Markdown, DokuWiki or MediaWiki. The file is checked first: nothing is written before you have seen what it would do.',
  },
  new: { id: 'Impor baru', en: 'New import' },
  from: { id: 'Asal', en: 'From' },
  kindHow: {
    markdown: {
      id: 'ZIP folder berisi berkas .md beserta gambarnya, atau satu berkas .md; juga ekspor Griya, Wiki.js, Outline, BookStack, dan Obsidian',
      en: 'A ZIP of a folder with .md files and their pictures, or one .md file; also what Griya, Wiki.js, Outline, BookStack and Obsidian export',
    },
    dokuwiki: {
      id: 'ZIP folder data, dengan pages dan media di dalamnya',
      en: 'A ZIP of the data folder, with pages and media in it',
    },
    mediawiki: { id: 'Berkas XML dari Special:Export', en: 'An XML file of Special:Export' },
  },
  file: { id: 'Berkas', en: 'File' },
  fileHint: {
    id: 'Paling banyak 20.000 berkas dan 300 MB setelah dibuka.',
    en: 'At most 20,000 files and 300 MB when unpacked.',
  },
  check: { id: 'Periksa berkas', en: 'Check the file' },
  asked: { id: 'Berkas sedang diperiksa.', en: 'The file is being checked.' },
  history: { id: 'Riwayat impor', en: 'History of imports' },
  none: { id: 'Belum ada impor ke ruang ini.', en: 'Nothing has been imported into this space yet.' },
  kind: { id: 'Asal', en: 'From' },
  state: { id: 'Keadaan', en: 'State' },
  things: { id: 'Isi', en: 'Holds' },
  written: { id: 'Ditulis', en: 'Written' },
  by: { id: 'Oleh', en: 'By' },
  progress: { id: 'Kemajuan', en: 'Progress' },
  checking: {
    id: 'Berkas dibaca dan diperiksa: {done} dari {total} halaman.',
    en: 'The file is read and checked: {done} of {total} pages.',
  },
  reading: { id: 'Berkas sedang dibaca.', en: 'The file is being read.' },
  waiting: { id: 'Menunggu giliran.', en: 'Waiting for its turn.' },
  running: { id: '{done} dari {total} sudah diimpor.', en: '{done} of {total} are imported.' },
  stopping: { id: 'Berhenti setelah halaman yang sedang ditulis.', en: 'It ends after the pages that are being written.' },
  undoing: { id: 'Impor sedang dibatalkan.', en: 'The import is being undone.' },
  reloads: { id: 'Halaman ini memuat ulang sendiri.', en: 'This page reloads by itself.' },
  stop: { id: 'Hentikan', en: 'Stop' },
  stopped: {
    id: 'Impor akan berhenti setelah halaman yang sedang ditulis.',
    en: 'The import ends after the pages that are being written.',
  },
  stoppedHow: {
    id: 'Impor ini dihentikan. {done} dari {total} sudah selesai dan tetap ada; lanjutkan kapan saja.',
    en: 'This import was stopped. {done} of {total} are done and stay; go on at any time.',
  },
  failed: { id: 'Impor gagal', en: 'The import failed' },
  found: { id: 'Hasil pemeriksaan', en: 'What the check found' },
  tree: { id: 'Pohon yang terjadi', en: 'The tree that it becomes' },
  foundHow: {
    id: 'Belum ada yang ditulis. Setelah diimpor: {made} halaman baru.',
    en: 'Nothing is written yet. Once imported: {made} new pages.',
  },
  foundBoth: {
    id: 'Belum ada yang ditulis. Setelah diimpor: {made} halaman baru, {redirects} pengalihan.',
    en: 'Nothing is written yet. Once imported: {made} new pages, {redirects} redirects.',
  },
  taken: { id: '{n} halaman berjudul sama sudah ada di ruang ini', en: '{n} titles are in this space already' },
  nothingNew: {
    id: 'Semua halaman di berkas ini sudah ada dengan isi yang sama; tidak ada yang perlu diimpor.',
    en: 'All pages of this file are here with the same text; there is nothing to import.',
  },
  doImport: { id: 'Impor sekarang', en: 'Import now' },
  started: { id: 'Impor dimulai.', en: 'The import has begun.' },
  drop: { id: 'Buang pemeriksaan ini', en: 'Discard this check' },
  dropped: { id: 'Pemeriksaan dibuang; tidak ada yang ditulis.', en: 'The check is discarded; nothing was written.' },
  otherKind: { id: 'Periksa berkas ini sekali lagi', en: 'Check this file once more' },
  otherKindHow: {
    id: 'Berkasnya masih tersimpan. Bila asalnya keliru dipilih, pilih yang benar.',
    en: 'The file is still here. If the wrong origin was chosen, choose the right one.',
  },
  goOn: { id: 'Lanjutkan', en: 'Go on' },
  undoAgain: { id: 'Minta pembatalan sekali lagi', en: 'Ask once more to undo' },
  undo: { id: 'Batalkan impor ini', en: 'Undo this import' },
  undoSure: {
    id: 'Batalkan impor ini? Halaman yang dibuatnya dan belum diubah siapa pun dihapus, versi baru dikembalikan ke teks lama.',
    en: 'Undo this import? Pages that it made and nobody has changed are deleted, new versions go back to the former text.',
  },
  undoHow: {
    id: 'Halaman yang dibuat impor ini dan belum diubah siapa pun dihapus sekaligus; versi baru kembali ke teks lamanya. Yang sudah diubah orang tetap ada dan disebut.',
    en: 'Pages that this import made and nobody has changed since are deleted in one act; new versions go back to the former text. What people have changed stays and is named.',
  },
  undoAsked: { id: 'Impor sedang dibatalkan.', en: 'The import is being undone.' },
  summary: { id: 'Hasil', en: 'Outcome' },
  keptHow: {
    id: '{n} halaman tetap ada karena sudah diubah sesudah impor; lihat “tetap ada”.',
    en: '{n} pages stay because they were changed after the import; see “stays”.',
  },
  all: { id: 'Semua', en: 'All' },
  notes: { id: 'Dengan catatan', en: 'With notes' },
  page: { id: 'Halaman', en: 'Page' },
  verdict: { id: 'Penilaian', en: 'Verdict' },
  outcome: { id: 'Hasil', en: 'Outcome' },
  remarks: { id: 'Catatan', en: 'Notes' },
  level: { id: 'Tingkat', en: 'Level' },
  number: { id: 'No.', en: 'No.' },
  source: { id: 'Di berkas', en: 'In the file' },
  noLine: { id: 'Tidak ada yang seperti ini.', en: 'There is nothing like this.' },
  other: { id: 'dengan judul lain: “{title}”', en: 'under another title: “{title}”' },
  became: { id: 'menjadi “{title}”', en: 'became “{title}”' },
  csv: { id: 'Unduh seluruh daftar (CSV)', en: 'Download the whole list (CSV)' },
} as const;
