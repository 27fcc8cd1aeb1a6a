import type { Db } from '#db/index.ts';

/** An event as it was recorded. */
export type RecordedEvent = {
  subjectKind: string;
  subjectId: string;
  seq: number;
  at: Temporal.Instant;
  type: string;
  accountId: string | null;
  personId: string | null;
  postId: string | null;
  acting: string | null;
  data: unknown;
  hash: Buffer;
};

type Wanted = { subjectKind?: string; subjectId?: string };

const wantedEvents = (db: Db, { subjectKind, subjectId }: Wanted) =>
  db
    .selectFrom('audit_event')
    .$if(subjectKind !== undefined, (query) => query.where('subject_kind', '=', subjectKind ?? ''))
    .$if(subjectId !== undefined, (query) => query.where('subject_id', '=', subjectId ?? ''));

/** Events, the newest first: of everything, of a kind of subject, of one subject. */
export const listEvents = (db: Db, wanted: Wanted & { limit: number; offset: number }): Promise<RecordedEvent[]> =>
  wantedEvents(db, wanted)
    .select(['seq', 'at', 'type', 'acting', 'data', 'hash', 'subject_kind as subjectKind', 'subject_id as subjectId'])
    .select(['account_id as accountId', 'person_id as personId', 'post_id as postId'])
    .orderBy('at', 'desc')
    .orderBy('subject_id')
    .orderBy('seq', 'desc')
    .limit(wanted.limit)
    .offset(wanted.offset)
    .execute();

/** How many events there are of what is wanted. */
export const countEvents = async (db: Db, wanted: Wanted): Promise<number> => {
  const { events } = await wantedEvents(db, wanted)
    .select((eb) => eb.fn.countAll<number>().as('events'))
    .executeTakeFirstOrThrow();
  return events;
};

/** The kinds of subjects that have events. */
export const listSubjectKinds = async (db: Db): Promise<string[]> => {
  const rows = await db.selectFrom('audit_head').select('subject_kind').distinct().orderBy('subject_kind').execute();
  return rows.map((row) => row.subject_kind);
};
