import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

/**
 * The order of siblings: by title while nobody has set another, their position being 0; by hand otherwise, with the positions
 * 1, 2, 3 … and none twice. A page that comes has 0, which is the end.
 */
export type Siblings = { spaceId: string; parentId: string | null };

const among = ({ spaceId, parentId }: Siblings, page = 'w') => {
  const of = (column: string) => sql.ref(`${page}.${column}`);
  return sql<boolean>`${of('space_id')} = ${spaceId}::uuid and ${of('state')} = 'live'
    and ${parentId ? sql`${of('parent_id')} = ${parentId}::uuid` : sql`${of('parent_id')} is null`}`;
};

/** Holds the order of a space until the transaction ends: of two who set it at once the second builds on the first. */
export const holdOrder = async (tx: Db, spaceIds: readonly string[]): Promise<void> => {
  const ids = [...new Set(spaceIds)];
  await tx.selectFrom('wiki_space').select('id').where('id', 'in', ids).orderBy('id').forNoKeyUpdate().execute();
};

/** The ids of siblings in their order. */
export const orderOf = async (tx: Db, siblings: Siblings): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`select w.id from wiki_page w where ${among(siblings)}
    order by w.position, w.title, w.id`.execute(tx);
  return rows.map(({ id }) => id);
};

/** Sets the order of siblings to these ids; null: by title. */
export const setOrder = async (tx: Db, siblings: Siblings, ids: readonly string[] | null): Promise<void> => {
  const position = ids ? sql`coalesce(array_position(${[...ids]}::uuid[], w.id), 0)` : sql`0`;
  await sql`update wiki_page w set position = ${position} where ${among(siblings)} and w.position <> ${position}`.execute(tx);
};

/** Makes the positions of siblings dense again after one has come or gone; those in the order of their titles are left alone. */
export const settleOrder = async (tx: Db, siblings: Siblings): Promise<void> => {
  await sql`
    update wiki_page p set position = dense.n from (
      select w.id, row_number() over (order by w.position = 0, w.position, w.title, w.id) as n from wiki_page w where ${among(siblings)}
        and exists (select 1 from wiki_page w where ${among(siblings)} and w.position > 0)
    ) dense where p.id = dense.id and p.position <> dense.n`.execute(tx);
};
