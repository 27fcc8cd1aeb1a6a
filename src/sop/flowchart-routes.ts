/**
 * Finds the ways of arrows between symbols: right-angled, along the middle lines of columns and rows or along lanes beside
 * their borders, never through a symbol, with few bends and crossings. Knows nothing of the SOP.
 */

export type Point = { x: number; y: number };
export type Box = { x: number; y: number; width: number; height: number };
export type Side = 'right' | 'bottom' | 'left' | 'top';
/** Something an arrow can leave or reach, and the sides at which it may do so. */
export type Anchor = { id: string; box: Box; outs: readonly Side[]; ins: readonly Side[] };
export type Wish = { from: Anchor; to: Anchor };
/** The lines on which arrows may run; `unit` is the measure of cost, `clear` the distance kept from symbols. */
export type Field = { xs: readonly number[]; ys: readonly number[]; symbols: readonly Box[]; unit: number; clear: number };

// Costs in units of length. A crossing is worth a short detour only; touching another arrow costs at every line of the field, so
// that running along one is nearly forbidden.
const bend = 1;
const crossing = 1.2;
const touching = 3;
// Turning so close before a symbol that the head of the arrow has no line behind it.
const cramped = 0.8;
const headLength = 0.12;

// Directions clockwise from the right, so that the opposite is two further on.
const headings = [0, 1, 2, 3] as const;
type Heading = (typeof headings)[number];
const headingOf: Record<Side, Heading> = { right: 0, bottom: 1, left: 2, top: 3 };
const opposite = (heading: Heading): Heading => ((heading + 2) % 4) as Heading;

const middle = (box: Box): Point => ({ x: box.x + box.width / 2, y: box.y + box.height / 2 });

/** The point of a side at which arrows leave and arrive. */
export const portOf = (box: Box, side: Side): Point => {
  const { x, y } = middle(box);
  if (side === 'right') return { x: box.x + box.width, y };
  if (side === 'left') return { x: box.x, y };
  return { x, y: side === 'top' ? box.y : box.y + box.height };
};

/** Whether a right-angled segment passes through the inside of a box. */
export const passesThrough = (a: Point, b: Point, box: Box): boolean => {
  const slack = 1e-6;
  return (
    Math.max(a.x, b.x) > box.x + slack &&
    Math.min(a.x, b.x) < box.x + box.width - slack &&
    Math.max(a.y, b.y) > box.y + slack &&
    Math.min(a.y, b.y) < box.y + box.height - slack
  );
};

// What it costs to leave or reach a symbol at a side, given where the other end lies: the flow goes downwards.
const outCost = (side: Side, down: number): number => {
  if (side === 'bottom') return down > 0 ? 0 : 1.5;
  if (side === 'top') return down < 0 ? 0.6 : 3;
  return 0.15;
};
const inCost = (side: Side, down: number): number => {
  if (side === 'top') return down > 0 ? 0 : 1.2;
  if (side === 'bottom') return down < 0 ? 0.2 : 3;
  return 0.35;
};

type Gate = { node: number; heading: Heading; port: Point; key: string; stub: number; cost: number };
type Way = { nodes: number[]; from: Gate; to: Gate };

type Queue = { push: (state: number, cost: number) => void; pop: () => { state: number; cost: number } | null };

const queue = (): Queue => {
  const heap: { state: number; cost: number }[] = [];
  const costAt = (i: number): number => heap[i]?.cost ?? Number.POSITIVE_INFINITY;
  const swap = (i: number, j: number): void => {
    const [a, b] = [heap[i], heap[j]];
    if (!a || !b) return;
    heap[i] = b;
    heap[j] = a;
  };
  return {
    push: (state, cost) => {
      heap.push({ state, cost });
      for (let i = heap.length - 1; i > 0; ) {
        const parent = (i - 1) >> 1;
        if (costAt(parent) <= costAt(i)) return;
        swap(i, parent);
        i = parent;
      }
    },
    pop: () => {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return null;
      if (heap.length === 0) return first;
      heap[0] = last;
      for (let i = 0; ; ) {
        const child = costAt(2 * i + 1) <= costAt(2 * i + 2) ? 2 * i + 1 : 2 * i + 2;
        if (costAt(i) <= costAt(child)) return first;
        swap(i, child);
        i = child;
      }
    },
  };
};

