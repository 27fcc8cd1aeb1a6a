import type { Words } from '#lib/words.ts';
import type { Breach, RenderError, TemplateFault } from '#typeset/index.ts';

/** What Typst says most often, in Indonesian. Marks stand for what the groups caught. */
const sayings: readonly (readonly [RegExp, string])[] = [
  [/^unknown variable: (\S+)/, 'nama "{1}" tidak dikenal'],
  [/^unclosed delimiter/, 'kurung atau tanda kutip belum ditutup'],
  [/^unclosed string/, 'tanda kutip belum ditutup'],
  [/^unclosed raw text/, 'tanda ` belum ditutup'],
  [/^unexpected closing (\w+)/, 'ada penutup tanpa pembuka'],
  [/^unexpected end of (.+)/, 'bagian ini berakhir terlalu cepat'],
  [/^unexpected (.+)/, 'tidak seharusnya ada di sini: {1}'],
  [/^expected (.+), found (.+)/, 'seharusnya {1}, tetapi ditemukan {2}'],
  [/^expected (.+)/, 'seharusnya ada {1}'],
  [/^the character `(.+)` is not valid in code/, 'karakter {1} tidak berlaku di dalam kode'],
  [
    /^cannot read file outside of project root|^failed to load file \(access denied\)/,
    'templat tidak boleh membaca berkas di luar dirinya',
  ],
  [/^file not found/, 'berkas itu tidak ada; templat hanya dapat memakai bagian bersama (../shared/…)'],
  [/package/, 'paket dari luar tidak dapat dipakai'],
  [/^cyclic import/, 'berkas-berkas ini saling memuat tanpa akhir'],
  [/^dictionary does not contain key "(.+?)"/, 'data surat tidak memuat "{1}"'],
  [/^(\S+) does not have field "(.+?)"/, 'tidak ada bagian "{2}" pada {1}'],
  [/^cannot access fields? on type (\S+)/, 'nilai jenis {1} tidak mempunyai bagian'],
  [/^array index out of bounds/, 'nomor urut melampaui isi daftar'],
  [/^array is empty/, 'daftar ini kosong'],
  [
    /^cannot (add|join|subtract|multiply|divide|compare|apply) (.+?)(?:, hints.*)?$/,
    'kedua nilai ini tidak dapat digabung atau dihitung ({2})',
  ],
  [/^missing argument: (\S+)/, 'argumen {1} belum diisi'],
  [/^unexpected argument: (\S+)/, 'argumen {1} tidak dikenal'],
  [/^loop seems to be infinite|^condition is always true/, 'pengulangan ini tidak pernah berakhir'],
  [/^maximum (.+) depth exceeded/, 'susunan terlalu dalam: mungkin memanggil dirinya sendiri'],
  [/^panicked with: (.+)/, 'templat berhenti dengan pesan {1}'],
  [/^unknown symbol modifier/, 'ragam simbol ini tidak dikenal'],
  [/^label .* does not exist/, 'label ini tidak ada di dalam dokumen'],
  [/missing document date/, 'tanggal dokumen belum ditetapkan; gunakan sheet-of-paper'],
];

const inIndonesian = (message: string): string => {
  for (const [pattern, said] of sayings) {
    const match = pattern.exec(message);
    if (match) return said.replace(/\{(\d)\}/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return `Typst: ${message}`;
};

const limitWords: Readonly<Record<Exclude<Breach, 'template'>, Words>> = {
  time: {
    id: 'Templat dihentikan karena memerlukan lebih dari 5 detik. Cari pengulangan yang terlalu banyak.',
    en: 'The template was stopped: it needed more than 5 seconds. Look for a loop that repeats too often.',
  },
  memory: {
    id: 'Templat dihentikan karena memerlukan lebih dari 256 MB. Cari teks atau daftar yang terus membesar.',
    en: 'The template was stopped: it needed more than 256 MB. Look for a text or list that keeps growing.',
  },
  crash: {
    id: 'Pembuat surat terhenti saat mengerjakan templat ini. Kembalikan perubahan terakhir lalu coba lagi.',
    en: 'The renderer broke off with this template. Take the last change back and try again.',
  },
};

/** A fault for the person who edits: the place (in the template itself: its line and column) and the reason. */
export type Explained = { message: Words; line: number | null; column: number | null };

/** Why a template could not be rendered, in both languages. `main` is the file that is being edited. */
export const explain = (error: RenderError, main: string): Explained[] => {
  if (error.breach !== 'template') return [{ message: limitWords[error.breach], line: null, column: null }];
  return error.faults.map((fault) => explainFault(fault, main));
};

const explainFault = ({ message, path, line, column }: TemplateFault, main: string): Explained => {
  const [reason = message] = message.split(', hints:');
  const own = path === main || path === '';
  const id = inIndonesian(message);
  if (line === null) return { message: { id: capital(id), en: capital(reason) }, line: null, column: null };
  const place = own
    ? { id: `Baris ${line}, kolom ${column}`, en: `Line ${line}, column ${column}` }
    : { id: `Bagian bersama ${path}, baris ${line}, kolom ${column}`, en: `Shared part ${path}, line ${line}, column ${column}` };
  return {
    message: { id: `${place.id}: ${id}.`, en: `${place.en}: ${reason}.` },
    line: own ? line : null,
    column: own ? column : null,
  };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
