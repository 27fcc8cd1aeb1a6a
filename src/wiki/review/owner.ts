import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { findActor, findPerson } from '#identity/index.ts';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { mayWrite, type SpaceRights } from '../policy.ts';
import type { PageLink } from '../queries/pages.ts';

/** Away: on leave today. Gone: no account by which this person could sign in. */
export type OwnerFault = 'gone' | 'away';

/** Who answers for a page. */
export type Ownership = {
  personId: string;
  name: string;
  /** Said of the page itself, taken from the nearest page above that has an owner, or from the space. */
  from: 'page' | 'above' | 'space';
  /** The page above that it is taken from. */
  above: PageLink | null;
  fault: OwnerFault | null;
  /** The last day of the leave. */
  awayUntil: Temporal.PlainDate | null;
};

/** Who answers for the page `p` of the space `s`, as joins that give `nearest` (the page that names an owner) and `owner`. */
export const answering = sql`left join lateral (
    with recursive up (id, parent_id, owner, depth) as (
      select p.id, p.parent_id, p.owner_person_id, 0
      union all
      select w.id, w.parent_id, case when w.state = 'deleted' then null else w.owner_person_id end, depth + 1
      from up join wiki_page w on w.id = up.parent_id where up.owner is null and depth < 30
    ) select id, owner from up where owner is not null limit 1
  ) nearest on true
  left join person owner on owner.id = coalesce(nearest.owner, s.owner_person_id)`;

/** Whether the `owner` can no longer sign in. */
export const ownerGone = sql<boolean>`(owner.id is not null and not exists (
  select 1 from account ac where ac.person_id = owner.id and ac.disabled_at is null))`;

/** The last day of the leave that the `owner` is on, or null. */
export const ownerAwayUntil = (today: Temporal.PlainDate) => sql<Temporal.PlainDate | null>`(
  select max(l.last_day) from leave l
  where l.person_id = owner.id and l.ended_at is null and ${today}::date between l.first_day and l.last_day)`;

export const faultOf = ({ gone, awayUntil }: { gone: boolean; awayUntil: Temporal.PlainDate | null }): OwnerFault | null =>
  gone ? 'gone' : awayUntil ? 'away' : null;

/** Who answers for a page that the caller has found for its reader, or null: its owner, that of a page above, or the space's. */
export const ownerOf = async (db: Db, pageId: string, today: Temporal.PlainDate): Promise<Ownership | null> => {
  const { rows } = await sql<{
    personId: string;
    name: string;
    nearestId: string | null;
    title: string | null;
    slug: string | null;
    spaceKey: string;
    gone: boolean;
    awayUntil: Temporal.PlainDate | null;
  }>`
    select owner.id as "personId", owner.name, nearest.id as "nearestId", w.title, w.slug, s.key as "spaceKey", ${ownerGone} as gone,
      ${ownerAwayUntil(today)} as "awayUntil"
    from wiki_page p join wiki_space s on s.id = p.space_id ${answering} left join wiki_page w on w.id = nearest.id
    where p.id = ${pageId} and owner.id is not null`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { personId, name, nearestId, title, slug, spaceKey, awayUntil } = row;
  const from = nearestId === pageId ? 'page' : nearestId ? 'above' : 'space';
  const above = from === 'above' && nearestId && title && slug ? { id: nearestId, title, slug, spaceKey } : null;
  return { personId, name, from, above, fault: faultOf(row), awayUntil };
};

const fault = (message: FieldFault['message']) => invalid([{ field: 'ownerPersonId', message }]);

const nobody = { id: 'Pilih pegawai dari daftar.', en: 'Choose a person from the list.' };
const cannot = {
  id: 'Orang ini tidak dapat masuk, atau tidak menulis di ruang ini. Pilih orang lain.',
  en: 'This person cannot sign in, or does not write in this space. Choose somebody else.',
};

/** Refuses an owner who could not keep the page right: no account in use, or no right to write there. */
export const needOwner = async (
  db: Db,
  { personId, space, now }: { personId: string; space: SpaceRights; now: Temporal.Instant },
): Promise<void> => {
  const person = await findPerson(db, personId);
  if (!person) throw fault(nobody);
  const owner = person.accountId ? await findActor(db, { accountId: person.accountId, now }) : null;
  if (!owner || !mayWrite(owner, space)) throw fault(cannot);
};
