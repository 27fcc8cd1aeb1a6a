import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fault } from '#lib/fault.ts';
import { isAlive } from './alive.ts';

/** Who works on a data directory, as its file `running.json` says. */
export type Running = { pid: number; started: string | null; port: number | null };

/**
 * When a process began, in the kernel's own count; null when there is no such process or no /proc. A process number alone
 * is not enough: after a crash another process may have it.
 */
const startOf = async (pid: number): Promise<string | null> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null);
  // Fields are counted behind the name, which stands in brackets and may hold anything.
  return stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
};

const lives = async ({ pid, started }: Running): Promise<boolean> =>
  isAlive(pid) && (await startOf(pid)) === started && (pid !== process.pid || started !== null);

const file = (data: string) => join(data, 'running.json');

const parse = (text: string): Running | undefined => {
  try {
    const { pid, started, port } = JSON.parse(text) as Running;
    return Number.isInteger(pid) ? { pid, started: started ?? null, port: port ?? null } : undefined;
  } catch {
    return undefined;
  }
};

/** The Griya that works on `data` now, if any; a file left by a killed one counts as none. */
export const findRunning = async (data: string): Promise<Running | undefined> => {
  const text = await readFile(file(data), 'utf8').catch(() => '');
  const running = parse(text);
  return running && (await lives(running)) ? running : undefined;
};

/** Refuses when another Griya works on `data` now, and says which. */
export const refuseRunning = async (data: string): Promise<void> => {
  const running = await findRunning(data);
  if (running) throw alreadyRuns(data, running);
};

export type Claim = {
  /** Writes down the port that people reach this Griya on. */
  publish: (port: number) => Promise<void>;
  release: () => Promise<void>;
};

const alreadyRuns = (data: string, { pid, port }: Running): Error =>
  fault(
    `Griya already runs on ${data} with process number ${pid}${port ? ` on port ${port}` : ''}: ` +
      `use that one, stop it (kill ${pid}), or set GRIYA_DATA to another directory.`,
  );

/** Takes away the file of a process that is gone; two starts at once may both try, so what was taken is looked at again. */
const removeStale = async (data: string): Promise<void> => {
  const aside = `${file(data)}.${process.pid}.stale`;
  const moved = await rename(file(data), aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  const taken = parse(await readFile(aside, 'utf8'));
  if (taken && (await lives(taken))) await link(aside, file(data)).catch(() => undefined);
  await rm(aside, { force: true });
};

/**
 * Takes the data directory for this process, so that a second start says who has it instead of disturbing it. The claim
 * of a process that is gone is taken over.
 */
export const claimData = async (data: string): Promise<Claim> => {
  const draft = `${file(data)}.${process.pid}`;
  const write = async (port: number | null) => {
    const mine: Running = { pid: process.pid, started: await startOf(process.pid), port };
    await writeFile(draft, `${JSON.stringify(mine)}\n`, { mode: 0o644 });
  };
  await write(null);
  try {
    // A link appears with its content or not at all, and never over an existing file.
    for (let attempt = 0; ; attempt += 1) {
      const taken = await link(draft, file(data)).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code !== 'EEXIST') throw error;
          return false;
        },
      );
      if (taken) break;
      await refuseRunning(data);
      if (attempt === 5) throw fault(`${file(data)} cannot be replaced: remove it and start again.`);
      await removeStale(data);
    }
  } finally {
    await rm(draft, { force: true });
  }
  return {
    publish: async (port) => {
      await write(port);
      await rename(draft, file(data));
    },
    release: () => rm(file(data), { force: true }),
  };
};
