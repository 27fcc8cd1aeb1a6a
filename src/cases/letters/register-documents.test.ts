import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { makeActor, makeOffice } from '../../../test/support/registry.ts';
import { applicationListOf } from './register-documents.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('a list of applications that does not hold them all says so', async () => {
  const { db, ownerPool } = database;
  const office = await makeOffice(db, 'Dinas Kominfo', 'host');
  const actor = makeActor(office, { host: true });
  const add = (from: number, to: number) =>
    ownerPool.query(
      `insert into application (id, name, office_id, status, created_at)
       select gen_random_uuid(), 'Aplikasi ' || n, $1, 'active', now() from generate_series($2::int, $3::int) n`,
      [office, from, to],
    );
  const read = () =>
    applicationListOf(db, actor, {
      today: Temporal.PlainDate.from('2026-11-24'),
      timeZone: 'Asia/Jakarta',
      scope: 'Semua',
      filter: {},
    });
  await add(1, 2000);
  expect((await read()).scope).toBe('Semua');
  await add(2001, 2003);
  const cut = await read();
  expect(cut.applications).toHaveLength(2000);
  expect(cut.scope).toMatch(/^Semua\. Hanya 2\.000 aplikasi pertama dari (lebih dari )?[\d.]+; daftar lengkap ada di Griya\.$/);
});
