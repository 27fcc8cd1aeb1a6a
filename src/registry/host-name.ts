import type { Words } from '#lib/words.ts';

/**
 * What is wrong with the name of a server: one label of letters, digits and hyphens (RFC 1123), lower case, at most 63
 * characters. An empty list means it can be used.
 */
export const hostNameFaults = (name: string): Words[] => {
  if (name === '') return [{ id: 'Nama server belum diisi.', en: 'Enter a name for the server.' }];
  const faults: Words[] = [];
  if (name.length > 63)
    faults.push({ id: 'Nama server paling panjang 63 karakter.', en: 'A server name has at most 63 characters.' });
  if (/[^a-z0-9-]/.test(name))
    faults.push({
      id: 'Nama server hanya boleh berisi huruf kecil a–z, angka, dan tanda hubung.',
      en: 'A server name may only contain lower-case letters a–z, digits and hyphens.',
    });
  if (name.startsWith('-') || name.endsWith('-'))
    faults.push({
      id: 'Nama server tidak boleh diawali atau diakhiri tanda hubung.',
      en: 'A server name must not begin or end with a hyphen.',
    });
  return faults;
};
