import type { Db } from '#db/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import { type Act, changesBetween } from '../act.ts';
import { readTags, setTags } from '../annotations/annotate.ts';
import type { RecordKind } from '../annotations/kinds.ts';
import { faultsOf, faulty, type ImportContext, type Planned, type TypedRow } from './plan.ts';

type Values = Record<string, unknown>;

/** A record as the register has it: what a row may change of it, by the register's own names. */
export type Known = { id: string; version: number; record: Values };

type Wanted = {
  /** The kind whose tags a row may give. */
  kind: RecordKind;
  label: string;
  /** What is known to be wrong before the row is read as a record. */
  faults: FieldFault[];
  before: Known | null;
  tagsNow: readonly string[];
  /** What the row says, by the register's own names. */
  values: Values;
  /** Reads a whole record; refuses with its faults. */
  read: (values: Values) => object;
  create: (tx: Db, values: Values, act: Act) => Promise<string>;
  change: (tx: Db, before: Known, values: Values, act: Act) => Promise<unknown>;
};

/**
 * Plans a row that is written by the register's own command, so that every rule of the pages holds for it. What the row leaves out
 * stays as it is.
 */
export const planByCommand = (row: TypedRow, wanted: Wanted, context: ImportContext): Planned => {
  const { kind, label, before, read, create, change } = wanted;
  const faults = [...wanted.faults];
  const values = { ...before?.record, ...wanted.values };
  const whole = faultsOf(() => read(values));
  if ('faults' in whole) faults.push(...whole.faults.filter(({ field }) => !faults.some((fault) => fault.field === field)));
  const typed = row.values.tags === undefined ? undefined : faultsOf(() => readTags(String(row.values.tags)));
  if (typed && 'faults' in typed) faults.push(...typed.faults);
  if (faults.length > 0 || 'faults' in whole) return faulty(row, label, faults);
  const tags = typed && 'value' in typed ? typed.value : null;
  const changes = before ? changesIn(before.record, whole.value as Values) : {};
  const same = before !== null && Object.keys(changes).length === 0;
  if (before && tags && tags.join() !== wanted.tagsNow.join()) changes.tags = [wanted.tagsNow.join(', '), tags.join(', ')];
  const verdict = !before ? 'new' : Object.keys(changes).length === 0 ? 'same' : 'change';
  const planned: Planned = { row: row.no, verdict, label, faults: [], changes, write: null };
  if (verdict === 'same') return planned;
  const run = async (tx: Db): Promise<void> => {
    if (before && !same) await change(tx, before, values, context);
    const id = before?.id ?? (await create(tx, values, context));
    if (tags) await setTags(tx, { ref: { kind, id }, tags, now: context.now, doer: context.doer });
  };
  return { ...planned, run };
};

const changesIn = (before: Values, after: Values) =>
  changesBetween(before, Object.fromEntries(Object.entries(after).filter(([field]) => field in before)));

/** The id of a record that a row names, or a fault at the field; undefined where the row names none. */
export const lookUp = (
  faults: FieldFault[],
  field: string,
  name: unknown,
  known: ReadonlyMap<string, string>,
  what: { id: string; en: string },
): string | undefined => {
  if (name === undefined) return undefined;
  const id = known.get(String(name).toLowerCase());
  if (id === undefined)
    faults.push({
      field,
      message: { id: `${what.id} "${String(name)}" tidak ada.`, en: `There is no ${what.en} "${String(name)}".` },
    });
  return id;
};

/** The values of a row without those that are looked up by name. */
export const without = (values: Values, ...names: readonly string[]): Values =>
  Object.fromEntries(Object.entries(values).filter(([name]) => name !== 'tags' && !names.includes(name)));

/** What was found, under the register's name of the field; nothing where the row names nothing. */
export const found = (field: string, id: string | undefined): Values => (id === undefined ? {} : { [field]: id });
