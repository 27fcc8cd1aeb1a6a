import { EventEmitter } from 'node:events';
import { Logger, type ParsedCronItem, parseCronItems, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
import type pg from 'pg';
import type { Log } from '#lib/log.ts';
import type { AnyJob, JobServices } from './define.ts';

export type Worker = {
  /** Lets running jobs finish (five seconds at most), takes no more, and resolves when all has ended. */
  stop: () => Promise<void>;
  /** Settles when the worker has ended; rejects when it could not go on. */
  ended: Promise<void>;
};

/** First key of the advisory locks by which living workers know each other; an arbitrary number that stays the same. */
const presence = 7_410_043;

const aDay = 24 * 60 * 60 * 1000;

/**
 * Runs the given jobs as they come, several at a time, until stopped. A failing job is tried again after e^attempt
 * seconds; its error stays visible in `listJobs`. Jobs that a killed worker had begun are released when another worker
 * starts: a living one is known by an advisory lock that its connection holds.
 */
export const runWorker = async (options: {
  /** With pg's own types (`openPlainPool`): the queue itself is asked by graphile-worker. */
  pool: pg.Pool;
  services: JobServices;
  jobs: readonly AnyJob[];
  concurrency?: number;
}): Promise<Worker> => {
  const { pool, services, jobs } = options;
  const events: WorkerEvents = new EventEmitter();
  const created = new Promise<string>((resolve) => events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)));
  const watch = await pool.connect();
  try {
    await watch.query('select pg_advisory_lock($1, 0)', [presence]);
    await releaseAbandoned(watch, services.log);
    const runner = await run({
      pgPool: pool,
      events,
      concurrency: options.concurrency ?? 3,
      noHandleSignals: true,
      pollInterval: 2000,
      taskList: taskList(jobs, services),
      parsedCronItems: scheduled(jobs),
      logger: new Logger(() => (level, message) => services.log[levels[level]](message)),
    });
    await watch.query('select pg_advisory_lock($1, hashtext($2)), pg_advisory_unlock($1, 0)', [presence, await created]);
    return attend(runner, watch);
  } catch (error) {
    watch.release(true);
    throw error;
  }
};

const attend = (runner: Runner, watch: pg.PoolClient): Worker => {
  const lost = new Promise<never>((_, reject) => {
    watch.on('error', (error) => reject(new Error(`The worker lost its database connection: ${error.message}`)));
  });
  const ended = Promise.race([runner.promise, lost]).finally(async () => {
    await runner.stop().catch(() => undefined);
    watch.release(true);
  });
  ended.catch(() => undefined);
  return {
    ended,
    stop: async () => {
      await runner.stop().catch(() => undefined);
      await ended;
    },
  };
};

/** What was due while no worker ran is made up for, within a day; missed times that wait together are one (a job key). */
const scheduled = (jobs: readonly AnyJob[]): ParsedCronItem[] =>
  parseCronItems(
    jobs.flatMap(({ name, schedule, maxAttempts }) =>
      schedule === null
        ? []
        : [{ task: name, match: schedule, identifier: name, options: { backfillPeriod: aDay, maxAttempts, jobKey: name } }],
    ),
  );

/** What it tells of its daily life is of interest to nobody else. */
const levels = { debug: 'debug', info: 'debug', warning: 'warn', error: 'error' } as const;

const taskList = (jobs: readonly AnyJob[], services: JobServices): TaskList =>
  Object.fromEntries(
    jobs.map((job) => [
      job.name,
      async (payload, { job: { id, attempts, max_attempts }, abortSignal }) => {
        const log = services.log.with({ job: job.name, jobId: id });
        await job.run(payload, { ...services, log, attempt: attempts, maxAttempts: max_attempts, signal: abortSignal });
      },
    ]),
  );

/** Sets free what a worker holds whose connection is gone. */
const releaseAbandoned = async (client: pg.PoolClient, log: Log): Promise<void> => {
  const { rows } = await client.query<{ worker: string }>(
    `select distinct locked_by as worker from graphile_worker._private_jobs where locked_by like 'pool-%'`,
  );
  for (const { worker } of rows) {
    const free = await client.query<{ free: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as free', [
      presence,
      worker,
    ]);
    if (!free.rows[0]?.free) continue;
    await client.query('select graphile_worker.force_unlock_workers(array[$1::text]), pg_advisory_unlock($2, hashtext($1))', [
      worker,
      presence,
    ]);
    log.warn('Jobs of a worker that is gone are set free', { worker });
  }
};
