import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { readConfig, settings } from './config.ts';

const person = { root: false, home: '/home/wulan' };
const read = (environment: Record<string, string>, machine = person) => readConfig(environment, machine);

describe('readConfig', () => {
  test('needs no setting at all', () => {
    expect(read({ PATH: '/usr/bin' })).toEqual({
      port: 8080,
      host: '127.0.0.1',
      publicUrl: null,
      baseUrl: 'http://localhost:8080',
      behindProxy: false,
      data: '/home/wulan/.local/share/griya',
      secret: null,
      database: null,
      connections: 10,
      workerConcurrency: 2,
      mail: null,
      zoneReload: null,
      logLevel: 'info',
      logFormat: 'plain',
      development: false,
    });
  });

  test('keeps root in the system directory and follows XDG for everyone else', () => {
    expect(read({}, { root: true, home: '/root' }).data).toBe('/var/lib/griya');
    expect(read({ XDG_DATA_HOME: '/srv/data' }).data).toBe('/srv/data/griya');
  });

  test('keeps a sample city apart from the office, unless the directory is named', () => {
    expect(readConfig({}, person, 'griya-demo').data).toBe('/home/wulan/.local/share/griya-demo');
    expect(readConfig({ GRIYA_DATA: '/srv/griya' }, person, 'griya-demo').data).toBe('/srv/griya');
  });

  test('takes an empty value as none', () => {
    expect(read({ PORT: '', DATABASE_URL: '', GRIYA_URL: '' })).toEqual(read({}));
  });

  test('takes the owner of the database from DATABASE_URL unless it is named', () => {
    const url = 'postgres://web:x@db.example.id/griya';
    expect(read({ DATABASE_URL: url }).database).toEqual({ url, ownerUrl: url });
    const ownerUrl = 'postgres://owner:y@db.example.id/griya';
    expect(read({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }).database).toEqual({ url, ownerUrl });
  });

  test('drops the final slash of the public address', () => {
    expect(read({ GRIYA_URL: 'https://griya.example.go.id/' })).toMatchObject({
      publicUrl: 'https://griya.example.go.id',
      baseUrl: 'https://griya.example.go.id',
    });
  });

  test('names every fault at once, with its cure and without the value', () => {
    const faults = () =>
      read({
        PORT: '99999',
        DATABASE_URL: 'mysql://u:hunter2@h/d',
        GRIYA_SECRET: 'hunter2',
        LOG_LEVEL: 'loud',
        GRIYA_DATA: '~/x',
      });
    expect(faults).toThrow(/PORT: give a port from 0 to 65535/);
    expect(faults).toThrow(/DATABASE_URL: write it as postgres:/);
    expect(faults).toThrow(/GRIYA_SECRET: give 32 characters or more/);
    expect(faults).toThrow(/LOG_LEVEL: choose one of debug, info, warn, error/);
    expect(faults).toThrow(/GRIYA_DATA: write the whole path/);
    expect(faults).not.toThrow(/hunter2/);
  });

  test.each([
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PORT', '8080.5'],
    ['GRIYA_HOST', 'not a host'],
    ['GRIYA_URL', 'griya.example.go.id'],
    ['GRIYA_URL', 'https://griya.example.go.id/app'],
    ['GRIYA_URL', 'ftp://griya.example.go.id'],
    ['DATABASE_URL', 'postgres://localhost'],
    ['DATABASE_URL', 'localhost/griya'],
    ['DATABASE_OWNER_URL', 'postgres://owner@localhost/griya'],
    ['DATABASE_CONNECTIONS', '1'],
    ['WORKER_CONCURRENCY', '0'],
    ['LOG_FORMAT', 'xml'],
    ['GRIYA_DEVELOPMENT', 'yes'],
    ['GRIYA_DATE', '/srv/griya'],
  ])('refuses %s=%s by its name', (name, value) => {
    expect(() => read({ [name]: value })).toThrow(new RegExp(`  ${name}: `));
  });
});

test('the operations page lists every setting as it is', async () => {
  const page = await readFile(new URL('../docs/operations.md', import.meta.url), 'utf8');
  const rows = Object.entries(settings).map(([name, { standard, meaning }]) => `| \`${name}\` | ${standard} | ${meaning} |`);
  const listed = page.split('\n').filter((line) => /^\| `[A-Z_]+` \|/.test(line));
  expect(listed).toEqual(rows);
});
