import { currentCalendar } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { addWorkingMinutes, workingMinutesBetween } from '#sop/index.ts';
import { drawEnds, valueAt } from '../simulation/forecast.ts';
import { seeded } from '../simulation/random.ts';
import { readModel } from './learn-forecast.ts';

export type CaseForecast = {
  /** The range that is to hold in four of five cases, and its middle. */
  from: Temporal.Instant;
  middle: Temporal.Instant;
  until: Temporal.Instant;
  /** What it draws from: recorded cases with how often such ranges held, or (null) the times that the SOP prescribes. */
  learned: { cases: number; forecasts: number; held: number } | null;
};

const runs = 600;

/** A number of its own for each case, so that the same page says the same. */
const seedOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(-8), 16);

type Row = {
  id: string;
  state: string;
  state_since: Temporal.Instant;
  submitted_at: Temporal.Instant | null;
  closed_at: Temporal.Instant | null;
};

/** When open, submitted cases will be ended, by their ids; others have no entry. */
export const forecastCases = async (
  db: Db,
  rows: readonly Row[],
  now: Temporal.Instant,
): Promise<ReadonlyMap<string, CaseForecast>> => {
  const open = rows.filter((row) => row.submitted_at !== null && row.closed_at === null);
  if (open.length === 0) return new Map();
  const [{ plan, model, learned }, calendar] = await Promise.all([readModel(db), currentCalendar(db)]);
  const { low, high } = learned?.backTest.levels ?? { low: 0, high: 1 };
  const worth = learned && { cases: learned.cases, forecasts: learned.backTest.forecasts, held: learned.backTest.held };
  const entries = open.map((row): [string, CaseForecast] => {
    const spent = workingMinutesBetween(calendar, row.state_since, now);
    // Without a past a step takes its standard time, however long it has lasted already.
    const elapsed = learned ? spent : Math.min(spent, (model.states[row.state]?.stay[0] ?? 0) - 1e-6);
    const draw = { random: seeded(seedOf(row.id)), runs: learned ? runs : 1 };
    const ends = drawEnds(plan, model, { state: row.state, elapsed }, draw);
    const at = (share: number): Temporal.Instant => addWorkingMinutes(calendar, now, Math.max(1, valueAt(ends, share)));
    return [row.id, { from: at(low), middle: at(0.5), until: at(high), learned: worth }];
  });
  return new Map(entries);
};

/** When an open, submitted case will be ended; null for any other. */
export const forecastCase = async (db: Db, row: Row, now: Temporal.Instant): Promise<CaseForecast | null> =>
  (await forecastCases(db, [row], now)).get(row.id) ?? null;
