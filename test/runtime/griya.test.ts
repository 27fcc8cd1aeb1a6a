import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, readlink, rm, stat, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { testDatabase } from '../support/database.ts';
import { dataDirectory, freePort, type RunningServer, startServer } from '../support/server.ts';

const home = join(import.meta.dirname, '../..');
const griya = join(home, 'bin/griya');

/** Runs a command of Griya to its end. */
const run = (args: string[], env: Record<string, string> = {}, cwd = home) => {
  const { status, stdout, stderr } = spawnSync(griya, args, {
    cwd,
    encoding: 'utf8',
    timeout: 60_000,
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
};

/** Processes below one, with what they run. */
const below = async (pid: number): Promise<{ pid: number; command: string }[]> => {
  const found: { pid: number; command: string }[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const status = await readFile(`/proc/${name}/status`, 'utf8').catch(() => '');
    if (Number(/PPid:\s+(\d+)/.exec(status)?.[1]) !== pid) continue;
    const command = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    found.push({ pid: Number(name), command }, ...(await below(Number(name))));
  }
  return found;
};

/** Processes of any parent that work in this data directory. */
const workingIn = async (data: string): Promise<string[]> => {
  const found: string[] = [];
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const command = (await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '')).replaceAll('\0', ' ');
    const cwd = await readlink(`/proc/${name}/cwd`).catch(() => '');
    if (command.includes(data) || cwd.startsWith(data)) found.push(command);
  }
  return found;
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('one Griya from the first start to the end', () => {
  let place: Awaited<ReturnType<typeof dataDirectory>>;
  let server: RunningServer;
  beforeAll(async () => {
    place = await dataDirectory();
    server = await startServer({ data: place.data });
  });
  afterAll(async () => {
    await (server as RunningServer | undefined)?.kill();
    await place.remove();
  });

  test('prints the set-up page and its one-time code, and the page is there', async () => {
    await expect.poll(() => server.output(), { timeout: 10_000 }).toMatch(/one-time code: [\w-]{32}\n/);
    expect(server.output()).toContain(`first set-up: http://localhost:${new URL(server.url).port}/setup`);
    expect((await fetch(`${server.url}/setup`)).status).toBe(200);
  });

  test('keeps its secret to its owner', async () => {
    const { mode } = await stat(join(place.data, 'secret'));
    expect(mode & 0o777).toBe(0o600);
    expect((await readFile(join(place.data, 'secret'), 'utf8')).trim()).toMatch(/^[0-9a-f]{64}$/);
  });

  test('refuses a second start on the same data and names process and port, whatever port was asked', async () => {
    const { port } = new URL(server.url);
    for (const PORT of [port, String(await freePort())]) {
      const { status, stderr } = run(['web'], { GRIYA_DATA: place.data, PORT });
      expect(stderr.trim().split('\n')).toEqual([
        `Griya already runs on ${place.data} with process number ${server.pid} on port ${port}: use that one, stop it (kill ${server.pid}), or set GRIYA_DATA to another directory.`,
      ]);
      expect(status).toBe(1);
    }
  });

  test('lets a command work on its data meanwhile', () => {
    const { status, stdout } = run(['verify'], { GRIYA_DATA: place.data });
    expect(stdout).toContain('every chain holds');
    expect(status).toBe(0);
  });

  test('starts its worker again when that is killed', async () => {
    const worker = async () => (await below(server.pid)).find(({ command }) => command.trim().endsWith('main.ts worker'))?.pid;
    await expect.poll(worker, { timeout: 15_000 }).toBeGreaterThan(0);
    const first = (await worker()) ?? 0;
    process.kill(first, 'SIGKILL');
    await expect.poll(async () => ((await worker()) ?? first) !== first, { timeout: 15_000 }).toBe(true);
    expect((await fetch(`${server.url}/setup`)).status).toBe(200);
  });

  test('ends at TERM with code 0 within seconds and leaves no process', async () => {
    const processes = await below(server.pid);
    expect(processes.some(({ command }) => command.includes('postgres'))).toBe(true);
    const begun = performance.now();
    expect(await server.stop()).toBe(0);
    expect(performance.now() - begun).toBeLessThan(20_000);
    await expect.poll(() => processes.filter(({ pid }) => isAlive(pid)), { timeout: 5000 }).toEqual([]);
    expect(await workingIn(place.data)).toEqual([]);
    await expect(stat(join(place.data, 'running.json'))).rejects.toThrow('ENOENT');
  });

  test('verifies its data when it does not run, and leaves it stopped', async () => {
    const { status, stdout } = run(['verify'], { GRIYA_DATA: place.data });
    expect(stdout).toContain('every chain holds');
    expect(status).toBe(0);
    expect(await workingIn(place.data)).toEqual([]);
  });

  test('killed, it takes everything it began with it, and starts again', async () => {
    server = await startServer({ data: place.data });
    await server.kill();
    await expect.poll(() => workingIn(place.data), { timeout: 20_000 }).toEqual([]);
    server = await startServer({ data: place.data });
    expect(await server.stop()).toBe(0);
  });

  test('npm start ends at TERM like the program itself', async () => {
    const port = await freePort();
    const npm = spawn('npm', ['start'], {
      cwd: home,
      env: { ...process.env, GRIYA_DATA: place.data, PORT: String(port), LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    npm.stdout.setEncoding('utf8').on('data', (text) => (said += text));
    const gone = once(npm, 'exit');
    const processes: { pid: number }[] = [];
    try {
      await expect.poll(() => said, { timeout: 60_000 }).toContain('is ready');
      processes.push(...(await below(npm.pid ?? 0)));
    } finally {
      npm.kill('SIGTERM');
      await gone;
    }
    await expect.poll(() => processes.filter(({ pid }) => isAlive(pid)), { timeout: 20_000 }).toEqual([]);
    expect(await workingIn(place.data)).toEqual([]);
  });
}, 120_000);

describe('a start that cannot succeed says why in one sentence', () => {
  test('a taken port, before anything is made', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const data = join(tmpdir(), `griya-never-${process.pid}`);
    const { status, stderr } = run(['web'], { GRIYA_DATA: data, PORT: String(port) });
    taken.close();
    expect(stderr.trim()).toBe(`Port ${port} is taken by another program: set PORT to a free one, for example PORT=${port + 1}.`);
    expect(status).toBe(1);
    await expect(stat(data)).rejects.toThrow('ENOENT');
  });

  test('wrong settings, all at once', () => {
    const { status, stderr } = run(['web'], { PORT: 'http', LOG_LEVEL: 'all', GRIYA_SECRT: 'x' });
    expect(
      stderr
        .trim()
        .split('\n')
        .map((line) => line.trim().split(':')[0]),
    ).toEqual(['Some settings cannot be used (docs/operations.md lists them all)', 'PORT', 'LOG_LEVEL', 'GRIYA_SECRT']);
    expect(status).toBe(1);
  });

  test('an address that this machine does not have', () => {
    const { stderr } = run(['web'], { GRIYA_HOST: '203.0.113.7', PORT: '0', GRIYA_DATA: join(tmpdir(), 'griya-never') });
    expect(stderr.trim()).toBe(
      'This machine has no address 203.0.113.7: set GRIYA_HOST to one of its own, or to 0.0.0.0 for all.',
    );
  });

  test('a database that does not answer, its password not repeated', () => {
    const { status, stderr } = run(['web'], { DATABASE_URL: 'postgres://u:hunter2@127.0.0.1:1/griya', PORT: '0' });
    expect(stderr.trim()).toBe('The database of DATABASE_URL cannot be used: nobody answers there: check host and port.');
    expect(status).toBe(1);
  });

  test('a worker of its own beside the embedded database', () => {
    const { stderr } = run(['worker'], { GRIYA_DATA: join(tmpdir(), 'griya-never') });
    expect(stderr.trim()).toContain('A worker of its own needs DATABASE_URL');
  });
});

describe('with a PostgreSQL of the city', () => {
  test('serves, works and stops without touching that server', async () => {
    const database = await testDatabase();
    const { data, remove } = await dataDirectory();
    const server = await startServer({ data, env: { DATABASE_URL: database.url } });
    expect((await fetch(`${server.url}/setup`)).status).toBe(200);
    expect(await readdir(data)).toEqual(['secret']);
    expect(await server.stop()).toBe(0);
    expect(inject('postgres')).toBeTruthy();
    expect((await database.ownerPool.query('select 1 as n')).rows).toEqual([{ n: 1 }]);
    await database.close();
    await remove();
  });
}, 60_000);

describe('bin/griya', () => {
  test('works from another directory, through a link', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'griya-link-'));
    await symlink(griya, join(elsewhere, 'first'));
    await symlink('first', join(elsewhere, 'second'));
    const { status, stdout } = spawnSync(join(elsewhere, 'second'), ['help'], { cwd: elsewhere, encoding: 'utf8' });
    await rm(elsewhere, { recursive: true });
    expect(stdout).toContain('run-case FOLDER --out DIR');
    expect(status).toBe(0);
  });

  test('an unknown command is answered with the list and code 2', () => {
    const { status, stderr } = run(['vrify']);
    expect(stderr).toContain('There is no command vrify.');
    expect(stderr).toContain('griya COMMAND');
    expect(status).toBe(2);
  });

  test('verify where there is no database says so', () => {
    const { status, stderr } = run(['verify'], { GRIYA_DATA: join(tmpdir(), 'griya-never') });
    expect(stderr.trim()).toMatch(/^There is no database in .*griya-never yet: start Griya first/);
    expect(status).toBe(1);
  });
});
