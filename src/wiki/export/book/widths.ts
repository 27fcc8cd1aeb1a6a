import { type Language, say, type Words } from '#lib/words.ts';
import type { Cell, Grid } from './tree.ts';

/** So many columns stand beside one another; what is wider goes on in a further table. */
const mostColumns = 12;

/** Letters that a line of a table holds at its normal size: upright, and on paper laid flat. */
const lettersUpright = 95;
const lettersFlat = 150;
/** And upright at its smallest; what needs more is laid flat. */
const lettersSmall = 125;

/** A head that is longer than this is not repeated: it would leave no room for the rows. */
const longestHead = 1500;

export type RawCell = Omit<Cell, 'b'> & { length: number; longest: number };

const share = (cells: readonly RawCell[], columns: number): number[] => {
  const weights = Array.from({ length: columns }, () => ({ sum: 0, n: 0, most: 0, word: 0 }));
  for (const cell of cells) {
    const weight = weights[cell.x];
    if (!weight || cell.w > 1) continue;
    weight.sum += Math.min(cell.length, 400);
    weight.n += cell.length > 0 ? 1 : 0;
    weight.most = Math.max(weight.most, Math.min(cell.length, 60));
    weight.word = Math.max(weight.word, Math.min(cell.longest, 24));
  }
  // Between the longest word and the average text: a column of dates stays narrow, one of sentences gets the room.
  return weights.map(({ sum, n, most, word }) => Math.max(4, word + 1, Math.sqrt((n ? sum / n : 0) * Math.max(1, most))));
};

/** How many letters a cell's line holds, by the shares of its columns. */
export const roomIn = ({ columns, flipped }: Grid, { x, w }: { x: number; w: number }): number => {
  const all = columns.reduce((sum, each) => sum + each, 0) || 1;
  const own = columns.slice(x, x + w).reduce((sum, each) => sum + each, 0);
  return Math.max(3, Math.floor(((flipped ? lettersFlat : lettersUpright) * own) / all) - 2);
};

const columnWords: Words = { id: 'Kolom {from}–{until} dari {all}', en: 'Columns {from}–{until} of {all}' };

/** Cuts a table into what fits on paper. Each part begins with the first column again, so that its rows can be told apart.
 * `turn`: paper may be laid flat, which it may only where nothing stands around the table. */
export const panelsOf = <Raw extends RawCell>(
  cells: readonly Raw[],
  { columns, headRows, turn, language }: { columns: number; headRows: number; turn: boolean; language: Language },
): { grid: Grid; cells: Raw[] }[] => {
  const headLength = cells.filter(({ y }) => y < headRows).reduce((sum, { length }) => sum + length, 0);
  const repeated = headLength > longestHead ? 0 : headRows;
  const gridOf = (own: readonly Raw[], count: number, note: string): Grid => {
    const shares = share(own, count);
    const needs = own.reduce((most: number[], { x, w, length, longest }) => {
      if (w === 1) most[x] = Math.max(most[x] ?? 4, Math.min(longest, 40), Math.min(length, 22));
      return most;
    }, []);
    const flipped = turn && count > 4 && needs.reduce((sum, need) => sum + (need ?? 4) + 2, 0) > lettersSmall;
    return { columns: shares, cells: [], headRows: repeated, flipped, size: count > 9 ? 7 : count > 6 ? 7.5 : 8.5, note };
  };
  if (columns <= mostColumns) return [{ grid: gridOf(cells, columns, ''), cells: [...cells] }];
  const panels: { grid: Grid; cells: Raw[] }[] = [];
  const step = mostColumns - 1;
  for (let from = 1; from < columns; from += step) {
    const until = Math.min(columns, from + step);
    const own = cells.flatMap((cell): Raw[] => {
      if (cell.x === 0) return [{ ...cell, w: Math.min(cell.w, 1) }];
      if (cell.x < from || cell.x >= until) return [];
      return [{ ...cell, x: cell.x - from + 1, w: Math.min(cell.w, until - cell.x) }];
    });
    const note = say(columnWords, language, { from: from + 1, until, all: columns });
    panels.push({ grid: gridOf(own, until - from + 1, note), cells: own });
  }
  return panels;
};
