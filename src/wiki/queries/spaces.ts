import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Access } from '../choices.ts';
import { mayReadSpace, readable } from '../policy.ts';

export type Space = {
  id: string;
  key: string;
  name: string;
  description: string;
  access: Access;
  roles: string[];
  needsApproval: boolean;
  /** Read without signing in. */
  openToAll: boolean;
  /** Who answers for pages without an owner of their own or above. */
  ownerPersonId: string | null;
  /** After so many months a page that was found correct is due again. */
  reviewMonths: number;
  version: number;
};

const columns = [
  ...(['id', 'key', 'name', 'description', 'access', 'roles', 'version'] as const),
  'needs_approval as needsApproval',
  'open_to_all as openToAll',
  'owner_person_id as ownerPersonId',
  'review_months as reviewMonths',
] as const;

const all = async (db: Db): Promise<Space[]> =>
  (await db.selectFrom('wiki_space').select(columns).where('closed_at', 'is', null).orderBy('name').execute()) as Space[];

/** The spaces that an actor reads, by name. */
export const listSpaces = async (db: Db, actor: Actor): Promise<Space[]> =>
  (await all(db)).filter((space) => mayReadSpace(actor, space));

/** A space by its key; `not_found` for one that is not there or not for this actor. */
export const getSpace = async (db: Db, actor: Actor, key: string): Promise<Space> => {
  const space = (await db
    .selectFrom('wiki_space')
    .select(columns)
    .where('key', '=', key)
    .where('closed_at', 'is', null)
    .executeTakeFirst()) as Space | undefined;
  if (!space || !mayReadSpace(actor, space)) throw new AppError('not_found', { what: `wiki space ${key}` });
  return space;
};

/** The same by its id. */
export const getSpaceById = async (db: Db, actor: Actor, id: string): Promise<Space> => {
  const space = (await listSpaces(db, actor)).find((each) => each.id === id);
  if (!space) throw new AppError('not_found', { what: `wiki space ${id}` });
  return space;
};

export type SpaceCount = Space & { pages: number };

/** The same with how many live pages each has, as far as this actor reads them. */
export const listSpacesCounted = async (db: Db, actor: Actor): Promise<SpaceCount[]> => {
  const [spaces, { rows }] = await Promise.all([
    listSpaces(db, actor),
    sql<{
      id: string;
      n: number;
    }>`select p.space_id as id, count(*)::int as n from wiki_page p join wiki_space s on s.id = p.space_id
      where p.state = 'live' and ${readable(actor)} group by p.space_id`.execute(db),
  ]);
  return spaces.map((space) => ({ ...space, pages: rows.find(({ id }) => id === space.id)?.n ?? 0 }));
};
