import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { titleKey } from './title.ts';

/** What a title that nobody typed is made of: without the signs that no link could name, and not too long. */
const linkable = (title: string): string =>
  Array.from(
    title
      .replace(/[[\]|#<>{}]|::/g, ' ')
      .replace(/\s+/g, ' ')
      .trim(),
  )
    .slice(0, 180)
    .join('')
    .trim() || '–';

/** A title that the space has not; the second page of one name is called "name (2)". */
const freeTitle = async (tx: Db, spaceId: string, wanted: string, pageId: string | null): Promise<string> => {
  const clean = linkable(wanted);
  for (let n = 1; ; n += 1) {
    const candidate = n === 1 ? clean : `${clean} (${n})`;
    const taken = await tx
      .selectFrom('wiki_page')
      .select('id')
      .where('space_id', '=', spaceId)
      .where('title_key', '=', titleKey(candidate))
      .where('state', '<>', 'deleted')
      .$if(pageId !== null, (query) => query.where('id', '<>', String(pageId)))
      .executeTakeFirst();
    if (!taken) return candidate;
  }
};

/** So often a title may be taken by others between looking and writing. */
const mostAttempts = 5;

/**
 * Writes something under a title that the space has not, as near to the wanted one as there is. Who takes the same title at
 * the same moment makes this one go on to the next: the act that brought the name in never fails by it.
 */
export const withFreeTitle = async <T>(
  tx: Db,
  { spaceId, wanted, pageId }: { spaceId: string; wanted: string; pageId: string | null },
  write: (title: string) => Promise<T>,
): Promise<T> => {
  for (let attempt = 1; ; attempt += 1) {
    const title = await freeTitle(tx, spaceId, wanted, pageId);
    await sql`savepoint free_title`.execute(tx);
    try {
      const written = await write(title);
      await sql`release savepoint free_title`.execute(tx);
      return written;
    } catch (error) {
      const taken = error instanceof AppError && error.code === 'invalid';
      if (!taken || attempt === mostAttempts) throw error;
      await sql`rollback to savepoint free_title`.execute(tx);
    }
  }
};
