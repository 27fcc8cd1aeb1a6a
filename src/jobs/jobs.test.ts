import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { system } from '#audit/index.ts';
import { openPlainPool } from '#db/index.ts';
import { silentLog } from '#lib/log.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { countJobs, defineJob, drainJobs, enqueue, type JobServices, listJobs, retryJob, runWorker } from './index.ts';

let database: TestDatabase;
const ran: string[] = [];
const start = Temporal.Instant.from('2026-03-02T02:00:00Z');
const later = (hours: number) => start.add({ hours });
const at = (instant: Temporal.Instant): JobServices => ({
  db: database.db,
  now: () => instant,
  log: silentLog,
  config: { baseUrl: 'http://localhost:8080', dataDirectory: '/nonexistent', secret: '' },
});

const note = defineJob({
  name: 'test.note',
  payload: z.object({ text: z.string() }),
  handler: async ({ text }) => void ran.push(text),
});
const refuse = defineJob({
  name: 'test.refuse',
  payload: z.object({}),
  maxAttempts: 2,
  handler: async () => {
    throw new Error('the printer is off');
  },
});
const chain = defineJob({
  name: 'test.chain',
  payload: z.object({ left: z.int() }),
  handler: async ({ left }, { db }) => {
    ran.push(`chain ${left}`);
    if (left > 0) await enqueue(db, note, { text: `end ${left}` });
  },
});
const jobs = [note, refuse, chain];

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ran.length = 0;
  await database.ownerPool.query('delete from graphile_worker._private_jobs');
});

describe('enqueue', () => {
  test('a rolled back transaction leaves no job', async () => {
    const act = database.db.transaction().execute(async (tx) => {
      await enqueue(tx, note, { text: 'never' });
      throw new Error('changed my mind');
    });
    await expect(act).rejects.toThrow('changed my mind');
    expect(await listJobs(database.db)).toEqual([]);
  });

  test('the application role may add, see and run jobs', async () => {
    const id = await enqueue(database.db, note, { text: 'seen' });
    expect(await listJobs(database.db)).toMatchObject([
      { id, name: 'test.note', payload: { text: 'seen' }, state: 'waiting', attempts: 0, maxAttempts: 10, lastError: null },
    ]);
  });

  test('a key keeps one waiting job, with the last payload', async () => {
    await enqueue(database.db, note, { text: 'first' }, { key: 'zone' });
    await enqueue(database.db, note, { text: 'second' }, { key: 'zone' });
    await drainJobs(at(start), jobs);
    expect(ran).toEqual(['second']);
  });

  test('a payload that the job would refuse is refused at once', async () => {
    await expect(enqueue(database.db, note, { text: 7 } as never)).rejects.toThrow();
    expect(await listJobs(database.db)).toEqual([]);
  });
});

describe('drainJobs', () => {
  test('runs what is due by its own clock, and what those jobs add', async () => {
    await enqueue(database.db, chain, { left: 1 });
    await enqueue(database.db, note, { text: 'tomorrow' }, { runAt: later(24) });
    expect(await drainJobs(at(start), jobs)).toEqual({ done: 2, failed: [] });
    expect(ran).toEqual(['chain 1', 'end 1']);
    await drainJobs(at(later(24)), jobs);
    expect(ran).toEqual(['chain 1', 'end 1', 'tomorrow']);
    expect(await listJobs(database.db)).toEqual([]);
  });

  test('a failing job keeps its error, pauses by the same clock, and is given up after its attempts', async () => {
    const id = await enqueue(database.db, refuse, {});
    const failed = [{ id, name: 'test.refuse', error: 'the printer is off' }];
    expect(await drainJobs(at(start), jobs)).toEqual({ done: 0, failed });
    const [waiting] = await listJobs(database.db);
    expect(waiting).toMatchObject({ state: 'retrying', attempts: 1, lastError: 'the printer is off' });
    expect(waiting?.runAt.since(start).total('seconds')).toBeCloseTo(Math.E, 3);
    expect(await drainJobs(at(start), jobs)).toEqual({ done: 0, failed: [] });
    expect(await drainJobs(at(later(1)), jobs)).toEqual({ done: 0, failed });
    expect(await listJobs(database.db)).toMatchObject([{ state: 'failed', attempts: 2 }]);
    expect(await drainJobs(at(later(9999)), jobs)).toEqual({ done: 0, failed: [] });
    expect(await countJobs(database.db)).toEqual({ waiting: 0, running: 0, retrying: 0, failed: 1 });
  });

  test('two that drain at once run each job once', async () => {
    for (let n = 0; n < 30; n += 1) await enqueue(database.db, note, { text: String(n) });
    await Promise.all([drainJobs(at(start), jobs), drainJobs(at(start), jobs), drainJobs(at(start), jobs)]);
    expect(ran.map(Number).sort((a, b) => a - b)).toEqual([...Array(30).keys()]);
  });
});

