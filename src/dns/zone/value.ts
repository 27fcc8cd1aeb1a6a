import { isIPv4, isIPv6 } from 'node:net';
import type { RecordType } from '../choices.ts';
import { readHost } from '../host.ts';
import { toAscii } from './name.ts';

/** Part of a number field of RFC 1035: 0 to 65535. */
const short = (text: string): number | null => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null);

const byte = (text: string): number | null => (/^\d{1,3}$/.test(text) && Number(text) <= 255 ? Number(text) : null);

const ipv6 = (text: string): string | null => {
  if (!isIPv6(text) || text.includes('%')) return null;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
};

/** A target that need not be a host: "s1._domainkey.example.com" is what many a CNAME points to. */
const readTarget = (text: string): string | null => {
  const name = toAscii(text)?.replace(/\.$/, '') ?? '';
  const plain = name
    .split('.')
    .map((label) => label.replace(/^_|_$/g, 'u').replaceAll('_', 'u'))
    .join('.');
  return name.length <= 253 && readHost(plain) !== null ? name : null;
};

/** CAA (RFC 8659): flags, a tag, a value in quotes or without. */
const caa = (text: string): string | null => {
  const [, flags = '', tag = '', quoted, bare] =
    /^(\d{1,3}) ([a-z0-9]{1,15}) (?:"([\x20\x21\x23-\x5b\x5d-\x7e]*)"|([^\s"\\]+))$/.exec(text) ?? [];
  const value = quoted ?? bare ?? '';
  if (flags === '' || Number(flags) > 255 || value.length > 255 || !/^[\x20-\x7e]*$/.test(value)) return null;
  return `${Number(flags)} ${tag} "${value}"`;
};

/** "0 ." says that a name takes no mail (RFC 7505). */
const mx = (text: string): string | null => {
  const [preference = '', target = '', ...rest] = text.split(/\s+/);
  const number = short(preference);
  const host = target === '.' && number === 0 ? '.' : readHost(target);
  return number !== null && host && rest.length === 0 ? `${number} ${host}` : null;
};

/** A target "." says that there is no such service (RFC 2782). */
const srv = (text: string): string | null => {
  const [priority = '', weight = '', port = '', target = '', ...rest] = text.split(/\s+/);
  const numbers = [priority, weight, port].map(short);
  const host = target === '.' ? '.' : readHost(target);
  return numbers.every((number) => number !== null) && host && rest.length === 0 ? `${numbers.join(' ')} ${host}` : null;
};

/** Numbers, then bytes in hexadecimal, which may be written in groups. */
const hex = (text: string, numbers: number, length: (numbers: readonly number[]) => number | null): string | null => {
  const words = text.split(/\s+/);
  const read = words.slice(0, numbers).map(byte);
  const data = words.slice(numbers).join('').toLowerCase();
  if (read.length < numbers || !/^([0-9a-f]{2}){1,2048}$/.test(data)) return null;
  const known = read.filter((number) => number !== null);
  if (known.length < numbers) return null;
  const wanted = length(known);
  return wanted === null || data.length === wanted * 2 ? `${known.join(' ')} ${data}` : null;
};

/** TLSA (RFC 6698): usage, selector, matching type (1 SHA-256, 2 SHA-512), data. */
const tlsa = (text: string): string | null => hex(text, 3, ([, , matching]) => ({ 1: 32, 2: 64 })[matching ?? 0] ?? null);

/** SSHFP (RFC 4255, 6594): algorithm, type of the fingerprint (1 SHA-1, 2 SHA-256), fingerprint. */
const sshfp = (text: string): string | null => hex(text, 2, ([, type]) => ({ 1: 20, 2: 32 })[type ?? 0] ?? null);

const readers: Record<RecordType, (text: string) => string | null> = {
  A: (text) => (isIPv4(text) ? text : null),
  AAAA: ipv6,
  CNAME: readTarget,
  NS: readHost,
  MX: mx,
  SRV: srv,
  CAA: caa,
  PTR: readHost,
  TLSA: tlsa,
  SSHFP: sshfp,
  TXT: (text) => (Buffer.byteLength(text) <= 4096 && text.isWellFormed() ? text : null),
};

/** The value of a record in the one form in which it is stored; null when it is none for this type. Names have no final dot. */
export const readValue = (type: RecordType, text: string): string | null => readers[type](type === 'TXT' ? text : text.trim());

/** A character-string of a master file (RFC 1035, 5.1): in quotes, everything unusual as a decimal escape. */
const quoted = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) {
    if (byte === 0x22 || byte === 0x5c) text += `\\${String.fromCharCode(byte)}`;
    else if (byte >= 0x20 && byte < 0x7f) text += String.fromCharCode(byte);
    else text += `\\${String(byte).padStart(3, '0')}`;
  }
  return `"${text}"`;
};

/** TXT of any length as strings of at most 255 bytes each (RFC 1035, 3.3). */
const strings = (text: string): string => {
  const bytes = Buffer.from(text);
  if (bytes.length === 0) return '""';
  const parts: string[] = [];
  for (let start = 0; start < bytes.length; start += 255) parts.push(quoted(bytes.subarray(start, start + 255)));
  return parts.join(' ');
};

const asItIs: ReadonlySet<RecordType> = new Set(['A', 'AAAA', 'CAA', 'TLSA', 'SSHFP']);

/** The value as the master file says it: names get their final dot, texts their quotes. Refuses what `readValue` would not have given. */
export const printValue = (type: RecordType, value: string): string => {
  if (readValue(type, value) !== value) throw new Error(`not a stored value of a ${type} record: ${JSON.stringify(value)}`);
  if (type === 'TXT') return strings(value);
  return asItIs.has(type) || value.endsWith(' .') ? value : `${value}.`;
};

/** The name that a value points to, or null for values that point to none. */
export const targetOf = (type: RecordType, value: string): string | null => {
  if (type === 'CNAME' || type === 'NS' || type === 'PTR') return value;
  if (type !== 'MX' && type !== 'SRV') return null;
  const target = value.slice(value.lastIndexOf(' ') + 1);
  return target === '.' ? null : target;
};
