import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Words } from '#lib/words.ts';
import type { GeneratedCell } from '#wiki/index.ts';

/** Who reads a table, and when. */
export type Asked = { db: Db; actor: Actor; now: Temporal.Instant; timeZone: string };

/** Conditions as a register takes them: ids and stored values. */
export type Conditions = Readonly<Partial<Record<FilterKey, string>>>;

type Choices = readonly { value: string; label: Words }[];

/** What the rows of a table can be narrowed to. */
export type FilterKey = 'q' | 'office' | 'site' | 'network' | 'zone' | 'kind' | 'status' | 'tag' | 'open';

/** How a condition is written, and what it may say; without `choices` it is looked for in the register. */
export type TableFilter = { key: FilterKey; choices?: Choices };

/** `sort`: what a row is ordered by, where that is not what stands in the cell. */
export type Column<Row> = {
  key: string;
  label: Words;
  cell: (row: Row, asked: Asked) => GeneratedCell | Promise<GeneratedCell>;
  sort?: (row: Row) => string | number;
};

export type Read<Row> = { rows: readonly Row[]; total: number; more: boolean };

/** A register as a table in a page: who sees it, what it can be narrowed to, what can be shown, and where it stands itself. */
export type TableKind<Row> = {
  /** As an include calls it; `names` are the words that a writer types. */
  key: string;
  names: Words;
  label: Words;
  mayBeSeen: (actor: Actor) => boolean;
  filters: readonly TableFilter[];
  columns: readonly Column<Row>[];
  /** The keys of the columns that stand there when nobody says which. */
  shown: readonly string[];
  /** At most so many rows, in the order of the register. */
  read: (asked: Asked, conditions: Conditions, most: number) => Promise<Read<Row>>;
  /** Where the register shows the same: a kind of list and its conditions. */
  list: (conditions: Conditions) => { kind: string; id: string };
};

/** Conditions as they stand in the address of a list, by the names that the list gives them. */
export const inAddress = (conditions: Conditions, named: Partial<Record<FilterKey, string>> = {}): string =>
  new URLSearchParams(
    Object.entries(conditions).map(([key, value]): [string, string] => [named[key as FilterKey] ?? key, value]),
  ).toString();

export const everybody = (): boolean => true;
