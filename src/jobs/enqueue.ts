import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Job, Urgency } from './define.ts';

export type EnqueueOptions = {
  /** At most one waiting job per key: a second one replaces what has not started yet. */
  key?: string;
  /** Not before this moment; without it as soon as the transaction has committed. */
  runAt?: Temporal.Instant;
  maxAttempts?: number;
  /** Instead of the job's own. */
  urgency?: Urgency;
};

/** graphile-worker takes the smallest number first. */
const priorities: Readonly<Record<Urgency, number>> = { awaited: -10, usual: 0, patient: 10 };

/** The call that adds a job, for a command that folds it into its own statement. Its value is the job's number. */
export const enqueued = <Payload>(job: Job<Payload>, payload: Payload, options: EnqueueOptions = {}): RawBuilder<number> => {
  job.payload.parse(payload);
  return sql<number>`(graphile_worker.add_job(${job.name}, ${JSON.stringify(payload)}::json,
    run_at => ${options.runAt ?? null}::timestamptz, max_attempts => ${options.maxAttempts ?? job.maxAttempts}::integer,
    job_key => ${options.key ?? null}::text, priority => ${priorities[options.urgency ?? job.urgency]}::integer)).id`;
};

/**
 * Adds a job in the caller's transaction (one round trip): a rollback leaves none. The payload is checked by the job's
 * schema and must be plain JSON. Returns the job's number.
 */
export const enqueue = async <Payload>(
  tx: Db,
  job: Job<Payload>,
  payload: Payload,
  options: EnqueueOptions = {},
): Promise<number> => {
  const { rows } = await sql<{ id: number }>`select ${enqueued(job, payload, options)} as id`.execute(tx);
  return rows[0]?.id ?? 0;
};
