import type { Db } from '#db/index.ts';

export type DeletedPage = {
  id: string;
  title: string;
  reason: string;
  updatedAt: Temporal.Instant;
  updatedByName: string | null;
};

/** The deleted pages of a space that the caller has found for who keeps it, the latest first; one more than a page holds. */
export const listDeleted = (db: Db, spaceId: string, { page = 1, pageSize = 100 } = {}): Promise<DeletedPage[]> =>
  db
    .selectFrom('wiki_page as p')
    .leftJoin('person as w', 'w.id', 'p.updated_by')
    .select(['p.id', 'p.title', 'p.state_reason as reason', 'p.updated_at as updatedAt', 'w.name as updatedByName'])
    .where('p.space_id', '=', spaceId)
    .where('p.state', '=', 'deleted')
    .orderBy('p.updated_at', 'desc')
    .orderBy('p.id')
    .limit(pageSize + 1)
    .offset(pageSize * (page - 1))
    .execute();
