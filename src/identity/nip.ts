import { invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';

/** A NIP as it is stored: digits only. People write it with spaces, dots or hyphens ("19860926 201505 1 001"). */
export const cleanNip = (nip: string): string => nip.replaceAll(/[\s.-]/g, '');

const faults = {
  letters: {
    id: 'NIP hanya berisi angka; spasi boleh dipakai sebagai pemisah.',
    en: 'A NIP consists of digits only; spaces may separate them.',
  },
  birth: {
    id: 'Delapan angka pertama NIP harus tanggal lahir yang ada (tahun, bulan, tanggal).',
    en: 'The first eight digits of a NIP must be a real date of birth (year, month, day).',
  },
  appointment: {
    id: 'Angka ke-9 sampai ke-14 NIP harus tahun dan bulan pengangkatan (PNS: bulan 01–12; PPPK: 21 ke atas).',
    en: 'Digits 9 to 14 of a NIP must be the year and month of appointment (PNS: months 01–12; PPPK: 21 and above).',
  },
  sex: {
    id: 'Angka ke-15 NIP harus 1 (laki-laki) atau 2 (perempuan).',
    en: 'Digit 15 of a NIP must be 1 (male) or 2 (female).',
  },
  age: {
    id: 'Menurut NIP ini umur saat pengangkatan di luar 17–60 tahun. Periksa tahun lahir dan tahun pengangkatan.',
    en: 'By this NIP the age at appointment lies outside 17–60 years. Check the years of birth and of appointment.',
  },
  future: {
    id: 'Pengangkatan menurut NIP ini belum terjadi. Periksa angka ke-9 sampai ke-14.',
    en: 'The appointment in this NIP has not happened yet. Check digits 9 to 14.',
  },
} satisfies Record<string, Words>;

const wrongLength = (found: number): Words => ({
  id: `NIP terdiri atas 18 angka; yang diisi ${found} angka.`,
  en: `A NIP has 18 digits; ${found} were entered.`,
});

const lowestAge = 17;
const highestAge = 60;

const realDate = (year: number, month: number, day: number): Temporal.PlainDate | null => {
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return null;
  }
};

/**
 * What is wrong with a NIP, in words for the person, or null when it can be one. Perka BKN 22/2007: 18 digits, date of
 * birth, year and month of appointment, sex, sequence; a PPPK number has 21 and above where the month stands, so its day of
 * appointment is known to the year only. There is no check digit. With `today` an appointment in the future is refused too.
 */
export const nipFault = (nip: string, today?: Temporal.PlainDate): Words | null => {
  const digits = cleanNip(nip);
  if (!/^\d*$/.test(digits)) return faults.letters;
  if (digits.length !== 18) return wrongLength(digits.length);
  const part = (from: number, until: number): number => Number(digits.slice(from, until));
  const birth = realDate(part(0, 4), part(4, 6), part(6, 8));
  if (!birth || !/^(19|20)/.test(digits)) return faults.birth;
  const year = part(8, 12);
  const month = part(12, 14);
  const civilServant = month >= 1 && month <= 12;
  if (year < 1900 || year > 2099 || !(civilServant || (month >= 21 && month <= 29))) return faults.appointment;
  if (!/^[12]$/.test(digits.charAt(14))) return faults.sex;
  const earliest = new Temporal.PlainDate(year, civilServant ? month : 1, 1);
  const latest = civilServant ? earliest.add({ months: 1 }).subtract({ days: 1 }) : new Temporal.PlainDate(year, 12, 31);
  const oldEnough = Temporal.PlainDate.compare(birth.add({ years: lowestAge }), latest) <= 0;
  const youngEnough = Temporal.PlainDate.compare(birth.add({ years: highestAge + 1 }), earliest) > 0;
  if (!oldEnough || !youngEnough) return faults.age;
  if (today && Temporal.PlainDate.compare(earliest, today) > 0) return faults.future;
  return null;
};

/** A NIP for a list that needs to tell people apart but not to reveal it: year of birth and sequence stay. */
export const maskNip = (nip: string): string => {
  const digits = cleanNip(nip);
  return digits.length === 18 ? `${digits.slice(0, 4)}${'•'.repeat(11)}${digits.slice(15)}` : '•'.repeat(digits.length);
};

/** Throws `invalid` at `nip` for a number whose appointment has not happened at this moment; what a schema cannot know. */
export const refuseFutureNip = (nip: string | null, now: Temporal.Instant): void => {
  const fault = nip === null ? null : nipFault(nip, now.toZonedDateTimeISO('Asia/Jakarta').toPlainDate());
  if (fault) throw invalid([{ field: 'nip', message: fault }]);
};
