import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { makePlace, someday } from '../../test/support/registry.ts';
import { runImport } from './import.ts';

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await testDatabase();
  await makePlace(database.db);
  folder = await mkdtemp(join(tmpdir(), 'griya-import-'));
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const run = async (content: string, ...options: string[]) => {
  const path = join(folder, 'perangkat.csv');
  await writeFile(path, content);
  const lines: string[] = [];
  const code = await runImport(database.db, ['devices', path, ...options], { print: (line) => lines.push(line), now: someday });
  return { code, text: lines.join('\n') };
};

const names = async () =>
  (await database.db.selectFrom('server').where('kind', '=', 'switch').select('name').execute()).map(({ name }) => name);

test('griya import tries, refuses with the row, and writes all of it', async () => {
  const good = 'Apa;Jenis;Lokasi\nsw-1;switch;Ruang Server Lantai 7\n';
  const tried = await run(good, '--map', 'Apa=name', '--dry-run');
  expect(tried).toMatchObject({ code: 0, text: expect.stringContaining('Nothing was written: this was a trial.') });
  const bad = await run(`${good}sw-2;kulkas;Ruang Server Lantai 7\n`, '--map', 'Apa=name');
  expect(bad.code).toBe(1);
  expect(bad.text).toContain('row 3  fault  sw-2: kind: "kulkas" is not known.');
  expect(await names()).toEqual([]);
  expect(await run(good, '--map', 'Apa=name')).toMatchObject({ code: 0, text: expect.stringContaining('Written.') });
  expect(await names()).toEqual(['sw-1']);
  await expect(run(good, '--map', 'Apa=warna')).rejects.toThrow('There is no field warna.');
  await expect(run(good)).rejects.toThrow('Choose a column for: Server name.');
});
