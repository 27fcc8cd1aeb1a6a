import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { type Breach, RenderError } from './errors.ts';
import type { RenderReply, RenderRequest } from './protocol.ts';

/**
 * What one rendering may take. The seconds are of the processor, so that a busy machine stops no good letter; by the clock it
 * is stopped after six times as many, whatever it did.
 */
export type Limits = { seconds: number; megabytes: number };

const usual: Limits = { seconds: 5, megabytes: 256 };
const clockFactor = 6;

const program = fileURLToPath(new URL('./child.ts', import.meta.url));
const noFonts = fileURLToPath(new URL('./no-fonts.conf', import.meta.url));

/** How long a new process may take until it can render. */
const startMs = 30_000;

/** How often the memory of a process at work is looked at. */
const watchMs = 20;

/** A process that rests with more memory than this part of its limit is replaced before the next letter, so that each has room. */
const restingPart = 0.75;

/** What the loaded compiler takes; the kernel allows the rest of the limit beyond it, if nobody watched. */
const loadedMegabytes = 75;

/**
 * The kernel's own limits: address space for data in KiB (Node.js reserves 600 MB of it and uses 30; the child narrows this
 * once it has loaded), open files, seconds of processor time in all.
 */
const kernel = { data: 2_000_000, files: 64, seconds: 3600 };

/**
 * Limits first, then the program takes the shell's place. `setpriv` (util-linux) lets it die with its parent, even while a
 * template keeps it busy.
 */
const script = `ulimit -c 0; ulimit -n ${kernel.files}; ulimit -t ${kernel.seconds}; ulimit -d ${kernel.data}
if command -v setpriv >/dev/null; then exec setpriv --pdeathsig KILL --no-new-privs -- "$@"; fi
exec "$@"`;

/** Nothing of the parent's environment: no address of a database, no secret, no folder with packages, no way out. */
const environment = {
  PATH: '/usr/local/bin:/usr/bin:/bin',
  HOME: '/nonexistent',
  XDG_CACHE_HOME: '/nonexistent',
  XDG_DATA_HOME: '/nonexistent',
  ALL_PROXY: 'http://127.0.0.1:9',
  HTTPS_PROXY: 'http://127.0.0.1:9',
  RAYON_NUM_THREADS: '2',
  UV_THREADPOOL_SIZE: '1',
  // The compiler looks for the machine's fonts, and has no switch against it (typst.ts issue 893): a letter would then
  // depend on where it was made. It asks fontconfig, which is told of an empty folder.
  FONTCONFIG_FILE: noFonts,
};

type Child = { process: ChildProcess; ready: Promise<void>; errors: string };

export type Sandbox = {
  /** Renders in the other process, one letter after another. `subject` names the template in errors. Throws RenderError. */
  render: (request: RenderRequest, subject: string) => Promise<Extract<RenderReply, { ok: true }>>;
  /** The number of the process, while there is one. */
  pid: () => number | undefined;
  /** Ends the process; a later rendering starts another. */
  end: () => Promise<void>;
};

/**
 * A process beside this one that renders letters and can do nothing else: it holds no file, no connection and no secret, and
 * is killed after 5 seconds or with 256 MB (or other `limits`). It is started by the first letter, kept warm, started again after a kill, and
 * ended when it had nothing to do for `idleMs` (0: never).
 */
export const createSandbox = ({ idleMs = 0, limits = usual }: { idleMs?: number; limits?: Limits } = {}): Sandbox => {
  let child: Child | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: NodeJS.Timeout | undefined;

  const drop = (gone: Child): void => {
    if (child === gone) child = undefined;
  };

  const renderNow = async (request: RenderRequest, subject: string): Promise<Extract<RenderReply, { ok: true }>> => {
    clearTimeout(idle);
    if (child && (residentBytes(child.process.pid) ?? 0) > limits.megabytes * 1e6 * restingPart) await kill(child);
    const current = child ?? start(drop, limits);
    child = current;
    hold(current.process, true);
    try {
      await current.ready;
      const reply = await ask(current, request, { subject, limits });
      if (!reply.ok) throw new RenderError('template', reply.faults);
      return reply;
    } finally {
      hold(current.process, false);
      if (idleMs > 0) idle = setTimeout(() => void kill(current), idleMs).unref();
    }
  };

  return {
    render: (request, subject) => {
      const turn = last.then(() => renderNow(request, subject));
      last = turn.catch(() => undefined);
      return turn;
    },
    pid: () => child?.process.pid,
    end: async () => {
      clearTimeout(idle);
      await last;
      if (child) await kill(child);
    },
  };
};

