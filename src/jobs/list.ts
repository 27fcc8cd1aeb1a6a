import { sql } from 'kysely';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';

export type JobState = 'waiting' | 'running' | 'retrying' | 'failed';

export type JobRow = {
  id: number;
  name: string;
  payload: unknown;
  key: string | null;
  state: JobState;
  attempts: number;
  maxAttempts: number;
  lastError: string | null;
  createdAt: Temporal.Instant;
  /** When it runs next (waiting, retrying), or was due (running, failed). */
  runAt: Temporal.Instant;
};

const state = sql`case when job.locked_at is not null then 'running' when job.attempts >= job.max_attempts then 'failed'
  when job.attempts > 0 then 'retrying' else 'waiting' end`;

const columns = sql`job.id, task.identifier as name, job.payload, job.key, ${state} as state, job.attempts,
  job.max_attempts as "maxAttempts", job.last_error as "lastError", job.created_at as "createdAt", job.run_at as "runAt"`;

/** Every job that is not done: those given up first, then in the order in which they run. Done jobs are not kept. */
export const listJobs = async (db: Db, options: { state?: JobState; limit?: number } = {}): Promise<JobRow[]> => {
  const wanted = options.state ? sql`${state} = ${options.state}` : sql`true`;
  const { rows } = await sql<JobRow>`select ${columns} from graphile_worker._private_jobs job
    join graphile_worker._private_tasks task on task.id = job.task_id where ${wanted}
    order by job.attempts >= job.max_attempts desc, job.run_at, job.id limit ${options.limit ?? 200}`.execute(db);
  return rows;
};

/** How many jobs there are in each state. */
export const countJobs = async (db: Db): Promise<Record<JobState, number>> => {
  const { rows } = await sql<{ state: JobState; count: number }>`
    select ${state} as state, count(*) as count from graphile_worker._private_jobs job group by 1`.execute(db);
  const counts = new Map(rows.map((row) => [row.state, row.count]));
  const of = (name: JobState) => counts.get(name) ?? 0;
  return { waiting: of('waiting'), running: of('running'), retrying: of('retrying'), failed: of('failed') };
};

/**
 * Lets a failed or waiting job run at once, with all its attempts again, and notes who wanted it. `subjectId` is what the
 * installation is known by in the audit trail. `not_found` when the job is done or just running.
 */
export const retryJob = async (
  tx: Db,
  input: { id: number; now: Temporal.Instant; doer: Doer; subjectId: string },
): Promise<void> => {
  const { id, now, doer, subjectId } = input;
  const { rows } = await sql<{ name: string }>`
    select task.identifier as name
    from graphile_worker.reschedule_jobs(array[${id}]::bigint[], run_at => ${now}::timestamptz, attempts => 0) job
    join graphile_worker._private_jobs stored on stored.id = job.id
    join graphile_worker._private_tasks task on task.id = stored.task_id`.execute(tx);
  const [job] = rows;
  if (!job) throw new AppError('not_found', { what: `job ${id}` });
  await record(tx, {
    subjectKind: 'installation',
    subjectId,
    at: now,
    type: 'job.retried',
    doer,
    data: { job: id, name: job.name },
  });
};
