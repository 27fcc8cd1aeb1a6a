import { sql } from 'kysely';
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

/** Appends one event to its subject's chain, in the caller's transaction. Returns its place in the chain (from 1). */
export const record = async (tx: Db, event: AuditEvent): Promise<number> => {
  const { rows } = await sql<{ seq: number }>`select audit_append(${event.subjectKind}, ${event.subjectId}, ${event.at},
    ${event.type}, ${event.doer.accountId}, ${event.doer.personId}, ${event.doer.postId}, ${event.doer.acting},
    ${JSON.stringify(event.data)}::jsonb) as seq`.execute(tx);
  return rows[0]?.seq ?? 0;
};
