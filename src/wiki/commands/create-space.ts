import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { spaceInput } from '../input.ts';
import { namesServers, needSpaceKeeper } from '../policy.ts';
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

const closedFor = (titles: readonly string[], more: boolean) => {
  const named = `${titles.map((title) => `“${title}”`).join(', ')}${more ? ' …' : ''}`;
  return {
    id: `Ruang ini memuat halaman yang menyebut server dan alamat (${named}), jadi tidak dapat dibaca semua perangkat daerah. Pilih Internal atau Rahasia, dan tulis yang untuk umum di ruang lain.`,
    en: `This space has pages that name servers and addresses (${named}), so not every office can read it. Choose Internal or Confidential, and write what is for everybody in another space.`,
  };
};

/** So many of what stands in the way are named. */
const mostNamed = 3;

/** Topology and addresses are never public: neither pages that name them stand in a public space, nor does a template put them there. */
const needNothingInner = async (tx: Db, spaceId: string): Promise<void> => {
  const { rows } = await sql<{ title: string }>`
    select title from (
      (select p.title, 0 as place from wiki_page p where p.space_id = ${spaceId} and p.state <> 'deleted' and ${namesServers()}
        order by p.title limit ${mostNamed + 1})
      union all
      select v.name, 1 from wiki_template t join wiki_template_version v on v.template_id = t.id and v.status = 'active'
        where v.space_id = ${spaceId} and t.kind not in ('free', 'sop')
    ) inner_page order by place, title limit ${mostNamed + 1}`.execute(tx);
  if (rows.length === 0) return;
  const titles = rows.slice(0, mostNamed).map(({ title }) => title);
  throw invalid([{ field: 'access', message: closedFor(titles, rows.length > mostNamed) }]);
};

/**
 * Changes what a space is called and who reads it; its key stays, because addresses and links are made of it. `stale_page`
 * when somebody was faster, `invalid` when every office is to read what names servers.
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
  if (space.access === 'public') await needNothingInner(tx, spaceId);
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
