import type { Db } from '#db/index.ts';
import { getInstallation } from '#identity/index.ts';
import { fault } from '#lib/fault.ts';
import { say, type Words } from '#lib/words.ts';
import {
  countEverything,
  type FigureTable,
  learnForecast,
  makeMonthlyReport,
  periodAround,
  periodText,
  readPeriod,
  readTables,
} from '#reports/index.ts';
import { describeSpent } from '#sop/index.ts';

type Options = { print: (line: string) => void; now: Temporal.Instant };

const usage =
  'Write griya report [PERIOD], griya report --monthly 2026-10, griya report --forecast or griya report --recount. A PERIOD is 2026-11, 2026-Q4, 2026 or 2026-11-03..2026-11-20.';

/** Prints the figures of a period, makes a monthly report, or counts and learns anew. Throws a fault for words it does not know. */
export const runReport = async (db: Db, rest: readonly string[], options: Options): Promise<number> => {
  const [first, second] = rest;
  if (rest.length > (first === '--monthly' ? 2 : 1)) throw fault(usage);
  if (first === '--monthly') return monthly(db, second ?? '', options);
  if (first === '--forecast') return forecast(db, options);
  if (first === '--recount') {
    const { days } = await countEverything(db);
    options.print(`The figures of ${days} days were counted anew from the records.`);
    return 0;
  }
  return figures(db, first, options);
};

const figures = async (db: Db, asked: string | undefined, { print, now }: Options): Promise<number> => {
  const { timeZone } = await getInstallation(db);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const period = asked === undefined ? periodAround('month', today) : readPeriod(asked);
  if (!period) throw fault(usage);
  const { tables, dayMinutes } = await readTables(db, { days: period.days, officeId: null, now, capacity: true, inside: true });
  print(`Kinerja layanan ${periodText(period)}`);
  for (const table of tables.filter(({ rows }) => rows.length > 0)) {
    print('');
    print(say(table.title, 'id'));
    for (const line of linesOf(table, dayMinutes)) print(`  ${line}`);
  }
  return 0;
};

/** A table in columns of a console: the names left, the numbers right. */
const linesOf = (table: FigureTable, dayMinutes: number): string[] => {
  const text = (value: number | Words | null | undefined, unit: string): string => {
    if (value === null || value === undefined) return '–';
    if (typeof value !== 'number') return value.id;
    if (unit === 'minutes') return say(describeSpent(value, dayMinutes), 'id');
    return unit === 'share' ? `${Math.round(value * 100)} %` : String(value);
  };
  const rows = [
    ['', ...table.columns.map((column) => column.label.id)],
    ...table.rows.map((row) => [
      typeof row.label === 'string' ? row.label : row.label.id,
      ...table.columns.map((column) => text(row.cells[column.key]?.value, column.unit)),
    ]),
  ];
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
};

const monthly = async (db: Db, asked: string, { print, now }: Options): Promise<number> => {
  const period = readPeriod(asked);
  if (period?.kind !== 'month') throw fault(usage);
  const { timeZone } = await getInstallation(db);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  if (Temporal.PlainDate.compare(period.days.until, today) >= 0) throw fault(`${asked} has not ended yet.`);
  const made = await db.transaction().execute((tx) => makeMonthlyReport(tx, { month: period.days.from, now }));
  print(
    made ? `The report of ${asked} lies ready for its signature.` : `${asked} has a report already, or nothing happened in it.`,
  );
  return 0;
};

const forecast = async (db: Db, { print, now }: Options): Promise<number> => {
  const learned = await learnForecast(db, now);
  if (!learned) {
    print('Too few answered cases to learn from: forecasts follow the times that the SOP prescribes.');
    return 0;
  }
  const { forecasts, held, levels } = learned.backTest;
  const percent = forecasts > 0 ? Math.round((1000 * held) / forecasts) / 10 : 0;
  print(`Learned from ${learned.cases} answered cases.`);
  print(`Of ${forecasts} ranges told of the past, ${held} held: ${percent} % (80 % are meant to).`);
  print(`The range lies between ${Math.round(levels.low * 100)} % and ${Math.round(levels.high * 100)} % of the drawn ends.`);
  return 0;
};
