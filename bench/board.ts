import { countEverything } from '../src/reports/index.ts';
import { makeBoardCity } from './board-data.ts';
import { simulateCases } from './simulation.ts';

// npm run bench:board -- 1000000: the board and the task list as whole pages at 1,000 cases and at as many as asked (ten events
// each), the dashboard, and the simulation.

const large = Number(process.argv[2] ?? 1_000_000);
const rounds = 20;

const { db, signIn, city, fill, stop } = await makeBoardCity();

const p95 = (times: number[]): number => {
  const sorted = [...times].sort((a, b) => a - b);
  return Math.round((sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0) * 10) / 10;
};

type Client = Awaited<ReturnType<typeof signIn>>;

/** Whole pages, each asked for `rounds` times by each of these people; p95 over all. */
const measure = async (name: string, clients: readonly Client[], addresses: readonly string[]): Promise<number> => {
  const times: number[] = [];
  for (const address of addresses) {
    const each: number[] = [];
    for (let round = -2; round < rounds; round += 1) {
      for (const client of clients) {
        const began = performance.now();
        const { status } = await client.get(address);
        if (status !== 200) throw new Error(`${address}: ${status}`);
        if (round >= 0) each.push(performance.now() - began);
      }
    }
    console.log(`  ${name} ${address}: ${p95(each)} ms`);
    times.push(...each);
  }
  return p95(times);
};

const officers = await Promise.all(
  [city.agencyHead, city.divisionHead, city.applicationHead, city.infrastructureHead, city.applicantHead].map(signIn),
);

const boards = ['/board', '/board?late=yes', '/board/calendar', '/board/timeline', '/cases', '/cases?late=yes'];
const tasks = ['/'];
// This month, a year, a quarter by days, and all that there is.
const dashboards = [
  '/figures',
  '/figures?period=2026',
  '/figures?from=2026-08-15&until=2026-11-20',
  '/figures?from=2016-12-01&until=2026-11-24',
];

await fill(0, 1000);
console.log('1,000 cases');
const board1k = await measure('board', officers, boards);

const began = performance.now();
await fill(1000, large);
console.log(`${large} cases, filled in ${Math.round((performance.now() - began) / 1000)} s`);
const boardLarge = await measure('board', officers, boards);
const tasksLarge = await measure('tasks', officers, tasks);

const countBegan = performance.now();
const { days } = await countEverything(db);
console.log(`figures of ${days} days counted in ${Math.round((performance.now() - countBegan) / 1000)} s`);
const dashboard = await measure('dashboard', officers, dashboards);

await stop();

const simulated = [1, 2, 3].map(() => simulateCases(100_000)).sort((a, b) => a - b)[1] ?? 0;

console.log(
  JSON.stringify({
    cases: large,
    board_p95_ms_1k: board1k,
    board_p95_ms_1m: boardLarge,
    tasks_p95_ms_1m: tasksLarge,
    dashboard_p95_ms_1m: dashboard,
    simulate_100k_s: Math.round(simulated * 100) / 100,
  }),
);
