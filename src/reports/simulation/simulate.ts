import { dueMinute, type WorkingAxis } from '#sop/index.ts';
import type { Model } from './model.ts';
import type { Plan } from './plan.ts';
import { seeded } from './random.ts';

/** A post that nobody fills for a while, in minutes of the axis: what waits for it waits until it is back. */
export type Absence = { role: string; from: number; until: number };

/** A case that is open at the beginning: where it stands, and when it was submitted (may lie before the axis: negative). */
export type OpenCase = { state: string; submitted: number };

export type Scenario = {
  /** Requests per working minute. */
  arrivals: number;
  /** How many people work for a post at the same time; one where it is left out. */
  servers: Readonly<Record<string, number>>;
  absences: readonly Absence[];
  open: readonly OpenCase[];
  /** Requests come until this minute; then the rest is worked off, as far as the axis reaches. */
  until: number;
  /** At most so many requests come. */
  most: number;
  seed: number;
};

export type PostResult = {
  role: string;
  /** Share of its time that the post was at it, absences left out, until requests stop coming. */
  busy: number;
  /** Mean working minutes that a case waited for it. */
  wait: number;
  /** How many cases waited or were being worked on, at each of the points in time. */
  queue: readonly number[];
  most: number;
};

export type SimulationResult = {
  arrived: number;
  ended: number;
  /** Answered after the published total. */
  late: number;
  mean: number | null;
  median: number | null;
  p90: number | null;
  /** Minutes of the axis at which queues were looked at. */
  points: readonly number[];
  posts: readonly PostResult[];
  /** The post that was the busiest; null where none works. */
  bottleneck: string | null;
};

const lookPoints = 60;

