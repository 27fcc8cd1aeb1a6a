import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';

/** Who is answerable for an event: the account and person, and the post in whose name it was done. */
export type Doer = { accountId: string | null; personId: string | null; postId: string | null; acting: string | null };

/** The system itself: a job, a clock. */
export const system: Doer = { accountId: null, personId: null, postId: null, acting: null };

export type AuditEvent = {
  subjectKind: string;
  subjectId: string;
  at: Temporal.Instant;
  /** 'case.submitted', 'server.created' … */
  type: string;
  doer: Doer;
  /** What happened, as JSON: never a secret, a NIK or a NIP. */
  data: Readonly<Record<string, unknown>>;
};

/** The call that appends one event, for a command that folds it into its own statement. Its value is the event's place in the chain. */
export const appended = (event: AuditEvent): RawBuilder<number> =>
  sql<number>`audit_append(${event.subjectKind}, ${event.subjectId}, ${event.at}::timestamptz,
    ${event.type}, ${event.doer.accountId}::uuid, ${event.doer.personId}::uuid, ${event.doer.postId}::uuid, ${event.doer.acting},
    ${JSON.stringify(event.data)}::jsonb)`;

/** Appends one event to its subject's chain, in the caller's transaction. Returns its place in the chain (from 1). */
export const record = async (tx: Db, event: AuditEvent): Promise<number> => {
  const { rows } = await sql<{ seq: number }>`select ${appended(event)} as seq`.execute(tx);
  return rows[0]?.seq ?? 0;
};
