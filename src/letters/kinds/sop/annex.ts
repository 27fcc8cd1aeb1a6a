/** Widths in millimetres of the annex's columns; landscape A4 within its margins is 267 wide. */
export const annexColumns = (posts: number) => {
  const fixed = { no: 8, requirements: 46, time: 15, output: 38, remark: 17 };
  const each = Math.min(18, 100 / posts);
  const rest = 267 - Object.values(fixed).reduce((sum, width) => sum + width, 0);
  return { ...fixed, post: each, text: rest - each * posts };
};

/** Room for rows on one page, and what the legend takes from the last one. */
const pageMm = 152;
const legendMm = 18;

/** A line of connectors above or below the rows, in widths of a post's column. */
const stripWidths = 0.6;

/** Advance widths of Arimo (the same as Arial's) in thousandths of the size, from U+0020 to U+007E. */
const widths = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556,
  556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778,
  722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222,
  500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
];

const letterWidth = (letter: string): number => widths[(letter.codePointAt(0) ?? 0) - 32] ?? 800;

const lineHeightMm = 3.36;
const paddingMm = 3.2;
const pointMm = 0.3528;

const textWidthMm = (text: string, pt: number): number =>
  [...text].reduce((sum, letter) => sum + (letterWidth(letter) * pt * pointMm) / 1000, 0);

/** How many lines a text takes in a column: words are set greedily, a word wider than the column is broken. */
export const linesOf = (text: string, widthMm: number, pt = 8): number => {
  const room = widthMm - 2.6;
  let lines = 1;
  let used = 0;
  for (const word of text.split(' ')) {
    const width = textWidthMm(word, pt);
    const space = used > 0 ? textWidthMm(' ', pt) : 0;
    if (used + space + width <= room) {
      used += space + width;
      continue;
    }
    if (used > 0) lines += 1;
    const broken = Math.floor(width / room);
    lines += broken;
    used = width - broken * room;
  }
  return lines;
};

type AnnexStep = {
  text: string;
  requirements: readonly string[];
  time?: string | undefined;
  output: readonly string[];
  remark?: string | undefined;
};

const listLines = (items: readonly string[], width: number): number =>
  items.reduce((sum, item) => sum + linesOf(item, items.length > 1 ? width - 4 : width), 0);

/** Height of each row in millimetres: what its fullest cell needs, at least 16 so that a symbol and its arrows fit. */
export const annexRowHeights = (steps: readonly AnnexStep[], posts: number): number[] => {
  const columns = annexColumns(posts);
  return steps.map((step) => {
    const lines = Math.max(
      linesOf(step.text, columns.text),
      listLines(step.requirements, columns.requirements),
      linesOf(step.time ?? '', columns.time),
      listLines(step.output, columns.output),
      linesOf(step.remark ?? '', columns.remark),
    );
    return Math.max(16, Math.ceil(lines * lineHeightMm + paddingMm));
  });
};

/**
 * Breaks the rows into pages: how many steps stand on each, with their heights. The last page keeps room for the legend,
 * and where there are several each keeps room for a line of connectors above and below its rows.
 */
export const annexPages = (steps: readonly AnnexStep[], posts: number): { rowHeightsMm: number[] }[] => {
  const heights = annexRowHeights(steps, posts);
  const total = heights.reduce((sum, height) => sum + height, 0);
  if (total <= pageMm - legendMm) return [{ rowHeightsMm: heights }];
  const strips = 2 * stripWidths * annexColumns(posts).post;
  const pages: { rowHeightsMm: number[] }[] = [];
  let page: number[] = [];
  let used = 0;
  heights.forEach((asked, index) => {
    const room = pageMm - strips - (index === heights.length - 1 ? legendMm : 0);
    const height = Math.min(asked, room);
    if (page.length > 0 && used + height > room) {
      pages.push({ rowHeightsMm: page });
      page = [];
      used = 0;
    }
    page.push(height);
    used += height;
  });
  return [...pages, { rowHeightsMm: page }];
};
