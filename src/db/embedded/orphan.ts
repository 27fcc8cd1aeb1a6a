import { readFile, readlink, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';
import { isAlive } from './alive.ts';
import { places } from './cluster.ts';

/** Whether the process is the server of this database: PostgreSQL makes the data directory its working directory. */
const servesHere = async (pid: number, database: string): Promise<boolean> => {
  const cwd = await readlink(`/proc/${pid}/cwd`).catch((error: NodeJS.ErrnoException) => error.code);
  if (cwd === 'ENOENT' && !isAlive(pid)) return false;
  // Without /proc the number alone has to do.
  if (cwd === 'ENOENT') return true;
  return cwd === (await realpath(database));
};

const untilGone = async (pid: number, seconds: number): Promise<boolean> => {
  for (let waited = 0; waited < seconds * 20; waited += 1) {
    if (!isAlive(pid)) return true;
    await pause(50);
  }
  return !isAlive(pid);
};

/**
 * Clears the way for a new server after a Griya that was killed: its PostgreSQL may still run or be shutting down (it is
 * stopped, first in order, then at once), or its pid file may name a number that by now belongs to somebody else (the
 * file is removed, otherwise PostgreSQL would take that process for a server). The caller holds the claim on `data`.
 */
export const stopOrphan = async (data: string, log: Log): Promise<void> => {
  const { database } = places(data);
  const pidFile = join(database, 'postmaster.pid');
  const pid = Number.parseInt(await readFile(pidFile, 'utf8').catch(() => ''), 10);
  if (!(pid > 1)) return;
  if (!(await servesHere(pid, database))) {
    if (isAlive(pid)) await rm(pidFile, { force: true });
    log.info('The last Griya was killed; PostgreSQL recovers by itself');
    return;
  }
  log.warn('A PostgreSQL of a killed Griya still runs here and is stopped first', { pid });
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      // It is gone already, or belongs to another user, which the wait shows.
    }
    if (await untilGone(pid, signal === 'SIGINT' ? 20 : 5)) return;
  }
  throw fault(`A PostgreSQL with process number ${pid} still works on ${database}: stop it (kill -INT ${pid}) and start again.`);
};
