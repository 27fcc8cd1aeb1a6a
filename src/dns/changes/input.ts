import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { faultsOf, optionalText, parse, text } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import { isRecordType, type RecordType } from '../choices.ts';
import { readLabel } from '../zone/name.ts';
import { readMasterFile, type SkipReason } from '../zone/parse.ts';
import { readValue } from '../zone/value.ts';
import type { ChangeItem, RecordOwner } from './rules.ts';

/** A change as it was typed: one record in fields, more of them as lines of a zone file, and records that are to go. */
export type TypedChange = {
  reason: string;
  label?: string;
  type?: string;
  value?: string;
  ttl?: string;
  comment?: string;
  /** Whose the records are: for all that this change adds. */
  owner?: TypedOwner;
  /** "app 3600 IN A 203.0.113.7", one a line. */
  lines?: string;
};

/** Office, application and what is behind a record, as typed: ids, and a number or a few words. */
export type TypedOwner = { officeId?: string; applicationId?: string; reference?: string };

const ownerSchema = z.object({ reference: optionalText(120) });

/** The owner as it is stored. An application brings its office. `invalid` at `office`, `application` or `reference`. */
export const readOwner = async (db: Db, typed: TypedOwner): Promise<Required<RecordOwner>> => {
  const { reference } = parse(ownerSchema, { reference: typed.reference });
  const { officeId = '', applicationId = '' } = typed;
  const unknown = (field: string) => invalid([{ field, message: { id: 'Pilih dari daftar.', en: 'Choose from the list.' } }]);
  if (applicationId !== '') {
    const application = isId(applicationId)
      ? await db
          .selectFrom('application')
          .where('id', '=', applicationId)
          .select(['id', 'office_id as officeId'])
          .executeTakeFirst()
      : undefined;
    if (!application) throw unknown('application');
    return { applicationId, officeId: application.officeId, reference };
  }
  if (officeId === '') return { applicationId: null, officeId: null, reference };
  const office = isId(officeId)
    ? await db.selectFrom('office').where('id', '=', officeId).select('id').executeTakeFirst()
    : undefined;
  if (!office) throw unknown('office');
  return { applicationId: null, officeId, reference };
};

const examples: Record<RecordType, string> = {
  A: '203.0.113.7',
  AAAA: '2001:db8::7',
  CNAME: 'app.contoh.go.id',
  NS: 'ns1.contoh.go.id',
  MX: '10 mail.contoh.go.id',
  TXT: 'v=spf1 mx -all',
  CAA: '0 issue "letsencrypt.org"',
  SRV: '0 5 5060 sip.contoh.go.id',
  PTR: 'app.contoh.go.id',
  TLSA: '3 1 1 (64 hex)',
  SSHFP: '4 2 (64 hex)',
};

/** Why a line of a zone file or a transfer is not taken. */
export const skipWords: Record<SkipReason, Words> = {
  directive: { id: '$INCLUDE, $GENERATE dan sejenisnya tidak diterima', en: '$INCLUDE, $GENERATE and the like are not taken' },
  outside: { id: 'nama di luar zona ini', en: 'the name lies outside this zone' },
  name: { id: 'nama tidak sah', en: 'not a valid name' },
  type: { id: 'jenis rekaman ini tidak dikelola di sini', en: 'this type of record is not kept here' },
  value: { id: 'nilai tidak sah untuk jenisnya', en: 'not a valid value for its type' },
  syntax: { id: 'tidak dapat dibaca sebagai rekaman', en: 'cannot be read as a record' },
  ttl: { id: 'TTL tidak sah', en: 'not a valid TTL' },
  toomany: { id: 'terlalu banyak rekaman; sisanya tidak dibaca', en: 'too many records; the rest was not read' },
};

/** Why a line of a zone file was not taken, in words. */
export const skippedWords = (line: { line: number; text: string; why: SkipReason }): Words => ({
  id: `Baris ${line.line}: ${skipWords[line.why].id} (${line.text.slice(0, 80)}).`,
  en: `Line ${line.line}: ${skipWords[line.why].en} (${line.text.slice(0, 80)}).`,
});

const most = 500;
const schema = z.object({ reason: text(500) });

/** The typed part of a change as items that add. Throws `invalid` with every faulty field; whether the rules are met is another question. */
export const readAdditions = (typed: TypedChange, zone: string): { reason: string; items: ChangeItem[] } => {
  const faults: FieldFault[] = [];
  const parsed = schema.safeParse(typed);
  if (!parsed.success) faults.push(...faultsOf(parsed.error));
  const items = [...readOne(typed, zone, faults), ...readLines(typed.lines ?? '', zone, faults)];
  if (items.length > most)
    faults.push({
      field: 'lines',
      message: { id: `Paling banyak ${most} rekaman sekali usul.`, en: `At most ${most} records at a time.` },
    });
  if (faults.length > 0) throw invalid(faults);
  return { reason: parsed.data?.reason ?? '', items };
};

const readOne = (
  { label = '', type = '', value = '', ttl = '', comment = '' }: TypedChange,
  zone: string,
  faults: FieldFault[],
): ChangeItem[] => {
  if (label.trim() === '' && value === '') return [];
  const name = readLabel(label, zone);
  if ('fault' in name) faults.push({ field: 'label', message: name.fault });
  const known = isRecordType(type) ? type : null;
  if (known === null) faults.push({ field: 'type', message: { id: 'Pilih jenis rekaman.', en: 'Choose a type of record.' } });
  const read = known === null ? '' : readValue(known, value);
  if (read === null && known !== null)
    faults.push({
      field: 'value',
      message: {
        id: `Ini bukan nilai ${known} yang sah. Contoh: ${examples[known]}`,
        en: `This is no valid value of ${known}. Example: ${examples[known]}`,
      },
    });
  const seconds = ttl.trim() === '' ? null : Number(ttl.trim());
  if (seconds !== null && !/^\d{1,10}$/.test(ttl.trim()))
    faults.push({ field: 'ttl', message: { id: 'Isi detik, misalnya 3600.', en: 'Enter seconds, for example 3600.' } });
  if (comment.length > 200 || /\p{Cc}/u.test(comment))
    faults.push({
      field: 'comment',
      message: { id: 'Paling banyak 200 karakter, satu baris.', en: 'At most 200 characters, one line.' },
    });
  if ('fault' in name || known === null || read === null) return [];
  return [{ action: 'add', label: name.label, type: known, value: read, ttl: seconds, comment: comment.trim() }];
};

const readLines = (lines: string, zone: string, faults: FieldFault[]): ChangeItem[] => {
  if (lines.trim() === '') return [];
  if (lines.length > 200_000) {
    faults.push({ field: 'lines', message: { id: 'Terlalu panjang.', en: 'Too long.' } });
    return [];
  }
  const { records, skipped } = readMasterFile(lines.replaceAll('\r\n', '\n'), zone);
  faults.push(...skipped.slice(0, 5).map((line) => ({ field: 'lines', message: skippedWords(line) })));
  return records.map((record): ChangeItem => ({ ...record, action: 'add', comment: '' }));
};
