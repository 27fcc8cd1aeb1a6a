import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, cp, mkdir, mkdtemp, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type EmbeddedServer, startEmbedded } from '#db/index.ts';
import { silentLog } from '#lib/log.ts';
import { findBinaries } from '../../src/db/embedded/binaries.ts';
import { reachableBinaries } from '../../src/db/embedded/cluster.ts';

const root = process.getuid?.() === 0;
const nobody = 65_534;
let area: string;
const started: ChildProcess[] = [];

beforeAll(async () => {
  area = await mkdtemp(join(await quickDisk(), 'griya-runtime-'));
  await chmod(area, 0o755);
});
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await rm(area, { recursive: true, force: true });
});

/** Memory, where there is enough: these tests wait for the disk again and again, as the real thing must. */
const quickDisk = async (): Promise<string> => {
  const memory = await statfs('/dev/shm').catch(() => undefined);
  return memory && memory.bavail * memory.bsize > 2 ** 31 ? '/dev/shm' : tmpdir();
};

/** A data directory; made by root it belongs to nobody, so that no system user is made for a test. */
const dataDirectory = async (name: string): Promise<string> => {
  const data = join(area, name);
  await mkdir(data, { recursive: true });
  if (root) await chown(data, nobody, nobody);
  return data;
};

const start = (data: string): Promise<EmbeddedServer> => startEmbedded({ data, log: silentLog });

const query = async (url: string, sql: string): Promise<Record<string, unknown>[]> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Starts the embedded server in a process of its own; resolves with what it says first. */
const startChild = async (data: string, port = 0, uid?: number) => {
  const script = join(import.meta.dirname, 'embedded-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, data, String(port)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    ...(uid === undefined ? {} : { uid, gid: uid, env: { PATH: process.env.PATH, HOME: data, TMPDIR: data } }),
  });
  started.push(child);
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (said += text));
  await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
  said = said.trim();
  return { child, said, url: said.replace('ready ', '') };
};

const serverPid = async (data: string): Promise<number> =>
  Number.parseInt(await readFile(join(data, 'database/postmaster.pid'), 'utf8'), 10);

const parentOf = async (pid: number): Promise<number> =>
  Number(/PPid:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))?.[1]);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const kill = async (child: ChildProcess): Promise<void> => {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
};

describe('an embedded server', () => {
  let data: string;
  let server: EmbeddedServer;
  beforeAll(async () => {
    data = await dataDirectory('first');
    server = await start(data);
  });
  afterAll(() => server.stop());

  test('waits for the disk, checks its pages and listens on no port', async () => {
    const rows = await query(server.ownerUrl, 'select name, setting from pg_settings');
    const settings = Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
    expect(settings).toMatchObject({ fsync: 'on', full_page_writes: 'on', synchronous_commit: 'on', data_checksums: 'on' });
    expect(settings).toMatchObject({ listen_addresses: '', server_encoding: 'UTF8', TimeZone: 'UTC' });
  });

  test('lets nobody else reach its files or its socket, and does not run as root', async () => {
    for (const place of ['database', 'socket', 'log']) {
      const { mode, uid } = await stat(join(data, place));
      expect(mode & 0o777).toBe(0o700);
      expect(uid).not.toBe(0);
    }
    expect(await readFile(`/proc/${await serverPid(data)}/status`, 'utf8')).not.toMatch(/^Uid:\s+0/m);
  });

  test('gives the application a role that is no superuser and cannot become one', async () => {
    const rows = await query(
      server.url,
      `select current_user as name, (select rolsuper from pg_roles where rolname = current_user) as super`,
    );
    expect(rows).toEqual([{ name: 'griya_app', super: false }]);
    await expect(query(server.url, 'set role griya_owner')).rejects.toThrow('permission denied');
    await expect(query(server.url, 'reset role; create role x')).rejects.toThrow('permission denied');
  });

  test('does not write the data of a fault into its log', async () => {
    await query(server.ownerUrl, 'create table secretive (nip text unique)');
    const twice = query(server.ownerUrl, `insert into secretive select '19850312' || '2010011005' from generate_series(1, 2)`);
    await expect(twice).rejects.toThrow('duplicate key');
    const log = () => spawnSync('sh', ['-c', `cat ${data}/log/*`], { encoding: 'utf8' }).stdout;
    await expect.poll(log).toContain('duplicate key');
    expect(log()).not.toContain('198503122010011005');
  });

  test('refuses a second start and says who has the data and on which port', async () => {
    await server.publish(8123);
    const second = await startChild(data);
    expect(second.said).toContain(`Griya already runs on ${data} with process number ${process.pid} on port 8123`);
  });

  test('that dies under way is started again on the same address', async () => {
    await query(server.ownerUrl, 'create table kept as select 7 as n');
    process.kill(await serverPid(data), 'SIGKILL');
    await server.died();
    await server.restart();
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 7 }]);
  });
});

