import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Impor tabel', en: 'Import a table' },
  lead: {
    id: 'Perangkat, rak, kabel, jaringan, alamat, atau aplikasi dari CSV atau XLSX. Setiap baris diperiksa dahulu; semuanya disimpan, atau tidak satu pun.',
    en: 'Devices, racks, cables, networks, addresses or applications from CSV or XLSX. Every row is tried first; all of it is saved, or nothing.',
  },
  new: { id: 'Impor baru', en: 'New import' },
  kind: { id: 'Isi tabel', en: 'What the table holds' },
  file: { id: 'Berkas', en: 'File' },
  fileHint: {
    id: 'CSV (pemisah koma, titik koma, atau tab) atau lembar pertama XLSX; baris pertama berisi judul kolom.',
    en: 'CSV (comma, semicolon or tab) or the first sheet of an XLSX; the first row holds the headings.',
  },
  upload: { id: 'Unggah dan pilih kolom', en: 'Upload and choose the columns' },
  headings: { id: 'Tabel kosong dengan judul kolom yang dikenal:', en: 'An empty table with headings that are known:' },
  last: { id: 'Impor terakhir', en: 'The last imports' },
  none: { id: 'Belum ada impor.', en: 'No import yet.' },
  rows: { id: 'Baris', en: 'Rows' },
  state: { id: 'Keadaan', en: 'State' },
  by: { id: 'Oleh', en: 'By' },
  columns: { id: 'Kolom mana ke isian mana', en: 'Which column goes where' },
  columnsHow: {
    id: 'Ditebak dari judul kolom, atau dari pilihan Anda yang lalu. Kolom tanpa isian diabaikan; sel kosong tidak mengubah apa pun.',
    en: 'Guessed by the headings, or by what was chosen before. A column without a field is ignored; an empty cell changes nothing.',
  },
  ignore: { id: '(abaikan kolom ini)', en: '(ignore this column)' },
  column: { id: 'Kolom {n}', en: 'Column {n}' },
  example: { id: 'Misalnya: {values}', en: 'For example: {values}' },
  check: { id: 'Periksa semua baris', en: 'Try every row' },
  checkAgain: { id: 'Periksa lagi', en: 'Try again' },
  write: { id: 'Simpan semuanya', en: 'Save all of it' },
  writeSure: { id: 'Simpan {n} baris ke dalam daftar?', en: 'Save {n} rows into the register?' },
  mend: {
    id: 'Tidak ada yang disimpan selama masih ada baris yang salah atau bertentangan. Perbaiki berkasnya, lalu unggah lagi.',
    en: 'Nothing is saved while rows are faulty or in conflict. Mend the file and upload it again.',
  },
  nothing: {
    id: 'Semua baris sama dengan yang tercatat; tidak ada yang perlu disimpan.',
    en: 'Every row is as the register has it; there is nothing to save.',
  },
  working: {
    id: 'Sedang dikerjakan: {done} dari {all} baris. Halaman ini memuat ulang sendiri.',
    en: 'Under way: {done} of {all} rows. This page reloads by itself.',
  },
  written: { id: 'Impor disimpan.', en: 'The import is saved.' },
  failed: { id: 'Impor gagal', en: 'The import failed' },
  result: { id: 'Hasil pemeriksaan', en: 'Verdict' },
  all: { id: 'Semua', en: 'All' },
  row: { id: 'Baris', en: 'Row' },
  about: { id: 'Tentang', en: 'About' },
  verdict: { id: 'Penilaian', en: 'Verdict' },
  why: { id: 'Alasan atau perubahan', en: 'Reason or change' },
  noRow: { id: 'Tidak ada baris seperti ini.', en: 'There is no such row.' },
  refusedFile: {
    id: 'Unduh {n} baris yang ditolak beserta alasannya (CSV)',
    en: 'Download the {n} refused rows with the reasons (CSV)',
  },
  rowInFile: { id: 'Baris di berkas', en: 'Row in the file' },
  refusedFor: { id: 'Ditolak karena', en: 'Refused because' },
} as const satisfies Record<string, Words>;

export const verdictLooks = {
  new: { label: { id: 'Baru', en: 'New' }, colour: 'green' },
  change: { label: { id: 'Berubah', en: 'Changed' }, colour: 'blue' },
  same: { label: { id: 'Sama', en: 'The same' }, colour: 'secondary' },
  conflict: { label: { id: 'Bertentangan', en: 'Conflict' }, colour: 'orange' },
  fault: { label: { id: 'Salah', en: 'Faulty' }, colour: 'red' },
} as const;

export const stateLooks = {
  mapping: { label: { id: 'Pilih kolom', en: 'Choose columns' }, colour: 'secondary' },
  checking: { label: { id: 'Diperiksa', en: 'Being tried' }, colour: 'azure' },
  checked: { label: { id: 'Sudah diperiksa', en: 'Tried' }, colour: 'blue' },
  writing: { label: { id: 'Disimpan', en: 'Being saved' }, colour: 'azure' },
  written: { label: { id: 'Tersimpan', en: 'Saved' }, colour: 'green' },
  failed: { label: { id: 'Gagal', en: 'Failed' }, colour: 'red' },
} as const;
