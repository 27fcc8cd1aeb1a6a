import { fileTypeFromBuffer } from 'file-type';

export type Sniffer = {
  /** Takes the next bytes. They may change afterwards. */
  push: (bytes: Buffer) => void;
  /** What the content is, as a media type; `application/octet-stream` when it is nothing we know. */
  finish: () => Promise<string>;
};

/** Enough for file-type to look into an office document, which is a ZIP. */
const headLength = 256 * 1024;

/** What never stands in a text: control characters but for those of terminals and printers. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: a log is coloured by ESC
const notText = /[^\P{Cc}\t\n\v\f\r\b\u001b\u0085]/u;

const bom: readonly [encoding: string, mark: string][] = [
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
];

/** Tells the kind of a file from its content alone, as it streams by: name and claimed type play no part. */
export const createSniffer = (): Sniffer => {
  const heads: Buffer[] = [];
  let held = 0;
  let size = 0;
  let decoder: TextDecoder | null = null;
  let text = true;

  const pushText = (bytes: Buffer): void => {
    if (!text) return;
    decoder ??= new TextDecoder(bom.find(([, mark]) => bytes.toString('hex', 0, 2) === mark)?.[0] ?? 'utf-8', { fatal: true });
    try {
      text = !notText.test(decoder.decode(bytes, { stream: true }));
    } catch {
      text = false;
    }
  };

  const isText = (): boolean => {
    if (!text || size === 0) return false;
    try {
      decoder?.decode();
      return true;
    } catch {
      return false; // ends in the middle of a character
    }
  };

  return {
    push: (bytes) => {
      size += bytes.length;
      if (held < headLength) {
        const part = Buffer.from(bytes.subarray(0, headLength - held));
        heads.push(part);
        held += part.length;
      }
      pushText(bytes);
    },
    finish: async () => {
      const head = Buffer.concat(heads);
      const marked = head.subarray(0, 1024).includes('%PDF-');
      // Text first: two letters at the beginning of a sentence ("BM…") are a picture to a list of magic numbers.
      if (isText() && !head.subarray(0, 5).equals(Buffer.from('%PDF-'))) return 'text/plain';
      const known = await fileTypeFromBuffer(head).catch(() => undefined);
      return known?.mime ?? (marked ? 'application/pdf' : 'application/octet-stream');
    },
  };
};

/** The media type of an upload: a text is Markdown when its name says so, which its content cannot. */
export const namedType = (mediaType: string, name: string): string =>
  mediaType === 'text/plain' && /\.(md|markdown)$/i.test(name) ? 'text/markdown' : mediaType;