describe('after a kill', () => {
  test('of Griya, the server ends in order by itself and the next start finds everything', async () => {
    const data = await dataDirectory('killed');
    const { child } = await startChild(data);
    const pid = await serverPid(data);
    await query((await readSocketUrl(data)).owner, 'create table kept as select 1 as n');
    await kill(child);
    const server = await start(data);
    expect(isAlive(pid)).toBe(false);
    expect(await query(server.ownerUrl, 'select n from kept')).toEqual([{ n: 1 }]);
    await server.stop();
    expect(isAlive(await serverPid(data).catch(() => 999_999_999))).toBe(false);
  });

  test('of Griya, watcher and server at once, the server recovers what was committed', async () => {
    const data = await dataDirectory('killed');
    const { child } = await startChild(data);
    await query((await readSocketUrl(data)).owner, 'insert into kept values (2)');
    const pid = await serverPid(data);
    for (const victim of [await parentOf(pid), pid]) process.kill(victim, 'SIGKILL');
    await kill(child);
    expect(await serverPid(data)).toBe(pid);
    const server = await start(data);
    expect(await query(server.ownerUrl, 'select n from kept order by n')).toEqual([{ n: 1 }, { n: 2 }]);
    await server.stop();
  });

  test('of Griya and watcher only, the server left alone is stopped and replaced', async () => {
    const data = await dataDirectory('killed');
    const { child } = await startChild(data);
    const pid = await serverPid(data);
    const watcher = await parentOf(pid);
    const readers = spawnSync('pgrep', ['-P', String(watcher)], { encoding: 'utf8' })
      .stdout.split('\n')
      .map(Number);
    for (const victim of [watcher, ...readers.filter((reader) => reader > 0 && reader !== pid)]) process.kill(victim, 'SIGKILL');
    await kill(child);
    expect(isAlive(pid)).toBe(true);
    const server = await start(data);
    try {
      // Its number lives on until the system's first process has taken note of its end.
      await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
      expect(await query(server.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
    } finally {
      await server.stop();
    }
  });

  test('a pid file that names a stranger does not hinder the start, and the stranger lives on', async () => {
    const data = await dataDirectory('killed');
    const stranger = spawn('sleep', ['60'], root ? { uid: nobody, gid: nobody, cwd: '/' } : {});
    started.push(stranger);
    await once(stranger, 'spawn');
    await writeFile(join(data, 'database/postmaster.pid'), `${stranger.pid}\n${data}/database\n1\n5432\n${data}/socket\n`);
    const server = await start(data);
    expect(await query(server.ownerUrl, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }]);
    await server.stop();
    expect(stranger.exitCode).toBeNull();
  });

  test.each([
    ['a process that is gone', { pid: 999_999_999, started: '1', port: 8080 }],
    ['a process number that now belongs to another', { pid: process.pid, started: '1', port: 8080 }],
    ['nothing that can be read', 'half a li'],
  ])('a claim that names %s is taken over', async (_, left) => {
    const data = await dataDirectory('killed');
    await writeFile(join(data, 'running.json'), JSON.stringify(left).slice(0, 60));
    const server = await start(data);
    await server.stop();
    await expect(stat(join(data, 'running.json'))).rejects.toThrow('ENOENT');
  });

  test('two starts at once never both get the data', async () => {
    const data = await dataDirectory('killed');
    await writeFile(join(data, 'running.json'), JSON.stringify({ pid: 999_999_999, started: '1', port: null }));
    const both = await Promise.all([startChild(data), startChild(data)]);
    expect(both.map(({ said }) => said.split(' ')[0]).sort()).toEqual(['fault', 'ready']);
    expect(both.find(({ said }) => said.startsWith('fault'))?.said).toContain('already runs');
    await Promise.all(
      both.map(async ({ child }) => {
        const gone = child.exitCode === null ? once(child, 'exit') : undefined;
        child.stdin?.end();
        await gone;
      }),
    );
  });
});

const readSocketUrl = async (data: string) => ({
  owner: `postgres://griya_owner@localhost/griya?host=${encodeURIComponent(join(data, 'socket'))}`,
});

describe('a place that does not serve', () => {
  test('data of another version is left alone, with what to do', async () => {
    const data = await dataDirectory('old');
    await mkdir(join(data, 'database'));
    await writeFile(join(data, 'database/PG_VERSION'), '17\n');
    await expect(start(data)).rejects.toThrow(
      /was written by PostgreSQL 17, this Griya brings 18: start the Griya that wrote it/,
    );
    expect(await readFile(join(data, 'database/PG_VERSION'), 'utf8')).toBe('17\n');
  });

  test('a file where the directory should be', async () => {
    const data = join(area, 'file');
    await writeFile(data, '');
    await expect(start(data)).rejects.toThrow(`${data} is not a directory`);
  });

  test('a directory whose path is longer than a socket may have still serves', async () => {
    const data = await dataDirectory(`long/${'x'.repeat(100)}`);
    const server = await start(data);
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.stop();
  });

  test('a half-made database of a killed first start is made anew', async () => {
    const data = await dataDirectory('half');
    await mkdir(join(data, 'database.new'));
    await writeFile(join(data, 'database.new/PG_VERSION'), '18\n');
    const server = await start(data);
    expect(await query(server.url, 'select 1 as n')).toEqual([{ n: 1 }]);
    await server.stop();
  });

  test.skipIf(root)('a directory that this user may not write', async () => {
    const data = await dataDirectory('locked');
    await chmod(data, 0o500);
    await expect(start(data)).rejects.toThrow(/may not write to .*locked/);
  });
});

const mount = (options: string, path: string) => spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]).status === 0;

