import type { Words } from '#lib/words.ts';

/** What a letter number is put together from. */
export type NumberParts = {
  /** Secrecy (derajat): "B" ordinary, "R" confidential. */
  grade: 'B' | 'R';
  classification: string;
  /** Null: not allotted yet, room is left for it. */
  seq: number | null;
  /** Stands directly before the sequence number: "ND-". */
  prefix: string;
  unit: string;
  /** The letter's date; null: not known yet. */
  date: Temporal.PlainDate | null;
};

const tokens = ['derajat', 'klasifikasi', 'urut', 'unit', 'bulan_romawi', 'tahun'] as const;
type Token = (typeof tokens)[number];

const romans = ['I', 'II', 'III', 'IV', 'V', 'VI', 'VII', 'VIII', 'IX', 'X', 'XI', 'XII'];

/** What stands where a draft's number is still open. */
const openPlace = '……';

const longestPattern = 100;

/** The number of a letter by its office's pattern: "{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}". */
export const formatNumber = (pattern: string, parts: NumberParts): string => {
  const values: Record<Token, string> = {
    derajat: parts.grade,
    klasifikasi: parts.classification,
    urut: parts.prefix + (parts.seq ?? openPlace),
    unit: parts.unit,
    bulan_romawi: parts.date ? (romans[parts.date.month - 1] ?? '') : openPlace,
    tahun: parts.date ? String(parts.date.year) : openPlace,
  };
  return pattern.replace(/\{(\w+)\}/g, (mark, token: string) => (isToken(token) ? values[token] : mark));
};

const isToken = (token: string): token is Token => (tokens as readonly string[]).includes(token);

/**
 * What is wrong with a pattern, or null. It must hold `{urut}` once, apart from other figures, so that every number leads back
 * to its place in the book, and no token that does not exist.
 */
export const validatePattern = (pattern: string): Words | null => {
  if (pattern.length > longestPattern) {
    return {
      id: `Pola nomor paling banyak ${longestPattern} karakter.`,
      en: `A number pattern has at most ${longestPattern} characters.`,
    };
  }
  const used = [...pattern.matchAll(/\{([^{}]*)\}/g)].map(([, token]) => token ?? '');
  const unknown = used.find((token) => !isToken(token));
  if (unknown !== undefined) {
    const known = tokens.map((token) => `{${token}}`).join(' ');
    return {
      id: `Token {${unknown}} tidak dikenal. Yang ada: ${known}.`,
      en: `The token {${unknown}} is not known. There are: ${known}.`,
    };
  }
  if (used.filter((token) => token === 'urut').length !== 1) {
    return { id: 'Pola nomor harus memuat {urut} satu kali.', en: 'A number pattern must hold {urut} exactly once.' };
  }
  if (/[{}]/.test(pattern.replace(/\{\w+\}/g, ''))) {
    return { id: 'Kurung kurawal pada pola nomor tidak berpasangan.', en: 'The braces of the number pattern do not match.' };
  }
  if (/[\p{N}]\{urut\}|\{urut\}\p{N}|\{(?:klasifikasi|tahun)\}\{urut\}|\{urut\}\{(?:klasifikasi|tahun)\}/u.test(pattern)) {
    return {
      id: 'Pisahkan {urut} dari angka lain, misalnya dengan garis miring: tanpa pemisah dua surat dapat bernomor sama.',
      en: 'Part {urut} from other figures, with a slash for example: without it two letters could bear the same number.',
    };
  }
  if (pattern !== pattern.trim() || pattern.includes('  ')) {
    return {
      id: 'Pola nomor tidak boleh diawali atau diakhiri spasi, atau memuat spasi ganda.',
      en: 'A number pattern may not begin or end with a space, nor hold two in a row.',
    };
  }
  if (!/^[\p{L}\p{N} {}_./()-]*$/u.test(pattern)) {
    return {
      id: 'Pola nomor hanya boleh memuat huruf, angka, spasi, dan tanda . / - ( ).',
      en: 'A number pattern may only hold letters, digits, spaces and the signs . / - ( ).',
    };
  }
  return null;
};

/**
 * Reads the sequence number (and the year, where the pattern has one) out of a number that was given on paper; null when
 * it does not follow the pattern.
 */
export const readNumber = (
  pattern: string,
  parts: Pick<NumberParts, 'unit' | 'prefix'>,
  number: string,
): { seq: number; year: number | null } | null => {
  const shapes: Record<Token, string> = {
    derajat: '(?:B|T|R|SR)',
    klasifikasi: '[0-9][0-9.]*',
    urut: `${RegExp.escape(parts.prefix)}0*(?<seq>[1-9][0-9]{0,8})`,
    unit: RegExp.escape(parts.unit),
    bulan_romawi: '(?:XII|XI|X|IX|VIII|VII|VI|V|IV|III|II|I)',
    tahun: '(?<year>[0-9]{4})',
  };
  let yearSeen = false;
  const source = pattern
    .split(/(\{\w+\})/)
    .map((piece) => {
      const token = piece.slice(1, -1);
      if (!piece.startsWith('{') || !isToken(token)) return RegExp.escape(piece);
      if (token !== 'tahun') return shapes[token];
      const again = yearSeen;
      yearSeen = true;
      return again ? '[0-9]{4}' : shapes.tahun;
    })
    .join('');
  const found = new RegExp(`^${source}$`, 'iu').exec(number.trim());
  if (!found?.groups?.seq) return null;
  return { seq: Number(found.groups.seq), year: found.groups.year ? Number(found.groups.year) : null };
};
