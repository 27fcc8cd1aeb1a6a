import { z } from 'zod';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { inWords, oneOf, optionalDate, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { noneOrId } from '../input.ts';
import { findPage, type PageLink } from '../queries/pages.ts';
import { needReviewDate } from '../review/dates.ts';
import { confirmPage } from './confirm-page.ts';
import { setReview } from './set-review.ts';

/** So many pages can be reviewed at once. */
export const mostReviewed = 200;

const chooseSome = inWords({ id: 'Pilih paling sedikit satu halaman.', en: 'Choose at least one page.' });
const tooMany = inWords({ id: `Paling banyak ${mostReviewed} halaman sekaligus.`, en: `At most ${mostReviewed} pages at once.` });

const input = z.strictObject({
  pages: z
    .array(z.strictObject({ id: z.string().max(100), seen: z.coerce.number().int().min(0).max(2_000_000_000) }))
    .min(1, { error: chooseSome })
    .max(mostReviewed, { error: tooMany }),
  what: oneOf(['confirm', 'owner', 'date']),
  ownerPersonId: noneOrId(),
  reviewOn: optionalDate(),
});

/** What became of one page: `changed` is a text that is not the one that was read, `closed` an archived or deleted page. */
export type ReviewOutcome = 'done' | 'changed' | 'closed' | 'refused' | 'not-found';

export type Reviewed = { id: string; page: PageLink | null; outcome: ReviewOutcome; faults: readonly FieldFault[] };

const outcomes: Partial<Record<AppError['code'], ReviewOutcome>> = {
  stale_page: 'changed',
  not_possible_now: 'closed',
  forbidden: 'refused',
  invalid: 'refused',
  not_found: 'not-found',
};

const dateNeeded: FieldFault = { field: 'reviewOn', message: { id: 'Isi tanggal.', en: 'Enter a date.' } };

/**
 * Says of many pages that they are still correct (each as the revision that was `seen`), who owns them, or when they are due.
 * Each is tried by itself, and what became of it is told; a page that the actor may not read is not found, like one that is
 * not there. `invalid` when nothing is chosen, or for a date that no page could have.
 */
export const reviewMany = async (
  tx: Db,
  { now, actor, today, review }: Act & { today: Temporal.PlainDate; review: unknown },
): Promise<Reviewed[]> => {
  const { pages, what, ownerPersonId, reviewOn } = parse(input, review);
  if (what === 'date' && !reviewOn) throw invalid([dateNeeded]);
  if (what !== 'owner' && reviewOn) needReviewDate(reviewOn, what === 'confirm' ? today.add({ days: 1 }) : today);
  const one = (id: string, seen: number): Promise<unknown> => {
    if (what === 'confirm') return confirmPage(tx, { now, actor, pageId: id, seen, today, reviewOn });
    return setReview(tx, { now, actor, pageId: id, today, review: what === 'owner' ? { ownerPersonId } : { reviewOn } });
  };
  const reviewed: Reviewed[] = [];
  // In the order of their ids: two who review the same pages at once wait for each other and never both.
  for (const { id, seen } of pages.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const page = await findPage(tx, actor, id);
    reviewed.push({ id, page, ...(await one(id, seen).then(() => done, refusal)) });
  }
  return reviewed;
};

const done = { outcome: 'done', faults: [] } as const;

/** The commands refuse before they write anything, so that what they refuse leaves nothing behind in the transaction. */
const refusal = (error: unknown): Pick<Reviewed, 'outcome' | 'faults'> => {
  const outcome = error instanceof AppError ? outcomes[error.code] : undefined;
  if (!(error instanceof AppError) || !outcome) throw error;
  return { outcome, faults: error.faults };
};
