import { isRecordType, type RecordType } from '../choices.ts';
import { isStoredLabel, labelIn, toAscii } from './name.ts';
import type { ZoneRecord } from './print.ts';
import { readValue } from './value.ts';

/** A line that is not taken into the register, and why. */
export type Skipped = { line: number; text: string; why: SkipReason };
export type SkipReason = 'directive' | 'outside' | 'name' | 'type' | 'value' | 'syntax' | 'ttl' | 'toomany';

export type ParsedZone = { serial: number | null; records: ZoneRecord[]; skipped: Skipped[] };

type Token = { text: string; quoted: boolean };
type Entry = { line: number; tokens: Token[]; continued: boolean };

/** A zone larger than this is not one of an office; reading ends there. */
const mostEntries = 500_000;

/** The bytes of a quoted or bare string with its escapes resolved (RFC 1035, 5.1); null for an escape that is none. */
const resolveEscapes = (text: string): Buffer | null => {
  if (!text.includes('\\')) return Buffer.from(text);
  const bytes: Buffer[] = [];
  for (let at = 0; at < text.length; ) {
    const next = text.indexOf('\\', at);
    if (next < 0) {
      bytes.push(Buffer.from(text.slice(at)));
      break;
    }
    bytes.push(Buffer.from(text.slice(at, next)));
    const digits = /^\d{3}/.exec(text.slice(next + 1))?.[0];
    if (digits && Number(digits) > 255) return null;
    if (!digits && next + 1 >= text.length) return null;
    const character = String.fromCodePoint(text.codePointAt(next + 1) ?? 0);
    bytes.push(digits ? Buffer.from([Number(digits)]) : Buffer.from(character));
    at = next + 1 + (digits ? 3 : character.length);
  }
  return Buffer.concat(bytes);
};

const word = /"((?:[^"\\\n]|\\[^\n])*)"|;[^\n]*|([()])|((?:[^\s"();\\]|\\[^\n])+)|(\n)|[^\S\n]+|([\s\S])/g;

/** Splits a master file into its entries: parentheses join lines, a semicolon begins a comment, quotes keep both. */
function* entriesOf(text: string): Generator<Entry> {
  let line = 1;
  let depth = 0;
  let entry: Entry = { line, tokens: [], continued: false };
  let begun = false;
  for (const [whole, quoted, bracket, bare, newline, stray] of text.matchAll(word)) {
    if (!begun && newline === undefined) {
      entry.continued = /^[^\S\n]/.test(whole);
      begun = true;
    }
    if (quoted !== undefined) entry.tokens.push({ text: quoted, quoted: true });
    else if (bare !== undefined) entry.tokens.push({ text: bare, quoted: false });
    else if (stray !== undefined) entry.tokens.push({ text: '"', quoted: false });
    else if (bracket !== undefined) depth = Math.max(0, depth + (bracket === '(' ? 1 : -1));
    if (newline !== undefined) line += 1;
    if (newline === undefined || depth > 0) continue;
    if (entry.tokens.length > 0) yield entry;
    entry = { line, tokens: [], continued: false };
    begun = false;
  }
  if (entry.tokens.length > 0) yield entry;
}

const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };

/** "3600", or BIND's "1h30m". Null when it is no time. */
const readTtl = (text: string): number | null => {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  if (!/^(\d{1,7}[smhdw])+$/i.test(text)) return null;
  let seconds = 0;
  for (const [, number, unit = 's'] of text.matchAll(/(\d+)([smhdw])/gi))
    seconds += Number(number) * (units[unit.toLowerCase()] ?? 1);
  return seconds;
};

/** A name of the file as an absolute one, or null: outside what the register holds (escapes, other characters). */
const absoluteName = (text: string, origin: string): string | null => {
  if (text === '@') return origin;
  if (text === '.') return '.';
  const ascii = toAscii(text);
  if (ascii === null || ascii.includes('\\')) return null;
  return ascii.endsWith('.') ? ascii.slice(0, -1) : `${ascii}.${origin}`;
};

/** Which of the words of a type are names. */
const namesAt: Partial<Record<RecordType, number>> = { CNAME: 0, NS: 0, PTR: 0, MX: 1, SRV: 3 };

