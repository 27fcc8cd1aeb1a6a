import { createWriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { wikiExporting } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, findActor, getInstallation, listAccounts } from '#identity/index.ts';
import { fault } from '#lib/fault.ts';
import { endBooks, exportMarkdown, exportSite, getSpace, makeBook } from '#wiki/index.ts';
import { importUsage, runWikiImport } from './wiki-import.ts';
import { reviewUsage, runWikiReview } from './wiki-review.ts';
import { runWikiTemplates, templateUsage } from './wiki-templates.ts';

const usage = `${templateUsage}
${importUsage}
${reviewUsage}
griya wiki export KEY --out FILE --as MAIL [--site | --pdf [--page ID]]
    a space as a ZIP of Markdown files, as a static site (ZIP), or as a book (PDF; a ZIP of volumes when large), of a page
    and those below it`;

type Options = { print: (line: string) => void; now: Temporal.Instant };

const option = (rest: readonly string[], name: string): string => rest[rest.indexOf(`--${name}`) + 1] ?? '';

/** In whose name: what an account may not read does not leave, and what it may not write does not come in. */
const actorOf = async (db: Db, rest: readonly string[], now: Temporal.Instant): Promise<Actor> => {
  const mail = rest.includes('--as') ? option(rest, 'as').toLowerCase() : '';
  const account = (await listAccounts(db)).find(({ email, disabledAt }) => email === mail && !disabledAt);
  const actor = account ? await findActor(db, { accountId: account.id, now }) : null;
  if (!actor) throw fault(`--as MAIL must name an account that is in use.\n\n${usage}`);
  return actor;
};

const bar = (done: number, total: number): string => {
  const filled = total === 0 ? 20 : Math.floor((20 * done) / total);
  return `[${'#'.repeat(filled)}${'.'.repeat(20 - filled)}] ${done}/${total}`;
};

/** Prints the bar whenever another twentieth is done. */
const progress = (print: Options['print']) => {
  let shown = -1;
  return async (done: number, total: number): Promise<void> => {
    const part = Math.floor((20 * done) / Math.max(1, total));
    if (part > shown) print(bar(done, total));
    shown = Math.max(shown, part);
  };
};

const exportFile = async (db: Db, rest: readonly string[], { print, now }: Options): Promise<number> => {
  const key = rest[1];
  if (!key || !rest.includes('--out')) throw fault(usage);
  const actor = await actorOf(db, rest, now);
  const space = await getSpace(db, actor, key);
  const { timeZone } = await getInstallation(db);
  const [out, exporting] = [option(rest, 'out'), wikiExporting(db, actor, { now, timeZone, baseUrl: null })];
  if (rest.includes('--pdf')) {
    try {
      const root = rest.includes('--page') ? option(rest, 'page') : null;
      const made = await makeBook(exporting, space, { root, told: progress(print) });
      const { bytes, sheets, chapters, volumes, leftOut } = made;
      const file = volumes > 1 ? `${out.replace(/\.pdf$/i, '')}.zip` : out;
      await writeFile(file, bytes);
      for (const each of leftOut) print(`  ${each}`);
      const parts = volumes > 1 ? ` in ${volumes} volumes (ZIP)` : '';
      print(`${file}: ${space.name}, ${chapters} pages of the wiki on ${sheets} sheets${parts}, ${bytes.length} bytes.`);
    } finally {
      await endBooks();
    }
    return 0;
  }
  const archive = rest.includes('--site') ? exportSite(exporting, space) : exportMarkdown(exporting, space);
  const stream = createWriteStream(out);
  await pipeline(Readable.from(archive), stream);
  print(`${out}: ${space.name}, ${stream.bytesWritten} bytes.`);
  return 0;
};

/** Pages in and out by the command line. Throws a fault that says how it is called. */
export const runWiki = async (db: Db, rest: readonly string[], options: Options): Promise<number> => {
  if (/^imports?(?:-\w+)?$/.test(rest[0] ?? '')) {
    const actor = await actorOf(db, rest, options.now);
    return runWikiImport(db, rest, { ...options, actor, told: progress(options.print) });
  }
  if (rest[0] === 'stale' || rest[0] === 'review') {
    return runWikiReview(db, rest, { ...options, actor: await actorOf(db, rest, options.now) });
  }
  if (rest[0] === 'export') return exportFile(db, rest, options);
  if (rest[0] === 'templates') {
    const actor = await actorOf(db, rest, options.now);
    return runWikiTemplates(db, rest.slice(1), { ...options, actor });
  }
  throw fault(usage);
};
