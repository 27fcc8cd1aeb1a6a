import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { importIntoWiki, startWikiImport, stopWikiImport, undoWikiImport } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { fault } from '#lib/fault.ts';
import {
  type Collision,
  collisions,
  countImportLines,
  getImport,
  getSpace,
  type ImportLine,
  importKinds,
  importNow,
  listImportLines,
  listImports,
  mayKeep,
  workOnImport,
} from '#wiki/index.ts';

export const importUsage = `griya wiki import KIND FILE --space KEY --as MAIL [--dry-run] [--taken skip|rename|version]
    KIND: markdown (ZIP), dokuwiki (ZIP of the data folder), mediawiki (XML). --dry-run only says what it would do.
    --taken: what is done where a title is there already; it is passed over, gets another one, or becomes a new version
griya wiki imports KEY --as MAIL        the last imports into a space
griya wiki import-start ID --as MAIL [--taken …]      carry out what was tried, or go on with what was stopped
griya wiki import-stop ID --as MAIL     ends after the pages at hand
griya wiki import-undo ID --as MAIL     deletes what it made and nobody has changed since`;

export type ImportOptions = {
  print: (line: string) => void;
  now: Temporal.Instant;
  actor: Actor;
  /** Prints a bar of how far it is. */
  told: (done: number, total: number) => Promise<void>;
};

const takenOf = (rest: readonly string[]): Collision => {
  if (!rest.includes('--taken')) return 'skip';
  const taken = collisions.find((each) => each === rest[rest.indexOf('--taken') + 1]);
  if (!taken) throw fault(importUsage);
  return taken;
};

const sentence = (line: ImportLine): string => {
  const why = line.undoneWhy ?? line.outcomeWhy ?? line.why;
  const state = line.undone ?? line.outcome ?? line.verdict;
  const other = line.outcome === 'renamed' && line.page ? ` as “${line.page.title}”` : '';
  return `  ${state.padEnd(10)} ${line.title}${other}${[why, ...line.notes].flatMap((each) => (each ? [`; ${each.en}`] : [])).join('')}`;
};

/** What was found or done, in counts, and the lines that need a look. */
const report = async (db: Db, importId: string, { print, actor }: ImportOptions): Promise<number> => {
  const found = await getImport(db, actor, importId);
  const counts = await countImportLines(db, importId);
  const lines = await listImportLines(db, importId, { pageSize: 20_100 });
  const worth = lines.filter(
    ({ verdict, notes, outcomeWhy, undone }) => verdict !== 'new' || notes.length > 0 || outcomeWhy || undone === 'kept',
  );
  for (const line of worth.slice(0, 100)) print(sentence(line));
  if (worth.length > 100) print(`  … and ${worth.length - 100} more`);
  const said = Object.entries(counts)
    .filter(
      ([key, n]) => n > 0 && (found.state === 'checked' ? !key.startsWith('was-') : key.startsWith('was-') || key === 'kept'),
    )
    .map(([key, n]) => `${n} ${key.replace('was-', '')}`);
  print(
    `${found.fileName}: ${found.state}${found.why ? ` (${found.why.en})` : ''}; ${said.join(', ') || 'nothing'}. Import ${importId}`,
  );
  return found.state === 'failed' ? 1 : 0;
};

const importFile = async (db: Db, rest: readonly string[], options: ImportOptions): Promise<number> => {
  const kind = importKinds.find((each) => each === rest[1]);
  const [file, at] = [rest[2], rest.indexOf('--space')];
  if (!kind || !file || at < 0) throw fault(importUsage);
  const { actor, now, told } = options;
  const onTaken = takenOf(rest);
  const bytes = await readFile(file).catch(() => {
    throw fault(`${file} cannot be read.`);
  });
  const importId = await importNow(db, {
    ...{ actor, kind, bytes, told, name: basename(file), space: rest[at + 1] ?? '', now: () => now },
    onTaken: rest.includes('--dry-run') ? null : onTaken,
    // Should this process be killed, the job goes on.
    request: importIntoWiki,
  });
  return report(db, importId, options);
};

const list = async (db: Db, key: string, { print, actor }: ImportOptions): Promise<number> => {
  const space = await getSpace(db, actor, key);
  if (!mayKeep(actor, space)) throw fault('This account does not keep this space.');
  for (const row of await listImports(db, space.id)) {
    print(
      `${row.id}  ${String(row.at).slice(0, 16)}  ${row.state.padEnd(9)} ${row.done}/${row.total}  ${row.written} written  ${row.personName ?? '-'}  ${row.fileName}`,
    );
  }
  return 0;
};

/** Imports by the command line, in this process: tried, carried out, stopped, taken back. Throws a fault that says how it is called. */
export const runWikiImport = async (db: Db, rest: readonly string[], options: ImportOptions): Promise<number> => {
  const [verb = '', id = ''] = rest;
  if (verb === 'import') return importFile(db, rest, options);
  if (id === '') throw fault(importUsage);
  if (verb === 'imports') return list(db, id, options);
  const { actor, now, told } = options;
  const input = { actor, now, importId: id };
  const onTaken = takenOf(rest);
  await db.transaction().execute(async (tx) => {
    if (verb === 'import-start') await startWikiImport(tx, { ...input, onTaken });
    else if (verb === 'import-stop') await stopWikiImport(tx, input);
    else if (verb === 'import-undo') await undoWikiImport(tx, input);
    else throw fault(importUsage);
  });
  if (verb !== 'import-stop') await workOnImport(db, id, { now: () => now, told, last: true });
  return report(db, id, options);
};
