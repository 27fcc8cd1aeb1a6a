import { z } from 'zod';
import {
  email,
  id,
  inWords,
  oneOf,
  optionalDate,
  optionalEmail,
  optionalText,
  optionalTime,
  plainDate,
  plainTime,
  text,
  ticked,
} from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { appointmentKindValues, calendarStatusValues, holidayKindValues, leaveKindValues, timeZones } from './choices.ts';
import { cleanNip, nipFault } from './nip.ts';

const message = (id: string, en: string): string => inWords({ id, en });

/** A NIP that can be one, as digits; null when left empty (not everybody has one). */
const optionalNip = () =>
  z
    .string()
    .nullish()
    .transform((value, context) => {
      const nip = cleanNip(value ?? '');
      if (nip === '') return null;
      const fault: Words | null = nipFault(nip);
      if (fault) context.addIssue({ code: 'custom', message: inWords(fault) });
      return nip;
    });

const phone = () =>
  optionalText(40).refine((value) => value === '' || /^\+?[0-9 ().-]{6,}$/.test(value), {
    error: message(
      'Isi nomor telepon dengan angka, misalnya 0778 123456.',
      'Enter a telephone number in digits, for example 0778 123456.',
    ),
  });

const abbreviation = () =>
  text(30).regex(/^[\p{L}\p{N}][\p{L}\p{N}._&-]*$/u, {
    error: message(
      'Singkatan dipakai dalam nomor surat: huruf dan angka tanpa spasi atau garis miring, misalnya DINKES.',
      'The abbreviation is used in letter numbers: letters and digits without spaces or slashes, for example DINKES.',
    ),
  });

const website = () =>
  optionalText(200).refine((value) => value === '' || /^(https?:\/\/)?[\w.-]+\.[a-z]{2,}(\/\S*)?$/i.test(value), {
    error: message('Isi alamat situs, misalnya dinas.contoh.go.id.', 'Enter a web address, for example office.example.go.id.'),
  });

/** Marks of a letter number: `{urut}` must be there, others may, nothing else. */
const numberMarks = ['derajat', 'klasifikasi', 'urut', 'unit', 'bulan_romawi', 'tahun'];
const letterNumberPattern = () =>
  text(120).refine(
    (value) => value.includes('{urut}') && [...value.matchAll(/\{(\w*)\}/g)].every((mark) => numberMarks.includes(mark[1] ?? '')),
    {
      error: message(
        `Pola nomor surat harus memuat {urut}; tanda yang boleh: ${numberMarks.map((mark) => `{${mark}}`).join(' ')}.`,
        `The pattern of letter numbers must contain {urut}; possible marks: ${numberMarks.map((mark) => `{${mark}}`).join(' ')}.`,
      ),
    },
  );

const officeFields = {
  name: text(160),
  abbreviation: abbreviation(),
  headTitle: text(160),
  address: optionalText(300),
  phone: phone(),
  email: optionalEmail(),
  website: website(),
};

export const defaultLetterNumberPattern = '{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}';

export const officeInput = z.strictObject({
  ...officeFields,
  letterNumberPattern: letterNumberPattern().default(defaultLetterNumberPattern),
  logoFileId: id()
    .nullish()
    .transform((value) => value ?? null),
});

export const personInput = z.strictObject({
  officeId: id(),
  name: text(160),
  nip: optionalNip(),
  rank: optionalText(80),
  email: optionalEmail(),
  phone: phone(),
});

/** `role`: the key by which the SOP calls the post; null outside the SOP. */
export const postInput = z.strictObject({ officeId: id(), role: text(60).nullable().default(null), title: text(160) });

/** The scan of a letter; null without one. */
const upload = () =>
  z
    .union([z.literal(''), id()])
    .nullish()
    .transform((value) => value || null);

