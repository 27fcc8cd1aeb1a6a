/** One day of a resource: how much there was and how much of it was taken. */
export type CapacityPoint = { day: Temporal.PlainDate; total: number; taken: number };

/**
 * When a resource runs out at the pace of the last days. `few`: not enough days to say. `steady`: what is taken does not grow.
 * `far`: not within the horizon. `out`: nothing is left now. `on`: at this pace on that day; between `earliest` and `latest`
 * with the uncertainty of the pace (latest null: perhaps not at all).
 */
export type Forecast =
  | { kind: 'few'; days: number }
  | { kind: 'steady' }
  | { kind: 'out' }
  | { kind: 'far'; perMonth: number }
  | { kind: 'on'; perMonth: number; day: Temporal.PlainDate; earliest: Temporal.PlainDate; latest: Temporal.PlainDate | null };

/** What is said of less would be a guess. */
export const fewestDays = 14;
/** Nobody plans further ahead than a five years' budget. */
const horizonDays = 5 * 365;

/**
 * Draws a straight line (least squares) through what was taken on the days given, and goes on from the last of them. The range is
 * that of the line's slope at twice its standard error, which says how well the days agree with one another; it knows nothing of
 * what an office plans to ask for.
 */
export const forecastOf = (points: readonly CapacityPoint[]): Forecast => {
  const last = points.at(-1);
  const first = points[0];
  if (!last || !first) return { kind: 'few', days: 0 };
  const free = last.total - last.taken;
  if (free <= 0) return { kind: 'out' };
  const days = first.day.until(last.day, { largestUnit: 'days' }).days + 1;
  if (days < fewestDays || points.length < fewestDays) return { kind: 'few', days: Math.min(days, points.length) };
  const { slope, error } = lineThrough(
    points.map(({ day, taken }) => [first.day.until(day, { largestUnit: 'days' }).days, taken]),
  );
  const perMonth = slope * 30;
  if (slope <= 0 || perMonth < 0.005 * last.total) return { kind: 'steady' };
  const inDays = (pace: number): number => Math.ceil(free / pace);
  if (inDays(slope) > horizonDays) return { kind: 'far', perMonth };
  const after = (count: number): Temporal.PlainDate => last.day.add({ days: count });
  const slowest = slope - 2 * error;
  const latest = slowest > 0 && inDays(slowest) <= horizonDays ? after(inDays(slowest)) : null;
  return { kind: 'on', perMonth, day: after(inDays(slope)), earliest: after(inDays(slope + 2 * error)), latest };
};

/** Slope of the least-squares line and its standard error. */
const lineThrough = (points: readonly (readonly [x: number, y: number])[]): { slope: number; error: number } => {
  const n = points.length;
  const meanX = points.reduce((sum, [x]) => sum + x, 0) / n;
  const meanY = points.reduce((sum, [, y]) => sum + y, 0) / n;
  const spread = points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
  const slope = points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) / spread;
  const rest = points.reduce((sum, [x, y]) => sum + (y - meanY - slope * (x - meanX)) ** 2, 0);
  return { slope, error: Math.sqrt(rest / (n - 2) / spread) };
};
