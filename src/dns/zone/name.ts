import { domainToASCII, domainToUnicode } from 'node:url';
import type { Words } from '#lib/words.ts';

/** A name as it is stored and sent: lower case, letters beyond ASCII in punycode (RFC 5891). Null when that is not possible. */
export const toAscii = (name: string): string | null => {
  const text = name.trim().toLowerCase();
  if (/^[\x21-\x7e]*$/.test(text)) return text;
  // The converter is a browser's: it drops line breaks and resolves %41. Neither belongs to a name.
  if (!/^[a-z0-9._*\u0080-\u{10ffff}-]+$/u.test(text) || /[\p{C}\p{Z}]/u.test(text)) return null;
  const marked = text.replaceAll('*', 'wildcard-mark').replaceAll('_', 'underscore-mark');
  const ascii = domainToASCII(marked).replaceAll('wildcard-mark', '*').replaceAll('underscore-mark', '_');
  return ascii === '' ? null : ascii;
};

/** A name as people read it: punycode as its letters. */
export const toShown = (name: string): string => {
  if (!name.includes('xn--')) return name;
  const shown = name.split('.').map((label) => (label.startsWith('xn--') ? domainToUnicode(label) || label : label));
  return shown.join('.');
};

const labelShape = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** One label of a stored name; a wildcard only where it stands first. */
const isLabel = (label: string, first: boolean): boolean => (first && label === '*') || labelShape.test(label);

/** Most names are one plain label. */
const simple = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/** Whether a name relative to its zone is one that the register stores: "@", "antrean", "*.antrean", "_443._tcp.antrean". */
export const isStoredLabel = (name: string): boolean => {
  if (name === '@' || simple.test(name)) return true;
  return name.length <= 253 && name.split('.').every((label, index) => isLabel(label, index === 0));
};

/** The whole name of a record. */
export const fqdnOf = (label: string, zone: string): string => (label === '@' ? zone : `${label}.${zone}`);

/** A whole name as it stands in its zone; null when it does not lie in it. */
export const labelIn = (fqdn: string, zone: string): string | null => {
  if (fqdn === zone) return '@';
  return fqdn.endsWith(`.${zone}`) ? fqdn.slice(0, -zone.length - 1) : null;
};

const fault = (id: string, en: string): { fault: Words } => ({ fault: { id, en } });

/** Whether a label marked as an IDN is one: it becomes other letters, and these become it again. */
const isPunycode = (label: string): boolean => {
  const letters = domainToUnicode(label);
  return letters !== label && domainToASCII(letters) === label;
};

const labelFault = (label: string, first: boolean): { fault: Words } | null => {
  if (label === '') return fault('Ada dua titik berurutan dalam nama.', 'The name has two dots in a row.');
  if (label.length > 63) return fault('Satu bagian nama paling panjang 63 karakter.', 'A label has at most 63 characters.');
  if (label.includes('*') && !(first && label === '*'))
    return fault('Tanda * hanya boleh menjadi bagian pertama yang utuh.', 'A * may only be the whole first label.');
  if (label.startsWith('-') || label.endsWith('-'))
    return fault('Bagian nama tidak boleh diawali atau diakhiri tanda hubung.', 'A label must not begin or end with a hyphen.');
  if (label.startsWith('xn--') && !isPunycode(label))
    return fault('Nama berawalan xn-- ini bukan punycode yang sah.', 'This xn-- name is no valid punycode.');
  if (label.slice(2, 4) === '--' && !label.startsWith('xn--'))
    return fault(
      'Karakter ketiga dan keempat tidak boleh keduanya tanda hubung.',
      'The third and fourth characters must not both be hyphens.',
    );
  if (!isLabel(label, first))
    return fault(
      'Nama hanya boleh berisi huruf, angka, tanda hubung, dan garis bawah.',
      'A name may only contain letters, digits, hyphens and underscores.',
    );
  return null;
};

/**
 * The name of a record as it was typed ("antrean", "antrean.kota.go.id", "@", "*.uji", "日本"), relative to its zone. With
 * the fault in words when it is none: an empty label, over 63, over 253 in all, a hyphen at the wrong place, a * elsewhere.
 */
export const readLabel = (typed: string, zone: string): { label: string } | { fault: Words } => {
  const ascii = toAscii(typed);
  if (ascii === null)
    return fault('Nama ini tidak dapat ditulis sebagai nama domain.', 'This cannot be written as a domain name.');
  const absolute = ascii.endsWith('.');
  const name = ascii.replace(/\.$/, '');
  if (name === '' || name === '@') return absolute ? fault('Nama belum diisi.', 'Enter a name.') : { label: '@' };
  const inside = labelIn(name, zone);
  if (absolute && inside === null) return fault(`Nama ini di luar zona ${zone}.`, `This name lies outside the zone ${zone}.`);
  const label = inside ?? name;
  if (label === '@') return { label };
  const wrong = label
    .split('.')
    .map((part, index) => labelFault(part, index === 0))
    .find((each) => each !== null);
  if (wrong) return wrong;
  if (fqdnOf(label, zone).length > 253)
    return fault('Nama lengkapnya lebih dari 253 karakter.', 'The whole name has more than 253 characters.');
  return { label };
};
