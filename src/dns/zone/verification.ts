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
  EDITED: {
    id: 'Berkas zona memuat rekaman yang ditulis dengan tangan dan bertentangan dengan daftar. Lihat halaman Perbandingan, lalu catat atau hapus rekaman itu.',
    en: 'The zone file holds a record that was written by hand and contradicts the register. See the Comparison page, then adopt or remove it.',
  },
  ENOSPC: { id: 'Ruang penyimpanan penuh.', en: 'The disk is full.' },
  EROFS: { id: 'Penyimpanan hanya dapat dibaca.', en: 'The disk is read-only.' },
  EACCES: { id: 'Griya tidak berhak menulis berkas zona.', en: 'Griya has no right to write the zone file.' },
  EPERM: { id: 'Griya tidak berhak menulis berkas zona.', en: 'Griya has no right to write the zone file.' },
  REFUSED: {
    id: 'Server nama menolak perubahan (REFUSED). Periksa izin kunci TSIG untuk zona ini di server nama.',
    en: 'The name server refused the change (REFUSED). Check what the TSIG key may do with this zone there.',
  },
  SERVFAIL: {
    id: 'Server nama gagal (SERVFAIL). Periksa log server nama; penerbitan dicoba lagi.',
    en: 'The name server failed (SERVFAIL). Look into its log; publishing is tried again.',
  },
  NOTAUTH: {
    id: 'Server itu tidak memegang zona ini. Periksa alamat server dan nama zonanya.',
    en: 'That server does not hold this zone. Check the address of the server and the name of the zone.',
  },
  BADKEY: {
    id: 'Server tidak mengenal kunci ini. Periksa nama kunci dan isi kembali rahasianya.',
    en: 'The server does not know this key. Check its name and enter its secret again.',
  },
  BADSIG: {
    id: 'Rahasia kunci TSIG tidak cocok (BADSIG). Isi kembali rahasianya.',
    en: 'The secret of the TSIG key does not fit (BADSIG). Enter it again.',
  },
  BADTSIG: {
    id: 'Server tidak menerima kunci TSIG ini. Periksa nama, algoritme, dan rahasianya.',
    en: 'The server does not accept this TSIG key. Check its name, algorithm and secret.',
  },
  BADTIME: {
    id: 'Jam server ini dan jam server nama berbeda terlalu jauh (BADTIME). Samakan dengan NTP.',
    en: 'The clocks of this machine and of the name server are too far apart (BADTIME). Set both by NTP.',
  },
  REJECTED: {
    id: 'Server nama tidak menerima perubahan ini. Bandingkan zona dengan isi server, lalu usulkan perubahan yang sesuai.',
    en: 'The name server does not accept this change. Compare the zone with the server, then propose a change that fits.',
  },
  TIMEOUT: {
    id: 'Server nama tidak menjawab; penerbitan dicoba lagi.',
    en: 'The name server does not answer; publishing is tried again.',
  },
  AWAY: {
    id: 'Server nama tidak dapat dihubungi; penerbitan dicoba lagi.',
    en: 'The name server cannot be reached; publishing is tried again.',
  },
  NOTRANSFER: {
    id: 'Server tidak memberikan isi zona (AXFR). Izinkan transfer zona untuk kunci atau alamat ini.',
    en: 'The server does not give the zone (AXFR). Allow zone transfers for this key or address.',
  },
  NOPROGRAM: {
    id: 'Program dig/nsupdate belum terpasang di server Griya. Pasang paket bind9-dnsutils.',
    en: 'The programs dig/nsupdate are not installed on this machine. Install the package bind9-dnsutils.',
  },
  TOOLARGE: {
    id: 'Terlalu besar untuk dibaca: jumlah rekaman atau ukuran jawabannya melewati batas.',
    en: 'Too large to be read: the number of records or the size of the answer is over the limit.',
  },
  NOFILE: { id: 'Berkas zona belum ada.', en: 'There is no zone file yet.' },
  RELOAD: {
    id: 'Berkas zona sudah ditulis, tetapi perintah muat ulang gagal. Periksa GRIYA_ZONE_RELOAD.',
    en: 'The zone file was written, but the reload command failed. Check GRIYA_ZONE_RELOAD.',
  },
  ENOTDIR: { id: 'Tempat berkas zona bukan direktori.', en: 'The place of the zone file is no directory.' },
};

/** Why publishing failed, in words, from the stored "CODE: message". */
export const publishErrorWords = (stored: string): Words => {
  const [code = '', ...rest] = stored.split(': ');
  return publishFaults[code] ?? { id: `Penerbitan gagal: ${rest.join(': ')}`, en: `Publishing failed: ${rest.join(': ')}` };
};
