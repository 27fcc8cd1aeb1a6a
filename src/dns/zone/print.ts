import { type RecordType, recordTypes, type SerialPolicy } from '../choices.ts';
import { isStoredLabel } from './name.ts';
import { printValue } from './value.ts';

export type ZoneRecord = { label: string; type: RecordType; value: string; ttl: number | null };

export type Zone = {
  /** "kota.go.id", lower case, no final dot */
  name: string;
  ttl: number;
  primaryServer: string;
  mailbox: string;
  /** Seconds; the usual ones when left out. */
  soa?: SoaTimers;
};

export type SoaTimers = { refresh: number; retry: number; expire: number; negative: number };

/** The first line of every file that Griya writes; a file without it belongs to someone else and is never replaced. */
export const mark = '; Zone file written by Griya';

const header = (zone: Zone): string => `${mark}: ${zone.name}
; Ditulis otomatis dari daftar DNS. Jangan disunting: setiap perubahan tertimpa pada penerbitan berikutnya.
; Written from the DNS register. Do not edit: every change is overwritten at the next publication.
`;

/** Seconds: refresh, retry, expire; and how long "no such name" may be remembered, short so that a new name is soon seen. */
export const usualTimers: SoaTimers = { refresh: 3600, retry: 900, expire: 1_209_600, negative: 300 };

/** One record as its line of the file. Refuses a label or value that could break out of its line. */
export const printRecord = (record: ZoneRecord): string => {
  if (!isStoredLabel(record.label)) throw new Error(`not a label of a zone: ${JSON.stringify(record.label)}`);
  const ttl = record.ttl === null ? '' : `${record.ttl} `;
  return `${record.label.padEnd(24)} ${ttl}IN ${record.type.padEnd(5)} ${printValue(record.type, record.value)}`;
};

const order = (a: ZoneRecord, b: ZoneRecord): number => {
  if (a.label !== b.label) {
    if (a.label === '@') return -1;
    return b.label === '@' || a.label > b.label ? 1 : -1;
  }
  if (a.type !== b.type) return recordTypes.indexOf(a.type) - recordTypes.indexOf(b.type);
  return a.value < b.value ? -1 : Number(a.value > b.value);
};

/** The zone as a master file (RFC 1035, 5), always the same for the same records and serial. */
export const printZone = (zone: Zone, serial: number, records: readonly ZoneRecord[]): string => {
  const { refresh, retry, expire, negative } = zone.soa ?? usualTimers;
  const lines = [...records].sort(order).map(printRecord);
  return `${header(zone)}$ORIGIN ${zone.name}.
$TTL ${zone.ttl}
@ IN SOA ${zone.primaryServer}. ${zone.mailbox}. (
  ${serial} ; serial
  ${refresh} ; refresh
  ${retry} ; retry
  ${expire} ; expire
  ${negative} ) ; negative
${lines.join('\n')}
`;
};

const serialLine = /^ {2}(\d{1,10}) ; serial$/m;

/** The serial of a file that Griya wrote; null for any other text. */
export const serialOf = (file: string): number | null => {
  if (!file.startsWith(mark)) return null;
  const [, serial] = serialLine.exec(file) ?? [];
  return serial === undefined ? null : Number(serial);
};

/** Whether two files say the same but for their serial. */
export const sameContent = (a: string, b: string): boolean => a.replace(serialLine, '') === b.replace(serialLine, '');

/**
 * The next serial: YYYYMMDDnn of the day, or one more than the last where that is not less. It only grows, also past 99
 * changes a day and when a clock goes back. With `count` it is always one more.
 */
export const nextSerial = (last: number, today: Temporal.PlainDate, policy: SerialPolicy = 'date'): number => {
  if (policy === 'count') return last + 1;
  const first = (today.year * 10_000 + today.month * 100 + today.day) * 100;
  return Math.max(first, last + 1);
};
