import { isIPv4, isIPv6 } from 'node:net';
import type { RecordType } from '../choices.ts';
import { readHost } from '../host.ts';

/** Part of a number field of RFC 1035: 0 to 65535. */
const short = (text: string): number | null => (/^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null);

const ipv6 = (text: string): string | null => {
  if (!isIPv6(text) || text.includes('%')) return null;
  return new URL(`http://[${text}]`).hostname.slice(1, -1);
};

/** CAA (RFC 8659): flags, a tag, a value in quotes or without. */
const caa = (text: string): string | null => {
  const [, flags = '', tag = '', quoted, bare] = /^(\d{1,3}) ([a-z0-9]{1,15}) (?:"([^"\\\n\r]*)"|([^\s"\\]+))$/.exec(text) ?? [];
  return flags !== '' && Number(flags) <= 255 ? `${Number(flags)} ${tag} "${quoted ?? bare ?? ''}"` : null;
};

const mx = (text: string): string | null => {
  const [preference = '', target = '', ...rest] = text.split(/\s+/);
  const host = readHost(target);
  const number = short(preference);
  return number !== null && host && rest.length === 0 ? `${number} ${host}` : null;
};

const srv = (text: string): string | null => {
  const [priority = '', weight = '', port = '', target = '', ...rest] = text.split(/\s+/);
  const numbers = [priority, weight, port].map(short);
  const host = readHost(target);
  return numbers.every((number) => number !== null) && host && rest.length === 0 ? `${numbers.join(' ')} ${host}` : null;
};

const readers: Record<RecordType, (text: string) => string | null> = {
  A: (text) => (isIPv4(text) ? text : null),
  AAAA: ipv6,
  CNAME: readHost,
  NS: readHost,
  MX: mx,
  SRV: srv,
  CAA: caa,
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

/** The value as the master file says it: names get their final dot, texts their quotes. Refuses what `readValue` would not have given. */
export const printValue = (type: RecordType, value: string): string => {
  if (readValue(type, value) !== value) throw new Error(`not a stored value of a ${type} record: ${JSON.stringify(value)}`);
  if (type === 'TXT') return strings(value);
  return type === 'A' || type === 'AAAA' || type === 'CAA' ? value : `${value}.`;
};
