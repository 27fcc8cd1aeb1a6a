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

export type WantedEvents = {
  subjectKind?: string;
  subjectId?: string;
  /** Who did it: the person, also through an account alone (signing in). */
  doneBy?: { personId: string; accountId: string | null };
  /** From this moment on. */
  from?: Temporal.Instant;
  /** Before this moment. */
  until?: Temporal.Instant;
};

const wantedEvents = (db: Db, { subjectKind, subjectId, doneBy, from, until }: WantedEvents) => {
  let query = db.selectFrom('audit_event');
  if (subjectKind !== undefined) query = query.where('subject_kind', '=', subjectKind);
  if (subjectId !== undefined) query = query.where('subject_id', '=', subjectId);
  if (from) query = query.where('at', '>=', from);
  if (until) query = query.where('at', '<', until);
  if (!doneBy) return query;
  const { personId, accountId } = doneBy;
  return query.where((eb) => eb.or([eb('person_id', '=', personId), ...(accountId ? [eb('account_id', '=', accountId)] : [])]));
};

/** Events, the newest first: of everything, of a kind of subject, of one subject. */
export const listEvents = (db: Db, wanted: WantedEvents & { limit: number; offset: number }): Promise<RecordedEvent[]> =>
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
export const countEvents = async (db: Db, wanted: WantedEvents): Promise<number> => {
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