export const appointmentInput = z
  .strictObject({
    postId: id(),
    personId: id(),
    kind: oneOf(appointmentKindValues),
    validFrom: plainDate(),
    validUntil: optionalDate(),
    letterNumber: optionalText(120),
    letterDate: optionalDate(),
    letterUploadId: upload(),
  })
  .superRefine((value, context) => {
    if (value.validUntil && Temporal.PlainDate.compare(value.validUntil, value.validFrom) < 0) {
      const error = message('Hari terakhir tidak boleh sebelum hari pertama.', 'The last day cannot be before the first one.');
      context.addIssue({ code: 'custom', path: ['validUntil'], message: error });
    }
    if (value.kind === 'plh' && !value.validUntil) {
      const error = message(
        'Plh. ditunjuk untuk jangka waktu tertentu: isi hari terakhirnya.',
        'A Plh. is appointed for a period: enter its last day.',
      );
      context.addIssue({ code: 'custom', path: ['validUntil'], message: error });
    }
  });

export type ParsedAppointment = z.output<typeof appointmentInput>;

/** An absence and who stands in for each post meanwhile; a post that is not named has nobody who acts for it. */
export const leaveInput = z
  .strictObject({
    kind: oneOf(leaveKindValues),
    firstDay: plainDate(),
    lastDay: plainDate(),
    note: optionalText(300),
    handOver: ticked(),
    letterNumber: optionalText(120),
    letterDate: optionalDate(),
    letterUploadId: upload(),
    standIns: z.array(z.strictObject({ postId: id(), personId: id() })).max(20),
  })
  .superRefine((value, context) => {
    const fault = (path: string, id: string, en: string) =>
      context.addIssue({ code: 'custom', path: [path], message: message(id, en) });
    if (Temporal.PlainDate.compare(value.lastDay, value.firstDay) < 0) {
      fault('lastDay', 'Hari terakhir tidak boleh sebelum hari pertama.', 'The last day cannot be before the first one.');
    } else if (value.firstDay.until(value.lastDay).days >= 366) {
      fault('lastDay', 'Paling lama satu tahun.', 'One year at most.');
    }
    if (value.standIns.length > 0 && value.letterNumber === '') {
      fault('letterNumber', 'Isi nomor surat penunjukan Plh.', 'Enter the number of the letter that appoints the Plh.');
    }
    if (value.standIns.length > 0 && !value.letterDate) {
      fault('letterDate', 'Isi tanggal surat penunjukan Plh.', 'Enter the date of the letter that appoints the Plh.');
    }
  });

export const accountInput = z.strictObject({
  personId: id(),
  email: email(),
  administrator: ticked(),
  auditor: ticked(),
  language: oneOf(['id', 'en']).default('id'),
});

export const holidayInput = z.strictObject({
  date: plainDate(),
  kind: oneOf(holidayKindValues),
  name: text(160),
  basis: text(200),
  status: oneOf(calendarStatusValues),
});

const dayInput = z
  .strictObject({
    starts: plainTime(),
    ends: plainTime(),
    breakStarts: optionalTime(),
    breakEnds: optionalTime(),
  })
  .superRefine((value, context) => {
    const before = (a: Temporal.PlainTime, b: Temporal.PlainTime): boolean => Temporal.PlainTime.compare(a, b) < 0;
    const fault = (path: string, id: string, en: string) =>
      context.addIssue({ code: 'custom', path: [path], message: message(id, en) });
    if (!before(value.starts, value.ends)) fault('ends', 'Jam pulang harus setelah jam masuk.', 'Work must end after it begins.');
    if (!value.breakStarts !== !value.breakEnds)
      fault('breakEnds', 'Isi awal dan akhir istirahat, atau kosongkan keduanya.', 'Enter both ends of the break, or neither.');
    if (!value.breakStarts || !value.breakEnds) return;
    const inside =
      !before(value.breakStarts, value.starts) &&
      before(value.breakStarts, value.breakEnds) &&
      !before(value.ends, value.breakEnds);
    if (!inside)
      fault('breakStarts', 'Istirahat harus berada di dalam jam kerja.', 'The break must lie within the working hours.');
  });

