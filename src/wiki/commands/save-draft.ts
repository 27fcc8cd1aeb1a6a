import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { longestBody } from '../input.ts';

export type Draft = { base: number; title: string; body: string; why: string; savedAt: Temporal.Instant };

/**
 * Keeps what somebody is writing, for a page or for a new page of a space (`place`), until it is saved. One's own only; a
 * later draft takes the place of the former.
 */
export const saveDraft = async (
  db: Db,
  { now, actor, place, draft }: Act & { place: string; draft: { base: number; title: string; body: string; why: string } },
): Promise<void> => {
  if (draft.body.length > longestBody || draft.title.length > 500 || draft.why.length > 2000) {
    throw invalid([{ field: 'body', message: { id: 'Draf terlalu panjang.', en: 'The draft is too long.' } }]);
  }
  const values = { ...draft, saved_at: now };
  await db
    .insertInto('wiki_draft')
    .values({ ...values, person_id: actor.personId, place })
    .onConflict((conflict) => conflict.columns(['person_id', 'place']).doUpdateSet(values))
    .execute();
};

/** What this person was writing here, or null. */
export const findDraft = async (db: Db, personId: string, place: string): Promise<Draft | null> =>
  (await db
    .selectFrom('wiki_draft')
    .select(['base', 'title', 'body', 'why', 'saved_at as savedAt'])
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .executeTakeFirst()) ?? null;

/** Forgets what this person was writing here. */
export const dropDraft = async (db: Db, personId: string, place: string): Promise<void> => {
  await db.deleteFrom('wiki_draft').where('person_id', '=', personId).where('place', '=', place).execute();
};
