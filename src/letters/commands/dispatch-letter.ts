import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import type { Channel } from '../choices.ts';
import type { Act } from '../facts.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';

type To = { toOfficeId: string; toName?: undefined } | { toOfficeId?: undefined; toName: string };

type Details = { courier?: string; reference?: string; note?: string; sentAt?: Temporal.Instant };

/**
 * Enters a signed letter into the dispatch book (buku ekspedisi) under the book's next number: to an office of the register
 * or to somebody else, through which channel, by whom. The same letter to the same receiver through the same channel is
 * entered once. Throws not_found, and not_possible_now for a draft or a void letter.
 */
export const dispatchLetter = async (
  tx: Db,
  input: Act & To & Details & { letterId: string; channel: Channel },
): Promise<{ dispatchId: string }> => {
  const { letterId, toOfficeId = null, toName = '', channel, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'issued' && letter.status !== 'sent') throw notPossible('letter.dispatch', letter.status);
  const known = await tx
    .selectFrom('dispatch_entry')
    .select('id')
    .where('letter_id', '=', letterId)
    .where('channel', '=', channel)
    .where((is) =>
      toOfficeId === null
        ? is.and([is('to_office_id', 'is', null), is(sql`lower(to_name)`, '=', toName.toLowerCase())])
        : is('to_office_id', '=', toOfficeId),
    )
    .executeTakeFirst();
  if (known) return { dispatchId: known.id };
  const dispatchId = newId();
  const sentAt = input.sentAt ?? now;
  const year = sql<number>`(select extract(year from ${sentAt}::timestamptz at time zone time_zone)::integer from installation)`;
  await tx
    .with('sent', (db) =>
      db
        .insertInto('dispatch_entry')
        .values({
          id: dispatchId,
          office_id: letter.office_id,
          year,
          seq: sql<number>`letter_allot(${letter.office_id}::uuid, 'dispatch', ${year})`,
          letter_id: letterId,
          to_office_id: toOfficeId,
          to_name: toName,
          channel,
          courier: input.courier ?? '',
          reference: input.reference ?? '',
          note: input.note ?? '',
          sent_at: sentAt,
          recorded_at: now,
        })
        .returning('id'),
    )
    .with('marked', (db) =>
      db
        .updateTable('letter')
        .set({ status: 'sent', version: sql<number>`version + 1` })
        .where('id', '=', letterId)
        .returning('id'),
    )
    .selectFrom('sent')
    .select(
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.dispatched',
        doer,
        data: { dispatch_id: dispatchId, to_office_id: toOfficeId, ...(toName ? { to: toName } : {}), channel },
      }).as('event'),
    )
    .execute();
  return { dispatchId };
};
