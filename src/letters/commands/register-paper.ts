import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type PaperLetterInput, paperLetterInput } from '../books/input.ts';
import { fault, future, isAfter, momentOf, refuse } from '../books/moments.ts';
import { keeperDoer, needKeeper } from '../policy.ts';

/** Older than this is rather a slip of the keyboard than a letter that lay about. */
const oldest = 366;

/**
 * Enters a letter that came on paper, by post, mail or fax into an office's agenda, with its scan, under the next number of
 * the year in which it came. Throws `forbidden`, not_found (no book of the actor's), and `invalid`: not in the future, with
 * a scan or the reason why there is none, and not twice unless that is meant.
 */
export const registerPaper = async (
  tx: Db,
  input: { actor: Actor; officeId: string; letter: PaperLetterInput; now: Temporal.Instant; timeZone: string },
): Promise<{ agendaId: string; agendaSeq: number; year: number }> => {
  const { actor, officeId, now, timeZone } = input;
  needKeeper(actor, officeId);
  const letter = parse(paperLetterInput, input.letter);
  const receivedAt = momentOf({ on: letter.receivedOn, time: letter.receivedTime, now, timeZone });
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  refuse([
    Temporal.Instant.compare(receivedAt, now) > 0 && fault('receivedOn', future),
    isAfter(today.subtract({ days: oldest }), letter.receivedOn) &&
      fault('receivedOn', {
        id: 'Lebih dari satu tahun yang lalu. Periksa tanggal terimanya.',
        en: 'More than a year ago. Check the day on which it came.',
      }),
    isAfter(letter.date, letter.receivedOn) &&
      fault('date', {
        id: 'Tanggal surat sesudah tanggal terima. Periksa keduanya.',
        en: 'The letter is dated after the day on which it came. Check both.',
      }),
    letter.scan === '' &&
      letter.noScanReason === '' &&
      fault('scan', {
        id: 'Unggah pindaiannya, atau tuliskan mengapa belum ada.',
        en: 'Upload the scan, or write why there is none yet.',
      }),
    !letter.again && (await knownFault(tx, officeId, letter)),
  ]);
  const scan =
    letter.scan === ''
      ? null
      : (await getOwnUpload(tx, { uploadId: letter.scan, accountId: actor.accountId, purpose: 'paper' })).id;
  const agendaId = newId();
  const year = letter.receivedOn.year;
  const entered = await tx
    .with('entered', (db) =>
      db
        .insertInto('agenda_entry')
        .values({
          id: agendaId,
          office_id: officeId,
          year,
          seq: sql<number>`letter_allot(${officeId}::uuid, 'incoming', ${year}::integer)`,
          received_at: receivedAt,
          registered_at: now,
          channel: letter.channel,
          letter_from: letter.from,
          letter_number: letter.number,
          letter_date: letter.date,
          hal: letter.hal,
          nature: letter.nature,
          attachments: letter.attachments,
          forwarded_to: letter.forwardedTo,
          note: letter.note,
          classification: letter.classification,
          scan_upload_id: scan,
          no_scan_reason: scan ? '' : letter.noScanReason,
        })
        .returning('seq'),
    )
    .selectFrom('entered')
    .select([
      'seq',
      appended({
        subjectKind: 'agenda',
        subjectId: agendaId,
        at: now,
        type: 'agenda.registered',
        doer: keeperDoer(actor, officeId),
        data: {
          agenda_id: agendaId,
          office_id: officeId,
          number: letter.number,
          channel: letter.channel,
          scanned: scan !== null,
        },
      }).as('event'),
    ])
    .executeTakeFirstOrThrow();
  return { agendaId, agendaSeq: entered.seq, year };
};

const knownFault = async (tx: Db, officeId: string, letter: { from: string; number: string }): Promise<FieldFault | false> => {
  const known = await tx
    .selectFrom('agenda_entry')
    .select(['seq', 'year'])
    .where('office_id', '=', officeId)
    .where(sql`lower(letter_number)`, '=', letter.number.toLowerCase())
    .where(sql`lower(letter_from)`, '=', letter.from.toLowerCase())
    .limit(1)
    .executeTakeFirst();
  if (!known) return false;
  const at = `${known.seq}/${known.year}`;
  return fault('number', {
    id: `Surat ini sudah tercatat dengan nomor agenda ${at}. Centang "catat juga" bila memang datang dua kali.`,
    en: `This letter stands in the agenda already, number ${at}. Tick "enter it again" if it really came twice.`,
  });
};
