import { prescribed } from '../src/reports/simulation/model.ts';
import { planOf } from '../src/reports/simulation/plan.ts';
import { simulate } from '../src/reports/simulation/simulate.ts';
import { compileAxis, defaultCalendarData, hostingSop, makeCalendar, ordinaryDay } from '../src/sop/index.ts';

/**
 * Plays so many cases through the whole SOP, with the calendar compiled anew, and says how many seconds that took. They come
 * over ten years to as many posts as that needs, so that queues form and are worked off.
 */
export const simulateCases = (cases: number): number => {
  const began = performance.now();
  const calendar = makeCalendar(defaultCalendarData('Asia/Jakarta'));
  const from = Temporal.Instant.from('2026-01-05T00:00:00Z');
  const axis = compileAxis(calendar, from, from.add({ hours: 24 * 365 * 12 }));
  const plan = planOf(hostingSop);
  const model = prescribed(plan, ordinaryDay(calendar));
  const until = axis.length * 0.8;
  // The busiest post has work for 6.4 days of a case; nine tenths of it are filled.
  const arrivals = (1.05 * cases) / until;
  const hands = Math.ceil((arrivals * 6.4 * ordinaryDay(calendar) * model.hold) / 0.9);
  const servers = Object.fromEntries(plan.posts.map((post) => [post.role, hands]));
  const done = simulate(plan, model, axis, { arrivals, servers, absences: [], open: [], until, most: cases, seed: 1 });
  if (done.arrived !== cases || done.ended !== cases) throw new Error(`${done.arrived} came, ${done.ended} ended`);
  return (performance.now() - began) / 1000;
};
