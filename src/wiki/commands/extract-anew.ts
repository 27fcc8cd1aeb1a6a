import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { extractor, searchedOf } from '../markdown/searched.ts';

/** So many pages are read in one transaction; a page is at most a million characters. */
const batch = 50;

/**
 * Makes anew what pages are found by, where another extractor made it: after an update of Griya. A batch a transaction, so
 * that it goes on where it ended. `stopped` is asked between two batches. Returns how many pages were changed.
 */
export const extractAnew = async (db: Db, stopped: () => boolean = () => false): Promise<number> => {
  for (let done = 0; ; ) {
    if (stopped()) return done;
    const changed = await db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ id: string; body: string }>`
        select id, body from wiki_page where extractor <> ${extractor} and state <> 'deleted' limit ${batch} for no key update skip locked`.execute(
        tx,
      );
      const made = rows.map(({ id, body }) => ({ id, ...searchedOf(body) }));
      await sql`update wiki_page p set plain = made.plain, headings = made.headings, extractor = ${extractor}
        from unnest(${made.map(({ id }) => id)}::uuid[], ${made.map(({ plain }) => plain)}::text[], ${made.map(({ headings }) => headings)}::text[]) made (id, plain, headings)
        where p.id = made.id`.execute(tx);
      return rows.length;
    });
    done += changed;
    if (changed === 0) return done;
  }
};