const start = (drop: (child: Child) => void, { megabytes }: Limits): Child => {
  const node = [
    '--max-old-space-size=64',
    '--max-semi-space-size=2',
    '--v8-pool-size=1',
    '--no-warnings',
    program,
    String(megabytes - loadedMegabytes),
  ];
  const spawned = spawn('/bin/sh', ['-c', script, 'sh', process.execPath, ...node], {
    cwd: '/',
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  const child: Child = { process: spawned, ready: Promise.resolve(), errors: '' };
  spawned.stderr?.setEncoding('utf8').on('data', (text: string) => {
    child.errors = (child.errors + text).slice(-4000);
  });
  child.ready = new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => {
      spawned.kill('SIGKILL');
      reject(new Error('The renderer did not start in time'));
    }, startMs);
    spawned.once('message', () => {
      clearTimeout(late);
      resolve();
    });
    spawned.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`The renderer could not be started: ${child.errors.trim() || 'no reason given'}`));
    });
    spawned.once('error', reject);
  });
  child.ready.catch(() => undefined);
  spawned.once('exit', () => drop(child));
  spawned.on('error', () => drop(child));
  return child;
};

/** A process at rest does not keep this one from ending. */
const hold = (renderer: ChildProcess, keep: boolean): void => {
  const method = keep ? 'ref' : 'unref';
  renderer[method]();
  renderer.channel?.[method]();
  (renderer.stderr as Socket | null)?.[method]();
};

const ask = (
  child: Child,
  request: RenderRequest,
  { subject, limits }: { subject: string; limits: Limits },
): Promise<RenderReply> =>
  new Promise((resolve, reject) => {
    const { process: renderer } = child;
    let breach: Breach | undefined;
    const stop = (reason: Breach): void => {
      breach ??= reason;
      renderer.kill('SIGKILL');
    };
    const clock = setTimeout(() => stop('time'), limits.seconds * 1000 * clockFactor);
    const begun = { at: performance.now(), cpu: processorSeconds(renderer.pid) };
    const watch = setInterval(() => {
      const late = performance.now() - begun.at > limits.seconds * 1000;
      if (late && processorSeconds(renderer.pid) - begun.cpu >= limits.seconds) stop('time');
      if ((residentBytes(renderer.pid) ?? 0) > limits.megabytes * 1e6) stop('memory');
    }, watchMs);
    const settle = (): void => {
      clearTimeout(clock);
      clearInterval(watch);
      renderer.off('message', answered).off('exit', exited);
    };
    const answered = (reply: RenderReply): void => {
      settle();
      resolve(reply);
    };
    const exited = (_: number | null, signal: NodeJS.Signals | null): void => {
      settle();
      reject(new RenderError(breach ?? breachOf(signal, child.errors), [], { subject, ...limits }));
    };
    renderer.on('message', answered).on('exit', exited);
    renderer.send(request, (error) => error && stop('crash'));
  });

/** Why a process ended that nobody here killed. */
const breachOf = (signal: NodeJS.Signals | null, errors: string): Breach => {
  if (/memory allocation of \d+ bytes failed|out of memory|capacity overflow/i.test(errors)) return 'memory';
  return signal === 'SIGXCPU' ? 'time' : 'crash';
};

const kill = async ({ process: renderer }: Child): Promise<void> => {
  if (renderer.exitCode !== null || renderer.signalCode !== null) return;
  hold(renderer, true);
  const ended = new Promise((resolve) => renderer.once('exit', resolve));
  renderer.kill('SIGKILL');
  await ended;
};

const pageBytes = 4096;

/** Resident memory of a process; undefined where the machine does not tell. */
const residentBytes = (pid: number | undefined): number | undefined => {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'latin1').split(' ')[1]) * pageBytes;
  } catch {
    return undefined;
  }
};

/** Clock ticks in a second, the same on every Linux that Node.js runs on. */
const ticks = 100;

/** What a process has used of the processor; where the machine does not tell, more than any limit. */
const processorSeconds = (pid: number | undefined): number => {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) / ticks;
  } catch {
    return Number.POSITIVE_INFINITY;
  }
};
