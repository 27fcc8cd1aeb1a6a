import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Db } from '#db/index.ts';
import { keepPublicAddress } from '#letters/index.ts';
import { fault, isFault } from '#lib/fault.ts';
import { defaultCalendarData, makeCalendar } from '#sop/index.ts';
import type { CliContext } from './context.ts';
import { playSample } from './run-case/play.ts';
import { type ReadSample, readSample } from './run-case/read-sample.ts';
import { setUpSample } from './run-case/set-up.ts';
import { type Summary, writeOut } from './run-case/write-out.ts';
import { onScratch } from './scratch.ts';
import { stageClock } from './stage/clock.ts';
import type { Stage } from './stage/stage.ts';

const usage = 'Usage: griya run-case FOLDER --out DIR';
const uploadLimit = 52_428_800;

/**
 * `griya run-case FOLDER --out DIR`: plays the request of a folder through all ten steps on a scratch database. Returns 0
 * when the case was completed; 1 when an act was refused or the audit trail does not hold; 2 when the arguments or the
 * folder cannot be used. What is wrong goes to `complain`.
 */
export const runCase = async (args: readonly string[], context: CliContext): Promise<number> => {
  const complaint = (error: unknown, code: number): number => {
    if (!isFault(error)) throw error;
    context.complain(error.message);
    return code;
  };
  let read: ReadSample;
  let out: string;
  try {
    const given = readArguments(args);
    out = given.out;
    read = await readSample(given.folder);
  } catch (error) {
    return complaint(error, 2);
  }
  try {
    const summary = await onScratch(context.log, (db) => playFolder(db, read, out, context));
    for (const line of told(summary, out)) context.print(line);
    return summary.audit.ok && summary.case.state === 'completed' ? 0 : 1;
  } catch (error) {
    return complaint(error, 1);
  }
};

const readArguments = (args: readonly string[]): { folder: string; out: string } => {
  const parsed = (() => {
    try {
      return parseArgs({ args: [...args], options: { out: { type: 'string' } }, allowPositionals: true });
    } catch (cause) {
      throw fault(`${cause instanceof Error ? cause.message : String(cause)}\n${usage}`, cause);
    }
  })();
  const [folder, ...more] = parsed.positionals;
  if (folder === undefined) throw fault(`Which request? Give the folder that holds request.yaml.\n${usage}`);
  if (more.length > 0) throw fault(`One folder at a time; "${more.join(' ')}" is too much.\n${usage}`);
  if (!parsed.values.out) throw fault(`Where to? Give a directory for the documents with --out.\n${usage}`);
  return { folder, out: parsed.values.out };
};

/** Plays a sample on an empty, migrated database and writes what came of it to a directory. */
export const playFolder = async (
  db: Db,
  read: ReadSample,
  out: string,
  { log, jobs, publicUrl }: Pick<CliContext, 'log' | 'jobs' | 'publicUrl'>,
): Promise<Summary> => {
  const { starts, city } = read.sample;
  const calendar = makeCalendar(defaultCalendarData(city.time_zone));
  const clock = stageClock(calendar, starts.toZonedDateTime(city.time_zone).toInstant());
  const dataDirectory = await mkdtemp(join(tmpdir(), 'griya-run-case-'));
  try {
    const services = { log, config: { baseUrl: 'http://localhost', dataDirectory, secret: randomBytes(32).toString('hex') } };
    const stage: Stage = { db, clock, services, jobs, uploadLimit };
    const cast = await setUpSample(stage, read.sample);
    if (publicUrl) await keepPublicAddress(db, publicUrl);
    const played = await playSample(stage, calendar, read, cast);
    const context = { directory: out, sample: read.name, timeZone: city.time_zone, calendar };
    return await writeOut(db, played, context);
  } finally {
    await rm(dataDirectory, { recursive: true, force: true });
  }
};

const told = (summary: Summary, out: string): string[] => {
  const { case: found, letters, server, subdomain, audit } = summary;
  const made = found.server_provided ? 'provided for it' : 'with capacity';
  return [
    `${found.number} ${found.application} (${found.office}): ${found.state}, submitted ${found.submitted}, closed ${found.closed}`,
    `  rounds: ${found.rounds}; server: ${server?.name ?? '–'} (${made}); subdomain: ${subdomain?.name ?? '–'}`,
    `  ${letters.filter((letter) => letter.file).length} documents and summary.json in ${out}`,
    `  audit: ${audit.events} events in ${audit.chains} chains, ${audit.ok ? 'every chain holds' : 'BROKEN'}`,
  ];
};
