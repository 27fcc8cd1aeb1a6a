import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config.ts';
import { openPlainPool, openPool, withDb } from '#db/index.ts';
import { runWorker } from '#jobs/index.ts';
import type { Log } from '#lib/log.ts';
import { readSecret } from './secret.ts';

/** Runs jobs on this database until told to stop. Rejects when the worker cannot go on. */
export const serveJobs = async (config: Config, url: string, log: Log, stop: Promise<void>): Promise<void> => {
  // The rooms with their heavy tools (typesetting, drawing) are loaded in this process only.
  const [{ allJobs }, { endRendering }, { endBooks }] = await Promise.all([
    import('./jobs.ts'),
    import('#letters/index.ts'),
    import('#wiki/index.ts'),
  ]);
  // Its supervisor may have gone while they were loaded: then nothing is touched any more.
  if (await Promise.race([stop.then(() => true), false])) return;
  const { db, close } = withDb(openPool(url, config.workerConcurrency + 1));
  const queue = openPlainPool(url, 4);
  const secret = await readSecret(config);
  const services = {
    db,
    now: Temporal.Now.instant,
    log,
    config: {
      baseUrl: config.baseUrl,
      dataDirectory: config.data,
      secret,
      mail: config.mail,
      ...(config.zoneReload ? { zoneReload: config.zoneReload } : {}),
    },
  };
  try {
    const worker = await runWorker({ pool: queue, services, jobs: allJobs, concurrency: config.workerConcurrency });
    log.info('The worker is ready', { jobs: allJobs.length });
    await Promise.race([stop, worker.ended]);
    await worker.stop();
  } finally {
    await Promise.all([endRendering(), endBooks(), close(), queue.end()]);
  }
};

export type WorkerProcess = { stop: () => Promise<void> };

/** How long a worker may take to end its jobs before it is killed; its jobs are then done again. */
const patience = 8000;

/**
 * Keeps one worker process alive: started again when it ends, at once after a long life, later and later when it keeps
 * failing. The database's address goes over the channel between the processes, never through a command line.
 */
export const keepWorker = (program: string, url: string, log: Log): WorkerProcess => {
  const state: { child: ChildProcess | undefined; stopping: boolean } = { child: undefined, stopping: false };
  const live = async (): Promise<void> => {
    for (let failures = 0; !state.stopping; ) {
      const born = performance.now();
      const child = fork(program, ['worker'], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
      state.child = child;
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.on('error', (error) => log.error('The worker process failed', { error }));
      child.send({ url }, () => undefined);
      // Who waits for a page comes first; letters and pictures take what is left of the machine.
      if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
      const code = await ended;
      if (state.stopping) return;
      failures = performance.now() - born > 60_000 ? 0 : failures + 1;
      log.error('The worker process ended and is started again', { code, failures });
      await pause(Math.min(30_000, 250 * 2 ** failures), undefined, { ref: false });
    }
  };
  const lived = live();
  return {
    stop: async () => {
      state.stopping = true;
      const { child } = state;
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const late = setTimeout(() => child.kill('SIGKILL'), patience);
      child.kill('SIGTERM');
      await lived;
      clearTimeout(late);
    },
  };
};

/** In the child: the database's address from the supervisor, and a promise of the moment to stop (also when it is gone). */
export const supervised = (): { url: Promise<string>; gone: Promise<void> } | undefined => {
  if (!process.connected) return undefined;
  return {
    url: new Promise((resolve) => process.once('message', (message) => resolve((message as { url: string }).url))),
    gone: new Promise((resolve) => process.once('disconnect', () => resolve())),
  };
};
