import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findUpload } from '#files/index.ts';
import { drainJobs, enqueue } from '#jobs/index.ts';
import { silentLog } from '#lib/log.ts';
import { type City, makeCity, openCase, uploadAs } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { morning } from '../../test/support/identity.ts';
import { jobs } from './housekeeping.ts';

let database: TestDatabase;
let directory: string;
let city: City;

beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'griya-housekeeping-'));
  city = await makeCity(database.db, directory);
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const keepHouse = async (now: Temporal.Instant): Promise<void> => {
  for (const job of jobs) await enqueue(database.db, job, {});
  const services = {
    db: database.db,
    now: () => now,
    log: silentLog,
    config: { baseUrl: '', dataDirectory: directory, secret: '' },
  };
  expect((await drainJobs(services, jobs)).failed).toEqual([]);
};

test('a month later the unused upload and the old key of an act are gone, the document of a case and yesterday’s key are not', async () => {
  const opened = await openCase(database.db, city);
  await opened.attach('recommendation', 'rekomendasi.pdf');
  const unused = await uploadAs(database.db, city.applicantHead, 'lupa.pdf', 'recommendation');
  const { accountId } = city.applicantHead;
  const later = morning.add({ hours: 24 * 31 });
  const keys = [
    { key: randomUUID(), account_id: accountId, location: '/old', at: morning },
    { key: randomUUID(), account_id: accountId, location: '/fresh', at: later.subtract({ hours: 24 }) },
  ];
  await database.db.insertInto('act_key').values(keys).execute();

  await keepHouse(later);

  const left = await database.db.selectFrom('act_key').select('location').execute();
  expect(left).toEqual([{ location: '/fresh' }]);
  const document = await database.db.selectFrom('case_document').select('upload_id').executeTakeFirstOrThrow();
  expect(await findUpload(database.db, document.upload_id)).toBeDefined();
  expect(await findUpload(database.db, unused)).toBeUndefined();
});
