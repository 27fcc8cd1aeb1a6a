import { type Box, type Point, passesThrough } from './flowchart-routes.ts';

/** An answer beside its arrow: lines of text and the box they fill. */
export type Label = { lines: readonly string[]; box: Box };

// Average width of a letter in sans-serif, rather too wide than too narrow.
const letterWidth = 0.56;
const lineHeight = 1.15;

// The ways to break a text into one line or two, at a space.
const wraps = (text: string): string[][] => {
  const words = text.split(' ');
  return [[text], ...words.slice(1).map((_, i) => [words.slice(0, i + 1).join(' '), words.slice(i + 1).join(' ')])];
};

const overlap = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

type Surroundings = {
  page: Box;
  symbols: readonly Box[];
  arrows: readonly (readonly Point[])[];
  labels: readonly Box[];
  /** Lines of the table, better not written over. */
  rules: readonly (readonly [Point, Point])[];
};

const segments = (points: readonly Point[]): [Point, Point][] => points.slice(1).map((point, i) => [points[i] ?? point, point]);

// Places beside a segment, from its beginning on, on both of its sides, so far away from it.
const beside = ([a, b]: readonly [Point, Point], size: { width: number; height: number }, gap: number, away: number): Box[] => {
  const { width, height } = size;
  const upright = Math.abs(a.x - b.x) < 1e-6;
  const length = Math.abs(upright ? b.y - a.y : b.x - a.x);
  const own = upright ? height : width;
  const room = Math.max(0, length - own - gap);
  const offsets = [0, 0.25, 0.5, 0.75, 1].map((part) => gap / 2 + part * room);
  return offsets.flatMap((offset) => {
    if (upright) {
      const y = b.y > a.y ? a.y + offset : a.y - offset - height;
      return [
        { x: a.x + away, y, width, height },
        { x: a.x - away - width, y, width, height },
      ];
    }
    const x = b.x > a.x ? a.x + offset : a.x - offset - width;
    return [
      { x, y: a.y - away - height, width, height },
      { x, y: a.y + away, width, height },
    ];
  });
};

/** Finds the place of an answer beside the beginning of its arrow: inside the page, off symbols, arrows and other answers. */
export const placeLabel = (text: string, arrow: readonly Point[], fontSize: number, around: Surroundings): Label => {
  const gap = fontSize * 0.3;
  const { page } = around;
  const faults = (box: Box): number => {
    const outside =
      box.x < page.x || box.y < page.y || box.x + box.width > page.x + page.width || box.y + box.height > page.y + page.height;
    const hits = [...around.symbols, ...around.labels].filter((other) => overlap(box, other)).length;
    const crossed = around.arrows.flatMap(segments).filter(([a, b]) => passesThrough(a, b, box)).length;
    const ruled = around.rules.filter(([a, b]) => passesThrough(a, b, box)).length;
    return (outside ? 1000 : 0) + hits * 100 + crossed * 20 + ruled * 2;
  };
  const candidates = wraps(text).flatMap((lines) => {
    const width = Math.max(...lines.map((line) => line.length)) * letterWidth * fontSize;
    const height = lines.length * lineHeight * fontSize;
    return segments(arrow).flatMap((segment, order) =>
      [gap, fontSize * 1.5]
        .flatMap((away) => beside(segment, { width, height }, gap, away))
        .map((box, place) => ({
          label: { lines, box },
          cost: faults(box) + order * 6 + place * 0.1 + (lines.length - 1) * 1.5,
        })),
    );
  });
  const best = candidates.reduce((a, b) => (b.cost < a.cost ? b : a));
  return best.label;
};