/** A heap of moments, each with a number beside it; the earliest comes out first, equal ones in the order they went in. */
class Agenda {
  #at: Float64Array;
  #order: Float64Array;
  #what: Int32Array;
  #size = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#at = new Float64Array(capacity);
    this.#order = new Float64Array(capacity);
    this.#what = new Int32Array(capacity);
  }

  get first(): number {
    return this.#size === 0 ? Number.POSITIVE_INFINITY : (this.#at[0] as number);
  }

  add(at: number, what: number): void {
    if (this.#size === this.#at.length) this.#grow();
    const order = this.#count;
    this.#count += 1;
    let hole = this.#size;
    this.#size += 1;
    while (hole > 0) {
      const above = (hole - 1) >>> 1;
      if ((this.#at[above] as number) <= at) break;
      this.#move(above, hole);
      hole = above;
    }
    this.#put(hole, at, order, what);
  }

  /** Takes out the first one and says what it was. */
  take(): number {
    const what = this.#what[0] as number;
    this.#size -= 1;
    const [at, order, last] = [
      this.#at[this.#size] as number,
      this.#order[this.#size] as number,
      this.#what[this.#size] as number,
    ];
    let hole = 0;
    for (;;) {
      let below = 2 * hole + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && this.#before(below + 1, below)) below += 1;
      const earlier = this.#at[below] as number;
      if (earlier > at || (earlier === at && (this.#order[below] as number) > order)) break;
      this.#move(below, hole);
      hole = below;
    }
    if (this.#size > 0) this.#put(hole, at, order, last);
    return what;
  }

  #before(a: number, b: number): boolean {
    const difference = (this.#at[a] as number) - (this.#at[b] as number);
    return difference < 0 || (difference === 0 && (this.#order[a] as number) < (this.#order[b] as number));
  }

  #move(from: number, to: number): void {
    this.#put(to, this.#at[from] as number, this.#order[from] as number, this.#what[from] as number);
  }

  #put(place: number, at: number, order: number, what: number): void {
    this.#at[place] = at;
    this.#order[place] = order;
    this.#what[place] = what;
  }

  #grow(): void {
    const larger = <Kind extends Float64Array | Int32Array>(old: Kind, fresh: Kind): Kind => {
      fresh.set(old as never);
      return fresh;
    };
    const capacity = this.#at.length * 2;
    this.#at = larger(this.#at, new Float64Array(capacity));
    this.#order = larger(this.#order, new Float64Array(capacity));
    this.#what = larger(this.#what, new Int32Array(capacity));
  }
}

type CompiledState = {
  /** Index of the post that works here; -1: everybody for themselves (the applicant, the system). */
  post: number;
  ended: boolean;
  refused: boolean;
  applicant: boolean;
  longer: boolean;
  times: Float64Array;
  nextStates: Int32Array;
  nextUpTo: Float64Array;
};

const compile = (plan: Plan, model: Model, roles: readonly string[]): CompiledState[] => {
  const indexOf = new Map(plan.states.map((state, index) => [state.key, index]));
  return plan.states.map((state) => {
    const known = model.states[state.key];
    const next = Object.entries(known?.next ?? {}).filter(([key]) => indexOf.has(key));
    const all = next.reduce((sum, [, count]) => sum + count, 0);
    let sum = 0;
    const post = state.applicant || state.role === null ? -1 : roles.indexOf(state.role);
    return {
      post,
      ended: state.ended,
      refused: state.key === 'withdrawn',
      applicant: state.applicant,
      longer: state.key === plan.serverState,
      times: Float64Array.from(post >= 0 ? (known?.effort ?? [0]) : (known?.stay ?? [0])),
      nextStates: Int32Array.from(next, ([key]) => indexOf.get(key) ?? 0),
      nextUpTo: Float64Array.from(next, ([, count]) => {
        sum += count;
        return sum / all;
      }),
    };
  });
};

/**
 * Plays the process forward: requests come by chance at their recorded rate, posts work on one case after the other in the
 * order in which these came, for as long as was recorded, only in working time (the axis has no other). The same input gives
 * the same answer.
 */
export const simulate = (plan: Plan, model: Model, axis: WorkingAxis, scenario: Scenario): SimulationResult => {
  const roles = plan.posts.map((post) => post.role as string);
  const states = compile(plan, model, roles);
  const initial = plan.states.findIndex((state) => state.key === plan.initial);
  const random = seeded(scenario.seed);
  const expected = Math.min(scenario.most, Math.ceil(scenario.arrivals * scenario.until * 1.2) + 100);
  const capacity = scenario.open.length + expected;

  const state = new Int16Array(capacity);
  const submitted = new Float64Array(capacity);
  const entered = new Float64Array(capacity);
  const standing = new Float64Array(capacity);
  const longer = new Uint8Array(capacity);
  const behind = new Int32Array(capacity).fill(-1);
  // What is still to pass after the post has laid the case aside; negative once it has.
  const rest = new Float64Array(capacity).fill(-1);

  const postCount = roles.length;
  const head = new Int32Array(postCount).fill(-1);
  const tail = new Int32Array(postCount).fill(-1);
  const free = Int32Array.from(roles, (role) => Math.max(1, scenario.servers[role] ?? 1));
  const servers = Int32Array.from(free);
  const present = new Int32Array(postCount);
  const waited = new Float64Array(postCount);
  const served = new Int32Array(postCount);
  const worked = new Float64Array(postCount);
  const mostPresent = new Int32Array(postCount);
  const away = roles.map((role) => scenario.absences.filter((absence) => absence.role === role).sort((a, b) => a.from - b.from));

  const agenda = new Agenda(1024);
  const durations: number[] = [];
  const points = Array.from({ length: lookPoints + 1 }, (_, index) => (index * scenario.until) / lookPoints);
  const queues = roles.map(() => [] as number[]);
  let [now, nextPoint, arrived, ended, late] = [0, 0, 0, 0, 0];
  let cases = 0;

  /** When so much work is done that begins at a minute: an absence in between is waited out. */
  const finish = (post: number, from: number, effort: number): number => {
    let [at, left] = [from, effort];
    for (const absence of away[post] ?? []) {
      if (absence.until <= at) continue;
      if (at + left <= absence.from) break;
      left -= Math.max(0, absence.from - at);
      at = absence.until;
    }
    return at + left;
  };

  const drawTime = (compiled: CompiledState): number => {
    const { times } = compiled;
    return times[Math.floor(random() * times.length)] ?? 0;
  };

  const begin = (post: number, which: number): void => {
    free[post] = (free[post] as number) - 1;
    waited[post] = (waited[post] as number) + now - (entered[which] as number);
    served[post] = (served[post] as number) + 1;
    const time = drawTime(states[state[which] as number] as CompiledState);
    const effort = time * model.hold;
    rest[which] = time - effort;
    if (now < scenario.until) worked[post] = (worked[post] as number) + Math.min(effort, scenario.until - now);
    agenda.add(finish(post, now, effort), which);
  };

  const end = (which: number, compiled: CompiledState): void => {
    if (compiled.refused) return;
    ended += 1;
    const total = now - (submitted[which] as number) - (standing[which] as number);
    durations.push(total);
    const times = longer[which] ? plan.totals.withServer : plan.totals.withCapacity;
    let due = submitted[which] as number;
    // Days first, then hours, as the deadline of the whole is counted.
    for (const time of times) due = dueMinute(axis, Math.max(0, due), time) + Math.min(0, due);
    if (now > due + (standing[which] as number)) late += 1;
  };

  const enter = (which: number, to: number): void => {
    state[which] = to;
    entered[which] = now;
    const compiled = states[to] as CompiledState;
    if (compiled.longer) longer[which] = 1;
    if (compiled.ended) {
      end(which, compiled);
      return;
    }
    const { post } = compiled;
    if (post < 0) {
      agenda.add(now + drawTime(compiled), which);
      return;
    }
    const here = (present[post] as number) + 1;
    present[post] = here;
    if (here > (mostPresent[post] as number)) mostPresent[post] = here;
    if ((free[post] as number) > 0) {
      begin(post, which);
      return;
    }
    behind[which] = -1;
    if ((tail[post] as number) >= 0) behind[tail[post] as number] = which;
    else head[post] = which;
    tail[post] = which;
  };

  const leave = (which: number): void => {
    const compiled = states[state[which] as number] as CompiledState;
    const { post } = compiled;
    if (post >= 0 && (rest[which] as number) >= 0) {
      const left = rest[which] as number;
      rest[which] = -1;
      free[post] = (free[post] as number) + 1;
      const next = head[post] as number;
      if (next >= 0) {
        head[post] = behind[next] as number;
        if ((head[post] as number) < 0) tail[post] = -1;
        begin(post, next);
      }
      agenda.add(finish(post, now, left), which);
      return;
    }
    if (post >= 0) present[post] = (present[post] as number) - 1;
    if (compiled.applicant) standing[which] = (standing[which] as number) + now - (entered[which] as number);
    const ticket = random();
    let turn = 0;
    while (turn < compiled.nextUpTo.length - 1 && ticket >= (compiled.nextUpTo[turn] as number)) turn += 1;
    enter(which, compiled.nextStates[turn] ?? plan.states.length - 1);
  };

  const look = (until: number): void => {
    while (nextPoint < points.length && (points[nextPoint] as number) <= until) {
      for (const [post, queue] of queues.entries()) queue.push(present[post] as number);
      nextPoint += 1;
    }
  };

  for (const one of scenario.open) {
    const at = plan.states.findIndex((each) => each.key === one.state);
    if (at < 0) continue;
    submitted[cases] = one.submitted;
    cases += 1;
    enter(cases - 1, at);
  }

  const pause = (): number => (scenario.arrivals > 0 ? -Math.log(1 - random()) / scenario.arrivals : Number.POSITIVE_INFINITY);
  let arrival = pause();
  const lastMinute = axis.length;
  for (;;) {
    const comes = arrival < scenario.until && arrived < scenario.most && cases < capacity;
    const next = Math.min(comes ? arrival : Number.POSITIVE_INFINITY, agenda.first);
    if (next > lastMinute || next === Number.POSITIVE_INFINITY) break;
    look(next);
    now = next;
    if (comes && arrival <= agenda.first) {
      submitted[cases] = now;
      cases += 1;
      arrived += 1;
      arrival = now + pause();
      enter(cases - 1, initial);
    } else leave(agenda.take());
  }
  look(scenario.until);

  const sorted = Float64Array.from(durations).sort();
  const at = (share: number): number | null =>
    sorted.length === 0 ? null : (sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null);
  const posts = roles.map((role, post): PostResult => {
    const absent = (away[post] ?? []).reduce(
      (sum, { from, until }) => sum + Math.max(0, Math.min(until, scenario.until) - Math.max(0, from)),
      0,
    );
    const there = Math.max(1, (scenario.until - absent) * (servers[post] as number));
    return {
      role,
      busy: Math.min(1, (worked[post] as number) / there),
      wait: served[post] ? (waited[post] as number) / (served[post] as number) : 0,
      queue: queues[post] ?? [],
      most: mostPresent[post] as number,
    };
  });
  const busiest = posts.filter((post) => post.busy > 0).toSorted((a, b) => b.busy - a.busy || b.wait - a.wait)[0];
  const mean = durations.length === 0 ? null : durations.reduce((sum, each) => sum + each, 0) / durations.length;
  return { arrived, ended, late, mean, median: at(0.5), p90: at(0.9), points, posts, bottleneck: busiest?.role ?? null };
};
