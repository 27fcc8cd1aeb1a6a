import { domainToASCII } from 'node:url';

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

const labelShape = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** One label of a stored name; a wildcard only where it stands first. */
const isLabel = (label: string, first: boolean): boolean => (first && label === '*') || labelShape.test(label);

/** Whether a name relative to its zone is one that the register stores: "@", "antrean", "*.antrean", "_443._tcp.antrean". */
export const isStoredLabel = (name: string): boolean => {
  if (name === '@') return true;
  return name.length <= 253 && name.split('.').every((label, index) => isLabel(label, index === 0));
};

/** The whole name of a record. */
export const fqdnOf = (label: string, zone: string): string => (label === '@' ? zone : `${label}.${zone}`);

/** A whole name as it stands in its zone; null when it does not lie in it. */
export const labelIn = (fqdn: string, zone: string): string | null => {
  if (fqdn === zone) return '@';
  return fqdn.endsWith(`.${zone}`) ? fqdn.slice(0, -zone.length - 1) : null;
};
