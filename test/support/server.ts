import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** What `npm start` runs, without the npm around it. */
const startArguments = (
  JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { start: string } }
).scripts.start
  // `exec` lets the program take the place of npm's shell, so that TERM reaches it.
  .replace(/^exec node /, '')
  .split(' ');

/** A port of this machine that is free now. */
export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => (typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no port'))));
    });
  });

/** A new directory for one server's data, removed by `remove`. */
export const dataDirectory = async (): Promise<{ data: string; remove: () => Promise<void> }> => {
  const data = await mkdtemp(join(tmpdir(), 'griya-data-'));
  // As root, the database runs as the owner of its directory: a test makes no system user.
  if (process.getuid?.() === 0) await chown(data, 65_534, 65_534);
  return { data, remove: () => rm(data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 }) };
};

export type RunningServer = {
  url: string;
  /** Process number of the web process (which is also the supervisor). */
  pid: number;
  /** Milliseconds from the start of the process to the first answered page. */
  firstPageMs: number;
  /** Everything it printed so far. */
  output: () => string;
  /** Ends it as an operator does. Resolves with the exit code. */
  stop: () => Promise<number | null>;
  /** Ends it as a power cut does. */
  kill: () => Promise<void>;
  /** Resident memory of the web process in bytes. */
  memory: () => Promise<number>;
};

const ended = (child: ChildProcess): Promise<number | null> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve(child.exitCode)
    : new Promise((resolve) => child.once('exit', resolve));

/** Starts Griya as `npm start` does, on this data directory, and waits until it answers a page. */
export const startServer = async (options: {
  data: string;
  port?: number;
  env?: Record<string, string>;
}): Promise<RunningServer> => {
  const port = options.port ?? (await freePort());
  const started = performance.now();
  const child = spawn(process.execPath, startArguments, {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      GRIYA_DATA: options.data,
      PORT: String(port),
      LOG_LEVEL: 'warn',
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr?.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const url = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output}`);
    if (performance.now() - started > 60_000) throw new Error(`the server did not answer within a minute:\n${output}`);
    const answered = await fetch(url, { redirect: 'follow' }).then(
      (response) => response.text().then(() => response.status < 500),
      () => false,
    );
    if (answered) break;
    await new Promise((resolve) => setImmediate(resolve));
  }
  const firstPageMs = performance.now() - started;
  return {
    url,
    pid: child.pid ?? 0,
    firstPageMs,
    output: () => output,
    stop: async () => {
      child.kill('SIGTERM');
      return ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
    memory: async () => {
      const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
      return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
    },
  };
};
