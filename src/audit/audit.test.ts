import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { record, system, verify } from './index.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test('an untouched trail verifies', async () => {
  await record(database.db, {
    subjectKind: 'case',
    subjectId: newId(),
    at: Temporal.Now.instant(),
    type: 'a',
    doer: system,
    data: {},
  });
  expect(await verify(database.db)).toEqual({ events: 1, chains: 1, broken: null });
});
