import { z } from 'zod';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { oneOf, parse, text, ticked } from '#lib/input.ts';
import { needServerSight } from '../policy.ts';
import { isTaken } from '../refusals.ts';

export const savedLists = ['applications', 'servers', 'devices', 'networks'] as const;
export type SavedList = (typeof savedLists)[number];

export type SavedFilter = { id: string; name: string; query: string; shared: boolean; own: boolean };

/** Only what a filter may say: pages and empty values are left out, the order does not matter. */
export const readQuery = (query: string): string => {
  const given = [...new URLSearchParams(query.replace(/^\?/, ''))].filter(
    ([key, value]) => key !== 'page' && value.trim() !== '',
  );
  return String(new URLSearchParams(given.sort(([a], [b]) => a.localeCompare(b)))).slice(0, 1000);
};

const schema = z.strictObject({
  list: oneOf(savedLists),
  name: text(60),
  query: z.string().max(2000).transform(readQuery),
  shared: ticked(),
});

/** Keeps the filters of a list under a name. `invalid` when one has this name already or nothing is filtered. */
export const saveFilter = async (
  tx: Db,
  input: { actor: Actor; now: Temporal.Instant; filter: { list: unknown; name: unknown; query: unknown; shared?: unknown } },
): Promise<{ filterId: string }> => {
  const { actor, now } = input;
  const { list, name, query, shared } = parse(schema, input.filter);
  if (list !== 'applications') needServerSight(actor);
  if (query === '') {
    const message = { id: 'Saring daftarnya lebih dahulu.', en: 'Filter the list first.' };
    throw invalid([{ field: 'name', message }]);
  }
  const filterId = newId();
  try {
    await tx
      .insertInto('saved_filter')
      .values({ id: filterId, list, name, query, account_id: actor.accountId, shared, created_at: now })
      .execute();
  } catch (error) {
    if (!isTaken(error, 'saved_filter_name')) throw error;
    const message = { id: 'Anda sudah memiliki saringan dengan nama ini.', en: 'You have a filter of this name already.' };
    throw invalid([{ field: 'name', message }]);
  }
  return { filterId };
};

/** Forgets a filter of one's own; the administrator any that is shared. `not_found` otherwise. */
export const forgetFilter = async (tx: Db, { actor, filterId }: { actor: Actor; filterId: string }): Promise<void> => {
  const gone = isId(filterId)
    ? await tx
        .deleteFrom('saved_filter')
        .where('id', '=', filterId)
        .where((where) =>
          where.or([where('account_id', '=', actor.accountId), ...(actor.administrator ? [where('shared', '=', true)] : [])]),
        )
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!gone) throw new AppError('not_found', { what: `filter ${filterId}` });
};

/** One's own filters of a list and those that others share, by name. */
export const listFilters = async (db: Db, actor: Actor, list: SavedList): Promise<SavedFilter[]> => {
  const rows = await db
    .selectFrom('saved_filter')
    .where('list', '=', list)
    .where((where) => where.or([where('account_id', '=', actor.accountId), where('shared', '=', true)]))
    .select(['id', 'name', 'query', 'shared', 'account_id as accountId'])
    .orderBy('name')
    .limit(50)
    .execute();
  return rows.map(({ accountId, ...filter }) => ({ ...filter, own: accountId === actor.accountId }));
};
