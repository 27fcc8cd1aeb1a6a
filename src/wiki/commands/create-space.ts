import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { spaceInput } from '../input.ts';
import { needSpaceKeeper } from '../policy.ts';
import { needOwner } from '../review/owner.ts';
import { refusing } from '../write.ts';

/** Opens a space. `forbidden` for who is no administrator, `invalid` for a key that is in use. */
export const createSpace = async (
  tx: Db,
  { now, actor, space: typed }: Act & { space: unknown },
): Promise<{ spaceId: string; key: string }> => {
  needSpaceKeeper(actor);
  const { needsApproval, openToAll, ownerPersonId, reviewMonths, ...space } = parse(spaceInput, typed);
  if (ownerPersonId) await needOwner(tx, { personId: ownerPersonId, space: { ...space, needsApproval }, now });
  const spaceId = newId();
  const review = { owner_person_id: ownerPersonId, review_months: reviewMonths };
  await refusing(() =>
    tx
      .insertInto('wiki_space')
      .values({ ...space, id: spaceId, needs_approval: needsApproval, open_to_all: openToAll, ...review, created_at: now })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: spaceId,
    at: now,
    type: 'wiki-space.created',
    doer: doerOf(actor),
    data: { ...space, needsApproval, openToAll, ownerPersonId, reviewMonths },
  });
  return { spaceId, key: space.key };
};

/**
 * Changes what a space is called and who reads it; its key stays, because addresses and links are made of it. `stale_page`
 * when somebody was faster.
 */
export const updateSpace = async (
  tx: Db,
  { now, actor, spaceId, version, space: typed }: Act & { spaceId: string; version: number; space: object },
): Promise<{ version: number }> => {
  needSpaceKeeper(actor);
  const before = await tx.selectFrom('wiki_space').selectAll().where('id', '=', spaceId).forNoKeyUpdate().executeTakeFirst();
  if (!before) throw new AppError('not_found', { what: `wiki space ${spaceId}` });
  const {
    key: _,
    needsApproval,
    openToAll,
    ownerPersonId,
    reviewMonths,
    ...space
  } = parse(spaceInput, {
    ...typed,
    key: before.key,
  });
  if (before.version !== version) throw new AppError('stale_page', { seen: version, now: before.version });
  if (ownerPersonId && ownerPersonId !== before.owner_person_id) {
    await needOwner(tx, { personId: ownerPersonId, space: { ...space, needsApproval }, now });
  }
  const review = { owner_person_id: ownerPersonId, review_months: reviewMonths };
  await tx
    .updateTable('wiki_space')
    .set({ ...space, needs_approval: needsApproval, open_to_all: openToAll, ...review, version: version + 1 })
    .where('id', '=', spaceId)
    .execute();
  const { name, description, access, roles, needs_approval, open_to_all, owner_person_id, review_months } = before;
  await record(tx, {
    subjectKind: 'wiki-space',
    subjectId: spaceId,
    at: now,
    type: 'wiki-space.changed',
    doer: doerOf(actor),
    data: {
      before: {
        ...{ name, description, access, roles, needsApproval: needs_approval, openToAll: open_to_all },
        ...{ ownerPersonId: owner_person_id, reviewMonths: review_months },
      },
      after: { ...space, needsApproval, openToAll, ownerPersonId, reviewMonths },
    },
  });
  return { version: version + 1 };
};
