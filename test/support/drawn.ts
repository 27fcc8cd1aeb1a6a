/** What a drawing shows: every thing with its box, in the order of the file. */
export type DrawnBox = { label: string; x: number; y: number; width: number; height: number };

/** The boxes of a drawn picture's things: the first rect of each. */
export const boxesIn = (svg: string): DrawnBox[] =>
  [
    ...svg.matchAll(
      /<(?:a|g)(?: class="[^"]*"[^>]*)?>(?:<rect[^>]*fill="#fde047"[^>]*>)?<title>([^<]*)<\/title>(?:<path[^>]*>)?<rect x="([-\d.]+)" y="([-\d.]+)" width="([\d.]+)" height="([\d.]+)"/g,
    ),
  ].map(([, label = '', x, y, width, height]) => ({
    label,
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
  }));

/** Pairs that lie over one another without one standing wholly in the other. */
export const overlaps = (boxes: readonly DrawnBox[]): [DrawnBox, DrawnBox][] => {
  const slack = 0.2;
  const over = (a: DrawnBox, b: DrawnBox) =>
    a.x + slack < b.x + b.width && b.x + slack < a.x + a.width && a.y + slack < b.y + b.height && b.y + slack < a.y + a.height;
  const within = (a: DrawnBox, b: DrawnBox) =>
    a.x >= b.x - slack &&
    a.y >= b.y - slack &&
    a.x + a.width <= b.x + b.width + slack &&
    a.y + a.height <= b.y + b.height + slack;
  return boxes.flatMap((a, index) =>
    boxes
      .slice(index + 1)
      .filter((b) => over(a, b) && !within(a, b) && !within(b, a))
      .map((b): [DrawnBox, DrawnBox] => [a, b]),
  );
};
