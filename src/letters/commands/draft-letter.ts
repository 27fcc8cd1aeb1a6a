import { appended } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { letterKinds } from '../choices.ts';
import { type LetterDraft, readContent, readHal, stored } from '../content.ts';
import { type Act, filedUnder } from '../facts.ts';
import { renderEnqueued } from '../jobs.ts';

export type DraftInput = LetterDraft &
  Act & {
    /** Whose letterhead it bears. */
    officeId: string;
    /** The case or other record it belongs to. */
    subjectId: string;
    hal: string;
    /** Archive code; the kind's own when left out. */
    classification?: string;
    /** The post that will sign, where it is not the head of the office: its title stands on the preview. */
    signerPostId?: string;
  };

/** Writes a draft and asks for its preview. Throws `invalid` with the fields of `data` that the kind does not accept. */
export const draftLetter = async (tx: Db, input: DraftInput): Promise<{ letterId: string }> => {
  const { kind, officeId, subjectId, now, doer } = input;
  const content = readContent(kind, input.data);
  const letterId = newId();
  await tx
    .with('made', (db) =>
      db
        .insertInto('letter')
        .values({
          id: letterId,
          kind,
          office_id: officeId,
          subject_id: subjectId,
          status: 'draft',
          book: letterKinds[kind].book,
          classification: input.classification ?? filedUnder(kind),
          hal: readHal(input.hal),
          data: stored({ content }),
          signer_post_id: input.signerPostId ?? null,
          created_at: now,
        })
        .returning('id'),
    )
    .selectFrom('made')
    .select([
      appended({
        subjectKind: 'letter',
        subjectId: letterId,
        at: now,
        type: 'letter.drafted',
        doer,
        data: { kind, subject_id: subjectId },
      }).as('event'),
      renderEnqueued(letterId, 'awaited').as('job'),
    ])
    .execute();
  return { letterId };
};
