import { createReadStream } from 'node:fs';
import { access } from 'node:fs/promises';
import { basename } from 'node:path';
import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { fault } from '#lib/fault.ts';
import {
  guessMapping,
  type ImportKind,
  importFields,
  importKinds,
  importTable,
  openTable,
  type RowVerdict,
  verdicts,
} from '#registry/index.ts';

const usage = `Write griya import KIND FILE [--dry-run] [--map "HEADING=FIELD"]…, where KIND is one of ${importKinds.join(', ')}.`;

/** So many faulty rows are printed; the counts say how many there are. */
const mostPrinted = 200;

/**
 * Imports a table from a file: tries every row, prints what is wrong with which, and writes all of it or nothing. Exit code 1
 * when nothing was written because of faults or conflicts.
 */
export const runImport = async (
  db: Db,
  args: readonly string[],
  { print, now }: { print: (line: string) => void; now: Temporal.Instant },
): Promise<number> => {
  const { kind, path, dry, maps } = readArguments(args);
  await access(path).catch((error) => {
    throw fault(`The file ${path} cannot be read.`, error);
  });
  try {
    const table = await openTable(() => createReadStream(path));
    const mapping = mapped(kind, table.headers, maps);
    for (const [index, heading] of table.headers.entries())
      print(`  ${heading || `column ${index + 1}`} → ${mapping[index] || '–'}`);
    const context = { now, doer: system, because: basename(path) };
    const wrong: RowVerdict[] = [];
    const told = (rows: readonly RowVerdict[]) => {
      const refused = rows.filter(({ verdict }) => verdict === 'fault' || verdict === 'conflict');
      wrong.push(...refused.slice(0, mostPrinted - wrong.length));
    };
    const { counts, written } = await db
      .transaction()
      .execute((tx) => importTable(tx, { kind, table, mapping, context, commit: !dry, told }));
    for (const { row, label, verdict, faults } of wrong.toSorted((a, b) => a.row - b.row))
      print(`row ${row}  ${verdict}  ${label}: ${faults.map(({ field, message }) => `${field}: ${message.en}`).join(' ')}`);
    const refused = counts.fault + counts.conflict;
    if (refused > wrong.length) print(`… and ${refused - wrong.length} rows more`);
    print(verdicts.map((verdict) => `${verdict} ${counts[verdict]}`).join(', '));
    print(written ? 'Written.' : dry ? 'Nothing was written: this was a trial.' : 'Nothing was written.');
    return refused > 0 ? 1 : 0;
  } catch (error) {
    if (error instanceof AppError && error.faults.length > 0)
      throw fault(error.faults.map(({ message }) => message.en).join(' '), error);
    throw error;
  }
};

const readArguments = (args: readonly string[]) => {
  const [kind, path, ...rest] = args;
  if (!path || !importKinds.some((each) => each === kind)) throw fault(usage);
  const maps = new Map<string, string>();
  let dry = false;
  for (let index = 0; index < rest.length; index += 1) {
    const word = rest[index] ?? '';
    if (word === '--dry-run') dry = true;
    else if (word === '--map') {
      index += 1;
      const [heading, field] = (rest[index] ?? '').split('=');
      if (!heading || field === undefined) throw fault(usage);
      maps.set(heading.trim().toLowerCase(), field.trim());
    } else throw fault(usage);
  }
  return { kind: kind as ImportKind, path, dry, maps };
};

const mapped = (kind: ImportKind, headers: readonly string[], maps: ReadonlyMap<string, string>): string[] => {
  const fields = importFields[kind].map(({ key }) => key);
  for (const field of maps.values())
    if (field !== '' && !fields.includes(field)) throw fault(`There is no field ${field}. Fields: ${fields.join(', ')}.`);
  const guessed = guessMapping(kind, headers);
  const wanted = new Set(maps.values());
  return headers.map((heading, index) => {
    const chosen = maps.get(heading.trim().toLowerCase());
    if (chosen !== undefined) return chosen;
    const guess = guessed[index] ?? '';
    return wanted.has(guess) ? '' : guess;
  });
};
