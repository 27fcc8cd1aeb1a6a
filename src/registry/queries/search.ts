import { sql } from 'kysely';
import { type Db, plannedAnew } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { parseAddress } from '../ip.ts';
import { maySeeServers } from '../policy.ts';
import { beginsWith, everyWord, wordsOf } from '../search.ts';

export type FoundKind = 'application' | 'server' | 'address' | 'network' | 'site' | 'device' | 'rack';

export type Found = {
  kind: FoundKind;
  recordId: string;
  /** The record to open: an address leads to its server, or to its network. */
  aboutKind: FoundKind;
  aboutId: string;
  title: string;
  detail: string;
  live: boolean;
};

const columns = sql`kind, record_id as "recordId", about_kind as "aboutKind", about_id as "aboutId", title, detail, live`;

/** What an actor may find: all of the register, or the own office's applications. */
const scopeOf = (actor: Actor) =>
  maySeeServers(actor) ? sql`true` : sql`office_id is not null and office_id = ${actor.officeId}::uuid`;

/**
 * Looks through the whole register as far as the actor may see it: records whose name or address begins with the text,
 * then those in which every word occurs anywhere (a part of an address too), then, when there is nothing, the same with
 * mistyped words corrected. The network in which an address lies is found even when nobody has the address. At most `most` records.
 */
export const searchRegister = async (db: Db, actor: Actor, search: string, most = 40): Promise<Found[]> => {
  const text = search.trim().toLowerCase();
  if (text === '') return [];
  const scope = scopeOf(actor);
  const found = new Map<string, Found>();
  const take = (rows: readonly Found[]): void => {
    for (const row of rows) if (found.size < most && !found.has(row.recordId)) found.set(row.recordId, row);
  };
  take(await beginning(db, text, scope, most));
  if (parseAddress(text) && maySeeServers(actor)) take(await around(db, text));
  if (found.size < most) take(await containing(db, wordsOf(text), scope, most));
  if (found.size === 0) for (const words of await corrected(db, text)) take(await containing(db, words, scope, most));
  return [...found.values()];
};

type Scope = ReturnType<typeof scopeOf>;

const anew = sql.raw(plannedAnew);

const beginning = async (db: Db, text: string, scope: Scope, most: number): Promise<Found[]> => {
  const { rows } = await sql<Found>`
    select ${anew} * from (select ${columns} from search_entry where lower(title) like ${beginsWith(text)} and ${scope}
      order by lower(title) using ~<~ limit ${most * 5}) candidate
    order by live desc, length(title), title limit ${most}`.execute(db);
  return rows;
};

/** The address itself, however it was written, and the network around it. */
const around = async (db: Db, text: string): Promise<Found[]> => {
  const { rows } = await sql<Found>`
    select ${columns} from search_entry where kind = 'address' and lower(title) = host(${text}::inet)
    union all
    select ${columns} from search_entry where kind = 'network'
      and record_id in (select id from network where prefix >>= ${text}::inet)`.execute(db);
  return rows;
};

const containing = async (db: Db, words: readonly string[], scope: Scope, most: number): Promise<Found[]> => {
  const { rows } = await sql<Found>`
    select ${anew} * from (select ${columns} from search_entry where ${everyWord(words)} and ${scope} limit ${most * 5}) candidate
    order by live desc, length(title), title limit ${most}`.execute(db);
  return rows;
};

/** The search with mistyped words replaced by the nearest that occur; nothing when there is nothing to correct. */
const corrected = async (db: Db, text: string): Promise<string[][]> => {
  const words = wordsOf(text);
  const near = await Promise.all(words.map((word) => (/^[a-z-]{4,30}$/.test(word) ? wordsNear(db, word) : [])));
  const choices = near.map((found, index) => (found.length > 0 ? found : [words[index] ?? '']));
  if (near.every((found) => found.length === 0)) return [];
  return [0, 1, 2].flatMap((rank) =>
    choices.some((choice) => choice[rank]) ? [choices.map((choice) => choice[rank] ?? choice[0] ?? '')] : [],
  );
};

const wordsNear = async (db: Db, word: string): Promise<string[]> => {
  const { rows } = await sql<{ word: string }>`select words_near(${word}, 3) as word`.execute(db);
  return rows.map((row) => row.word);
};
