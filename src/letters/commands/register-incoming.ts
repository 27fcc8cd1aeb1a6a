import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { printable } from '#lib/printable.ts';
import type { Act } from '../facts.ts';

type Entry = { seq: number; year: number };

/**
 * Enters a letter that came in through Griya into an office's agenda, under the next number of the year in which it came
 * (by the installation's time zone). One statement; a letter of Griya that is in the agenda already answers with its entry,
 * and one that came on paper before (same sender, same number) keeps the number that it got then. Throws `invalid`, and
 * not_found before the set-up.
 */
export const registerIncoming = async (
  tx: Db,
  input: Act & {
    officeId: string;
    from: string;
    number: string;
    date: Temporal.PlainDate;
    hal: string;
    /** The letter, where it was made in Griya. */
    letterId: string | null;
    subjectId: string;
  },
): Promise<{ agendaSeq: number; year: number }> => {
  const { officeId, date, letterId, subjectId, now, doer } = input;
  const [from, number, hal] = [one(input.from), one(input.number), one(input.hal)];
  const faults = (
    [
      ['from', from, 300],
      ['number', number, 100],
      ['hal', hal, 500],
    ] as const
  ).flatMap(([field, text, max]) => (text !== '' && text.length <= max ? [] : [emptyFault(field, max)]));
  if (faults.length > 0) throw invalid(faults);
  const known = letterId ? await findEntry(tx, officeId, letterId) : undefined;
  if (known) return { agendaSeq: known.seq, year: known.year };
  const onPaper = letterId ? await adoptPaper(tx, { officeId, from, number, letterId, subjectId, now, doer }) : undefined;
  if (onPaper) return { agendaSeq: onPaper.seq, year: onPaper.year };
  const id = newId();
  const subject = letterId ? { subjectKind: 'letter', subjectId: letterId } : { subjectKind: 'agenda', subjectId: id };
  const { rows } = await sql<Entry>`
    with book as materialized (
      select extract(year from ${now}::timestamptz at time zone i.time_zone)::integer as year from installation i
    ), entry as (
      insert into agenda_entry (id, office_id, year, seq, received_at, registered_at, letter_from, letter_number, letter_date, hal, letter_id, subject_id)
        select ${id}::uuid, ${officeId}::uuid, year, letter_allot(${officeId}::uuid, 'incoming', year), ${now}::timestamptz, ${now}::timestamptz,
          ${from}, ${number}, ${date}::date, ${hal}, ${letterId}::uuid, ${subjectId}::uuid
        from book
        returning year, seq
    )
    select year, seq, ${appended({
      ...subject,
      at: now,
      type: 'agenda.registered',
      doer,
      data: { agenda_id: id, office_id: officeId, subject_id: subjectId, number },
    })} from entry`.execute(tx);
  const [entry] = rows;
  if (!entry) throw new AppError('not_found', { what: 'installation' });
  return { agendaSeq: entry.seq, year: entry.year };
};

type Paper = Act & { officeId: string; from: string; number: string; letterId: string; subjectId: string };

/** The letter came on paper and stands in the agenda: it is the same letter, and keeps its number there. */
const adoptPaper = async (tx: Db, input: Paper): Promise<Entry | undefined> => {
  const { officeId, from, number, letterId, subjectId, now, doer } = input;
  const paper = await tx
    .selectFrom('agenda_entry')
    .select(['id', 'seq', 'year'])
    .where('office_id', '=', officeId)
    .where('letter_id', 'is', null)
    .where(sql`lower(letter_number)`, '=', number.toLowerCase())
    .where(sql`lower(letter_from)`, '=', from.toLowerCase())
    .orderBy('received_at')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  if (!paper) return undefined;
  await tx
    .with('adopted', (db) =>
      db
        .updateTable('agenda_entry')
        .set({ letter_id: letterId, subject_id: subjectId, version: sql<number>`version + 1` })
        .where('id', '=', paper.id)
        .returning('id'),
    )
    .selectFrom('adopted')
    .select(
      appended({
        subjectKind: 'agenda',
        subjectId: paper.id,
        at: now,
        type: 'agenda.linked',
        doer,
        data: { letter_id: letterId, subject_id: subjectId },
      }).as('event'),
    )
    .execute();
  return paper;
};

const findEntry = (tx: Db, officeId: string, letterId: string): Promise<Entry | undefined> =>
  tx
    .selectFrom('agenda_entry')
    .select(['seq', 'year'])
    .where('office_id', '=', officeId)
    .where('letter_id', '=', letterId)
    .executeTakeFirst();

const one = (text: string): string => printable(text).replace(/\s+/g, ' ').trim();

const emptyFault = (field: string, max: number): FieldFault => ({
  field,
  message: { id: `Wajib diisi, paling banyak ${max} karakter.`, en: `Required, at most ${max} characters.` },
});
