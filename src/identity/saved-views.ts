import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { parse, text, ticked } from '#lib/input.ts';
import type { Actor } from './actor.ts';

/** One may keep so many. */
const mostViews = 50;

export type SavedView = {
  id: string;
  name: string;
  path: string;
  query: string;
  shared: boolean;
  own: boolean;
  personName: string;
};

/** Only what a filter may say: pages and empty values are left out, the order does not matter. */
const readQuery = (query: string): string => {
  const given = [...new URLSearchParams(query.replace(/^\?/, ''))].filter(
    ([key, value]) => key !== 'page' && value.trim() !== '',
  );
  return String(new URLSearchParams(given.sort(([a], [b]) => a.localeCompare(b)))).slice(0, 1000);
};

const viewInput = z.strictObject({
  name: text(80),
  path: z.string().regex(/^\/[a-z][a-z/-]{0,60}$/),
  query: z.string().max(2000).transform(readQuery).default(''),
  shared: ticked(),
});

/** Filters of these pages that this person has kept, and those that colleagues of the office have shared, by name. */
export const listViews = async (db: Db, actor: Actor, pages: readonly string[]): Promise<SavedView[]> => {
  const { rows } = await sql<SavedView>`
    select v.id, v.name, v.path, v.query, v.shared, v.person_id = ${actor.personId}::uuid as own, p.name as "personName"
    from saved_view v join person p on p.id = v.person_id
    where v.path = any(${[...pages]}::text[])
      and (v.person_id = ${actor.personId}::uuid or (v.shared and v.office_id = ${actor.officeId}::uuid))
    order by v.person_id <> ${actor.personId}::uuid, v.name collate "id-x-icu", v.id limit 200`.execute(db);
  return rows;
};

/** Keeps a page's filter under a name; the same name again replaces it. Which pages, the caller says. Throws `invalid`. */
export const saveView = async (
  tx: Db,
  input: { actor: Actor; view: z.input<typeof viewInput>; now: Temporal.Instant },
): Promise<{ viewId: string }> => {
  const { actor, now } = input;
  const view = parse(viewInput, input.view);
  const { rows } = await sql<{ kept: number }>`
    select count(*)::int as kept from saved_view where person_id = ${actor.personId}::uuid and lower(name) <> lower(${view.name})`.execute(
    tx,
  );
  if ((rows[0]?.kept ?? 0) >= mostViews) {
    const message = {
      id: `Paling banyak ${mostViews} tampilan. Hapus dahulu yang lama.`,
      en: `At most ${mostViews} views. Remove an old one first.`,
    };
    throw invalid([{ field: 'name', message }]);
  }
  const saved = await sql<{ id: string }>`
    insert into saved_view (id, person_id, office_id, name, path, query, shared, created_at)
    values (${newId()}, ${actor.personId}, ${actor.officeId}, ${view.name}, ${view.path}, ${view.query}, ${view.shared}, ${now})
    on conflict (person_id, lower(name)) do update set name = excluded.name, path = excluded.path, query = excluded.query, shared = excluded.shared
    returning id`.execute(tx);
  return { viewId: saved.rows[0]?.id ?? '' };
};

/** Removes a filter of one's own. Throws not_found. */
export const removeView = async (tx: Db, input: { actor: Actor; viewId: string }): Promise<void> => {
  const { numDeletedRows } = isId(input.viewId)
    ? await tx
        .deleteFrom('saved_view')
        .where('id', '=', input.viewId)
        .where('person_id', '=', input.actor.personId)
        .executeTakeFirst()
    : { numDeletedRows: 0n };
  if (numDeletedRows === 0n) throw new AppError('not_found', { what: 'view' });
};
