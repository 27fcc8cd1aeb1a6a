import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';

export type RevisionEntry = {
  number: number;
  title: string;
  why: string;
  base: number | null;
  personName: string | null;
  at: Temporal.Instant;
  length: number;
  /** Who approved it, where it waited for approval. */
  approvedByName: string | null;
};

/** The history of a page that the caller has found for its reader, the newest first. */
export const listRevisions = async (db: Db, pageId: string, { page = 1, pageSize = 50 } = {}): Promise<RevisionEntry[]> =>
  db
    .selectFrom('wiki_revision as r')
    .leftJoin('person', 'person.id', 'r.person_id')
    .select(['r.number', 'r.title', 'r.why', 'r.base', 'r.at', 'person.name as personName'])
    .leftJoin('wiki_proposal as d', (join) => join.onRef('d.page_id', '=', 'r.page_id').onRef('d.revision', '=', 'r.number'))
    .leftJoin('person as judge', 'judge.id', 'd.decided_by')
    .select('judge.name as approvedByName')
    .select((select) => select.fn<number>('length', ['r.body']).as('length'))
    .where('r.page_id', '=', pageId)
    .orderBy('r.number', 'desc')
    .limit(pageSize)
    .offset(pageSize * (Math.max(1, page) - 1))
    .execute();

export type Revision = Omit<RevisionEntry, 'length' | 'approvedByName'> & { body: string };

/** One version of a page; `not_found` when it has none of this number. */
export const getRevision = async (db: Db, pageId: string, number: number): Promise<Revision> => {
  const found =
    Number.isSafeInteger(number) && number > 0 && number < 2_000_000_000
      ? await db
          .selectFrom('wiki_revision as r')
          .leftJoin('person', 'person.id', 'r.person_id')
          .select(['r.number', 'r.title', 'r.why', 'r.base', 'r.at', 'r.body', 'person.name as personName'])
          .where('r.page_id', '=', pageId)
          .where('r.number', '=', number)
          .executeTakeFirst()
      : undefined;
  if (!found) throw new AppError('not_found', { what: `revision ${number} of wiki page ${pageId}` });
  return found;
};
