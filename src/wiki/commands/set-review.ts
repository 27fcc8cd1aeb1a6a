import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { optionalDate, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { noneOrId } from '../input.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { needReviewDate } from '../review/dates.ts';
import { needOwner } from '../review/owner.ts';
import { needLive } from './save-page.ts';

const input = z.strictObject({ ownerPersonId: noneOrId(), reviewOn: optionalDate() });

/**
 * Says who answers for a page and when it is to be looked at again; a field left out of `review` stays as it is. No owner of
 * its own: the page has that of the page above, else of its space. `invalid` for an owner who does not write there, and for
 * a new date that has passed or lies ten years ahead.
 */
export const setReview = async (
  tx: Db,
  { now, actor, pageId, today, review }: Act & { pageId: string; today: Temporal.PlainDate; review: object },
): Promise<WikiPage> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  const { ownerPersonId, reviewOn } = parse(input, { ownerPersonId: page.ownerPersonId, reviewOn: page.reviewOn, ...review });
  // What was said before stands, even if it could not be said today.
  if (ownerPersonId && ownerPersonId !== page.ownerPersonId) await needOwner(tx, { personId: ownerPersonId, space: page, now });
  if (reviewOn && !(page.reviewOn && reviewOn.equals(page.reviewOn))) needReviewDate(reviewOn, today);
  await tx
    .updateTable('wiki_page')
    .set({ owner_person_id: ownerPersonId, review_on: reviewOn })
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
