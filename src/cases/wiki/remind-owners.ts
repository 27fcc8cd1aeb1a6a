import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { findActor, listAccounts } from '#identity/index.ts';
import { announce } from '#notify/index.ts';
import { type DuePage, listDuePages, mayHearOf } from '#wiki/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

/** Once a week: told again only when the last notice is older than this. */
const pause = { hours: 24 * 6 };

/** So many titles stand in one notice, each at most so long; the list has the rest. */
const mostTitles = 10;
const longestTitle = 80;

const short = (title: string): string => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

/**
 * What a notice of due pages says, which is Indonesian as every label. It leaves by mail: pages of confidential spaces are
 * counted, not named.
 */
export const labelOfDue = (pages: readonly Pick<DuePage, 'title' | 'access'>[]): string => {
  const named = pages.filter(({ access }) => access !== 'confidential').map(({ title }) => short(title));
  const rest = named.length - mostTitles;
  const secret = pages.length - named.length;
  const parts = [
    ...named.slice(0, mostTitles),
    ...(rest > 0 ? [`${rest} halaman lain`] : []),
    ...(secret > 0 ? [`${secret} halaman di ruang rahasia`] : []),
  ];
  return `${pages.length} halaman (${parts.join('; ')})`;
};

const grouped = (pages: readonly DuePage[], by: 'ownerPersonId' | 'spaceOwnerPersonId') =>
  Map.groupBy(
    pages.filter((page) => page[by] !== null),
    (page) => page[by] ?? '',
  );

/**
 * Tells everybody who answers for pages, once a week in one notice, which of them are due. What its owner can no longer keep
 * right (gone, or moved to where he or she does not write) goes to who answers for the space. A second run in a week tells
 * nobody.
 */
export const remindOwners = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db.transaction().execute(async (tx) => {
    const installation = await tx.selectFrom('installation').select('time_zone').forUpdate().executeTakeFirst();
    if (!installation) return;
    const calendar = await currentCalendar(tx);
    const today = now.toZonedDateTimeISO(installation.time_zone).toPlainDate();
    const accounts = new Map((await listAccounts(tx)).map((account) => [account.personId, account]));
    const told = new Map<string, DuePage[]>();
    /** Gives a person what he or she may hear of; returns the rest. */
    const give = async (personId: string, pages: readonly DuePage[]): Promise<DuePage[]> => {
      const account = accounts.get(personId);
      const actor = account && !account.disabledAt ? await findActor(tx, { accountId: account.id, now }) : null;
      const heard = actor ? pages.filter((page) => mayHearOf(actor, page)) : [];
      if (heard.length > 0) told.set(personId, [...(told.get(personId) ?? []), ...heard]);
      return pages.filter((page) => !heard.includes(page));
    };
    const orphaned: DuePage[] = [];
    for (const [personId, pages] of grouped(await listDuePages(tx, today), 'ownerPersonId')) {
      orphaned.push(...(await give(personId, pages)));
    }
    for (const [personId, pages] of grouped(orphaned, 'spaceOwnerPersonId')) await give(personId, pages);
    for (const [personId, pages] of told) {
      const last = await sql`
        select 1 from notification where kind = 'wiki-review-due' and person_id = ${personId}::uuid and at > ${now.subtract(pause)}
        limit 1`.execute(tx);
      if (last.rows.length > 0) continue;
      await announce(tx, {
        to: [{ personId }],
        kind: 'wiki-review-due',
        subjectId: personId,
        label: labelOfDue(pages),
        path: '/wiki/stale?owner=mine',
        except: null,
        at: now,
        mail: mailTimes(calendar, now),
        today,
      });
    }
  });
};
