import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';

// Writes a ZIP as a stream (APPNOTE 6.3.10): each file is sent as soon as it is known, and only its line of the directory at
// the end is kept, some hundred bytes. With the parts of ZIP64 where there are more than 65,535 files or 4 GB.

/** A file of the archive: its bytes, or a source that gives the same bytes each time it is asked. */
export type ZipFile = { name: string; at: Temporal.PlainDateTime; content: Uint8Array | (() => AsyncIterable<Uint8Array>) };

const deflate = promisify(deflateRaw) as (bytes: Uint8Array, options: { level: number }) => Promise<Buffer>;

const full16 = 0xffff;
const full32 = 0xffffffff;
/** Names are UTF-8. */
const flags = 0x0800;

const dosTime = ({ hour, minute, second }: Temporal.PlainDateTime): number => (hour << 11) | (minute << 5) | (second >> 1);
const dosDate = ({ year, month, day }: Temporal.PlainDateTime): number =>
  (Math.min(127, Math.max(0, year - 1980)) << 9) | (month << 5) | day;

type Known = { name: Buffer; at: Temporal.PlainDateTime; method: number; crc: number; packed: number; size: number };

/** What the header before a file and its line in the directory have in common. */
const common = ({ name, at, method, crc, packed, size }: Known, version: number): Buffer => {
  const buffer = Buffer.alloc(24);
  buffer.writeUInt16LE(version, 0);
  buffer.writeUInt16LE(flags, 2);
  buffer.writeUInt16LE(method, 4);
  buffer.writeUInt16LE(dosTime(at), 6);
  buffer.writeUInt16LE(dosDate(at), 8);
  buffer.writeUInt32LE(crc, 10);
  buffer.writeUInt32LE(packed, 14);
  buffer.writeUInt32LE(size, 18);
  buffer.writeUInt16LE(name.length, 22);
  return buffer;
};

const number32 = (value: number): Buffer => {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
};

const localHeader = (known: Known): Buffer =>
  Buffer.concat([number32(0x04034b50), common(known, 20), Buffer.alloc(2), known.name]);

const directoryLine = (known: Known, offset: number): Buffer => {
  const far = offset >= full32;
  const extra = Buffer.alloc(far ? 12 : 0);
  if (far) {
    extra.writeUInt16LE(1, 0);
    extra.writeUInt16LE(8, 2);
    extra.writeBigUInt64LE(BigInt(offset), 4);
  }
  const rest = Buffer.alloc(16);
  rest.writeUInt16LE(extra.length, 0);
  rest.writeUInt32LE(far ? full32 : offset, 12);
  // "Made by" is UNIX, with the usual rights: without them some programs unpack files that nobody may read.
  const madeBy = Buffer.from([45, 3]);
  rest.writeUInt32LE(((0o100644 << 16) >>> 0) >>> 0, 8);
  return Buffer.concat([number32(0x02014b50), madeBy, common(known, far ? 45 : 20), rest, known.name, extra]);
};

const directoryEnd = (count: number, size: number, offset: number): Buffer => {
  const parts: Buffer[] = [];
  if (count >= full16 || size >= full32 || offset >= full32) {
    const record = Buffer.alloc(56);
    record.writeUInt32LE(0x06064b50, 0);
    record.writeBigUInt64LE(44n, 4);
    record.writeUInt16LE(45, 12);
    record.writeUInt16LE(45, 14);
    record.writeBigUInt64LE(BigInt(count), 24);
    record.writeBigUInt64LE(BigInt(count), 32);
    record.writeBigUInt64LE(BigInt(size), 40);
    record.writeBigUInt64LE(BigInt(offset), 48);
    const locator = Buffer.alloc(20);
    locator.writeUInt32LE(0x07064b50, 0);
    locator.writeBigUInt64LE(BigInt(offset + size), 8);
    locator.writeUInt32LE(1, 16);
    parts.push(record, locator);
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(count, full16), 8);
  end.writeUInt16LE(Math.min(count, full16), 10);
  end.writeUInt32LE(Math.min(size, full32), 12);
  end.writeUInt32LE(Math.min(offset, full32), 16);
  return Buffer.concat([...parts, end]);
};

/** Small pieces together: a stream of thousands of headers costs more than it carries. */
const piece = 64 * 1024;

/** The archive of these files, piece by piece. Texts are packed; what comes as a source (pictures, PDF) is packed already. */
export const zipOf = async function* (files: AsyncIterable<ZipFile>): AsyncGenerator<Uint8Array> {
  const directory: Buffer[] = [];
  let lines: Buffer[] = [];
  let waiting: Uint8Array[] = [];
  let held = 0;
  let count = 0;
  let offset = 0;
  const put = (bytes: Uint8Array): void => {
    waiting.push(bytes);
    held += bytes.length;
    offset += bytes.length;
  };
  const flush = (): Buffer => {
    const all = Buffer.concat(waiting);
    waiting = [];
    held = 0;
    return all;
  };
  for await (const { name, at, content } of files) {
    const start = offset;
    const known: Known = { name: Buffer.from(name, 'utf8'), at, method: 0, crc: 0, packed: 0, size: 0 };
    if (content instanceof Uint8Array) {
      const packed = await deflate(content, { level: 6 });
      Object.assign(known, { method: 8, crc: crc32(content), packed: packed.length, size: content.length });
      put(localHeader(known));
      put(packed);
      if (held >= piece) yield flush();
    } else {
      for await (const chunk of content())
        Object.assign(known, { crc: crc32(chunk, known.crc), size: known.size + chunk.length });
      known.packed = known.size;
      put(localHeader(known));
      for await (const chunk of content()) {
        put(chunk);
        if (held >= piece) yield flush();
      }
    }
    count += 1;
    lines.push(directoryLine(known, start));
    if (lines.length >= 1000) {
      directory.push(Buffer.concat(lines));
      lines = [];
    }
  }
  directory.push(Buffer.concat(lines));
  const begin = offset;
  for (const part of directory) {
    put(part);
    yield flush();
  }
  put(directoryEnd(count, offset - begin, begin));
  yield flush();
};
