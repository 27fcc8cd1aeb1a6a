import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { plannedAnew } from './prepared.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const preparedCount = sql<{ count: number }>`select count(*)::int as count from pg_prepared_statements`;

test('a statement that comes again is prepared once, and asked with other values it answers them', async () => {
  await database.db.connection().execute(async (db) => {
    const before = (await preparedCount.execute(db)).rows[0]?.count ?? 0;
    const doubled: number[] = [];
    for (const value of [1, 2, 3, 4]) {
      const { rows } = await sql<{ twice: number }>`select ${value}::int * 2 as twice`.execute(db);
      doubled.push(rows[0]?.twice ?? 0);
    }
    expect(doubled).toEqual([2, 4, 6, 8]);
    expect((await preparedCount.execute(db)).rows[0]?.count).toBe(before + 1);
  });
});

test('thousands of different statements do not pile up at the server', async () => {
  await database.db.connection().execute(async (db) => {
    for (let no = 0; no < 700; no += 1) {
      const ask = sql`select ${no}::int as ${sql.ref(`column_${no}`)}`;
      await ask.execute(db);
      await ask.execute(db);
    }
    expect((await preparedCount.execute(db)).rows[0]?.count).toBeLessThanOrEqual(500);
  });
});

test('a transaction is whole although nobody waited for its begin', async () => {
  const subject = randomUUID();
  const failing = database.db.transaction().execute(async (tx) => {
    await sql`select audit_append('case', ${subject}, now(), 'case.half', null, null, null, null, '{}')`.execute(tx);
    await sql`select ${1}::int / ${0}::int`.execute(tx);
  });
  await expect(failing).rejects.toMatchObject({ code: '22012' });
  const { rows } = await sql`select from audit_event where subject_id = ${subject}`.execute(database.db);
  expect(rows).toHaveLength(0);
});

test('a statement that could not be prepared in a failed transaction can be asked again afterwards', async () => {
  const ask = sql<{ sum: number }>`select ${40}::int + ${2}::int as sum`;
  await database.db.connection().execute(async (db) => {
    await ask.execute(db);
    await db
      .transaction()
      .execute(async (tx) => {
        await sql`select ${1}::int / ${0}::int`.execute(tx).catch(() => undefined);
        await Promise.allSettled([ask.execute(tx), ask.execute(tx)]);
        throw new Error('given up');
      })
      .catch(() => undefined);
    expect((await ask.execute(db)).rows).toEqual([{ sum: 42 }]);
  });
});

test('a statement that is planned anew each time is never prepared', async () => {
  await database.db.connection().execute(async (db) => {
    const before = (await preparedCount.execute(db)).rows[0]?.count ?? 0;
    for (const value of [1, 2, 3]) await sql`select ${sql.raw(plannedAnew)} ${value}::int`.execute(db);
    expect((await preparedCount.execute(db)).rows[0]?.count).toBe(before);
  });
});
