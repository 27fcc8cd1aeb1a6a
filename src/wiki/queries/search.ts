import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { readable } from '../policy.ts';
import { foundWhole, lookFor, mostCounted, type Row, shown, type WikiHit } from '../search/look-for.ts';
import { readQuestion } from '../search/question.ts';
import { type Narrowing, reachOf } from '../search/reach.ts';
import { nearWords } from './near-words.ts';

export type WikiFilter = Narrowing & {
  q: string;
  /** Only what the titles say. */
  titles?: boolean;
  sort?: 'relevance' | 'date';
  page?: number;
  pageSize?: number;
};

/**
 * `total`: how many pages were found, counted up to 1,000; `more`: there are more than that. `corrected`: what was looked
 * for instead, because nothing had the words as they were typed. `some`: no page has all the words, these lack one.
 */
export type WikiFound = { hits: WikiHit[]; total: number; more: boolean; corrected: string | null; some: boolean };

const empty: WikiFound = { hits: [], total: 0, more: false, corrected: null, some: false };

/**
 * Looks for pages as far as the actor reads them, best first: title over heading and attachment over text, side by side over
 * scattered, later over earlier, archived last. A page must have all the words; when few have, the last one is taken as the
 * beginning of a word. When none has, mistyped words are replaced by the nearest that titles have; when that does not help,
 * pages are taken that lack one of the words. What one may not read is neither found, counted, quoted nor used for a correction.
 */
export const searchPages = async (db: Db, actor: Actor, filter: WikiFilter): Promise<WikiFound> => {
  const q = filter.q.replaceAll('\0', '').slice(0, 200);
  const asked = readQuestion(q);
  const reach = asked && (await reachOf(db, actor, filter));
  if (!asked || !reach) return empty;
  const asking = { ...filter, rule: readable(actor), reach, typed: q };
  const whole = await foundWhole(db, asked, asking);
  if (whole.length > 0) return answered(db, whole, {});
  const corrected = await nearWords(db, reach, asked.single);
  const other = corrected === null ? null : readQuestion(corrected);
  const instead = other ? await foundWhole(db, other, { ...asking, typed: corrected ?? '' }) : [];
  if (instead.length > 0) return answered(db, instead, { corrected });
  return answered(db, asked.allButOne ? await lookFor(db, asked.allButOne, asking) : [], { some: true });
};

const answered = async (db: Db, rows: readonly Row[], how: Partial<WikiFound>): Promise<WikiFound> => {
  if (rows.length === 0) return empty;
  const total = rows[0]?.total ?? 0;
  return { ...empty, ...how, hits: await shown(db, rows), total: Math.min(total, mostCounted), more: total > mostCounted };
};
