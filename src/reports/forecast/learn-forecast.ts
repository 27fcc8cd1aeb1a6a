import { currentCalendar } from '#cases/index.ts';
import { type Db, json } from '#db/index.ts';
import { hostingSop, ordinaryDay } from '#sop/index.ts';
import { type BackTest, backTest } from '../simulation/back-test.ts';
import { calibrate } from '../simulation/calibrate.ts';
import { learn, type Model, prescribed } from '../simulation/model.ts';
import { type Plan, planOf } from '../simulation/plan.ts';
import { readHistories } from './read-histories.ts';

/** Fewer answered cases teach nothing: what the SOP prescribes stands in. */
const fewestCases = 15;

const seed = 20_170_102;

export type KnownModel = {
  plan: Plan;
  model: Model;
  /** Null: there is too little past, and the model is what the SOP prescribes. */
  learned: { cases: number; madeAt: Temporal.Instant; backTest: BackTest } | null;
};

/** Learns from the recorded cases and keeps it; the job does this at night. Returns null where too little was recorded. */
export const learnForecast = async (db: Db, now: Temporal.Instant): Promise<{ cases: number; backTest: BackTest } | null> => {
  const calendar = await currentCalendar(db);
  const plan = planOf(hostingSop);
  const { histories, axis, span, submitted } = await readHistories(db, plan, calendar);
  if (histories.length < fewestCases || !axis) return null;
  const dayMinutes = ordinaryDay(calendar);
  // Everything that came in that time was a load, answered yet or not.
  const learned = { ...learn(plan, histories, { dayMinutes, span }), arrivals: submitted / Math.max(1, span) };
  const model = calibrate(plan, learned, axis, histories);
  const tested = backTest(plan, histories, { seed, dayMinutes });
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('forecast_model').execute();
    await tx
      .insertInto('forecast_model')
      .values({ made_at: now, cases: model.cases, model: json(model) as never, back_test: json(tested) as never })
      .execute();
  });
  return { cases: model.cases, backTest: tested };
};

/** What forecasts draw from now: what was learned last, or what the SOP prescribes. */
export const readModel = async (db: Db): Promise<KnownModel> => {
  const plan = planOf(hostingSop);
  const row = await db.selectFrom('forecast_model').selectAll().orderBy('made_at', 'desc').limit(1).executeTakeFirst();
  if (!row) return { plan, model: prescribed(plan, ordinaryDay(await currentCalendar(db))), learned: null };
  const { made_at: madeAt, cases, model, back_test: tested } = row;
  return {
    plan,
    model: model as unknown as Model,
    learned: { cases, madeAt, backTest: tested as unknown as BackTest },
  };
};
