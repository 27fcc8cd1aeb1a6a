import type { LetterContent } from '#letters/index.ts';
import { number } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import { describeSpent } from '#sop/index.ts';
import type { FigureRow, FigureTable, TableKey } from '../figures/tables.ts';

const value = (row: FigureRow, key: string): number | null => {
  const found = row.cells[key]?.value;
  return typeof found === 'number' ? found : null;
};

const label = (text: Words | string): string => (typeof text === 'string' ? text : text.id);
const count = (row: FigureRow, key = 'number'): string => number(value(row, key) ?? 0, 'id');
const share = (row: FigureRow): string => {
  const found = value(row, 'share');
  return found === null ? '–' : `${number(Math.round(found * 100), 'id')} %`;
};

/** The report of a month, always in Indonesian, made of the same tables as the page of figures. */
export const monthlyContent = (
  tables: readonly FigureTable[],
  { period, dayMinutes }: { period: string; dayMinutes: number },
): LetterContent<'monthly-report'> => {
  const rows = (key: TableKey): readonly FigureRow[] => tables.find((table) => table.key === key)?.rows ?? [];
  const spent = (row: FigureRow, key: string): string => {
    const minutes = value(row, key);
    return minutes === null ? '' : say(describeSpent(minutes, dayMinutes), 'id');
  };
  const hours = (row: FigureRow, key: string): number | null => {
    const minutes = value(row, key);
    return minutes === null ? null : Math.round(minutes / 6) / 10;
  };
  const standardOf = (row: FigureRow): string => {
    const text = row.cells.standard?.value;
    return text && typeof text === 'object' ? text.id : '';
  };
  const achieved = (row: FigureRow): string =>
    value(row, 'median') === null
      ? 'belum ada jawaban'
      : `median ${spent(row, 'median')}; 90 % selesai dalam ${spent(row, 'p90')}; ${share(row)} tepat waktu`;
  return {
    period,
    overview: rows('overview').map((row) => ({ label: label(row.label), value: count(row) })),
    standard: rows('standard').map((row) => ({
      label: label(row.label),
      published: standardOf(row),
      achieved: row.key === 'achieved' ? achieved(row) : '',
    })),
    steps: rows('steps').map((row) => ({
      name: label(row.label),
      done: count(row, 'visits'),
      median: hours(row, 'median'),
      p90: hours(row, 'p90'),
      standard: hours(row, 'standardMinutes'),
      medianText: spent(row, 'median'),
      p90Text: spent(row, 'p90'),
      standardText: standardOf(row),
      late: count(row, 'late'),
    })),
    reasons: rows('reasons').map((row) => ({ label: label(row.label), value: count(row, 'times') })),
    delays: rows('delays').map((row) => ({ label: label(row.label), value: count(row, 'times') })),
    posts: rows('posts').map((row) => ({
      name: label(row.label),
      done: count(row, 'done'),
      open: count(row, 'open'),
      late: count(row, 'openLate'),
    })),
    offices: rows('offices').map((row) => ({
      name: label(row.label),
      submitted: count(row, 'submitted'),
      answered: count(row, 'answered'),
      late: count(row, 'late'),
      share: share(row),
      median: spent(row, 'median') || '–',
    })),
    capacity: rows('capacity').map((row) => ({
      name: label(row.label),
      total: count(row, 'total'),
      used: count(row, 'used'),
      held: count(row, 'held'),
      free: count(row, 'free'),
      ahead: count(row, 'ahead'),
    })),
  };
};
