import type { Words } from '#lib/words.ts';

/**
 * What is wrong with a subdomain: one label of letters, digits and hyphens, lower case, 1 to 63 characters (RFC 1035, 1123),
 * no hyphen at either end nor at places 3 and 4 (which mark an IDN in punycode), and not digits alone. An empty list means
 * that the rules are met; whether the name is free is another question.
 */
export const labelFaults = (label: string): Words[] => {
  if (label === '') return [{ id: 'Subdomain belum diisi.', en: 'Enter a subdomain.' }];
  if (label.includes('.'))
    return [
      {
        id: 'Tulis satu nama saja tanpa titik, bagian di depan domain; misalnya "antrean".',
        en: 'Write one name without dots, the part before the domain; for example "antrean".',
      },
    ];
  const faults: Words[] = [];
  if (label.length > 63)
    faults.push({ id: 'Subdomain paling panjang 63 karakter.', en: 'A subdomain has at most 63 characters.' });
  if (/[A-Z]/.test(label)) faults.push({ id: 'Gunakan huruf kecil saja.', en: 'Use lower-case letters only.' });
  if (/[^A-Za-z0-9-]/.test(label))
    faults.push({
      id: 'Subdomain hanya boleh berisi huruf a–z, angka, dan tanda hubung.',
      en: 'A subdomain may only contain letters a–z, digits and hyphens.',
    });
  if (label.startsWith('-') || label.endsWith('-'))
    faults.push({
      id: 'Subdomain tidak boleh diawali atau diakhiri tanda hubung.',
      en: 'A subdomain must not begin or end with a hyphen.',
    });
  if (label.slice(2, 4) === '--')
    faults.push({
      id: 'Karakter ketiga dan keempat tidak boleh keduanya tanda hubung.',
      en: 'The third and fourth characters must not both be hyphens.',
    });
  if (/^\d+$/.test(label))
    faults.push({ id: 'Subdomain tidak boleh hanya berisi angka.', en: 'A subdomain must not consist of digits only.' });
  return faults;
};

/** The first of `labelFaults`, or null. */
export const labelFault = (label: string): Words | null => labelFaults(label)[0] ?? null;

const filler = new Set([
  'aplikasi',
  'sistem',
  'informasi',
  'layanan',
  'dan',
  'untuk',
  'di',
  'pada',
  'kota',
  'kabupaten',
  'daerah',
]);

/**
 * Up to five labels for an application of this name that meet the rules and are not among `taken`: its telling words joined,
 * the first of them, its initials, then the same with a number.
 */
export const suggestLabels = (name: string, taken: ReadonlySet<string>): string[] => {
  const plain = name.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== '');
  const telling = words.filter((word) => !filler.has(word));
  const chosen = telling.length > 0 ? telling : words;
  const initials = words.map((word) => word[0]).join('');
  const bases = [chosen.slice(0, 3).join(''), chosen[0] ?? '', initials, chosen.slice(0, 3).join('-'), words.join('-')];
  const candidates = [...bases, ...[2, 3, 4, 5].map((number) => `${bases[0]}${number}`)];
  const usable = candidates
    .map((label) => label.slice(0, 30).replace(/^-+|-+$/g, ''))
    .filter((label) => label.length >= 3 && labelFaults(label).length === 0 && !taken.has(label));
  return [...new Set(usable)].slice(0, 5);
};