/** Finds a way for every wish, in the order given; then lifts each arrow once more and lays it anew, seeing all others. */
export const findWays = (field: Field, wishes: readonly Wish[]): Point[][] => {
  const { xs, ys, unit, clear } = field;
  const wide = xs.length;
  const size = wide * ys.length;
  const place = (node: number): Point => ({ x: xs[node % wide] ?? 0, y: ys[Math.floor(node / wide)] ?? 0 });
  const step = (node: number, heading: Heading): number => {
    if (heading === 0) return node % wide === wide - 1 ? -1 : node + 1;
    if (heading === 2) return node % wide === 0 ? -1 : node - 1;
    const next = heading === 1 ? node + wide : node - wide;
    return next < 0 || next >= size ? -1 : next;
  };
  const inflated = field.symbols.map((box) => ({
    x: box.x - clear,
    y: box.y - clear,
    width: box.width + 2 * clear,
    height: box.height + 2 * clear,
  }));
  // Lengths of the two links that start at a node (to the right, downwards); infinite through a symbol or off the field.
  const linkLength = [0, 1].map((heading) =>
    Float64Array.from({ length: size }, (_, node) => {
      const next = step(node, heading as Heading);
      if (next < 0) return Number.POSITIVE_INFINITY;
      const [a, b] = [place(node), place(next)];
      if (inflated.some((box) => passesThrough(a, b, box))) return Number.POSITIVE_INFINITY;
      return (b.x - a.x + b.y - a.y) / unit;
    }),
  ) as [Float64Array, Float64Array];
  const nodeUse = [new Uint8Array(size), new Uint8Array(size)] as const;
  const portUse = new Map<string, number>();
  const lengthOf = (node: number, heading: Heading): number => {
    const start = heading < 2 ? node : step(node, heading);
    return linkLength[heading % 2 === 0 ? 0 : 1][start] ?? Number.POSITIVE_INFINITY;
  };

  const gates = (anchor: Anchor, other: Anchor, direction: 'out' | 'in'): Gate[] =>
    (direction === 'out' ? anchor.outs : anchor.ins).flatMap((side) => {
      const port = portOf(anchor.box, side);
      const { x, y } = middle(anchor.box);
      const near = (a: number, b: number) => Math.abs(a - b) < 1e-6;
      const column =
        side === 'right'
          ? xs.findIndex((at) => at > port.x + clear)
          : side === 'left'
            ? xs.findLastIndex((at) => at < port.x - clear)
            : xs.findIndex((at) => near(at, x));
      const row =
        side === 'bottom'
          ? ys.findIndex((at) => at > port.y + clear)
          : side === 'top'
            ? ys.findLastIndex((at) => at < port.y - clear)
            : ys.findIndex((at) => near(at, y));
      if (column < 0 || row < 0) return [];
      const down = direction === 'out' ? middle(other.box).y - y : y - middle(other.box).y;
      const heading = direction === 'out' ? headingOf[side] : opposite(headingOf[side]);
      const node = row * wide + column;
      const stub = (Math.abs(place(node).x - port.x) + Math.abs(place(node).y - port.y)) / unit;
      const cost = stub + (direction === 'out' ? outCost(side, down) : inCost(side, down));
      return [{ node, heading, port, key: `${anchor.id} ${side}`, stub, cost }];
    });

  // A port that already serves the same direction may be shared (arrows that join); one that serves the other may not.
  const portCost = (gate: Gate, direction: 'out' | 'in'): number => {
    const same = portUse.get(`${gate.key} ${direction}`) ?? 0;
    const other = portUse.get(`${gate.key} ${direction === 'out' ? 'in' : 'out'}`) ?? 0;
    return gate.cost + same * (direction === 'out' ? 4 : 1) + other * 6;
  };

  const search = ({ from, to }: Wish): Way => {
    const starts = gates(from, to, 'out');
    const goals = gates(to, from, 'in');
    const best = new Float64Array(size * 4).fill(Number.POSITIVE_INFINITY);
    const came = new Int32Array(size * 4).fill(-1);
    const open = queue();
    const ends = goals.map((gate) => place(gate.node));
    // The least that is still to go, so that the search heads for the target.
    const still = (node: number): number => {
      const { x, y } = place(node);
      return Math.min(...ends.map((end) => Math.abs(end.x - x) + Math.abs(end.y - y))) / unit;
    };
    const reach = (state: number, cost: number, previous: number): void => {
      if (cost >= (best[state] ?? 0)) return;
      best[state] = cost;
      came[state] = previous;
      open.push(state, cost + still(state >> 2));
    };
    for (const gate of starts) reach(gate.node * 4 + gate.heading, portCost(gate, 'out'), -1);
    const turnCost = (node: number, arrived: Heading, leaves: Heading): number => {
      const [across, down] = [nodeUse[0][node] ?? 0, nodeUse[1][node] ?? 0];
      if (arrived !== leaves) return bend + (across + down > 0 ? touching : 0);
      if ((arrived % 2 === 0 ? across : down) > 0) return touching;
      return (arrived % 2 === 0 ? down : across) * crossing;
    };
    let end: { cost: number; state: number; gate: Gate } | null = null;
    for (let next = open.pop(); next; next = open.pop()) {
      const { state } = next;
      if (end && next.cost >= end.cost) break;
      const [node, arrived] = [state >> 2, (state & 3) as Heading];
      const cost = best[state] ?? 0;
      if (next.cost > cost + still(node) + 1e-9) continue;
      for (const gate of goals) {
        if (gate.node !== node || gate.heading === opposite(arrived)) continue;
        const squeezed = gate.heading !== arrived && gate.stub < headLength ? cramped : 0;
        const whole = cost + turnCost(node, arrived, gate.heading) + portCost(gate, 'in') + squeezed;
        if (!end || whole < end.cost) end = { cost: whole, state, gate };
      }
      for (const leaves of headings) {
        if (leaves === opposite(arrived)) continue;
        const target = step(node, leaves);
        if (target < 0) continue;
        const length = lengthOf(node, leaves);
        if (length === Number.POSITIVE_INFINITY) continue;
        reach(target * 4 + leaves, cost + length + turnCost(node, arrived, leaves), state);
      }
    }
    if (!end) throw new Error(`No way for an arrow from ${from.id} to ${to.id}`);
    const nodes: number[] = [];
    let first = end.state;
    for (let state = end.state; state >= 0; state = came[state] ?? -1) {
      nodes.unshift(state >> 2);
      first = state;
    }
    const gate = starts.find(({ node, heading }) => node * 4 + heading === first);
    if (!gate) throw new Error(`An arrow from ${from.id} begins nowhere`);
    return { nodes, from: gate, to: end.gate };
  };

  const lay = (way: Way, by: 1 | -1): void => {
    const count = (list: Uint8Array, node: number): void => {
      list[node] = (list[node] ?? 0) + by;
    };
    const stops = way.nodes.map((_, i): [Heading, Heading] => [headingBetween(way, i - 1), headingBetween(way, i)]);
    way.nodes.forEach((node, i) => {
      const stop = stops[i] ?? [0, 0];
      for (const along of new Set(stop.map((heading) => heading % 2))) count(nodeUse[along as 0 | 1], node);
    });
    for (const [gate, direction] of [
      [way.from, 'out'],
      [way.to, 'in'],
    ] as const) {
      const key = `${gate.key} ${direction}`;
      portUse.set(key, (portUse.get(key) ?? 0) + by);
    }
  };
  // The heading between the i-th node and the next; the gates stand before the first and after the last.
  const headingBetween = (way: Way, i: number): Heading => {
    const [a, b] = [way.nodes[i], way.nodes[i + 1]];
    if (a === undefined) return way.from.heading;
    if (b === undefined) return way.to.heading;
    if (b === a + 1) return 0;
    if (b === a - 1) return 2;
    return b > a ? 1 : 3;
  };

  const ways: Way[] = [];
  for (const wish of wishes) {
    const way = search(wish);
    lay(way, 1);
    ways.push(way);
  }
  for (let round = 0; round < 2; round++) {
    wishes.forEach((wish, i) => {
      const old = ways[i];
      if (!old) return;
      lay(old, -1);
      const way = search(wish);
      lay(way, 1);
      ways[i] = way;
    });
  }
  return ways.map((way) => straighten([way.from.port, ...way.nodes.map(place), way.to.port]));
};

/** Drops the points between which an arrow only runs straight on. */
const straighten = (points: readonly Point[]): Point[] =>
  points.filter((point, i) => {
    const [before, after] = [points[i - 1], points[i + 1]];
    if (!before || !after) return true;
    const sameX = Math.abs(before.x - point.x) < 1e-6 && Math.abs(after.x - point.x) < 1e-6;
    const sameY = Math.abs(before.y - point.y) < 1e-6 && Math.abs(after.y - point.y) < 1e-6;
    return !sameX && !sameY;
  });
