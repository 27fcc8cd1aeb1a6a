import { Worker } from 'node:worker_threads';
import { sql } from 'kysely';
import { currentCalendar } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { compileAxis, minuteOf, momentOf, ordinaryDay, type SopPost, type WorkingAxis } from '#sop/index.ts';
import { openNow } from '../figures/open-now.ts';
import { runSimulation, type SimulationJob } from '../simulation/run.ts';
import type { Absence, OpenCase, Scenario, SimulationResult } from '../simulation/simulate.ts';
import { readModel } from './learn-forecast.ts';

export type WhatIf = {
  /** How many times as many requests come as were recorded. */
  demand: number;
  /** A post that nobody fills from a day on, for so many weeks. */
  absence: { role: string; from: Temporal.PlainDate; weeks: number } | null;
  /** How far ahead, in weeks. */
  weeks: number;
  seed: number;
};

export type WhatIfAnswer = {
  usual: SimulationResult;
  asked: SimulationResult;
  /** The moments at which queues were looked at. */
  moments: readonly Temporal.Instant[];
  posts: readonly { role: string; title: SopPost['title'] }[];
  /** Requests per working week that were assumed, before the factor. */
  perWeek: number;
  learned: { cases: number } | null;
  /** Minutes of an ordinary working day. */
  dayMinutes: number;
  /** How often each scenario was played; the answers are their means. */
  repeats: number;
};

/** So many requests and more are simulated on a thread of their own; fewer take some milliseconds. */
const manyCases = 3000;

/** Each scenario is played so often, where that is not too many cases: a single play shows its own chance. */
const mostPlays = 30;

/** Never more than this, whatever somebody asks for. */
const mostCases = 200_000;

/** Weeks that are added to work off what has come. */
const weeksAfter = 26;

const onThread = (job: SimulationJob): Promise<SimulationResult[]> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('../simulation/thread.ts', import.meta.url), { workerData: job });
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`The simulation's thread ended with ${code}`)));
  });

/** Requests that came in the last half year, by whatever is recorded, per working minute. */
const recordedArrivals = async (
  db: Db,
  axisOfPast: WorkingAxis,
  since: Temporal.Instant,
  now: Temporal.Instant,
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from hosting_case where submitted_at >= ${since} and submitted_at < ${now}`.execute(db);
  return axisOfPast.length > 0 ? (rows[0]?.count ?? 0) / axisOfPast.length : 0;
};

/**
 * The coming weeks played twice from where the office stands today: as usual, and as asked. The same question on the same
 * day has the same answer.
 */
export const answerWhatIf = async (db: Db, question: WhatIf, now: Temporal.Instant): Promise<WhatIfAnswer> => {
  const [{ plan, model, learned }, calendar] = await Promise.all([readModel(db), currentCalendar(db)]);
  const since = now.subtract({ hours: 24 * 182 });
  const until = now.add({ hours: 24 * 7 * question.weeks });
  const axis = compileAxis(calendar, now, until.add({ hours: 24 * 7 * weeksAfter }));
  const past = compileAxis(calendar, since, now);
  const arrivals = await recordedArrivals(db, past, since, now);
  const open = await listOpen(db, past);
  const absence = absenceOn(axis, question.absence, calendar.timeZone);
  const horizon = minuteOf(axis, until);
  const scenario = (demand: number, absences: readonly Absence[]): Scenario => ({
    arrivals: arrivals * demand,
    servers: {},
    absences,
    open,
    until: horizon,
    most: mostCases,
    seed: question.seed,
  });
  const cases = arrivals * horizon * (1 + question.demand) + 2 * open.length;
  const repeats = Math.max(1, Math.min(mostPlays, Math.floor(mostCases / Math.max(1, cases))));
  const scenarios = [scenario(1, []), scenario(question.demand, absence ? [absence] : [])];
  const job = { plan, model, axis, scenarios, repeats };
  const many = cases * repeats > manyCases;
  const [usual, asked] = many ? await onThread(job) : runSimulation(job);
  if (!usual || !asked) throw new Error('The simulation gave no answer');
  const minutesPerWeek = past.length / 26;
  return {
    usual,
    asked,
    moments: asked.points.map((minute) => momentOf(axis, minute)),
    posts: plan.posts,
    perWeek: arrivals * minutesPerWeek,
    learned: learned && { cases: learned.cases },
    dayMinutes: ordinaryDay(calendar),
    repeats,
  };
};

const absenceOn = (axis: WorkingAxis, absence: WhatIf['absence'], timeZone: string): Absence | null => {
  if (!absence) return null;
  const moment = (day: Temporal.PlainDate) => minuteOf(axis, day.toZonedDateTime(timeZone).toInstant());
  return { role: absence.role, from: moment(absence.from), until: moment(absence.from.add({ weeks: absence.weeks })) };
};

/** What is open now, with how long ago it was submitted in working minutes (at most half a year). */
const listOpen = async (db: Db, past: WorkingAxis): Promise<OpenCase[]> => {
  const { rows } = await sql<{ state: string; at: Temporal.Instant }>`
    select c.state, c.submitted_at as at from hosting_case c where ${openNow} order by c.state_since limit 20000`.execute(db);
  return rows.map(({ state, at }) => ({ state, submitted: minuteOf(past, at) - past.length }));
};
