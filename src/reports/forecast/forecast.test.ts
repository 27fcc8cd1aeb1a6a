import { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentCalendar } from '#cases/index.ts';
import { json } from '#db/index.ts';
import {
  compileAxis,
  describeTimes,
  dueAt,
  hostingSop,
  isWorkingMoment,
  ordinaryDay,
  workingMinutesBetween,
} from '#sop/index.ts';
import { type City, goodRequest, makeCity, walkTo } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { prescribed } from '../simulation/model.ts';
import { planOf } from '../simulation/plan.ts';
import { runSimulation, type SimulationJob } from '../simulation/run.ts';
import { forecastCase } from './forecast-case.ts';
import { learnForecast, readModel } from './learn-forecast.ts';
import { readHistories } from './read-histories.ts';
import { answerWhatIf } from './what-if.ts';

let database: TestDatabase;
let city: City;
const plan = planOf(hostingSop);

beforeAll(async () => {
  database = await testDatabase();
  city = await makeCity(database.db, '/nonexistent');
});
afterAll(() => database.close());

describe('what is learned from', () => {
  test('a case that was answered is read state by state from its acts, without a gap', async () => {
    const { db } = database;
    await walkTo(db, city, 'completed');
    await walkTo(db, city, 'installation', { request: goodRequest({ application_name: 'Lain', subdomain: 'lain' }) });
    const { histories } = await readHistories(db, plan, await currentCalendar(db));
    expect(histories).toHaveLength(1);
    const visits = histories[0]?.visits ?? [];
    expect(visits.map((visit) => visit.state)).toEqual([
      'disposition',
      'completeness-check',
      'capacity-check',
      'installation',
      'application-documentation',
      'reply-draft',
      'reply-initial',
      'reply-signing',
      'sending',
    ]);
    for (const [index, visit] of visits.entries()) {
      expect(visit.left).toBeGreaterThanOrEqual(visit.entered);
      const next = visits[index + 1];
      if (next) expect([next.entered, next.state]).toEqual([visit.left, visit.to]);
    }
    expect(visits.at(-1)?.to).toBe('completed');
  });

  test('from too little nothing is learned, and the SOP stands in', async () => {
    expect(await learnForecast(database.db, Temporal.Instant.from('2026-12-01T02:00:00Z'))).toBeNull();
    expect((await readModel(database.db)).learned).toBeNull();
  });
});

describe('the forecast of a case', () => {
  const openRow = () =>
    database.db.selectFrom('hosting_case').selectAll().where('closed_at', 'is', null).executeTakeFirstOrThrow();

  test('without a past it is the sum of what the SOP prescribes for the steps ahead', async () => {
    const { db } = database;
    const row = await openRow();
    const calendar = await currentCalendar(db);
    const forecast = await forecastCase(db, row, row.state_since);
    expect(forecast).toMatchObject({ learned: null });
    const steps = hostingSop.steps.filter((step) => step.no >= 7).map((step) => step.time);
    expect(describeTimes(steps).id).toBe('6 hari');
    const minutes = workingMinutesBetween(calendar, row.state_since, forecast?.middle ?? row.state_since);
    expect(minutes).toBeCloseTo(6 * ordinaryDay(calendar), 0);
    // As long as the deadlines of these steps one after the other, each at the end of its day, it is not.
    const due = steps.reduce((at, time) => dueAt(calendar, at, time), row.state_since);
    expect(Temporal.Instant.compare(forecast?.until ?? due, due)).toBeLessThanOrEqual(0);
  });

  test('from experience it is a range in working time, with how often such ranges held; the same page says the same', async () => {
    const { db } = database;
    const calendar = await currentCalendar(db);
    const stays = Object.fromEntries(
      Object.entries(prescribed(plan, 450).states).map(([key, state]) => [key, { ...state, stay: [60, 200, 400, 900] }]),
    );
    const backTest = { forecasts: 120, held: 97, levels: { low: 0.1, high: 0.9 } };
    const made = { made_at: Temporal.Instant.from('2026-11-20T18:00:00Z'), cases: 40, back_test: json(backTest) as never };
    await db
      .insertInto('forecast_model')
      .values({ ...made, model: json({ cases: 40, arrivals: 0.001, hold: 0.4, states: stays }) as never })
      .execute();
    const row = await openRow();
    const now = row.state_since.add({ hours: 26 });
    const forecast = await forecastCase(db, row, now);
    expect(forecast).toEqual(await forecastCase(db, row, now));
    expect(forecast?.learned).toEqual({ cases: 40, forecasts: 120, held: 97 });
    const moments = [now, forecast?.from, forecast?.middle, forecast?.until].map((at) => at?.epochMilliseconds ?? 0);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(isWorkingMoment(calendar, (forecast?.middle ?? now).subtract({ milliseconds: 1 }))).toBe(true);
  });

  test('a draft and an ended case have none', async () => {
    const { db } = database;
    const ended = await db.selectFrom('hosting_case').selectAll().where('closed_at', 'is not', null).executeTakeFirstOrThrow();
    expect(await forecastCase(db, ended, ended.state_since)).toBeNull();
    expect(await forecastCase(db, { ...(await openRow()), submitted_at: null }, ended.state_since)).toBeNull();
  });
});

describe('what if', () => {
  const now = Temporal.Instant.from('2026-12-01T02:00:00Z');

  test('the same question has the same answer; an absence and more requests change it', async () => {
    const ask = (part: object) => answerWhatIf(database.db, { demand: 1, absence: null, weeks: 13, seed: 1, ...part }, now);
    expect(await ask({})).toEqual(await ask({}));
    const usual = await ask({});
    expect(usual.asked).toEqual(usual.usual);
    const absence = { role: 'application-section-head', from: Temporal.PlainDate.from('2026-12-02'), weeks: 4 };
    const asked = await ask({ demand: 5, absence });
    expect(asked.usual).toEqual(usual.usual);
    expect(asked.asked.arrived).toBeGreaterThan(usual.usual.arrived);
    expect(asked.moments).toHaveLength(asked.asked.points.length);
  });

  test('a thread of its own gives the same answer as this one', async () => {
    const calendar = await currentCalendar(database.db);
    const axis = compileAxis(calendar, now, now.add({ hours: 24 * 365 }));
    const base = { servers: {}, absences: [], open: [], until: axis.length / 2, most: 1000, seed: 4 };
    const job: SimulationJob = {
      plan,
      model: prescribed(plan, 450),
      axis,
      repeats: 3,
      scenarios: [
        { ...base, arrivals: 0.001 },
        { ...base, arrivals: 0.002 },
      ],
    };
    const answer = await new Promise((resolve, reject) => {
      const thread = new Worker(new URL('../simulation/thread.ts', import.meta.url), { workerData: job });
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    expect(answer).toEqual(runSimulation(job));
  });
});
