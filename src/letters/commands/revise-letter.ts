import { sql } from 'kysely';
import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { asLetterKind, readContent, readHal, stored } from '../content.ts';
import type { Act } from '../facts.ts';
import { renderEnqueued } from '../jobs.ts';
import { lockLetter } from '../lookup.ts';
import { notPossible } from '../refusals.ts';

/**
 * Replaces the content of a draft (and its subject line, where given). A draft that was initialled is a plain draft
 * again: initials stand under the text that was read. Throws not_found, `invalid`, and not_possible_now once it is issued.
 */
export const reviseLetter = async (tx: Db, input: Act & { letterId: string; data: unknown; hal?: string }): Promise<void> => {
  const { letterId, now, doer } = input;
  const letter = await lockLetter(tx, letterId);
  if (letter.status !== 'draft' && letter.status !== 'initialled') throw notPossible('letter.revise', letter.status);
  const kind = asLetterKind(letter.kind);
  const content = readContent(kind, input.data);
  await tx
    .with('revised', (db) =>
      db
        .updateTable('letter')
        .set({
          data: stored({ content }),
          hal: input.hal === undefined ? letter.hal : readHal(input.hal),
          status: 'draft',
          render_state: 'waiting',
          render_error: null,
          version: sql<number>`version + 1`,
        })
        .where('id', '=', letterId)
        .returning('id'),
    )
    .with('lifted', (db) => db.deleteFrom('letter_initial').where('letter_id', '=', letterId).returning('post_id'))
    .selectFrom('revised')
    .select([
      appended({ subjectKind: 'letter', subjectId: letterId, at: now, type: 'letter.revised', doer, data: { kind } }).as('event'),
      renderEnqueued(letterId, 'awaited').as('job'),
    ])
    .execute();
};
