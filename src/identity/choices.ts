import type { Words } from '#lib/words.ts';

type Colour = 'secondary' | 'blue' | 'azure' | 'purple' | 'orange' | 'yellow' | 'green' | 'red';

/** A stored value with its word and colour. */
export type Choice<Value extends string> = { value: Value; label: Words; colour: Colour };

const values = <Value extends string>(choices: readonly [Choice<Value>, ...Choice<Value>[]]): [Value, ...Value[]] => {
  const [first, ...rest] = choices;
  return [first.value, ...rest.map((choice) => choice.value)];
};

/** How a post is held. Plt. fills a vacancy, Plh. an absence of the holder. */
export const appointmentKinds = [
  { value: 'definitive', label: { id: 'Definitif', en: 'Definitive' }, colour: 'blue' },
  { value: 'plt', label: { id: 'Pelaksana Tugas (Plt.)', en: 'Acting, vacant post (Plt.)' }, colour: 'orange' },
  { value: 'plh', label: { id: 'Pelaksana Harian (Plh.)', en: 'Acting, holder absent (Plh.)' }, colour: 'yellow' },
] as const satisfies readonly Choice<string>[];
export type AppointmentKind = (typeof appointmentKinds)[number]['value'];
export const appointmentKindValues = values<AppointmentKind>(appointmentKinds);

/** What stands before the title of an acting holder in a letter; the same in both languages. */
export const actingMark: Readonly<Record<AppointmentKind, string>> = { definitive: '', plt: 'Plt.', plh: 'Plh.' };

/** Why somebody is away. */
export const leaveKinds = [
  { value: 'annual', label: { id: 'Cuti tahunan', en: 'Annual leave' }, colour: 'azure' },
  { value: 'sick', label: { id: 'Sakit', en: 'Sick leave' }, colour: 'orange' },
  { value: 'duty', label: { id: 'Dinas luar', en: 'Duty elsewhere' }, colour: 'blue' },
  { value: 'training', label: { id: 'Diklat', en: 'Training' }, colour: 'purple' },
  { value: 'other', label: { id: 'Alasan lain', en: 'Another reason' }, colour: 'secondary' },
] as const satisfies readonly Choice<string>[];
export type LeaveKind = (typeof leaveKinds)[number]['value'];
export const leaveKindValues = values<LeaveKind>(leaveKinds);

export const officeKinds = [
  { value: 'host', label: { id: 'Penyelenggara layanan', en: 'Hosting office' }, colour: 'purple' },
  { value: 'applicant', label: { id: 'Perangkat daerah pemohon', en: 'Applying office' }, colour: 'azure' },
] as const satisfies readonly Choice<string>[];
export type OfficeKind = (typeof officeKinds)[number]['value'];

export const holidayKinds = [
  { value: 'national', label: { id: 'Libur nasional', en: 'National holiday' }, colour: 'red' },
  { value: 'collective_leave', label: { id: 'Cuti bersama', en: 'Collective leave' }, colour: 'orange' },
  { value: 'special', label: { id: 'Libur khusus', en: 'Special day off' }, colour: 'purple' },
] as const satisfies readonly Choice<string>[];
export type HolidayKind = (typeof holidayKinds)[number]['value'];
export const holidayKindValues = values<HolidayKind>(holidayKinds);

/** Whether a date of the calendar is decreed or only expected. */
export const calendarStatuses = [
  { value: 'official', label: { id: 'Resmi', en: 'Official' }, colour: 'green' },
  { value: 'estimate', label: { id: 'Perkiraan', en: 'Estimate' }, colour: 'yellow' },
] as const satisfies readonly Choice<string>[];
export type CalendarStatus = (typeof calendarStatuses)[number]['value'];
export const calendarStatusValues = values<CalendarStatus>(calendarStatuses);

export const accountRoles = [
  { value: 'administrator', label: { id: 'Administrator', en: 'Administrator' }, colour: 'purple' },
  { value: 'auditor', label: { id: 'Auditor', en: 'Auditor' }, colour: 'azure' },
] as const satisfies readonly Choice<string>[];

/** ISO weekdays, Monday first. */
export const weekdays: readonly { value: number; label: Words }[] = [
  { value: 1, label: { id: 'Senin', en: 'Monday' } },
  { value: 2, label: { id: 'Selasa', en: 'Tuesday' } },
  { value: 3, label: { id: 'Rabu', en: 'Wednesday' } },
  { value: 4, label: { id: 'Kamis', en: 'Thursday' } },
  { value: 5, label: { id: 'Jumat', en: 'Friday' } },
  { value: 6, label: { id: 'Sabtu', en: 'Saturday' } },
  { value: 7, label: { id: 'Minggu', en: 'Sunday' } },
];

/** The time zones of Indonesia. */
export const timeZones: readonly { value: string; label: Words }[] = [
  { value: 'Asia/Jakarta', label: { id: 'WIB (Waktu Indonesia Barat)', en: 'WIB (Western Indonesia Time)' } },
  { value: 'Asia/Pontianak', label: { id: 'WIB (Kalimantan)', en: 'WIB (Kalimantan)' } },
  { value: 'Asia/Makassar', label: { id: 'WITA (Waktu Indonesia Tengah)', en: 'WITA (Central Indonesia Time)' } },
  { value: 'Asia/Jayapura', label: { id: 'WIT (Waktu Indonesia Timur)', en: 'WIT (Eastern Indonesia Time)' } },
];

/** Posts that several people of one office may hold at once; the schema's index `post_one_per_role` says the same. */
export const sharedRoles: readonly string[] = ['technician', 'technical-team', 'applicant-staff', 'secretariat'];