describe.runIf(root)('as root', () => {
  const mounted: string[] = [];
  afterAll(() => {
    for (const path of mounted) spawnSync('umount', ['-l', path]);
  });
  const disk = async (name: string, options: string): Promise<string | undefined> => {
    const path = join(area, name);
    await mkdir(path);
    if (!mount(options, path)) return undefined;
    mounted.push(path);
    return path;
  };

  test('a full disk is named before anything is made', async ({ skip }) => {
    const path = await disk('full', `size=1m,uid=${nobody}`);
    if (!path) return skip('this machine does not let us mount');
    await expect(start(path)).rejects.toThrow(/The disk that holds .*full is full \(\d MB free, 160 MB needed\): make room/);
  });

  test('a disk that runs full while the database is made is named, and leaves no half of it', async ({ skip }) => {
    const path = await disk('filling', `size=200m,nr_inodes=300,uid=${nobody}`);
    if (!path) return skip('this machine does not let us mount');
    await expect(start(path)).rejects.toThrow(/The disk that holds .*filling is full: make room/);
    await expect(stat(join(path, 'database.new'))).rejects.toThrow('ENOENT');
  });

  test('a read-only disk is named', async ({ skip }) => {
    const path = await disk('fixed', `ro,uid=${nobody}`);
    if (!path) return skip('this machine does not let us mount');
    await expect(start(path)).rejects.toThrow(/The disk that holds .*fixed is read-only: mount it for writing/);
  });

  test('binaries in a place that the server’s user cannot enter are copied beside the data', async () => {
    const place = await mkdtemp(join(tmpdir(), 'griya-runtime-'));
    const [hidden, data] = [join(place, 'hidden'), join(place, 'data')];
    await chmod(place, 0o755);
    await mkdir(hidden, { mode: 0o700 });
    await mkdir(data);
    const found = await findBinaries();
    await cp(found.folder, join(hidden, 'native'), { recursive: true, verbatimSymlinks: true });
    const account = { name: 'nobody', uid: nobody, gid: nobody };
    const reached = await reachableBinaries({ ...found, folder: join(hidden, 'native') }, data, account);
    expect(reached.folder).toBe(join(data, `postgresql-${found.version}`));
    await rm(place, { recursive: true });
  });

  test('a data directory that the server’s user cannot reach is named', async () => {
    const data = await dataDirectory('closed/data');
    await chmod(join(area, 'closed'), 0o700);
    await expect(start(data)).rejects.toThrow(/runs as the user nobody, who cannot enter .*closed\/data: set GRIYA_DATA/);
  });

  test('the same code serves a user without privileges', async ({ skip }) => {
    const script = join(import.meta.dirname, 'embedded-child.ts');
    const enters = spawnSync('test', ['-r', script], { uid: nobody, gid: nobody }).status === 0;
    if (!enters) return skip('this checkout is closed to other users');
    const data = await dataDirectory('own');
    const { said, url, child } = await startChild(data, 0, nobody);
    expect(said).toMatch(/^ready /);
    expect(await query(url, 'select current_user as name')).toEqual([{ name: 'griya_app' }]);
    const gone = once(child, 'exit');
    child.stdin?.end();
    await gone;
    await chmod(data, 0o555);
    const second = await startChild(data, 0, nobody);
    expect(second.said).toMatch(/^fault This user may not write to .*own: give it that directory/);
  });
});