const readData = (type: RecordType, tokens: readonly Token[], origin: string): string | null => {
  // A quote that was never closed stands alone here.
  if (tokens.length === 0 || tokens.some(({ text, quoted }) => !quoted && text === '"')) return null;
  if (type === 'TXT') {
    const parts = tokens.map(({ text }) => resolveEscapes(text));
    const known = parts.filter((part) => part !== null);
    if (known.length < parts.length || known.some((part) => part.length > 255)) return null;
    const bytes = Buffer.concat(known);
    const text = bytes.toString('utf8');
    return Buffer.from(text).equals(bytes) ? readValue('TXT', text) : null;
  }
  if (type === 'CAA') {
    const [flags, tag, value, ...rest] = tokens;
    const read = value && rest.length === 0 ? resolveEscapes(value.text) : null;
    return flags && tag && read ? readValue('CAA', `${flags.text} ${tag.text.toLowerCase()} "${read.toString('latin1')}"`) : null;
  }
  if (tokens.some(({ quoted }) => quoted)) return null;
  const words = tokens.map(({ text }) => text);
  const at = namesAt[type];
  if (at === undefined) return readValue(type, words.join(' '));
  const name = absoluteName(words[at] ?? '', origin);
  if (name === null || words.length !== at + 1) return null;
  return readValue(type, [...words.slice(0, at), name].join(' '));
};

type Head = { ttl: number | null; type: string; data: Token[] };

/** TTL and class may stand in either order before the type. */
const headOf = (tokens: readonly Token[]): Head | null => {
  let ttl: number | null = null;
  for (let at = 0; at < tokens.length && at < 3; at += 1) {
    const text = tokens[at]?.text.toUpperCase() ?? '';
    if (text === 'IN' || text === 'CH' || text === 'HS') continue;
    const seconds = readTtl(text);
    if (seconds === null) return { ttl, type: text, data: tokens.slice(at + 1) };
    ttl = seconds;
  }
  return null;
};

const shown = (entry: Entry): string =>
  entry.tokens
    .map(({ text, quoted }) => (quoted ? `"${text}"` : text))
    .join(' ')
    .slice(0, 200);

/** RFC 2181, 8: more than 31 bits counts as zero. Zero itself is a time that no cache keeps. */
const longestTtl = 2 ** 31 - 1;

/**
 * Reads a master file, or what a transfer printed, as records of one zone. Nothing in it can make another file be read:
 * $INCLUDE and $GENERATE are refused like every other line that the register cannot hold, each with its reason. A set that
 * stands twice is read once; the SOA gives the serial.
 */
export const readMasterFile = (text: string, zone: string, most = mostEntries): ParsedZone => {
  const records = new Map<string, ZoneRecord>();
  const skipped: Skipped[] = [];
  let serial: number | null = null;
  let origin = zone;
  let standard: number | null = null;
  let owner: string | null = zone;
  let count = 0;
  for (const entry of entriesOf(text)) {
    count += 1;
    const skip = (why: SkipReason) => skipped.push({ line: entry.line, text: shown(entry), why });
    if (count > most) {
      skip('toomany');
      break;
    }
    const [first, ...rest] = entry.tokens;
    if (!first) continue;
    if (!first.quoted && first.text.startsWith('$') && !entry.continued) {
      const directive = first.text.toUpperCase();
      const given = rest[0]?.text ?? '';
      const ttl = directive === '$TTL' ? readTtl(given) : null;
      const name = directive === '$ORIGIN' ? absoluteName(given, origin) : null;
      if (ttl !== null) standard = ttl;
      else if (name !== null) origin = name;
      else skip('directive');
      continue;
    }
    if (!entry.continued) owner = first.quoted ? null : absoluteName(first.text, origin);
    const head = headOf(entry.continued ? entry.tokens : rest);
    if (!head) {
      skip('syntax');
      continue;
    }
    if (head.type === 'SOA') {
      const number = head.data[2]?.text ?? '';
      if (/^\d{1,10}$/.test(number) && owner === zone) serial = Number(number);
      continue;
    }
    const label = owner === null ? null : labelIn(owner, zone);
    if (owner === null) skip('name');
    else if (label === null) skip('outside');
    else if (!isStoredLabel(label)) skip('name');
    else if (!isRecordType(head.type)) skip('type');
    else {
      const value = readData(head.type, head.data, origin);
      const ttl = head.ttl ?? standard;
      if (value === null) skip('value');
      else if (ttl !== null && ttl > longestTtl) skip('ttl');
      else records.set(`${label} ${head.type} ${value}`, { label, type: head.type, value, ttl });
    }
  }
  return { serial, records: [...records.values()], skipped };
};
