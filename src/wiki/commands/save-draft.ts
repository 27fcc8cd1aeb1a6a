import type { Db } from '#db/index.ts';
import { listUploads } from '#files/index.ts';
import { invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import { longestBody } from '../input.ts';
import { attachmentPurpose } from './attach-file.ts';

type Written = { base: number; title: string; parent: string; body: string; why: string };

/** What a window knows of the draft that it keeps; `version` counts how often it was kept. */
export type DraftSeen = { id: string; version: number };
export type Draft = Written & DraftSeen & { savedAt: Temporal.Instant; files: string[] };

/** So many files wait with one draft. */
const mostFiles = 100;

/** So many drafts of one person stay at one place; beyond them the oldest go. */
const mostDrafts = 20;

/** `files`: uploads that wait for the page to be made; those of others are left out. */
type DraftToSave = { place: string; seen: DraftSeen | null; draft: Written; files?: readonly string[] };

/**
 * Keeps what somebody is writing, for a page or for a new page of a space (`place`), until it is saved; one's own only.
 * `seen`: the draft that this window has kept before. When another window of the same person has kept it since, this one's
 * text becomes a draft of its own: neither overwrites the other. `invalid` for what is too long.
 */
export const saveDraft = async (
  db: Db,
  { now, actor, place, seen, draft, files = [] }: Act & DraftToSave,
): Promise<DraftSeen> => {
  if (
    [draft.title, draft.parent].some((line) => line.length > 500) ||
    draft.body.length > longestBody ||
    draft.why.length > 2000
  ) {
    throw invalid([{ field: 'body', message: { id: 'Draf terlalu panjang.', en: 'The draft is too long.' } }]);
  }
  const { personId } = actor;
  const kept = seen && isId(seen.id) ? await keepOn(db, { personId, place, seen, values: { ...draft, saved_at: now } }) : null;
  if (kept) {
    await keepFiles(db, kept.id, actor.accountId, files);
    return kept;
  }
  const made = { id: newId(), version: 1 };
  await db
    .insertInto('wiki_draft')
    .values({ ...draft, ...made, saved_at: now, person_id: personId, place })
    .execute();
  await keepFiles(db, made.id, actor.accountId, files);
  const latest = draftsAt(db, personId, place).select('id').limit(mostDrafts);
  await db
    .deleteFrom('wiki_draft')
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .where('id', 'not in', latest)
    .execute();
  return made;
};

const keepFiles = async (db: Db, draftId: string, accountId: string, files: readonly string[]): Promise<void> => {
  const uploads = await listUploads(db, files.slice(0, mostFiles));
  const own = uploads.filter(({ uploadedBy, purpose }) => uploadedBy === accountId && purpose === attachmentPurpose);
  await db.deleteFrom('wiki_draft_file').where('draft_id', '=', draftId).execute();
  if (own.length > 0)
    await db
      .insertInto('wiki_draft_file')
      .values(own.map(({ id }) => ({ draft_id: draftId, upload_id: id })))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
};

type KeepOn = { personId: string; place: string; seen: DraftSeen; values: Written & { saved_at: Temporal.Instant } };

const keepOn = async (db: Db, { personId, place, seen, values }: KeepOn): Promise<DraftSeen | null> =>
  (await db
    .updateTable('wiki_draft')
    .set((set) => ({ ...values, version: set('version', '+', 1) }))
    .where('id', '=', seen.id)
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .where('version', '=', seen.version)
    .returning(['id', 'version'])
    .executeTakeFirst()) ?? null;

const draftsAt = (db: Db, personId: string, place: string) =>
  db
    .selectFrom('wiki_draft')
    .where('person_id', '=', personId)
    .where('place', '=', place)
    .orderBy('saved_at', 'desc')
    .orderBy('id', 'desc');

/** What this person was writing here: the draft of this id, else the latest; null where there is none. */
export const findDraft = async (db: Db, personId: string, place: string, id = ''): Promise<Draft | null> => {
  const found = await draftsAt(db, personId, place)
    .select(['id', 'version', 'base', 'title', 'parent', 'body', 'why', 'saved_at as savedAt'])
    .$if(isId(id), (query) => query.where('id', '=', id))
    .limit(1)
    .executeTakeFirst();
  if (!found) return null;
  const files = await db.selectFrom('wiki_draft_file').select('upload_id as id').where('draft_id', '=', found.id).execute();
  return { ...found, files: files.map((file) => file.id) };
};

export type DraftEntry = { id: string; title: string; begins: string; savedAt: Temporal.Instant };

/** All drafts of this person here, the latest first, each with how it begins. */
export const listDrafts = async (db: Db, personId: string, place: string): Promise<DraftEntry[]> =>
  await draftsAt(db, personId, place)
    .select(['id', 'title', 'saved_at as savedAt'])
    .select((eb) => eb.fn<string>('left', ['body', eb.val(60)]).as('begins'))
    .execute();

/** A text that nobody took up again for half a year is not being written any more. */
const draftsKept = Temporal.Duration.from({ hours: 180 * 24 });

/** Forgets drafts that were left half a year ago; their files are swept with what nothing refers to. Returns how many. */
export const forgetDrafts = async (db: Db, now: Temporal.Instant): Promise<number> => {
  const { numDeletedRows } = await db
    .deleteFrom('wiki_draft')
    .where('saved_at', '<', now.subtract(draftsKept))
    .executeTakeFirst();
  return Number(numDeletedRows);
};

/** Forgets one draft of this person; what is no id, or not his or hers, changes nothing. */
export const dropDraft = async (db: Db, personId: string, id: string): Promise<void> => {
  if (!isId(id)) return;
  await db.deleteFrom('wiki_draft').where('person_id', '=', personId).where('id', '=', id).execute();
};
