import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { optionalDate, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { needWriter } from '../policy.ts';
import { getPage, type WikiPage } from '../queries/pages.ts';
import { needReviewDate } from '../review/dates.ts';
import { needLive } from './save-page.ts';

type Confirmation = Act & { pageId: string; seen: number; today: Temporal.PlainDate; reviewOn?: unknown };

const input = z.strictObject({ reviewOn: optionalDate() });

/**
 * "Still correct": somebody has read the page and found nothing to change. It is due again on `reviewOn`, or when nothing is
 * said after as many months as its space says. `stale_page` when the text is not the one that was read, `invalid` for a date
 * that has passed or lies ten years ahead, `not_possible_now` for a page that was archived or deleted meanwhile.
 */
export const confirmPage = async (
  tx: Db,
  { now, actor, pageId, seen, today, reviewOn: wished }: Confirmation,
): Promise<{ page: WikiPage; reviewOn: Temporal.PlainDate }> => {
  const page = await getPage(tx, actor, pageId, { lock: true });
  needWriter(actor, page);
  needLive(page, actor.language);
  if (page.revision !== seen) throw new AppError('stale_page', { seen, now: page.revision });
  const { reviewOn: chosen } = parse(input, { reviewOn: wished });
  if (chosen) needReviewDate(chosen, today.add({ days: 1 }));
  const reviewOn = chosen ?? today.add({ months: page.reviewMonths });
  await tx
    .updateTable('wiki_page')
    .set({ reviewed_at: now, reviewed_by: actor.personId, review_on: reviewOn })
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
