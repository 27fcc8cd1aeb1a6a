/** What a PDF can say in one object, as far as we must understand it; strings and keywords are of no interest. */
export type PdfValue =
  | number
  | boolean
  | null
  | { name: string }
  | { ref: number }
  | { list: readonly PdfValue[] }
  | { dict: ReadonlyMap<string, PdfValue> }
  | { other: true };

export type PdfDict = ReadonlyMap<string, PdfValue>;

type PdfError = Error & { pdf: true };

/** What cannot be understood as PDF. Errors of the source itself (a lost database) are not of this kind. */
export const malformed = (why: string): PdfError => Object.assign(new Error(`PDF: ${why}`), { pdf: true as const });
export const isMalformed = (error: unknown): boolean => error instanceof Error && (error as Partial<PdfError>).pdf === true;

const deepest = 40;
const blank = /[\0\t\n\f\r ]/;
const delimiter = /[\0\t\n\f\r ()<>[\]{}/%]/;

/** A reader over a stretch of a PDF, each byte one character (latin1). It throws `malformed` where the stretch ends too early. */
export const readerOf = (text: string, start = 0) => {
  let at = start;

  const skip = (): void => {
    for (;;) {
      while (at < text.length && blank.test(text.charAt(at))) at += 1;
      if (text.charAt(at) !== '%') return;
      while (at < text.length && !/[\r\n]/.test(text.charAt(at))) at += 1;
    }
  };

  const word = (): string => {
    const from = at;
    while (at < text.length && !delimiter.test(text.charAt(at))) at += 1;
    if (at >= text.length) throw malformed('ends inside a word');
    return text.slice(from, at);
  };

  const string = (): PdfValue => {
    let depth = 0;
    do {
      const character = text.charAt(at);
      if (character === '') throw malformed('ends inside a string');
      if (character === '\\') at += 1;
      if (character === '(') depth += 1;
      if (character === ')') depth -= 1;
      at += 1;
    } while (depth > 0);
    return { other: true };
  };

  const name = (): string => {
    at += 1;
    return word().replace(/#([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  };

  const list = (depth: number): PdfValue => {
    at += 1;
    const items: PdfValue[] = [];
    for (;;) {
      skip();
      if (text.charAt(at) === ']') break;
      items.push(value(depth + 1));
    }
    at += 1;
    return { list: items };
  };

  const dictionary = (depth: number): PdfValue => {
    at += 2;
    const dict = new Map<string, PdfValue>();
    for (;;) {
      skip();
      if (text.startsWith('>>', at)) break;
      if (text.charAt(at) !== '/') throw malformed('a dictionary without a key');
      const key = name();
      dict.set(key, value(depth + 1));
    }
    at += 2;
    return { dict };
  };

  const hexString = (): PdfValue => {
    const end = text.indexOf('>', at);
    if (end < 0) throw malformed('ends inside a string');
    at = end + 1;
    return { other: true };
  };

  /** A number, or "12 0 R", which begins like one. */
  const number = (first: string): PdfValue => {
    const reference =
      /^\d+$/.test(first) && /^[\0\t\n\f\r ]+\d+[\0\t\n\f\r ]+R(?![^\0\t\n\f\r ()<>[\]{}/%])/.exec(text.slice(at, at + 40));
    if (!reference) return Number(first);
    at += reference[0].length;
    return { ref: Number(first) };
  };

  const value = (depth = 0): PdfValue => {
    if (depth > deepest) throw malformed('nested too deeply');
    skip();
    const character = text.charAt(at);
    if (character === '') throw malformed('ends where a value should be');
    if (text.startsWith('<<', at)) return dictionary(depth);
    if (character === '<') return hexString();
    if (character === '(') return string();
    if (character === '[') return list(depth);
    if (character === '/') return { name: name() };
    const token = word();
    if (/^[+-]?(\d+\.?\d*|\.\d+)$/.test(token)) return number(token);
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    if (token === '') throw malformed(`a stray ${character}`);
    return { other: true };
  };

  return {
    value: () => value(),
    skip,
    get position() {
      return at;
    },
  };
};

export const dictOf = (value: PdfValue | undefined): PdfDict | null =>
  typeof value === 'object' && value !== null && 'dict' in value ? value.dict : null;
export const refOf = (value: PdfValue | undefined): number | null =>
  typeof value === 'object' && value !== null && 'ref' in value ? value.ref : null;
export const nameOf = (value: PdfValue | undefined): string | null =>
  typeof value === 'object' && value !== null && 'name' in value ? value.name : null;
export const listOf = (value: PdfValue | undefined): readonly PdfValue[] | null =>
  typeof value === 'object' && value !== null && 'list' in value ? value.list : null;
/** A whole number from 0 on. */
export const countOf = (value: PdfValue | undefined): number | null =>
  typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
