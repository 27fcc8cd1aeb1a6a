import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getInstallation } from '#identity/index.ts';
import { listJobs, retryJob } from '#jobs/index.ts';
import { AppError } from '#lib/errors.ts';
import { fault } from '#lib/fault.ts';

/** Lists the jobs that are not done, or lets one run again at once: `griya jobs`, `griya jobs retry 12`. */
export const runJobs = async (
  db: Db,
  [verb, id]: readonly string[],
  { print, now }: { print: (line: string) => void; now: Temporal.Instant },
): Promise<number> => {
  if (verb === 'retry' && /^\d{1,15}$/.test(id ?? '')) return retry(db, Number(id), print, now);
  if (verb !== undefined) throw fault('Write griya jobs, or griya jobs retry NUMBER.');
  const jobs = await listJobs(db);
  if (jobs.length === 0) print('Every job is done.');
  for (const job of jobs) {
    const next =
      job.state === 'waiting' || job.state === 'retrying' ? `, next ${job.runAt.toString({ smallestUnit: 'second' })}` : '';
    print(`${job.id}  ${job.name}  ${job.state} (attempt ${job.attempts} of ${job.maxAttempts}${next})`);
    if (job.lastError) print(`    ${job.lastError.split('\n')[0]}`);
  }
  return 0;
};

const retry = async (db: Db, id: number, print: (line: string) => void, now: Temporal.Instant): Promise<number> => {
  try {
    const { hostOfficeId } = await getInstallation(db);
    await db.transaction().execute((tx) => retryJob(tx, { id, now, doer: system, subjectId: hostOfficeId }));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') throw fault(`Job ${id} is done, or is just running.`, error);
    throw error;
  }
  print(`Job ${id} runs again with all its attempts.`);
  return 0;
};
