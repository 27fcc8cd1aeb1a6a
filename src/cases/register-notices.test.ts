import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { completenessHistory, importApplication, recordCompleteness } from '#registry/index.ts';
import { type City, makeCity } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { act } from '../../test/support/registry.ts';
import { tellRegisterWork } from './register-notices.ts';

let database: TestDatabase;
let city: City;
let directory: string;
const monday = Temporal.Instant.from('2026-11-23T00:10:00Z');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-register-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const told = async () => {
  const { rows } = await database.pool.query(
    "select p.name, n.subject_label as label from notification n join person p on p.id = n.person_id where n.kind = 'register-work' order by 1, n.at",
  );
  return rows as { name: string; label: string }[];
};

test('once a week each office hears of its own, the keepers of the register of all; where nothing needs doing nobody hears', async () => {
  await tellRegisterWork(database.db, monday);
  expect(await told()).toEqual([]);
  const fields = { administrator_name: 'Rina Kartika', administrator_until: '2026-11-20' };
  const { db } = database;
  await importApplication(db, { ...act, name: 'Antrean', officeId: city.applicantHead.officeId, fields });
  await tellRegisterWork(db, monday);
  const first = await told();
  const names = first.map(({ name }) => name);
  expect(names).toContain(city.applicantHead.personName);
  expect(names).toContain(city.applicationHead.personName);
  expect(names).not.toContain(city.otherHead.personName);
  expect(first.every(({ label }) => label.startsWith('1 pengelola berakhir'))).toBe(true);
  await tellRegisterWork(db, monday.add({ hours: 5 }));
  expect(await told()).toHaveLength(first.length);
  await tellRegisterWork(db, monday.add({ hours: 24 * 7 }));
  expect(await told()).toHaveLength(2 * first.length);
});

test('the score of a day is kept once, and an office sees the history of its own', async () => {
  const day = Temporal.PlainDate.from('2026-11-23');
  await recordCompleteness(database.db, day.subtract({ days: 1 }));
  await recordCompleteness(database.db, day);
  await importApplication(database.db, { ...act, name: 'Arsip', officeId: city.otherHead.officeId, fields: {} });
  await recordCompleteness(database.db, day);
  const of = (actor: typeof city.applicantHead, officeId: string | null = null) =>
    completenessHistory(database.db, actor, { officeId, today: day });
  expect((await of(city.applicationHead)).map(({ applications }) => applications)).toEqual([1, 2]);
  expect((await of(city.applicantHead)).map(({ applications }) => applications)).toEqual([1, 1]);
  // Asking for another office changes nothing: one sees one's own.
  expect(await of(city.otherHead, city.applicantHead.officeId)).toMatchObject([{ applications: 1, percent: expect.any(Number) }]);
});
