import { basename } from 'node:path';
import type { Words } from '#lib/words.ts';

/** One question and what came back: the values of the answer, or why there was none. */
export type Asked = { server: string; question: string; answer: readonly string[] | null; error: string | null; agrees: boolean };

/** What was done to find out whether a record is really there. Kept with the record as JSON and told in words. */
export type Verification =
  | { mode: 'authoritative'; ok: boolean; asked: readonly Asked[] }
  | { mode: 'zonefile'; ok: boolean; file: string; found: 'same' | 'different' | 'no-file' };

const faults: Record<string, Words> = {
  ENOTFOUND: { id: 'nama tidak dikenal (NXDOMAIN)', en: 'no such name (NXDOMAIN)' },
  ENODATA: { id: 'tidak ada data jenis ini', en: 'no data of this type' },
  ESERVFAIL: { id: 'server gagal menjawab (SERVFAIL)', en: 'the server failed (SERVFAIL)' },
  EREFUSED: { id: 'server menolak menjawab (REFUSED)', en: 'the server refused (REFUSED)' },
  ETIMEOUT: { id: 'tidak ada jawaban sampai batas waktu', en: 'no answer in time' },
  ECONNREFUSED: { id: 'server tidak dapat dihubungi', en: 'the server cannot be reached' },
  EFORMERR: { id: 'jawaban tidak dapat dibaca', en: 'the answer cannot be read' },
  EBADRESP: { id: 'jawaban tidak dapat dibaca', en: 'the answer cannot be read' },
};

const askedWords = ({ server, question, answer, error, agrees }: Asked): Words => {
  if (answer === null) {
    const fault = faults[error ?? ''] ?? { id: `gagal (${error})`, en: `failed (${error})` };
    return { id: `${server} ditanya ${question}: ${fault.id}`, en: `${server} asked for ${question}: ${fault.en}` };
  }
  const values = answer.join(', ');
  const verdict = agrees ? { id: 'sesuai', en: 'as wanted' } : { id: 'tidak sesuai', en: 'not as wanted' };
  return {
    id: `${server} ditanya ${question}: menjawab ${values} (${verdict.id})`,
    en: `${server} asked for ${question}: answered ${values} (${verdict.en})`,
  };
};

const fileWords: Record<'same' | 'different' | 'no-file', Words> = {
  same: { id: 'rekaman terbaca di dalamnya, sesuai', en: 'the record is in it, as wanted' },
  different: { id: 'rekaman tidak ditemukan di dalamnya', en: 'the record is not in it' },
  'no-file': { id: 'berkas tidak ada', en: 'there is no such file' },
};

/** A verification in words: what was asked of whom and what came back. Documents quote it, so a file is named without its place. */
export const verificationWords = (verification: Verification): Words => {
  if (verification.mode === 'zonefile') {
    const { found } = verification;
    const file = basename(verification.file);
    return {
      id: `Berkas zona ${file} dibaca kembali: ${fileWords[found].id}.`,
      en: `Zone file ${file} read back: ${fileWords[found].en}.`,
    };
  }
  const all = verification.asked.map(askedWords);
  return { id: `${all.map((words) => words.id).join('; ')}.`, en: `${all.map((words) => words.en).join('; ')}.` };
};

/** The verification that a record keeps; null when it keeps none. */
export const readVerification = (stored: string | null): Verification | null => {
  if (stored === null) return null;
  return JSON.parse(stored) as Verification;
};

const publishFaults: Record<string, Words> = {
  FOREIGN: {
    id: 'Berkas zona itu tidak ditulis oleh Griya dan tidak disentuh. Pindahkan berkas itu, lalu terbitkan lagi.',
    en: 'The zone file was not written by Griya and was left alone. Move that file away, then publish again.',
  },
  ENOSPC: { id: 'Ruang penyimpanan penuh.', en: 'The disk is full.' },
  EROFS: { id: 'Penyimpanan hanya dapat dibaca.', en: 'The disk is read-only.' },
  EACCES: { id: 'Griya tidak berhak menulis berkas zona.', en: 'Griya has no right to write the zone file.' },
  EPERM: { id: 'Griya tidak berhak menulis berkas zona.', en: 'Griya has no right to write the zone file.' },
  ENOTDIR: { id: 'Tempat berkas zona bukan direktori.', en: 'The place of the zone file is no directory.' },
};

/** Why publishing failed, in words, from the stored "CODE: message". */
export const publishErrorWords = (stored: string): Words => {
  const [code = '', ...rest] = stored.split(': ');
  return publishFaults[code] ?? { id: `Penerbitan gagal: ${rest.join(': ')}`, en: `Publishing failed: ${rest.join(': ')}` };
};
