import type { Words } from '#lib/words.ts';
import type { Choice } from '../choices.ts';

/** A cell that was read, or why it could not be. */
export type Read = { value: unknown } | { fault: Words };

const months = [
  ['januari', 'jan', 'january'],
  ['februari', 'feb', 'pebruari', 'february'],
  ['maret', 'mar', 'march'],
  ['april', 'apr'],
  ['mei', 'may'],
  ['juni', 'jun', 'june'],
  ['juli', 'jul', 'july'],
  ['agustus', 'agu', 'agt', 'ags', 'aug', 'august'],
  ['september', 'sep', 'sept'],
  ['oktober', 'okt', 'oct', 'october'],
  ['november', 'nov', 'nop', 'nopember'],
  ['desember', 'des', 'dec', 'december'],
];

const noDate = (text: string): Words => ({
  id: `"${text}" bukan tanggal. Tulis misalnya 24 November 2026, 24/11/2026, atau 2026-11-24.`,
  en: `"${text}" is no date. Write for example 24 November 2026, 24/11/2026 or 2026-11-24.`,
});

/** "24 November 2026", "24 Nop 2026", "24/11/2026", "24-11-2026", "24.11.26" or "2026-11-24": the day comes before the month. */
export const readDay = (text: string): Read => {
  const written = /^(\d{1,2})[\s.-]+([a-z]+)\.?[\s.,-]+(\d{4})$/.exec(text.toLowerCase().replace(/^[a-z']+,\s*/, ''));
  const numbers = /^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{2}|\d{4})$/.exec(text);
  const iso = /^(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[T ].*)?$/.exec(text);
  const named = written ? months.findIndex((names) => names.includes(written[2] ?? '')) + 1 : 0;
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : numbers
      ? [(numbers[3] ?? '').length === 2 ? `20${numbers[3]}` : numbers[3], numbers[2], numbers[1]]
      : written && named > 0
        ? [written[3], named, written[1]]
        : null;
  if (!parts) return { fault: noDate(text) };
  try {
    const [year, month, day] = parts.map(Number);
    return { value: Temporal.PlainDate.from({ year: year ?? 0, month: month ?? 0, day: day ?? 0 }, { overflow: 'reject' }) };
  } catch {
    return { fault: noDate(text) };
  }
};

const noNumber = (text: string): Words => ({ id: `"${text}" bukan bilangan.`, en: `"${text}" is no number.` });

/** "16", "1.024", "7,5", with or without a unit of those that people write behind; GB are turned into `unit` where it is MB. */
export const readAmount = (text: string, unit: 'plain' | 'mb' | 'gb'): Read => {
  const match = /^([\d.,\s]+?)\s*(vcpu|core|cores|cpu|inti|tb|tib|gb|gib|mb|mib|u)?$/i.exec(text);
  if (!match) return { fault: noNumber(text) };
  const digits = (match[1] ?? '').replaceAll(/\s/g, '');
  // A mark before exactly three digits at the end parts thousands, as it does in Indonesian.
  const plain = /^\d{1,3}([.,]\d{3})+$/.test(digits) ? digits.replaceAll(/[.,]/g, '') : digits.replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(plain)) return { fault: noNumber(text) };
  const written = (match[2] ?? '').toLowerCase();
  const value = Number(plain);
  if (unit === 'plain') return { value };
  const inMb = written.startsWith('t') ? value * 1024 * 1024 : written.startsWith('g') ? value * 1024 : value;
  if (unit === 'mb') return { value: Math.round(written === '' ? value : inMb) };
  if (written.startsWith('t')) return { value: Math.round(value * 1000) };
  return { value: written.startsWith('m') ? Math.round(value / 1000) : value };
};

const said = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();

/** A stored value of a choice by its value or its words in either language, or by what else people write for it. */
export const readChoice = (text: string, choices: readonly Choice[], others: Readonly<Record<string, string>> = {}): Read => {
  const wanted = said(text);
  const found = choices.find(
    ({ value, label }) => said(value) === wanted || said(label.id) === wanted || said(label.en) === wanted,
  );
  const value = found?.value ?? others[wanted];
  if (value !== undefined) return { value };
  const list = (language: 'id' | 'en') => choices.map(({ label }) => label[language]).join(', ');
  return {
    fault: { id: `"${text}" tidak dikenal. Pilihan: ${list('id')}.`, en: `"${text}" is not known. Choices: ${list('en')}.` },
  };
};

/** "ya", "tidak", "yes", "no", "1", "0", "v" */
export const readYesNo = (text: string): Read => {
  const wanted = said(text);
  if (['ya', 'y', 'yes', 'true', '1', 'v', 'x', 'ada', 'benar'].includes(wanted)) return { value: true };
  if (['tidak', 't', 'no', 'n', 'false', '0', 'tidak ada', 'bukan', ''].includes(wanted)) return { value: false };
  return { fault: { id: `"${text}": tulis ya atau tidak.`, en: `"${text}": write yes or no.` } };
};
