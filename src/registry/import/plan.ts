import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, type FieldFault } from '#lib/errors.ts';
import type { ImportKind } from './fields.ts';

export const verdicts = ['new', 'change', 'same', 'conflict', 'fault'] as const;
export type Verdict = (typeof verdicts)[number];

/** What becomes of one row of the file. */
export type RowVerdict = {
  /** Its number in the file; the headings are row 1. */
  row: number;
  verdict: Verdict;
  /** What it is about: a name, an address. */
  label: string;
  faults: FieldFault[];
  /** Before and after of each field that differs. */
  changes: Record<string, [unknown, unknown]>;
};

/** The cells of a row as values by field; what could not be read stands in `faults`. */
export type TypedRow = { no: number; values: Record<string, unknown>; faults: FieldFault[] };

export type ImportContext = { now: Temporal.Instant; doer: Doer; because: string };

/**
 * A row with how it is written: as columns that many rows are written by at once, or by the register's own command (`run`), one at
 * a time. Neither where nothing is to do.
 */
export type Planned = RowVerdict & {
  write: { table: string; row: Record<string, unknown>; event: ImportEvent; tags?: string[] } | null;
  run?: (tx: Db) => Promise<void>;
};

/** What has stood in the file so far, by what it is about: the row that named it first. */
export type Seen = Map<string, number>;

export type ImportEvent = { subjectKind: string; subjectId: string; type: string; data: Record<string, unknown> };

export type Target = {
  kind: ImportKind;
  /** The file is gone through once for each, and only the rows that it takes are dealt with: hosts before what runs on them. */
  passes?: readonly ((row: TypedRow) => boolean)[];
  /** Plans some rows of the file after those before them have been tried. */
  plan: (tx: Db, rows: readonly TypedRow[], context: ImportContext, seen: Seen) => Promise<Planned[]>;
  /** Writes rows by their columns; left out where each row is written by a command. */
  write?: (tx: Db, planned: readonly Planned[], context: ImportContext) => Promise<void>;
};

export const faulty = (row: TypedRow, label: string, faults: FieldFault[], verdict: 'fault' | 'conflict' = 'fault'): Planned => ({
  row: row.no,
  verdict,
  label,
  faults,
  changes: {},
  write: null,
});

/** Runs a reading that refuses with faults and gives these instead. */
export const faultsOf = <T>(read: () => T): { value: T } | { faults: FieldFault[] } => {
  try {
    return { value: read() };
  } catch (error) {
    if (error instanceof AppError && error.faults.length > 0) return { faults: [...error.faults] };
    throw error;
  }
};

/** The second and later rows that are about the same thing as one before them, by their key: which row that is. */
export const repeated = (seen: Seen, rows: readonly TypedRow[], keyOf: (row: TypedRow) => string): Map<TypedRow, number> => {
  const again = new Map<TypedRow, number>();
  for (const row of rows) {
    const key = keyOf(row);
    const before = seen.get(key);
    if (key === '') continue;
    if (before === undefined) seen.set(key, row.no);
    else again.set(row, before);
  }
  return again;
};

export const sameAsRow = (field: string, no: number): FieldFault => ({
  field,
  message: { id: `Sama dengan baris ${no} dalam berkas ini.`, en: `The same as row ${no} of this file.` },
});
