import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { pageInput } from '../input.ts';
import { mayKeep, needWriter } from '../policy.ts';
import { getPage } from '../queries/pages.ts';
import { getSpace } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { addRevision, bodyColumns, freeSlug, keepLinks, refusing } from '../write.ts';
import { dropDraft } from './save-draft.ts';

const onlyApproved = {
  id: 'halaman baru di ruang ini dibuat oleh yang menyetujuinya: kepala bidang, kepala seksi, atau administrator',
  en: 'a new page of this space is made by who approves it: the head of the division, of a section, or an administrator',
};

const otherSpace = { id: 'Halaman induk harus di ruang yang sama.', en: 'The page above must be in the same space.' };

/**
 * Adds a page to a space, as its first revision. `invalid` for a title that is nothing, cannot be linked to or is there
 * already, and for a text that is too long; `forbidden` for who may not write; `not_found` for a space that is not his or hers.
 */
export const createPage = async (
  tx: Db,
  { now, actor, space: spaceKey, page: typed }: Act & { space: string; page: unknown },
): Promise<{ pageId: string; slug: string; spaceKey: string }> => {
  const space = await getSpace(tx, actor, spaceKey);
  needWriter(actor, space);
  if (space.needsApproval && !mayKeep(actor, space)) throw new AppError('forbidden', { why: onlyApproved[actor.language] });
  const { title, body, parentId, why } = parse(pageInput, typed);
  if (parentId) {
    const parent = await getPage(tx, actor, parentId);
    if (parent.spaceId !== space.id || parent.state === 'deleted') throw invalid([{ field: 'parentId', message: otherSpace }]);
  }
  const made = await addPage(tx, { spaceId: space.id, parentId, title, body, why, personId: actor.personId, now });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: made.pageId,
    at: now,
    type: 'wiki-page.created',
    doer: doerOf(actor),
    data: { space: space.key, title, why },
  });
  await dropDraft(tx, actor.personId, space.id);
  return { ...made, spaceKey: space.key };
};

export type AddedPage = {
  spaceId: string;
  parentId: string | null;
  title: string;
  body: string;
  why: string;
  personId: string | null;
  now: Temporal.Instant;
  record?: { kind: string; id: string; part: string; officeId: string | null; required: readonly string[] };
};

/** The rows of a new page; who may and what is audited is the caller's. */
export const addPage = async (tx: Db, input: AddedPage): Promise<{ pageId: string; slug: string }> => {
  const { spaceId, parentId, title, body, why, personId, now } = input;
  const pageId = newId();
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
        ...(input.record
          ? {
              record_kind: input.record.kind,
              record_id: input.record.id,
              part: input.record.part,
              office_id: input.record.officeId,
              required: [...input.record.required],
            }
          : {}),
      })
      .execute(),
  );
  await addRevision(tx, { pageId, number: 1, title, body, why, base: null, personId, now });
  await keepLinks(tx, pageId, body);
  return { pageId, slug };
};