const day = dayInput.optional();
/** Hours per ISO weekday (1 = Monday); a weekday that is not named is off. */
const weekInput = z.strictObject({ 1: day, 2: day, 3: day, 4: day, 5: day, 6: day, 7: day });

/** A period of working hours. Without first and last day it is the base, which holds wherever no other does. */
export const workingPeriodInput = z
  .strictObject({
    name: text(120),
    firstDay: optionalDate(),
    lastDay: optionalDate(),
    basis: optionalText(200),
    status: oneOf(calendarStatusValues),
    hours: weekInput,
  })
  .superRefine((value, context) => {
    const fault = (path: string, id: string, en: string) =>
      context.addIssue({ code: 'custom', path: [path], message: message(id, en) });
    if (!value.firstDay !== !value.lastDay)
      fault('lastDay', 'Isi hari pertama dan hari terakhir.', 'Enter the first and the last day.');
    if (value.firstDay && value.lastDay && Temporal.PlainDate.compare(value.lastDay, value.firstDay) < 0) {
      fault('lastDay', 'Hari terakhir tidak boleh sebelum hari pertama.', 'The last day cannot be before the first one.');
    }
    if (Object.values(value.hours).every((day) => !day)) {
      fault('hours', 'Isi jam kerja sedikitnya untuk satu hari.', 'Enter the hours of at least one day.');
    }
  });

const domain = () =>
  text(190)
    .transform((value) => value.toLowerCase())
    .refine((value) => /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(value), {
      error: message('Isi nama domain, misalnya contoh.go.id.', 'Enter a domain name, for example example.go.id.'),
    });

const installationFields = {
  governmentName: text(160),
  cityName: text(120),
  place: text(120),
  domain: domain(),
  timeZone: oneOf(timeZones.map((zone) => zone.value) as [string, ...string[]]).default('Asia/Jakarta'),
};

const mebibyte = 1024 * 1024;

/** What the administrator may change after the set-up. */
export const installationInput = z.strictObject({
  ...installationFields,
  uploadLimitBytes: z.coerce
    .number()
    .int()
    .min(mebibyte)
    .max(1024 * mebibyte, { error: message('Paling banyak 1 GB.', 'At most 1 GB.') }),
});

const holderInput = z.strictObject({
  name: text(160),
  nip: optionalNip(),
  rank: optionalText(80),
  email: optionalEmail(),
  phone: phone(),
  kind: oneOf(['definitive', 'plt']).default('definitive'),
});

/** The set-up page: the office's identity, its domain, the posts of the SOP with who holds them, the first administrator. */
export const setupInput = z.strictObject({
  ...installationFields,
  office: z.strictObject({
    ...officeFields,
    logoFileId: id()
      .nullish()
      .transform((value) => value ?? null),
  }),
  posts: z
    .array(z.strictObject({ role: text(60).nullable(), title: text(160), holder: holderInput.nullable().default(null) }))
    .max(40),
  administrator: z.strictObject({ name: text(160), nip: optionalNip(), email: email(), password: z.string() }),
});

/** The working calendar to begin with. Its content is the SOP room's: the caller brings it. */
export type CalendarData = {
  holidays: readonly z.input<typeof holidayInput>[];
  periods: readonly z.input<typeof workingPeriodInput>[];
};

export type OfficeInput = z.input<typeof officeInput>;
export type PersonInput = z.input<typeof personInput>;
export type PostInput = z.input<typeof postInput>;
export type LeaveInput = z.input<typeof leaveInput>;
export type AppointmentInput = z.input<typeof appointmentInput>;
export type AccountInput = z.input<typeof accountInput>;
export type HolidayInput = z.input<typeof holidayInput>;
export type WorkingPeriodInput = z.input<typeof workingPeriodInput>;
export type InstallationInput = z.input<typeof installationInput>;
export type SetupInput = z.input<typeof setupInput>;
