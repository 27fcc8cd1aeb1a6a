import type { Db } from '#db/index.ts';
import type { FoundCase } from '../find-case.ts';
import { replyContent } from '../letters/outgoing.ts';

export type ReplyFacts = Awaited<ReturnType<typeof replyContent>>;

/** What the reply will say, taken from the records as they are now: for step 9 to look at before it is drafted. Throws missing. */
export const replyFacts = (db: Db, found: FoundCase, today: Temporal.PlainDate): Promise<ReplyFacts> =>
  replyContent({ tx: db, found, today }, '');
