import { inflateSync } from 'node:zlib';
import type { ByteSource } from './source.ts';
import { countOf, dictOf, listOf, malformed, nameOf, type PdfDict, type PdfValue, readerOf, refOf } from './syntax.ts';

/** Bounds on what is held at once: enough for any office document, too little for a bomb to hurt. */
const longestObject = 256 * 1024;
const longestStream = 4 * 1024 * 1024;
const longestInflated = 16 * 1024 * 1024;

type Entry = { offset: number } | { stream: number; index: number };

/** One section of the cross-reference: where objects begin, and the dictionary at its end. */
export type Section = { find: (object: number) => Promise<Entry | 'free' | null>; trailer: PdfDict };

type StoredObject = { value: PdfValue; after: number; text: string };

/** The object that begins at an offset, in as large a stretch as it needs. */
export const readObject = async (source: ByteSource, offset: number): Promise<StoredObject> => {
  for (let length = 2048; ; length *= 4) {
    const text = (await source.read(offset, length)).toString('latin1');
    const head = /^[\0\t\n\f\r ]*\d+[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+obj/.exec(text);
    if (!head) throw malformed('no object where the cross-reference says');
    const reader = readerOf(text, head[0].length);
    try {
      const value = reader.value();
      reader.skip();
      return { value, after: offset + reader.position, text: text.slice(reader.position) };
    } catch (error) {
      if (length >= longestObject || offset + length >= source.size) throw error;
    }
  }
};

/** The bytes of a stream object, inflated and with its predictor undone. Only what cross-references use is understood. */
export const readStream = async (
  source: ByteSource,
  object: StoredObject,
  lengthOf: (value: PdfValue | undefined) => Promise<number>,
): Promise<Buffer> => {
  const dict = dictOf(object.value);
  const begin = /^stream(\r\n|\n|\r)/.exec(object.text);
  if (!dict || !begin) throw malformed('not a stream');
  const length = await lengthOf(dict.get('Length'));
  if (length > longestStream) throw malformed('stream too long');
  const raw = await source.read(object.after + begin[0].length, length);
  const filter = dict.get('Filter') ?? null;
  const filters = listOf(filter) ?? (filter === null ? [] : [filter]);
  if (filters.length === 0) return raw;
  if (filters.length > 1 || nameOf(filters[0]) !== 'FlateDecode') throw malformed('unknown filter');
  const parms = dict.get('DecodeParms');
  return unpredicted(inflated(raw), dictOf(listOf(parms)?.[0] ?? parms));
};

const inflated = (raw: Buffer): Buffer => {
  try {
    return inflateSync(raw, { maxOutputLength: longestInflated });
  } catch {
    throw malformed('stream cannot be inflated');
  }
};

/** Undoes the PNG predictors None, Sub and Up. */
const unpredicted = (data: Buffer, parms: PdfDict | null): Buffer => {
  const predictor = countOf(parms?.get('Predictor')) ?? 1;
  if (predictor === 1) return data;
  const columns = countOf(parms?.get('Columns')) ?? 1;
  const plain = (countOf(parms?.get('Colors')) ?? 1) === 1 && (countOf(parms?.get('BitsPerComponent')) ?? 8) === 8;
  if (predictor < 10 || !plain || columns < 1) throw malformed('unknown predictor');
  const rows = Math.floor(data.length / (columns + 1));
  const result = Buffer.alloc(rows * columns);
  for (let row = 0; row < rows; row += 1) {
    const kind = data[row * (columns + 1)] ?? 0;
    if (kind > 2) throw malformed('unknown predictor');
    for (let column = 0; column < columns; column += 1) {
      const at = row * columns + column;
      const before = kind === 2 ? at - columns : kind === 1 && column > 0 ? at - 1 : -1;
      result[at] = ((data[row * (columns + 1) + 1 + column] ?? 0) + (before < 0 ? 0 : (result[before] ?? 0))) & 255;
    }
  }
  return result;
};

/** The section of the cross-reference that begins at an offset, in either of its forms. `base`: where the PDF begins in the file. */
export const readSection = async (source: ByteSource, base: number, offset: number): Promise<Section> => {
  const start = (await source.read(base + offset, 32)).toString('latin1');
  const keyword = /^[\0\t\n\f\r ]*xref/.exec(start);
  return keyword ? readTable(source, base + offset + keyword[0].length) : readXrefStream(source, base + offset);
};

type Part = { first: number; count: number; offset: number };

const mostParts = 4096;

/** The table: parts of entries of 20 bytes each, then the trailer. Entries are read when they are asked for. */
const readTable = async (source: ByteSource, offset: number): Promise<Section> => {
  const parts: Part[] = [];
  let at = offset;
  for (;;) {
    const text = (await source.read(at, 64)).toString('latin1');
    const trailer = /^[\0\t\n\f\r ]*trailer/.exec(text);
    if (trailer) {
      at += trailer[0].length;
      break;
    }
    const head = /^[\0\t\n\f\r ]*(\d{1,10})[ ]+(\d{1,10})[ ]*(\r\n|\n|\r)/.exec(text);
    if (!head || parts.length >= mostParts) throw malformed('cross-reference cannot be read');
    const part = { first: Number(head[1]), count: Number(head[2]), offset: at + head[0].length };
    parts.push(part);
    at = part.offset + part.count * 20;
  }
  const text = (await source.read(at, longestObject)).toString('latin1');
  const trailer = dictOf(readerOf(text).value());
  if (!trailer) throw malformed('no trailer');
  const find = async (object: number): Promise<Entry | 'free' | null> => {
    const part = parts.find(({ first, count }) => object >= first && object < first + count);
    if (!part) return null;
    const line = (await source.read(part.offset + (object - part.first) * 20, 20)).toString('latin1');
    const entry = /^(\d{10}) \d{5} ([nf])/.exec(line);
    if (!entry) throw malformed('cross-reference cannot be read');
    return entry[2] === 'n' ? { offset: Number(entry[1]) } : 'free';
  };
  return { find, trailer };
};

const readXrefStream = async (source: ByteSource, offset: number): Promise<Section> => {
  const object = await readObject(source, offset);
  const trailer = dictOf(object.value);
  if (!trailer || nameOf(trailer.get('Type')) !== 'XRef') throw malformed('no cross-reference where the file says');
  const widths = listOf(trailer.get('W'))?.map((width) => countOf(width) ?? -1) ?? [];
  const [kindWidth = -1, secondWidth = -1, thirdWidth = -1] = widths;
  if (Math.min(kindWidth, secondWidth, thirdWidth) < 0 || Math.max(...widths) > 6)
    throw malformed('cross-reference cannot be read');
  const entry = kindWidth + secondWidth + thirdWidth;
  const index = listOf(trailer.get('Index'))?.map((each) => countOf(each) ?? 0) ?? [0, countOf(trailer.get('Size')) ?? 0];
  const data = await readStream(source, object, async (length) => countOf(length) ?? -1);
  const field = (at: number, width: number): number => (width === 0 ? 0 : data.readUIntBE(at, width));
  const find = async (number: number): Promise<Entry | 'free' | null> => {
    let before = 0;
    for (let part = 0; part + 1 < index.length; part += 2) {
      const [first = 0, count = 0] = index.slice(part, part + 2);
      const at = (before + number - first) * entry;
      before += count;
      if (number < first || number >= first + count) continue;
      if (at + entry > data.length) return null;
      const kind = kindWidth === 0 ? 1 : field(at, kindWidth);
      const [second, third] = [field(at + kindWidth, secondWidth), field(at + kindWidth + secondWidth, thirdWidth)];
      if (kind === 0) return 'free';
      return kind === 1 ? { offset: second } : { stream: second, index: third };
    }
    return null;
  };
  return { find, trailer };
};

/** The value of an object by its number, wherever the sections (the newest first) say that it is. */
export const objectReader = (source: ByteSource, base: number, sections: readonly Section[]) => {
  const locate = async (object: number): Promise<Entry> => {
    for (const section of sections) {
      const entry = await section.find(object);
      if (entry === 'free') break;
      if (entry) return entry;
    }
    throw malformed(`object ${object} is missing`);
  };
  const resolve = async (value: PdfValue | undefined, depth = 0): Promise<PdfValue> => {
    const ref = refOf(value);
    if (ref === null) return value ?? null;
    if (depth > 8) throw malformed('references go in a circle');
    const entry = await locate(ref);
    if ('offset' in entry) return resolve((await readObject(source, base + entry.offset)).value, depth + 1);
    return resolve(await readPacked(entry, depth + 1), depth + 1);
  };
  /** An object inside of an object stream: its head lists numbers and offsets. */
  const readPacked = async ({ stream, index }: { stream: number; index: number }, depth: number): Promise<PdfValue> => {
    const entry = await locate(stream);
    if (!('offset' in entry)) throw malformed('an object stream inside of another');
    const object = await readObject(source, base + entry.offset);
    const dict = dictOf(object.value);
    const data = await readStream(source, object, async (length) => countOf(await resolve(length, depth)) ?? -1);
    const first = countOf(dict?.get('First'));
    if (first === null) throw malformed('object stream cannot be read');
    const heads = data
      .toString('latin1', 0, first)
      .trim()
      .split(/[\0\t\n\f\r ]+/);
    const offset = Number(heads[index * 2 + 1] ?? Number.NaN);
    if (!Number.isSafeInteger(offset)) throw malformed('object stream cannot be read');
    return readerOf(`${data.toString('latin1', first + offset, first + offset + longestObject)} `).value();
  };
  return resolve;
};
