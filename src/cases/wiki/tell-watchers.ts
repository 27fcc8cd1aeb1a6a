import type { Db } from '#db/index.ts';
import { findActor, listAccounts } from '#identity/index.ts';
import { listWatchedChanges, listWatchers, noteTold, type WatchedChange } from '#wiki/index.ts';
import { tell } from './tell.ts';

/** Who could not be told for long (no account in use) hears of the last week only. */
const longest = { hours: 24 * 7 };

/** So many titles stand in one digest, each at most so long; the page of what one watches has the rest. */
const mostTitles = 15;
const longestTitle = 80;

const short = (title: string): string => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

const nameOf = ({ title, versions, fresh, comments }: WatchedChange): string => {
  const what = [
    ...(fresh ? ['baru'] : versions > 0 ? [`${versions} perubahan`] : []),
    ...(comments > 0 ? [`${comments} komentar`] : []),
  ];
  return `${short(title)} (${what.join(', ')})`;
};

/** What a digest says, which is Indonesian as every label. It leaves by mail: pages of confidential spaces are only counted. */
export const labelOfChanges = (changes: readonly WatchedChange[]): string => {
  const named = changes.filter(({ access }) => access !== 'confidential').map(nameOf);
  const rest = named.length - mostTitles;
  const secret = changes.length - named.length;
  const parts = [
    ...named.slice(0, mostTitles),
    ...(rest > 0 ? [`${rest} halaman lain`] : []),
    ...(secret > 0 ? [`${secret} halaman di ruang rahasia`] : []),
  ];
  return `${changes.length} halaman: ${parts.join('; ')}`;
};

/**
 * Tells everybody once a day, in one notice, what others changed on the pages that he or she watches. What may be told is
 * looked up now, not when the change was made: a page that is no longer one's own to read is left out. Each person is told in
 * a transaction of his or her own, so that a run which breaks off goes on where it was. What cannot be told to one keeps
 * nobody else from hearing; it is thrown when all others have.
 */
export const tellWatchers = async (db: Db, now: Temporal.Instant): Promise<void> => {
  const accounts = new Map((await listAccounts(db)).map((account) => [account.personId, account]));
  const failed: unknown[] = [];
  for (const { personId } of await listWatchers(db)) {
    const account = accounts.get(personId);
    if (!account || account.disabledAt) continue;
    await tellOne(db, account, now).catch((error: unknown) => failed.push(error));
  }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} watchers were not told`);
};

const tellOne = (db: Db, { id: accountId, personId }: { id: string; personId: string }, now: Temporal.Instant): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const actor = await findActor(tx, { accountId, now });
    if (!actor) return;
    const last = await lockTold(tx, personId);
    const floor = now.subtract(longest);
    const since = last && Temporal.Instant.compare(last, floor) > 0 ? last : floor;
    const changes = await listWatchedChanges(tx, actor, { since, until: now, most: 500 });
    await noteTold(tx, personId, now);
    if (changes.length === 0) return;
    const about = { id: personId, label: labelOfChanges(changes), path: '/wiki/watching' };
    await tell(tx, about, { kind: 'wiki-watched', people: [personId], except: null, now });
  });

/** Until when the person was told, the row held: two runs at once tell nobody twice. */
const lockTold = async (tx: Db, personId: string): Promise<Temporal.Instant | null> => {
  await tx
    .insertInto('wiki_watcher')
    .values({ person_id: personId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await tx
    .selectFrom('wiki_watcher')
    .select('told_until')
    .where('person_id', '=', personId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.told_until;
};
