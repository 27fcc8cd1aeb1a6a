import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf, findPerson } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { id, optionalDate, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { needLive } from './save-page.ts';

const input = z.strictObject({
  ownerPersonId: z
    .union([z.literal(''), z.null(), id()])
    .default(null)
    .transform((value) => value || null),
  reviewOn: optionalDate(),
});

const nobody = { id: 'Pilih pegawai dari daftar.', en: 'Choose a person from the list.' };

/** Says who answers for a page and when it is to be looked at again. */
export const setReview = async (
  tx: Db,
  { now, actor, pageId, review }: Act & { pageId: string; review: unknown },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  const { ownerPersonId, reviewOn } = parse(input, review);
  if (ownerPersonId && !(await findPerson(tx, ownerPersonId))) throw invalid([{ field: 'ownerPersonId', message: nobody }]);
  await tx
    .updateTable('wiki_page')
    .set({ owner_person_id: ownerPersonId, review_on: reviewOn, reminded_on: null })
    .where('id', '=', pageId)
    .execute();
  const data = { owner: ownerPersonId, review_on: reviewOn?.toString() ?? null };
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.review-set',
    doer: doerOf(actor),
    data,
  });
  return page;
};

/** How long a page counts as correct when nobody has said another date. */
const usual = { months: 6 };

/**
 * "Still correct": somebody has read the page and found nothing to change. It is due again after as long as from its last
 * review to the date that had been set, or half a year. `stale_page` when the text is not the one that was read.
 */
export const confirmPage = async (
  tx: Db,
  { now, actor, pageId, seen, today }: Act & { pageId: string; seen: number; today: Temporal.PlainDate },
): Promise<{ page: WikiPage; reviewOn: Temporal.PlainDate }> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  if (page.revision !== seen) throw new AppError('stale_page', { seen, now: page.revision });
  const before = page.reviewedAt?.toZonedDateTimeISO('UTC').toPlainDate();
  const days = page.reviewOn && before ? before.until(page.reviewOn).days : 0;
  const reviewOn = days >= 7 ? today.add({ days }) : today.add(usual);
  await tx
    .updateTable('wiki_page')
    .set({ reviewed_at: now, reviewed_by: actor.personId, review_on: reviewOn, reminded_on: null })
    .where('id', '=', pageId)
    .execute();
  const data = { revision: seen, review_on: reviewOn.toString() };
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: pageId,
    at: now,
    type: 'wiki-page.confirmed',
    doer: doerOf(actor),
    data,
  });
  return { page, reviewOn };
};

export type ReminderDue = { pageId: string; title: string; spaceKey: string; slug: string; ownerPersonId: string };

/** The pages whose owner is to be reminded on this day, each noted as reminded: once for every date that comes due. */
export const takeDueReminders = async (tx: Db, today: Temporal.PlainDate): Promise<ReminderDue[]> => {
  const due = await tx
    .selectFrom('wiki_page as p')
    .innerJoin('wiki_space as s', 's.id', 'p.space_id')
    .select(['p.id as pageId', 'p.title', 's.key as spaceKey', 'p.slug', 'p.owner_person_id as ownerPersonId'])
    .where('p.state', '=', 'live')
    .where('p.review_on', '<=', today)
    .where('p.reminded_on', 'is', null)
    .where('p.owner_person_id', 'is not', null)
    .orderBy('p.review_on')
    .limit(500)
    .forUpdate('p')
    .skipLocked()
    .execute();
  if (due.length > 0) {
    await tx
      .updateTable('wiki_page')
      .set({ reminded_on: today })
      .where(
        'id',
        'in',
        due.map(({ pageId }) => pageId),
      )
      .execute();
  }
  return due as ReminderDue[];
};
