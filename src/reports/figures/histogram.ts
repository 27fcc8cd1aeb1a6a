/**
 * How often which working time was needed: so many visits per class of minutes. Classes are one minute wide up to an hour
 * and then a thirty-second of their size, so that a quantile is right to within 2 %, and two histograms can be added.
 */
export type Histogram = Record<string, number>;

const exact = 64;
const perDoubling = 32;

/** The class of a working time. Negative times (a clock set back) count as none. */
export const classOf = (minutes: number): number => {
  const whole = Math.max(0, Math.round(minutes));
  if (whole < exact) return whole;
  const doubling = Math.floor(Math.log2(whole / exact) + 1e-12);
  const start = exact * 2 ** doubling;
  return exact + doubling * perDoubling + Math.floor(((whole - start) * perDoubling) / start);
};

/** The working time that stands for a class: its middle, in minutes. */
export const minutesOf = (position: number): number => {
  if (position < exact) return position;
  const doubling = Math.floor((position - exact) / perDoubling);
  const width = (exact * 2 ** doubling) / perDoubling;
  const start = exact * 2 ** doubling + ((position - exact) % perDoubling) * width;
  return Math.round(start + (width - 1) / 2);
};

export const addTime = (histogram: Histogram, minutes: number, count = 1): void => {
  const key = classOf(minutes);
  histogram[key] = (histogram[key] ?? 0) + count;
};

export const addHistogram = (to: Histogram, other: Histogram): void => {
  for (const [key, count] of Object.entries(other)) to[key] = (to[key] ?? 0) + count;
};

export const countOf = (histogram: Histogram): number => Object.values(histogram).reduce((sum, count) => sum + count, 0);

/** The working time in minutes that a share of all stayed within (nearest rank); null of nothing. */
export const quantile = (histogram: Histogram, share: number): number | null => {
  const rank = Math.max(1, Math.ceil(share * countOf(histogram)));
  let seen = 0;
  // Keys that are whole numbers come in their order.
  for (const [key, count] of Object.entries(histogram)) {
    seen += count;
    if (seen >= rank) return minutesOf(Number(key));
  }
  return null;
};
