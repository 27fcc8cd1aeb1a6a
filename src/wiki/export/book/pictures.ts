import type { Db } from '#db/index.ts';
import { readBytes } from '#files/index.ts';
import { type Language, say } from '#lib/words.ts';
import { findAttachment } from '../../commands/attach-file.ts';
import type { BookPicture } from './tree.ts';
import { words } from './words.ts';

/** Where a picture of a book comes from. */
export type PictureSource =
  | { kind: 'file'; pageId: string; name: string }
  | { kind: 'svg'; svg: string }
  | { kind: 'none'; name: string };

export type WantedPicture = { source: PictureSource; alt: string };

/** What one picture, and all of one book, may take of the typesetter. */
const limits = { pixels: 30_000_000, bytes: 20_000_000, allPixels: 400_000_000, allBytes: 120_000_000 };

/** Width and height in pixels by what a file says of itself; null: no picture that is printed. */
export const sizeOfPicture = (bytes: Uint8Array): { width: number; height: number; kind: 'png' | 'jpg' } | null => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20), kind: 'png' };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length; ) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), kind: 'jpg' };
    at += marker === 0xff ? 1 : 2 + view.getUint16(at + 2);
  }
  return null;
};

/** Pictures without a size of their own are as wide as the text. */
const textWidth = 470;

const points = (length: string | undefined): number => {
  const [, value = '', unit = ''] = /^([\d.]+)(pt|px)?$/.exec(length ?? '') ?? [];
  return unit === 'pt' ? Number(value) : Number(value) * 0.75;
};

const sizeOfSvg = (svg: string): { width: number; height: number } => {
  const head = /<svg\b[^>]{0,2000}>/.exec(svg)?.[0] ?? '';
  const attribute = (name: string): string | undefined => new RegExp(`\\s${name}="([^"]{1,60})"`).exec(head)?.[1];
  const [, , boxWidth = 0, boxHeight = 0] = (attribute('viewBox') ?? '').split(/[\s,]+/).map(Number);
  const [width, height] = [points(attribute('width')) || boxWidth * 0.75, points(attribute('height')) || boxHeight * 0.75];
  return width > 0 && height > 0 && width < 1e5 && height < 1e5 ? { width, height } : { width: textWidth, height: textWidth };
};

type Read = { path: string; bytes: Uint8Array; width: number; height: number };

/**
 * Reads the pictures of a book, as many as the typesetter takes. One that is not printed says so in its place; all of those are
 * named in `leftOut`.
 */
export const readPictures = async (
  db: Db,
  wanted: readonly WantedPicture[],
  language: Language,
): Promise<{ pictures: BookPicture[]; files: { path: string; bytes: Uint8Array }[]; leftOut: string[] }> => {
  const files: { path: string; bytes: Uint8Array }[] = [];
  const leftOut: string[] = [];
  const all = { pixels: 0, bytes: 0 };
  const read = async (source: PictureSource, n: number): Promise<Read | { said: string }> => {
    if (source.kind === 'none') return { said: say(words.noPicture, language, { name: source.name }) };
    if (source.kind === 'svg') {
      return { path: `pictures/${n}.svg`, bytes: new TextEncoder().encode(source.svg), ...sizeOfSvg(source.svg) };
    }
    const { name } = source;
    const file = await findAttachment(db, source.pageId, name);
    if (!file) return { said: say(words.noPicture, language, { name }) };
    if (!['image/png', 'image/jpeg'].includes(file.mediaType)) return { said: say(words.noKind, language, { name }) };
    if (file.size > limits.bytes) return { said: say(words.tooLarge, language, { name }) };
    if (all.bytes + file.size > limits.allBytes) return { said: say(words.tooMany, language, { name }) };
    const bytes = await readBytes(db, file.fileId);
    const size = sizeOfPicture(bytes);
    if (!size || size.width === 0 || size.height === 0) return { said: say(words.noKind, language, { name }) };
    const pixels = size.width * size.height;
    if (pixels > limits.pixels) return { said: say(words.tooLarge, language, { name }) };
    if (all.pixels + pixels > limits.allPixels) return { said: say(words.tooMany, language, { name }) };
    all.pixels += pixels;
    all.bytes += bytes.length;
    return { path: `pictures/${n}.${size.kind}`, bytes, width: size.width * 0.75, height: size.height * 0.75 };
  };
  const pictures: BookPicture[] = [];
  for (const [n, { source, alt }] of wanted.entries()) {
    const found = await read(source, n);
    const said = alt || ('name' in source ? source.name : '') || words.picture[language];
    if ('said' in found) {
      leftOut.push(found.said);
      pictures.push({ path: null, said: found.said, alt: said });
    } else {
      files.push({ path: found.path, bytes: found.bytes });
      pictures.push({ path: `/${found.path}`, width: found.width, height: found.height, alt: said });
    }
  }
  return { pictures, files, leftOut };
};
