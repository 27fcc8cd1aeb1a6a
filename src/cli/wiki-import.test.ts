import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createSpace } from '#wiki/index.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { hire, setUpOffice } from '../../test/support/identity.ts';
import { runWiki } from './wiki.ts';

const now = Temporal.Instant.from('2026-11-24T03:00:00Z');
let database: TestDatabase;
let head: Actor & { email: string };
let technician: Actor & { email: string };
let folder: string;
const lines: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  folder = await mkdtemp(join(tmpdir(), 'griya-import-'));
  const office = await setUpOffice(database.db, { posts: [] });
  head = await hire(database.db, office.hostOfficeId, 'Rina Kepala', ['infrastructure-section-head']);
  technician = await hire(database.db, office.hostOfficeId, 'Tono Teknisi', ['technician']);
  const space = { key: 'operasi', name: 'Operasi', access: 'internal' };
  await createSpace(database.db, { actor: { ...head, administrator: true }, now, space });
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true });
});

const run = async (...rest: string[]): Promise<string> => {
  lines.length = 0;
  await runWiki(database.db, rest, { print: (line) => lines.push(line), now });
  return lines.join('\n');
};

test('an import by the command line: tried, carried out, listed, taken back; and only for who keeps the space', async () => {
  const file = join(folder, 'lama.zip');
  await writeFile(file, zipSync({ 'a.md': strToU8('# Satu\n\n[x](hilang.md)'), 'b.md': new Uint8Array([0xff, 0xfe]) }));
  const as = ['--as', head.email];
  const tried = await run('import', 'markdown', file, '--space', 'operasi', ...as, '--dry-run');
  expect(tried).toContain('files not in the archive: hilang.md');
  expect(tried).toContain('checked; 1 new, 1 refused');
  const id = /Import (\S+)$/.exec(tried)?.[1] ?? '';
  const done = await run('import-start', id, ...as, '--taken', 'skip');
  expect(done).toContain('[####################] 2/2');
  expect(done).toContain('done; 1 made, 1 refused');
  expect(await run('imports', 'operasi', ...as)).toContain('done      2/2  1 written  Rina Kepala  lama.zip');
  expect(await run('import-undo', id, ...as)).toContain('undone');
  expect(await run('import', 'markdown', file, '--space', 'operasi', ...as)).toContain('done; 1 made, 1 refused');
  for (const wrong of [
    ['import', 'markdown', file, '--space', 'operasi', '--as', technician.email],
    ['imports', 'operasi', '--as', technician.email],
    ['import-undo', id, '--as', technician.email],
    ['import', 'word', file, '--space', 'operasi', ...as],
    ['import', 'markdown', join(folder, 'tidak.zip'), '--space', 'operasi', ...as],
    ['import', 'markdown', file, '--space', 'operasi', ...as, '--taken', 'gone'],
    ['import-undo', ...as],
  ])
    await expect(run(...wrong)).rejects.toThrow();
});