describe('retryJob', () => {
  const asSystem = { doer: system, subjectId: randomUUID() };

  test('a job that was given up runs again with all its attempts', async () => {
    const id = await enqueue(database.db, refuse, {}, { maxAttempts: 1 });
    await drainJobs(at(start), jobs);
    await retryJob(database.db, { id, now: start, ...asSystem });
    expect(await listJobs(database.db, { state: 'waiting' })).toMatchObject([{ id, attempts: 0 }]);
    expect(await drainJobs(at(start), jobs)).toMatchObject({ failed: [{ id }] });
  });

  test('a job that is done is not found', async () => {
    await expect(retryJob(database.db, { id: 999_999, now: start, ...asSystem })).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('runWorker', () => {
  const untilDone = async (done: () => Promise<boolean> | boolean): Promise<void> => {
    await expect.poll(done, { timeout: 15_000, interval: 20 }).toBe(true);
  };
  const services = () => ({ ...at(start), now: Temporal.Now.instant });

  test('runs jobs as the application role, keeps the error of a failing one, and ends when stopped', async () => {
    const pool = openPlainPool(database.url, 4);
    const worker = await runWorker({ pool, services: services(), jobs });
    await enqueue(database.db, note, { text: 'by the worker' });
    await enqueue(database.db, refuse, {});
    await untilDone(() => ran.includes('by the worker'));
    await untilDone(async () => (await listJobs(database.db))[0]?.lastError === 'the printer is off');
    await worker.stop();
    await pool.end();
  });

  test('what a killed worker had begun is run by the next one; what a living one holds is left alone', async () => {
    const gone = await enqueue(database.db, note, { text: 'begun by the dead' });
    const held = await enqueue(database.db, note, { text: 'held by the living' });
    await database.ownerPool.query(
      `update graphile_worker._private_jobs set locked_at = now(), locked_by = case id when $1 then 'pool-dead' else 'pool-alive' end`,
      [gone],
    );
    const living = await database.ownerPool.connect();
    await living.query(`select pg_advisory_lock(7410043, hashtext('pool-alive'))`);
    const pool = openPlainPool(database.url, 4);
    const worker = await runWorker({ pool, services: services(), jobs });
    await untilDone(() => ran.includes('begun by the dead'));
    await worker.stop();
    await pool.end();
    living.release(true);
    expect(await listJobs(database.db)).toMatchObject([{ id: held, state: 'running' }]);
  });

  test('what is scheduled runs by itself, also for the times that were missed while no worker ran', async () => {
    const nightly = defineJob({
      name: 'test.nightly',
      schedule: '0 * * * *',
      payload: z.object({}),
      handler: async () => void ran.push('nightly'),
    });
    const serve = async (work: () => Promise<void>) => {
      const pool = openPlainPool(database.url, 4);
      const worker = await runWorker({ pool, services: services(), jobs: [nightly] });
      await work();
      await worker.stop();
      await pool.end();
    };
    const known = `select from graphile_worker._private_known_crontabs where identifier = 'test.nightly'`;
    await serve(() => untilDone(async () => (await database.ownerPool.query(known)).rowCount === 1));
    expect(ran).toEqual([]);
    await database.ownerPool.query(
      `update graphile_worker._private_known_crontabs set known_since = now() - interval '9 hours', last_execution = date_trunc('hour', now()) - interval '8 hours'`,
    );
    await serve(async () => {
      await untilDone(() => ran.length > 0);
      await untilDone(async () => (await listJobs(database.db)).length === 0);
    });
    // Missed times that wait together are one.
    expect(ran.length).toBeLessThanOrEqual(9);
  });

  test('a worker whose connection is cut says so by rejecting', async () => {
    const pool = openPlainPool(database.url, 4);
    const worker = await runWorker({ pool, services: services(), jobs });
    await database.ownerPool.query(
      `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and classid = 7410043 and objid <> 0`,
    );
    await expect(worker.ended).rejects.toThrow('lost its database connection');
    await pool.end();
  });
});
