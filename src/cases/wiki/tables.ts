import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { say, type Words } from '#lib/words.ts';
import type { GeneratedCell, GeneratedTable, Include } from '#wiki/index.ts';
import { listCell } from './parts/reading.ts';
import { cases, names } from './tables/cases.ts';
import type { Asked, Column, TableKind } from './tables/kind.ts';
import { type Problem, readConditions } from './tables/read-conditions.ts';
import { registers } from './tables/registers.ts';

const words = {
  unsorted: {
    id: 'Lebih dari {n} baris: persempit dengan saringan sebelum mengurutkannya.',
    en: 'More than {n} rows: narrow them before sorting.',
  },
} as const satisfies Record<string, Words>;

/** So many rows are sorted here, where the register itself has another order. */
const mostSorted = 2000;

/** Every register that can be drawn into a page. */
export const tableKinds: readonly TableKind<never>[] = [...registers, cases, names] as never;

/** What is known of an include before it is asked: its conditions, or what is wrong with them; null for what is not for this reader. */
const prepared = async (asked: Asked, include: Include) => {
  const kind = tableKinds.find(({ key }) => key === include.kind);
  // Before its conditions are looked at: what a refusal names must not be told to who may not see it.
  if (!kind?.mayBeSeen(asked.actor)) return null;
  const read = await readConditions(asked, kind, include);
  return 'problem' in read ? read : { kind, ...read };
};

const captionOf = (what: Words, { args }: Include, { language }: Actor): string => {
  const shape = ['columns', 'kolom', 'sort', 'urut', 'limit', 'batas'];
  const given = Object.entries(args).flatMap(([name, value]) => {
    if (value === '' || shape.includes(name)) return [];
    return ['open', 'terbuka'].includes(name) ? [`${name}: ${value}`] : [value];
  });
  return given.length > 0 ? `${what[language]}: ${given.join(', ')}` : what[language];
};

const textOf = (cell: GeneratedCell): string => (typeof cell === 'string' ? cell : cell.text);

const cellsOf = async <Row>(asked: Asked, columns: readonly Column<Row>[], row: Row): Promise<GeneratedCell[]> => {
  const cells: GeneratedCell[] = [];
  for (const column of columns) cells.push(await column.cell(row, asked));
  return cells;
};

/** The rows in another order than the register's. */
const inOrderOf = async <Row>(asked: Asked, rows: readonly Row[], column: Column<Row>, down: boolean): Promise<Row[]> => {
  const { compare } = new Intl.Collator(asked.actor.language, { numeric: true, sensitivity: 'base' });
  const keyed: { row: Row; key: string | number }[] = [];
  for (const row of rows) keyed.push({ row, key: column.sort ? column.sort(row) : textOf(await column.cell(row, asked)) });
  const order = (a: string | number, b: string | number): number =>
    typeof a === 'number' && typeof b === 'number' ? a - b : compare(String(a), String(b));
  return keyed.toSorted((a, b) => (down ? order(b.key, a.key) : order(a.key, b.key))).map(({ row }) => row);
};

/**
 * A table of the registers for a wiki page, as its reader may see it; what is wrong with the include, as a sentence; null for
 * what there is none of, or not for this reader. At most 200 rows.
 */
export const wikiTable = async (
  db: Db,
  actor: Actor,
  include: Include,
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Promise<GeneratedTable | Problem | null> => {
  const asked = { db, actor, now, timeZone };
  const read = await prepared(asked, include);
  if (!read || 'problem' in read) return read;
  const { kind, conditions, shape } = read;
  const found = await kind.read(asked, conditions, shape.sort ? mostSorted : shape.limit);
  if (shape.sort && found.total > mostSorted) return { problem: say(words.unsorted, actor.language, { n: mostSorted }) };
  const by = kind.columns.find(({ key }) => key === shape.sort?.key);
  const rows = by ? await inOrderOf(asked, found.rows, by, shape.sort?.down ?? false) : found.rows;
  const columns = shape.columns.flatMap((wanted) => kind.columns.find(({ key }) => key === wanted) ?? []);
  const cells: GeneratedCell[][] = [];
  for (const row of rows.slice(0, shape.limit)) cells.push(await cellsOf(asked, columns, row));
  return {
    caption: captionOf(kind.label, include, actor),
    columns: columns.map(({ label }) => label[actor.language]),
    rows: cells,
    more: found.more || found.total > cells.length,
    list: listCell(actor.language, kind.list(conditions)),
  };
};

/** How many rows an include would have, for this reader; `more`: at least so many. null and a problem as for a table. */
export const wikiCount = async (
  db: Db,
  actor: Actor,
  include: Include,
  { now, timeZone }: { now: Temporal.Instant; timeZone: string },
): Promise<{ total: number; more: boolean } | Problem | null> => {
  const asked = { db, actor, now, timeZone };
  const read = await prepared(asked, include);
  if (!read || 'problem' in read) return read;
  const { total, more } = await read.kind.read(asked, read.conditions, 1);
  return { total, more };
};
