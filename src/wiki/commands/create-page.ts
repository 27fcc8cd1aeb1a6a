import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { pageInput } from '../input.ts';
import { holdOrder, settleOrder } from '../order.ts';
import { needWriter } from '../policy.ts';
import { findPage } from '../queries/pages.ts';
import { getSpace } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { follow } from '../watching/watch.ts';
import { addRevision, bodyColumns, freeSlug, keepLinks, refusing } from '../write.ts';
import { needFreeTitle, propose } from './propose.ts';
import { dropDraft } from './save-draft.ts';

const otherSpace = { id: 'Halaman induk harus di ruang yang sama.', en: 'The page above must be in the same space.' };
const parentGone = {
  id: 'Halaman induk itu telah dihapus atau diarsipkan sejak Anda mulai menulis. Pilih halaman induk yang lain.',
  en: 'The page above was deleted or archived since you began writing. Choose another one.',
};

/** A page that was made, or a proposal of one that waits for approval. */
export type MadePage =
  | { spaceKey: string; pageId: string; slug: string; proposalId: null }
  | { spaceKey: string; pageId: null; slug: null; proposalId: string };

/**
 * Adds a page to a space, as its first revision; in a space with approval it waits as a proposal, of which only its author
 * and who approves it know. `invalid` for a title that is nothing, cannot be linked to or is there already, and for a text
 * that is too long; `forbidden` for who may not write; `not_found` for a space that is not his or hers.
 */
export const createPage = async (
  tx: Db,
  { now, actor, space: spaceKey, page: typed }: Act & { space: string; page: unknown },
): Promise<MadePage> => {
  const space = await getSpace(tx, actor, spaceKey);
  needWriter(actor, space);
  const { title, body, parentId, why, draft } = parse(pageInput, typed);
  if (parentId) {
    // Held until the end: nobody deletes the page above while one is made below it.
    const parent = await findPage(tx, actor, parentId, { lock: true });
    if (parent && parent.spaceId !== space.id) throw invalid([{ field: 'parentId', message: otherSpace }]);
    if (parent?.state !== 'live') throw invalid([{ field: 'parentId', message: parentGone }]);
  }
  await dropDraft(tx, actor.personId, draft);
  if (space.needsApproval) {
    await needFreeTitle(tx, space.id, title, null);
    const change = { kind: 'page', title, body, parentId } as const;
    const proposalId = await propose(tx, { now, actor, about: { space }, change, why });
    return { spaceKey: space.key, pageId: null, slug: null, proposalId };
  }
  const made = await addPage(tx, { spaceId: space.id, parentId, title, body, why, personId: actor.personId, now });
  await follow(tx, { personId: actor.personId, pageId: made.pageId, now });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: made.pageId,
    at: now,
    type: 'wiki-page.created',
    doer: doerOf(actor),
    data: { space: space.key, title, why },
  });
  return { ...made, spaceKey: space.key, proposalId: null };
};

export type AddedPage = {
  spaceId: string;
  parentId: string | null;
  title: string;
  body: string;
  why: string;
  personId: string | null;
  now: Temporal.Instant;
  templateVersionId?: string;
  /** `name`: what the record is called now; the title that was made of it follows it. */
  record?: { kind: string; id: string; part: string; officeId: string | null; required: readonly string[]; name: string };
};

/** The rows of a new page; who may and what is audited is the caller's. */
export const addPage = async (tx: Db, input: AddedPage): Promise<{ pageId: string; slug: string }> => {
  const { spaceId, parentId, title, body, why, personId, now } = input;
  const pageId = newId();
  await holdOrder(tx, [spaceId]);
  const slug = await freeSlug(tx, spaceId, title, null);
  await refusing(() =>
    tx
      .insertInto('wiki_page')
      .values({
        ...bodyColumns(body),
        id: pageId,
        space_id: spaceId,
        parent_id: parentId,
        title,
        title_key: titleKey(title),
        slug,
        revision: 1,
        created_at: now,
        updated_at: now,
        updated_by: personId,
        template_version_id: input.templateVersionId ?? null,
        ...(input.record
          ? {
              record_kind: input.record.kind,
              record_id: input.record.id,
              part: input.record.part,
              office_id: input.record.officeId,
              required: [...input.record.required],
              record_name: input.record.name,
              given_title: title,
            }
          : {}),
      })
      .execute(),
  );
  await addRevision(tx, { pageId, number: 1, title, body, why, base: null, personId, now });
  await keepLinks(tx, pageId, body);
  await settleOrder(tx, { spaceId, parentId });
  return { pageId, slug };
};
