import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type City, makeCity, openCase } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';

let database: TestDatabase;
let city: City;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-cases-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

test('a year’s ten thousandth case keeps its whole number', async () => {
  await database.ownerPool.query('insert into case_sequence (year, last) values (2026, 9999)');
  const [first, second] = [await openCase(database.db, city), await openCase(database.db, city)];
  expect([first.number, second.number]).toEqual(['K-2026-10000', 'K-2026-10001']);
});
