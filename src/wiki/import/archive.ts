import { crc32, inflateRawSync } from 'node:zlib';
import { invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

// Reads a ZIP by its directory (APPNOTE 6.3.10, 4.3.12): what lies where, how large it says it is, and whether it is a file at all
// are known before anything is unpacked.

/** What an archive may hold: far more than a wiki has, far less than fills a machine. */
const limits = { files: 20_000, fileBytes: 25_000_000, allBytes: 300_000_000, nameBytes: 1000 };

const refuse = (id: string, en: string) => invalid([{ field: 'file', message: { id, en } }]);

const notZip = () =>
  refuse(
    'Berkas ini bukan arsip ZIP yang utuh. Kemas folder itu sekali lagi sebagai ZIP, lalu unggah.',
    'This file is no complete ZIP archive. Pack the folder as a ZIP once more and upload it.',
  );

const why = {
  outside: {
    id: 'jalurnya mutlak atau keluar dari folder (“..”); tidak dibuka',
    en: 'its path is absolute or leads out of the folder (“..”); not unpacked',
  },
  link: {
    id: 'hanya penunjuk ke berkas lain (symlink), bukan isinya',
    en: 'only points to another file (a symlink) and has no content',
  },
  large: { id: 'lebih dari 25 MB; tidak dibuka', en: 'over 25 MB; not unpacked' },
  lying: {
    id: 'isinya lebih besar daripada yang tertulis di arsip, atau rusak; tidak diambil',
    en: 'its content is larger than the archive says, or damaged; not taken',
  },
  locked: { id: 'dikunci dengan kata sandi', en: 'locked with a password' },
  packed: {
    id: 'dipadatkan dengan cara yang tidak dikenal; kemas dengan ZIP biasa',
    en: 'packed in a way that is not known; pack it as an ordinary ZIP',
  },
  twice: {
    id: 'nama ini sudah ada di arsip; yang pertama diambil',
    en: 'this name is in the archive already; the first is taken',
  },
  long: { id: 'nama berkasnya terlalu panjang', en: 'the name of the file is too long' },
} as const satisfies Record<string, Words>;

type Entry = { name: string; flags: number; method: number; crc: number; packed: number; size: number; mode: number; at: number };

/** UTF-8 where it says so or where it is; else the code page of old DOS, of which only letters are shown wrongly. */
const nameOf = (bytes: Buffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
};

const endOf = (zip: Buffer): number => {
  for (let at = zip.length - 22; at >= 0 && at >= zip.length - 22 - 65_535; at -= 1)
    if (zip.readUInt32LE(at) === 0x06054b50) return at;
  throw notZip();
};

const entriesOf = (zip: Buffer): Entry[] => {
  const end = endOf(zip);
  const count = zip.readUInt16LE(end + 10);
  if (count > limits.files) {
    throw refuse(
      'Arsip memuat lebih dari 20.000 berkas. Bagi menjadi beberapa arsip, misalnya satu per folder.',
      'The archive holds more than 20,000 files. Split it into several archives, one for each folder for example.',
    );
  }
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let n = 0; n < count; n += 1) {
    if (at + 46 > end || zip.readUInt32LE(at) !== 0x02014b50) throw notZip();
    const [name, extra, comment] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    entries.push({
      name: nameOf(zip.subarray(at + 46, at + 46 + name)),
      flags: zip.readUInt16LE(at + 8),
      method: zip.readUInt16LE(at + 10),
      crc: zip.readUInt32LE(at + 16),
      packed: zip.readUInt32LE(at + 20),
      size: zip.readUInt32LE(at + 24),
      // The rights of a file where it was packed, if that was UNIX.
      mode: zip.readUInt8(at + 5) === 3 ? zip.readUInt16LE(at + 40) : 0,
      at: zip.readUInt32LE(at + 42),
    });
    at += 46 + name + extra + comment;
  }
  return entries;
};

const isLink = ({ mode }: Entry): boolean => (mode & 0o170000) === 0o120000;

/** What systems and programs keep for themselves in a folder: of no interest to anybody. */
const isHousekeeping = (name: string): boolean =>
  name.endsWith('/') ||
  name.split('/').some((part) => part === '__MACOSX' || (part.startsWith('.') && part !== '..' && part !== '.'));

const leadsOut = (name: string): boolean => /^[/\\]|^[a-z]:|\0/i.test(name) || name.split(/[/\\]/).includes('..');

const unpack = (zip: Buffer, entry: Entry): Uint8Array | null => {
  const { at } = entry;
  if (at + 30 > zip.length || zip.readUInt32LE(at) !== 0x04034b50) return null;
  const begin = at + 30 + zip.readUInt16LE(at + 26) + zip.readUInt16LE(at + 28);
  const packed = zip.subarray(begin, begin + entry.packed);
  if (packed.length !== entry.packed) return null;
  try {
    // Never more than it said, whatever would come out.
    const bytes = entry.method === 0 ? packed : inflateRawSync(packed, { maxOutputLength: Math.max(1, entry.size) });
    return bytes.length === entry.size && crc32(bytes) === entry.crc ? new Uint8Array(bytes) : null;
  } catch {
    return null;
  }
};

/** A file of an archive that is not taken, and why. */
export type Refused = { at: string; why: Words };

export type Archive = {
  /** Every name in it that can be taken, as it is written there, with `/` between folders. */
  names: readonly string[];
  /** What cannot be taken, whatever is read. */
  refused: readonly Refused[];
  /** The content of a file; null where it is damaged or lied about its size. */
  read: (name: string) => Uint8Array | null;
};

export const damaged = why.lying;

const refusalOf = (entry: Entry, taken: ReadonlySet<string>): Words | null => {
  if (leadsOut(entry.name)) return why.outside;
  if (isLink(entry)) return why.link;
  if (entry.name.length > limits.nameBytes) return why.long;
  if ((entry.flags & 1) === 1) return why.locked;
  if (entry.method !== 0 && entry.method !== 8) return why.packed;
  if (entry.size > limits.fileBytes) return why.large;
  return taken.has(entry.name.replaceAll('\\', '/')) ? why.twice : null;
};

/**
 * The directory of an archive. `invalid`, with what to do, for what is none, holds over 20,000 files or says that it would unpack
 * to over 300 MB; a single file that cannot be taken is named in `refused`.
 */
export const openArchive = (bytes: Uint8Array): Archive => {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (zip.length < 22) throw notZip();
  const files = new Map<string, Entry>();
  const taken = new Set<string>();
  const refused: Refused[] = [];
  let all = 0;
  for (const entry of entriesOf(zip)) {
    if (isHousekeeping(entry.name)) continue;
    const fault = refusalOf(entry, taken);
    if (fault) {
      refused.push({ at: entry.name.slice(0, 300), why: fault });
      continue;
    }
    all += entry.size;
    if (all > limits.allBytes) {
      throw refuse(
        'Isi arsip lebih dari 300 MB setelah dibuka. Bagi menjadi beberapa arsip.',
        'The archive would unpack to more than 300 MB. Split it into several archives.',
      );
    }
    const name = entry.name.replaceAll('\\', '/');
    taken.add(name);
    files.set(name, entry);
  }
  return {
    names: [...files.keys()],
    refused,
    read: (name) => {
      const entry = files.get(name);
      return entry ? unpack(zip, entry) : null;
    },
  };
};

/** A file that came alone, as if it lay in an archive. */
export const aloneAs = (name: string, bytes: Uint8Array): Archive => ({
  names: [name],
  refused: [],
  read: (asked) => (asked === name ? bytes : null),
});

/** A file as UTF-8 text; null when it is none. */
export const textOf = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
};
