import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AnyJob, JobServices } from './define.ts';

export type Drained = { done: number; failed: { id: number; name: string; error: string }[] };

type Claimed = { id: number; name: string; payload: unknown; attempts: number; maxAttempts: number };

/**
 * Runs every job that is due by `services.now()`, and what those add, until none is left: for tests, for a case played on a
 * scratch database and for the demo under its own clock. A job without a time of its own is due at once, whatever the
 * clock says. A failing job is put back with its error and its pause, counted from that same clock, and reported.
 */
export const drainJobs = async (services: JobServices, jobs: readonly AnyJob[]): Promise<Drained> => {
  const byName = new Map(jobs.map((job) => [job.name, job]));
  const names = [...byName.keys()];
  const runner = `drain-${randomBytes(9).toString('hex')}`;
  const drained: Drained = { done: 0, failed: [] };
  for (;;) {
    const claimed = await claim(services, names, runner);
    const job = claimed && byName.get(claimed.name);
    if (!job) return drained;
    try {
      await job.run(claimed.payload, {
        ...services,
        log: services.log.with({ job: claimed.name, jobId: claimed.id }),
        attempt: claimed.attempts,
        maxAttempts: claimed.maxAttempts,
        signal: new AbortController().signal,
      });
      await sql`delete from graphile_worker._private_jobs where id = ${claimed.id}`.execute(services.db);
      drained.done += 1;
    } catch (fault) {
      const error = fault instanceof Error ? fault.message : String(fault);
      await putBack(services, claimed, error);
      drained.failed.push({ id: claimed.id, name: claimed.name, error });
    }
  }
};

const claim = async ({ db, now }: JobServices, names: readonly string[], runner: string): Promise<Claimed | undefined> => {
  const { rows } = await sql<Claimed>`
    update graphile_worker._private_jobs job set attempts = job.attempts + 1, locked_by = ${runner}, locked_at = now()
    from (
      select waiting.id, task.identifier from graphile_worker._private_jobs waiting
      join graphile_worker._private_tasks task on task.id = waiting.task_id
      where waiting.is_available and task.identifier = any(${names})
        and (waiting.run_at <= ${now()} or (waiting.attempts = 0 and waiting.run_at in (waiting.created_at, waiting.updated_at)))
      order by waiting.priority, waiting.run_at, waiting.id limit 1 for update of waiting skip locked
    ) due where job.id = due.id
    returning job.id, due.identifier as name, job.payload, job.attempts, job.max_attempts as "maxAttempts"`.execute(db);
  return rows[0];
};

const putBack = async ({ db, now }: JobServices, job: Claimed, error: string): Promise<void> => {
  await sql`update graphile_worker._private_jobs set last_error = ${error}, locked_by = null, locked_at = null,
    run_at = ${now()}::timestamptz + exp(least(attempts, 10)) * interval '1 second' where id = ${job.id}`.execute(db);
};
