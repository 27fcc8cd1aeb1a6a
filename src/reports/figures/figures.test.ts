import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureSopVersion } from '#cases/index.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, makeApplicant, setUpOffice, zone } from '../../../test/support/identity.ts';
import { chance, insertPastCase, returnReasons } from '../../../test/support/past-cases.ts';
import { countBehind, listBehind } from './behind.ts';
import { countChanges, countEverything } from './count-changes.ts';
import { addFigures, countFact, type Fact, type Figures, noFigures } from './figures.ts';
import { readFigures } from './read-figures.ts';
import { readTables } from './read-tables.ts';
import { type Days, momentsOf } from './spans.ts';

const now = Temporal.Instant.from('2026-06-15T03:00:00Z');

let database: TestDatabase;
let offices: string[] = [];
let author = '';
let version = '';

beforeAll(async () => {
  database = await testDatabase();
  const { db } = database;
  await setUpOffice(db, { posts: [] });
  await ensureSopVersion(db, now);
  const health = await makeApplicant(db);
  offices = [health, await makeApplicant(db, 'Dinas Perhubungan', 'DISHUB'), await makeApplicant(db, 'Dinas Sosial', 'DINSOS')];
  author = (await hire(db, health, 'Laila Rahmawati', ['applicant-head'])).personId;
  version = (await db.selectFrom('sop_version').select('id').executeTakeFirstOrThrow()).id;
});
afterAll(() => database.close());

/** What somebody with paper and pencil would count: every record looked at by itself, none of the code under test but `countFact`. */
const countedByHand = async ({ from, until }: Days, officeId: string | null): Promise<Figures> => {
  const { db } = database;
  const figures = noFigures();
  const within = (at: Temporal.Instant | null): boolean => {
    if (!at) return false;
    const day = at.toZonedDateTimeISO(zone).toPlainDate();
    return Temporal.PlainDate.compare(from, day) <= 0 && Temporal.PlainDate.compare(day, until) <= 0;
  };
  const count = (fact: Fact): void => countFact(figures, fact);
  const cases = await db.selectFrom('hosting_case').selectAll().execute();
  const visits = await db.selectFrom('case_step').selectAll().execute();
  const returns = await db.selectFrom('case_return').selectAll().execute();
  const delays = await db.selectFrom('case_delay').selectAll().execute();
  for (const row of cases) {
    if (row.submitted_at === null || (officeId !== null && row.office_id !== officeId)) continue;
    const own = visits.filter((visit) => visit.case_id === row.id);
    if (within(row.submitted_at)) count({ kind: 'submitted' });
    if (row.closed_at && within(row.closed_at)) {
      const late = row.total_due_at !== null && Temporal.Instant.compare(row.closed_at, row.total_due_at) > 0;
      count({
        kind: 'ended',
        state: row.state,
        late,
        minutes: own.reduce((sum, visit) => sum + (visit.working_minutes ?? 0), 0),
      });
    }
    for (const visit of own) {
      if (!within(visit.closed_at) || visit.step === 1 || visit.outcome === 'withdraw') continue;
      const reason = delays.find((delay) => delay.step_id === visit.id)?.reason ?? null;
      count({ kind: 'step', step: visit.step, late: visit.late ?? false, minutes: visit.working_minutes ?? 0, reason });
    }
    for (const each of returns) {
      if (each.case_id === row.id && !each.final && within(each.at)) count({ kind: 'returned', reasons: each.reasons });
    }
  }
  return figures;
};

const stretch = (from: string, until: string): Days => ({
  from: Temporal.PlainDate.from(from),
  until: Temporal.PlainDate.from(until),
});

const periods = [
  stretch('2026-02-01', '2026-02-28'),
  stretch('2026-01-01', '2026-12-31'),
  stretch('2026-01-17', '2026-05-03'),
  stretch('2026-03-10', '2026-03-10'),
];

const expectRight = async (): Promise<void> => {
  for (const days of periods) {
    for (const officeId of [null, offices[1] ?? null]) {
      const read = await readFigures(database.db, { days, officeId, timeZone: zone });
      expect(read.total).toEqual(await countedByHand(days, officeId));
      const parts = noFigures();
      for (const part of read.parts) addFigures(parts, part.figures);
      expect(parts).toEqual(read.total);
    }
  }
};

