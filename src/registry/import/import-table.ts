import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError, errorKinds, type FieldFault, invalid } from '#lib/errors.ts';
import { say } from '#lib/words.ts';
import type { Resources } from '../capacity.ts';
import { refusing } from '../refusals.ts';
import { addressTarget } from './addresses.ts';
import { applicationTarget } from './applications.ts';
import { cableTarget } from './cables.ts';
import { deviceTarget } from './devices.ts';
import { type ImportKind, importFields } from './fields.ts';
import { interfaceTarget } from './interfaces.ts';
import { networkTarget } from './networks.ts';
import type { ImportContext, Planned, RowVerdict, Seen, Target, TypedRow, Verdict } from './plan.ts';
import { rackTarget } from './racks.ts';
import type { OpenTable, TableRow } from './read-file.ts';

const targets: Record<ImportKind, Target> = {
  devices: deviceTarget('devices'),
  servers: deviceTarget('servers'),
  racks: rackTarget,
  interfaces: interfaceTarget,
  cables: cableTarget,
  networks: networkTarget,
  addresses: addressTarget,
  applications: applicationTarget,
};

/** So many rows are planned and written together. */
const batchSize = 500;

export type ImportCounts = Record<Verdict, number>;
export type ImportResult = { counts: ImportCounts; written: boolean };

type Wanted = {
  kind: ImportKind;
  table: Pick<OpenTable, 'rows'>;
  /** The field of each column, '' for none. */
  mapping: readonly string[];
  context: ImportContext;
  /** Whether it is done for good; else everything is tried, and taken back. */
  commit: boolean;
  /** Told of every row in turn, some at a time; what it writes must not be part of the caller's transaction, which may be taken back. */
  told?: (rows: readonly RowVerdict[]) => Promise<void> | void;
  progress?: (done: number) => Promise<void> | void;
};

/** Throws `invalid` at `mapping` when a field that every row needs has no column, or a column goes to a field that does not exist. */
export const checkMapping = (kind: ImportKind, mapping: readonly string[]): void => {
  const fields = importFields[kind];
  const missing = fields.filter(({ key, needed }) => needed && !mapping.includes(key));
  const chosen = mapping.filter((key) => key !== '');
  const twice = chosen.some((key, index) => chosen.indexOf(key) !== index);
  const unknown = chosen.some((key) => !fields.some((field) => field.key === key));
  const faults: FieldFault[] = [];
  if (missing.length > 0) {
    const list = (language: 'id' | 'en') => missing.map(({ label }) => label[language]).join(', ');
    faults.push({
      field: 'mapping',
      message: { id: `Pilih kolom untuk: ${list('id')}.`, en: `Choose a column for: ${list('en')}.` },
    });
  }
  if (twice || unknown) {
    const message = {
      id: 'Setiap isian hanya boleh dipilih untuk satu kolom.',
      en: 'Each field may be chosen for one column only.',
    };
    faults.push({ field: 'mapping', message });
  }
  if (faults.length > 0) throw invalid(faults);
};

/**
 * Tries a table row by row against the register, in the caller's transaction: what is new, what changes (before and after), what
 * is the same, what conflicts, what is faulty and why. All of it is written when `commit` is set and nothing is faulty or in
 * conflict; otherwise nothing is, the register is as it was. The same file again finds everything the same. Of the file only some
 * rows are in memory at a time, and of each row what it is known by.
 */
export const importTable = async (tx: Db, input: Wanted): Promise<ImportResult> => {
  checkMapping(input.kind, input.mapping);
  const target = targets[input.kind];
  const counts: ImportCounts = { new: 0, change: 0, same: 0, conflict: 0, fault: 0 };
  const seen: Seen = new Map();
  const read = readerOf(input);
  let done = 0;
  let replanAt = batchSize;
  await sql`savepoint import_table`.execute(tx);
  for (const takes of target.passes ?? [() => true]) {
    for await (const batch of batchesOf(input.table.rows(), read, takes)) {
      const planned = await target.plan(tx, batch, input.context, seen);
      const refused = await writeAll(tx, target, planned, input.context);
      const rows = planned
        .map((plan) => refused.get(plan) ?? plan)
        .map(({ row, verdict, label, faults, changes }) => ({ row, verdict, label, faults, changes }));
      for (const { verdict } of rows) counts[verdict] += 1;
      done += rows.length;
      await input.told?.(rows);
      await input.progress?.(done);
      if (done < replanAt) continue;
      // Statements and triggers were planned for tables that were small; kept, those plans make every batch slower than the one before.
      await sql`discard plans`.execute(tx);
      replanAt = done * 2;
    }
  }
  const written = input.commit && counts.fault === 0 && counts.conflict === 0;
  if (written) await sql`release savepoint import_table`.execute(tx);
  else await sql`rollback to savepoint import_table`.execute(tx);
  return { counts, written };
};

