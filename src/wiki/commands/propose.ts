import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Act } from '../act.ts';
import type { PageState } from '../choices.ts';
import { mayKeep } from '../policy.ts';
import type { WikiPage } from '../queries/pages.ts';
import type { Space } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { titleTaken } from '../write.ts';

export type Change =
  | { kind: 'text'; body: string; base: number }
  | { kind: 'page'; title: string; body: string; parentId: string | null }
  /** Title or place are null where they stay. */
  | { kind: 'move'; title: string | null; place: { spaceId: string; parentId: string | null } | null }
  | { kind: 'state'; state: PageState }
  | { kind: 'attach'; name: string; uploadId: string }
  | { kind: 'detach'; name: string };

const columnsOf = (change: Change) => {
  switch (change.kind) {
    case 'text':
      return { body: change.body, base: change.base };
    case 'page':
      return { title: change.title, body: change.body, parent_id: change.parentId };
    case 'move':
      return { title: change.title, to_space_id: change.place?.spaceId ?? null, parent_id: change.place?.parentId ?? null };
    case 'state':
      return { to_state: change.state };
    case 'attach':
      return { file_name: change.name, upload_id: change.uploadId };
    case 'detach':
      return { file_name: change.name };
  }
};

/**
 * Lays a change before a second person instead of making it. Who may propose it, and that it could be made now, is the
 * caller's to see. Returns the proposal's id.
 */
export const propose = async (
  tx: Db,
  { now, actor, about, change, why }: Act & { about: { page: WikiPage } | { space: Space }; change: Change; why: string },
): Promise<string> => {
  const id = newId();
  const space = 'page' in about ? about.page : about.space;
  await tx
    .insertInto('wiki_proposal')
    .values({
      ...{ base: 0, body: '', ...columnsOf(change) },
      ...{ id, kind: change.kind, why, person_id: actor.personId, at: now },
      ...('page' in about ? { page_id: about.page.id } : { space_id: about.space.id }),
      ...{ edited_by: actor.personId, edited_at: now, by_keeper: mayKeep(actor, space) },
    })
    .execute();
  const title = 'title' in change ? { title: change.title } : {};
  await record(tx, {
    ...('page' in about
      ? { subjectKind: 'wiki-page', subjectId: about.page.id, type: 'wiki-page.proposed' }
      : { subjectKind: 'wiki-space', subjectId: about.space.id, type: 'wiki-space.page-proposed' }),
    at: now,
    doer: doerOf(actor),
    data: { proposal: id, kind: change.kind, why, ...title },
  });
  return id;
};

/** Refuses a title that a page of the space has now, before it is proposed. */
export const needFreeTitle = async (tx: Db, spaceId: string, title: string, pageId: string | null): Promise<void> => {
  const there = await tx
    .selectFrom('wiki_page')
    .select('id')
    .where('space_id', '=', spaceId)
    .where('title_key', '=', titleKey(title))
    .where('state', '<>', 'deleted')
    .executeTakeFirst();
  if (there && there.id !== pageId) throw invalid([titleTaken]);
};