/** What may happen to records after they were counted: a time is mended, a case opened again, moved to another office, removed. */
const corrections = [
  `update case_step set closed_at = closed_at + interval '9 days' where id = (select id from case_step where closed_at is not null order by id limit 1 offset $1)`,
  `update case_step set working_minutes = working_minutes + 777 where id = (select id from case_step order by id limit 1 offset $1)`,
  `update hosting_case set closed_at = null, state = 'installation' where id = (select id from hosting_case where closed_at is not null order by id limit 1 offset $1)`,
  `update hosting_case set office_id = (select id from office where abbreviation = 'DINSOS') where id = (select id from hosting_case order by id limit 1 offset $1)`,
  `update hosting_case set submitted_at = submitted_at - interval '40 days' where id = (select id from hosting_case where submitted_at is not null order by id limit 1 offset $1)`,
  `update hosting_case set total_due_at = closed_at - interval '1 hour' where id = (select id from hosting_case where closed_at is not null order by id limit 1 offset $1)`,
  `update hosting_case set state = 'refused' where id = (select id from hosting_case where state = 'completed' order by id limit 1 offset $1)`,
  `update case_delay set reason = 'technical' where step_id = (select step_id from case_delay order by step_id limit 1 offset $1)`,
  `delete from case_delay where step_id = (select step_id from case_delay order by step_id limit 1 offset $1)`,
  `delete from case_step where id = (select id from case_step s where closed_at is not null and not exists (select from case_delay d where d.step_id = s.id) order by id limit 1 offset $1)`,
  `update case_return set reasons = '{guide-incomplete}', at = at + interval '3 days' where id = (select id from case_return order by id limit 1 offset $1)`,
  `update case_step set closed_at = null where id = (select s.id from case_step s where not exists (select from case_step o where o.case_id = s.case_id and o.closed_at is null) order by id limit 1 offset $1)`,
];

describe('the figures of a period', () => {
  test('are those counted one by one from the records: before the job ran, after it, and after every kind of correction', async () => {
    const random = chance(4711);
    for (let made = 0; made < 60; made += 1)
      await insertPastCase(database.db, { random, officeIds: offices, author, versionId: version });
    await expectRight();
    expect((await countChanges(database.db)).days).toBeGreaterThan(30);
    await expectRight();
    expect(await countChanges(database.db)).toEqual({ days: 0 });
    for (const correction of corrections) {
      const { rowCount } = await database.ownerPool.query(correction, [random(5)]);
      expect([correction, rowCount]).toEqual([correction, 1]);
      await expectRight();
      await countChanges(database.db);
      await expectRight();
    }
    await insertPastCase(database.db, { random, officeIds: offices, author, versionId: version });
    await expectRight();
  });

  test('counted anew from nothing they are the same', async () => {
    const spans = () =>
      database.db.selectFrom('figure_span').selectAll().orderBy('span').orderBy('starts').orderBy('office_id').execute();
    await countChanges(database.db);
    const before = await spans();
    await countEverything(database.db);
    expect(await spans()).toEqual(before);
  });

  test('every number that leads to a list leads to one of just so many records', async () => {
    let followed = 0;
    for (const days of periods) {
      for (const officeId of [null, offices[1] ?? null]) {
        const { tables } = await readTables(database.db, { days, officeId, now, capacity: false, inside: true });
        for (const row of tables.flatMap((table) => table.rows)) {
          for (const cell of Object.values(row.cells)) {
            if (!cell.behind) continue;
            followed += 1;
            const moments = momentsOf(cell.days ?? days, zone);
            const asked = { name: cell.behind, moments, officeId: cell.officeId ?? officeId, now };
            expect([cell.behind, await countBehind(database.db, asked)]).toEqual([cell.behind, cell.value]);
            if (followed % 7 === 0) {
              expect(await listBehind(database.db, asked, { limit: 1000, offset: 0 })).toHaveLength(Number(cell.value));
            }
          }
        }
      }
    }
    expect(followed).toBeGreaterThan(100);
  });
});

describe('histograms of working time', () => {
  test('a quantile is the true one to within 2 %, and exact up to an hour', async () => {
    const { addTime, quantile } = await import('./histogram.ts');
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 200_000 }), { minLength: 1, maxLength: 60 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (times, share) => {
          const histogram = {};
          for (const minutes of times) addTime(histogram, minutes);
          const sorted = times.toSorted((a, b) => a - b);
          const truth = sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
          const told = quantile(histogram, share) ?? -1;
          expect(Math.abs(told - truth)).toBeLessThanOrEqual(truth < 64 ? 0 : 0.02 * truth + 1);
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  test('counting apart and adding is the same as counting together', () => {
    const fact: fc.Arbitrary<Fact> = fc.oneof(
      fc.constant<Fact>({ kind: 'submitted' }),
      fc.record({
        kind: fc.constant('step' as const),
        step: fc.integer({ min: 2, max: 10 }),
        late: fc.boolean(),
        minutes: fc.nat(9000),
        reason: fc.constantFrom(null, 'workload', 'technical'),
      }),
      fc.record({
        kind: fc.constant('ended' as const),
        state: fc.constantFrom('completed', 'refused', 'withdrawn'),
        late: fc.boolean(),
        minutes: fc.nat(90_000),
      }),
      fc.record({ kind: fc.constant('returned' as const), reasons: fc.subarray(returnReasons) }),
    );
    const counted = (facts: readonly Fact[]): Figures => {
      const figures = noFigures();
      for (const each of facts) countFact(figures, each);
      return figures;
    };
    fc.assert(
      fc.property(fc.array(fact, { maxLength: 30 }), fc.array(fact, { maxLength: 30 }), (a, b) => {
        const together = counted(a);
        addFigures(together, counted(b));
        expect(together).toEqual(counted([...a, ...b]));
      }),
      { seed: 2, numRuns: 100 },
    );
  });
});