async function* batchesOf(
  rows: AsyncIterable<TableRow>,
  read: (row: TableRow) => TypedRow,
  takes: (row: TypedRow) => boolean,
): AsyncGenerator<TypedRow[]> {
  let batch: TypedRow[] = [];
  for await (const each of rows) {
    const row = read(each);
    if (!takes(row)) continue;
    batch.push(row);
    if (batch.length < batchSize) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** How a row's cells are read into the fields that were chosen for them. */
const readerOf = ({ kind, mapping }: Wanted): ((row: TableRow) => TypedRow) => {
  const fields = mapping.map((key) => importFields[kind].find((field) => field.key === key));
  return ({ no, cells }) => {
    const values: Record<string, unknown> = {};
    const faults: FieldFault[] = [];
    for (const [index, field] of fields.entries()) {
      const cell = cells[index] ?? '';
      if (!field || cell === '') continue;
      const read = field.read(cell);
      if ('value' in read) values[field.key] = read.value;
      else faults.push({ field: field.key, message: read.fault });
    }
    for (const field of importFields[kind])
      if (field.needed && values[field.key] === undefined && !faults.some((fault) => fault.field === field.key))
        faults.push({ field: field.key, message: { id: `${field.label.id} kosong.`, en: `${field.label.en} is empty.` } });
    return { no, values, faults };
  };
};

/** Writes what is to be written; a batch that the database refuses is halved until the rows that it refuses stand alone. */
const writeAll = async (
  tx: Db,
  target: Target,
  planned: readonly Planned[],
  context: ImportContext,
): Promise<Map<Planned, Planned>> => {
  const refused = new Map<Planned, Planned>();
  const write = async (batch: readonly Planned[], how: () => Promise<unknown>): Promise<void> => {
    if (batch.length === 0) return;
    await sql`savepoint import_batch`.execute(tx);
    try {
      await refusing(how, sizeOf(batch));
      await sql`release savepoint import_batch`.execute(tx);
    } catch (error) {
      await sql`rollback to savepoint import_batch`.execute(tx);
      await sql`release savepoint import_batch`.execute(tx);
      const [only, ...others] = batch;
      if (only && others.length === 0) refused.set(only, { ...only, ...refusalOf(error), changes: {}, write: null });
      else for (const half of halvesOf(batch)) await writeColumns(half);
    }
  };
  const writeColumns = (batch: readonly Planned[]): Promise<void> => write(batch, async () => target.write?.(tx, batch, context));
  await writeColumns(planned.filter((plan) => plan.write !== null));
  for (const plan of planned) if (plan.run) await write([plan], () => plan.run?.(tx) ?? Promise.resolve());
  return refused;
};

const halvesOf = <T>(list: readonly T[]): (readonly T[])[] => {
  const half = Math.ceil(list.length / 2);
  return [list.slice(0, half), list.slice(half)];
};

/** For a single row that has no room: what it asked for. */
const sizeOf = ([plan, ...others]: readonly Planned[]): Resources | null => {
  const row = plan?.write?.row;
  if (!row || others.length > 0 || typeof row.cpu !== 'number') return null;
  return { cpu: row.cpu, memoryMb: Number(row.memory_mb), diskGb: Number(row.disk_gb) };
};

/** What the database said, as a verdict; what it says otherwise is a fault of ours and thrown. */
const refusalOf = (error: unknown): { verdict: Verdict; faults: FieldFault[] } => {
  if (error instanceof AppError && error.faults.length > 0) return { verdict: 'fault', faults: [...error.faults] };
  if (error instanceof AppError) {
    const { person } = errorKinds[error.code];
    const message = { id: say(person, 'id', error.values), en: say(person, 'en', error.values) };
    return { verdict: 'fault', faults: [{ field: '', message }] };
  }
  if ((error as { constraint?: string }).constraint === 'address_address_key') {
    const message = { id: 'Alamat ini sudah diberikan.', en: 'This address is given already.' };
    return { verdict: 'conflict', faults: [{ field: 'address', message }] };
  }
  throw error;
};
