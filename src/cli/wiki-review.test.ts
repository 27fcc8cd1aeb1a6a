import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { createPage, createSpace } from '#wiki/index.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { hire, morning, setUpOffice } from '../../test/support/identity.ts';
import { runWiki } from './wiki.ts';

let database: TestDatabase;
let keeper: Actor;
let writer: Awaited<ReturnType<typeof hire>>;

beforeAll(async () => {
  database = await testDatabase();
  const { hostOfficeId } = await setUpOffice(database.db, { posts: [] });
  keeper = await hire(database.db, hostOfficeId, 'Kepala Ruang', [], { administrator: true });
  writer = await hire(database.db, hostOfficeId, 'Penulis Halaman', ['technician']);
  const spaces = [
    { key: 'operasi', name: 'Operasi', access: 'internal', reviewMonths: 2 },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', roles: ['division-head'] },
  ];
  for (const space of spaces) await createSpace(database.db, { actor: keeper, now: morning, space });
  for (const [space, title] of [
    ['operasi', 'Jatuh tempo'],
    ['operasi', 'Lain'],
    ['tertutup', 'Rahasia'],
  ] as const)
    await createPage(database.db, { actor: keeper, now: morning, space, page: { title, body: 'isi' } });
  await sql`update wiki_page set review_on = '2026-01-02' where title <> 'Lain'`.execute(database.db);
}, 60_000);
afterAll(() => database.close());

const run = async (...rest: string[]) => {
  const lines: string[] = [];
  const code = await runWiki(database.db, [...rest, '--as', writer.email], { print: (each) => lines.push(each), now: morning });
  return { code, lines };
};

test('stale pages are listed as one reads them, and confirmed as the revision that was read', async () => {
  const { code, lines } = await run('stale');
  expect([code, lines.length]).toEqual([0, 1]);
  const [page = ''] = (lines[0] ?? '').split(' ');
  expect(lines[0]).toBe(`${page}  2026-01-02  -  operasi/jatuh-tempo`);
  expect((await run('stale', '--owner', 'mine')).lines).toEqual([]);
  const [id] = page.split(':');
  const secret = (await sql<{ id: string }>`select id from wiki_page where title = 'Rahasia'`.execute(database.db)).rows[0]?.id;
  const mixed = await run('review', `${id}:7`, `${secret}:1`);
  expect(mixed.code).toBe(1);
  expect(mixed.lines.toSorted()).toEqual([`${id}  changed  operasi/jatuh-tempo`, `${secret}  not-found`].toSorted());
  expect(await run('review', page)).toEqual({ code: 0, lines: [`${id}  done  operasi/jatuh-tempo`] });
  expect((await run('stale')).lines).toEqual([]);
  await expect(run('review', page, '--on', '2020-01-01')).rejects.toThrow('Input refused: reviewOn');
  for (const wrong of [['review'], ['review', 'x'], ['stale', '--owner', 'x']]) {
    await expect(run(...wrong)).rejects.toThrow('griya wiki');
  }
  await expect(run('stale', '--space', 'tertutup')).rejects.toThrow('Not found');
});
