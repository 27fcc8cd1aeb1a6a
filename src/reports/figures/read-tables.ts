import { currentCalendar, delayReasons } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { listOffices } from '#identity/index.ts';
import { hostingSop, ordinaryDay } from '#sop/index.ts';
import { readCapacityAhead } from './capacity-ahead.ts';
import { countOpen } from './open-now.ts';
import { type PeriodFigures, readFigures } from './read-figures.ts';
import type { Days } from './spans.ts';
import { type FigureTable, figureTables } from './tables.ts';

export type ReadTables = {
  tables: readonly FigureTable[];
  unit: PeriodFigures['unit'];
  /** Minutes of an ordinary working day. */
  dayMinutes: number;
};

type Asked = {
  days: Days;
  officeId: string | null;
  now: Temporal.Instant;
  /** Adds what the servers have left, for whoever may see servers. */
  capacity: boolean;
  /** Adds what the hosting office keeps to itself: why steps were late. */
  inside: boolean;
};

/**
 * All figures of a period as tables: of one office, or (null) of all, then also office by office.
 */
export const readTables = async (db: Db, { days, officeId, now, capacity, inside }: Asked): Promise<ReadTables> => {
  const calendar = await currentCalendar(db);
  const [figures, open, offices, ahead] = await Promise.all([
    readFigures(db, { days, officeId, timeZone: calendar.timeZone }),
    countOpen(db, { officeId, now }),
    officeId === null ? listOffices(db, { kind: 'applicant' }) : null,
    capacity ? readCapacityAhead(db) : null,
  ]);
  const dayMinutes = ordinaryDay(calendar);
  const words = inside ? delayReasons.map(({ value, label }) => ({ key: value, label })) : null;
  const tables = figureTables({ definition: hostingSop, dayMinutes, figures, open, offices, delayReasons: words });
  return { tables: ahead ? [...tables, ahead] : tables, unit: figures.unit, dayMinutes };
};
