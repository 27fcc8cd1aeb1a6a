import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { type Actor, saveHoliday } from '#identity/index.ts';
import { type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { watchDeadlines } from './watch-deadlines.ts';

let database: TestDatabase;
let directory: string;
let city: City;

beforeAll(async () => {
  database = await testDatabase();
  directory = await mkdtemp(join(tmpdir(), 'griya-deadlines-'));
  city = await makeCity(database.db, directory);
});
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

const at = (text: string) => Temporal.Instant.from(text);

/** What a person was told of a case's deadline. */
const told = async (open: OpenCase, actor: Actor): Promise<string[]> => {
  const notices = await database.db
    .selectFrom('notification')
    .select('kind')
    .where('person_id', '=', actor.personId)
    .where('subject_id', '=', open.id)
    .where('kind', 'in', ['task-due-soon', 'task-late'])
    .orderBy('at')
    .execute();
  return notices.map((notice) => notice.kind);
};

test('the post hears once when a quarter of its time is left, and once with the post above when it is late', async () => {
  // Tuesday 24 November, in the morning: the section head has three working hours.
  const open = await walkTo(database.db, city, 'capacity-check');
  const due = (await open.row()).due_at ?? open.now();
  for (const [minutes, expected] of [
    [-150, []],
    [-20, ['task-due-soon']],
    [0, ['task-due-soon']],
    [5, ['task-due-soon', 'task-late']],
    [500, ['task-due-soon', 'task-late']],
  ] as const) {
    await watchDeadlines(database.db, due.add({ minutes }));
    await watchDeadlines(database.db, due.add({ minutes }));
    expect(await told(open, city.applicationHead)).toEqual(expected);
  }
  expect(await told(open, city.divisionHead)).toEqual(['task-late']);
  expect(await told(open, city.agencyHead)).toEqual([]);
});

test('a holiday that is entered later moves what is open, tells of it afresh, and leaves what is done', async () => {
  const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'kedua' }) });
  const before = await open.row();
  expect(before.due_at).toEqual(at('2026-11-25T09:00:00Z'));
  await watchDeadlines(database.db, at('2026-11-25T08:30:00Z'));
  expect(await told(open, city.divisionHead)).toEqual(['task-due-soon']);

  const holiday = {
    date: '2026-11-25',
    kind: 'special',
    name: 'Pilkada serentak',
    basis: 'Keppres',
    status: 'official',
  } as const;
  await database.db
    .transaction()
    .execute((tx) => saveHoliday(tx, { holiday, by: city.administrator, now: at('2026-11-24T06:00:00Z') }));
  await watchDeadlines(database.db, at('2026-11-25T08:40:00Z'));
  const after = await open.row();
  expect(after.due_at).toEqual(at('2026-11-26T09:00:00Z'));
  expect(Temporal.Instant.compare(after.total_due_at ?? open.now(), before.total_due_at ?? open.now())).toBe(1);
  expect(after.version).toBe(before.version);
  await watchDeadlines(database.db, at('2026-11-26T08:30:00Z'));
  expect(await told(open, city.divisionHead)).toEqual(['task-due-soon', 'task-due-soon']);

  const steps = await database.db
    .selectFrom('case_step')
    .select(['step', 'due_at', 'closed_at'])
    .where('case_id', '=', open.id)
    .orderBy('opened_at')
    .execute();
  expect(steps.map((step) => [step.step, step.closed_at !== null, step.due_at?.toString() ?? null])).toEqual([
    [1, true, null],
    [2, true, '2026-11-25T09:00:00Z'],
    [3, false, '2026-11-26T09:00:00Z'],
  ]);
  expect((await verify(database.db)).broken).toBeNull();
});

test('a clock that is set back makes no step negative or late, and the history keeps its order', async () => {
  const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'mundur' }) });
  open.later({ hours: -30 });
  await open.do(city.agencyHead, 'dispose', { instructions: ['process'] });
  const steps = await database.db
    .selectFrom('case_step')
    .select(['step', 'working_minutes', 'late', 'closed_at'])
    .where('case_id', '=', open.id)
    .where('step', '=', 2)
    .execute();
  expect(steps).toMatchObject([{ working_minutes: 0, late: false }]);
  await watchDeadlines(database.db, open.now());
  expect((await verify(database.db)).broken).toBeNull();
});
