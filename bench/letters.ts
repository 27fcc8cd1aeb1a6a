import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { sql } from 'kysely';
import { migrate, openOwnerPool, openPool, startEmbedded, withDb } from '../src/db/index.ts';
import { draftLetter, printBook } from '../src/letters/index.ts';
import { content, sheet } from '../src/letters/kinds/reply/example.ts';
import { schema } from '../src/letters/kinds/reply/schema.ts';
import { endRendering, renderPdf } from '../src/letters/render.ts';
import { silentLog } from '../src/lib/log.ts';
import { testBrowser } from '../test/support/browser.ts';
import { makeCity } from '../test/support/city.ts';
import { actorOf } from '../test/support/identity.ts';
import { replyOf } from '../test/support/letters.ts';
import { readPdf } from '../test/support/pdf-text.ts';
import { dataDirectory, startServer } from '../test/support/server.ts';
import { letterPage } from './letter-as-page.ts';

// npm run bench:letters: one letter of reply through Griya's renderer, beside what an office would otherwise use in the same run
// (LibreOffice headless from a flat ODT of the same text, Chromium's print to PDF of the same letter), what rendering does to the
// web process of a running server, and what a printed book of 5,000 entries does to the process that asks for it. `-- 60` renders
// so many warm letters.
//
// Seen on two shared cores (2026-11-24, load 9 to 10): the fastest warm letter 5 to 7 ms, of which Typst lays out for 3 and
// exports PDF/A for 1.5; the sandbox adds less than 1 ms. Chromium, its page loaded once and only its fields set, 13 to 18 ms at
// its fastest; medians by turns 9 to 10 ms beside 28 to 30 ms, so three times, not the five that were aimed at. What is left of
// Griya's time is Typst's own: one rule less on every text took a quarter off, other rules and the counter of pages nothing. At load
// 15 rendering 300 letters added 24 ms to the longest hold of the web process's loop, and the print of a book held it 23 ms.

const warmLetters = Number(process.argv[2] ?? 200);
const officeRuns = 5;
const officeBatch = 10;
const printed = 30;
const queued = 300;

const folder = await mkdtemp(join(tmpdir(), 'griya-bench-'));
const parsed = schema.parse(content);
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits));

const timed = async (work: () => unknown): Promise<number> => {
  const began = performance.now();
  await work();
  return performance.now() - began;
};

/** Every letter has another text, as in an office: nothing is answered from memory. */
const letter = (index: number) => ({ content: { ...parsed, application: `${parsed.application} ${index}` }, sheet });
const render = (index: number) => renderPdf('reply/template.typ', letter(index));

const coldMs: number[] = [];
for (let each = 0; each < 3; each += 1) {
  await endRendering();
  coldMs.push(await timed(() => render(each)));
}
for (let each = 0; each < 10; each += 1) await render(each);
const warm: number[] = [];
const warmWhole = await timed(async () => {
  for (let each = 0; each < warmLetters; each += 1) warm.push(await timed(() => render(1000 + each)));
});
const warmMs = median(warm);
console.log(
  `Griya: cold ${rounded(median(coldMs))} ms, warm ${rounded(warmMs)} ms (median), ${rounded((warmLetters / warmWhole) * 1000)} letters/s`,
);

/** The same text, a paragraph a line. */
const text = (await readPdf((await render(0)).pdf)).pages.join('\n').split('\n');
const escaped = (line: string): string => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** A flat ODT as an office's template would be after its fields were filled in. */
const flatOdt = (index: number): string => `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:body><office:text>${[...text, String(index)].map((line) => `<text:p>${escaped(line)}</text:p>`).join('')}</office:text></office:body></office:document>`;

const soffice = (...files: string[]): void => {
  const profile = `-env:UserInstallation=file://${folder}/profile`;
  const run = spawnSync('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, ...files], {
    stdio: 'ignore',
  });
  if (run.status !== 0) throw new Error('LibreOffice could not convert the letter');
};

const measureOffice = async (): Promise<number | null> => {
  if (spawnSync('soffice', ['--version'], { stdio: 'ignore' }).status !== 0) {
    console.log('LibreOffice: soffice is not installed here (apt-get install libreoffice-writer); not measured');
    return null;
  }
  const files: string[] = [];
  for (let each = 0; each < officeRuns + officeBatch; each += 1) {
    const file = join(folder, `letter-${each}.fodt`);
    await writeFile(file, flatOdt(each));
    files.push(file);
  }
  const cold = await timed(() => soffice(files[0] ?? ''));
  const runs: number[] = [];
  for (const file of files.slice(0, officeRuns)) runs.push(await timed(() => soffice(file)));
  const batch = await timed(() => soffice(...files.slice(-officeBatch)));
  const perLetter = median(runs);
  // Starting costs seconds and varies by more than a letter takes: then nothing can be said of the letter alone.
  const marginal = (batch - perLetter) / (officeBatch - 1);
  const further = marginal > 0 ? `about ${rounded(marginal)} ms` : 'too little to tell beside the start';
  console.log(
    `LibreOffice: cold (new profile) ${rounded(cold)} ms, one conversion a letter ${rounded(perLetter)} ms; each further letter of one run (as a resident office would) ${further}`,
  );
  return perLetter;
};
const officeMs = await measureOffice();

const browser = await testBrowser();
const context = await browser.open();
const printLetter = await letterPage(await context.newPage());
const print = (index: number): Promise<void> => printLetter(letter(index).content.application);
const firstPrint = await timed(() => print(0));
const prints: number[] = [];
const beside: number[] = [];
// By turns, so that whatever else this machine does falls on both. Both sides print the same letter: text, font, letterhead,
// lists, QR code, foot. Chromium's page is loaded once and makes a plain PDF, Griya's every letter is read anew and made PDF/A-2b.
for (let each = 1; each <= printed; each += 1) {
  prints.push(await timed(() => print(each)));
  beside.push(await timed(() => render(3000 + each)));
}
await browser.close();
const chromiumMs = median(prints);
const lowest = (values: readonly number[]): number => Math.min(...values);
const besideMs = median(beside);
console.log(
  `Chromium: first print ${rounded(firstPrint)} ms, on a warm page ${rounded(chromiumMs)} ms (median); Griya by turns with it ${rounded(besideMs)} ms; the fastest of each ${rounded(lowest(prints))} and ${rounded(lowest(beside))} ms`,
);

/** Fills a database with letters to be rendered, while no server runs on it. */
const { data, remove } = await dataDirectory();
const withDatabase = async (work: (db: ReturnType<typeof withDb>['db']) => Promise<void>): Promise<void> => {
  const embedded = await startEmbedded({ data, log: silentLog });
  const owner = openOwnerPool(embedded.ownerUrl);
  await migrate(owner);
  await owner.end();
  const pools = withDb(openPool(embedded.url));
  await work(pools.db);
  await pools.close();
  await embedded.stop();
};

const waitingLetters = async (url: string): Promise<number> => {
  const pools = withDb(openPool(url));
  const { count } = await pools.db
    .selectFrom('letter')
    .select((is) => is.fn.countAll<number>().as('count'))
    .where('render_state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  await pools.close();
  return Number(count);
};

/** Pages are asked for all the while, as people do; returns the longest hold of the web process's event loop in ms. */
const heldDuring = async (letters: number): Promise<number> => {
  const embedded = await startEmbedded({ data, log: silentLog });
  const pools = withDb(openPool(embedded.url));
  const { host_office_id } = await pools.db.selectFrom('installation').select('host_office_id').executeTakeFirstOrThrow();
  const probe = new URL('./loop-probe.mjs', import.meta.url).href;
  const env = {
    DATABASE_URL: embedded.url,
    DATABASE_OWNER_URL: embedded.ownerUrl,
    NODE_OPTIONS: `--import ${probe}`,
    LOOP_PROBE: folder,
  };
  const server = await startServer({ data, env });
  for (let each = 0; each < 40; each += 1) await (await fetch(`${server.url}/sign-in`)).text();
  process.kill(server.pid, 'SIGUSR2');
  const end = performance.now() + 8000;
  for (let each = 0; each < letters; each += 1) {
    const draft = replyOf(host_office_id);
    await draftLetter(pools.db, { ...draft, now: Temporal.Now.instant(), data: letter(each).content });
  }
  let pages = 0;
  while (performance.now() < end || (letters > 0 && (await waitingLetters(embedded.url)) > 0)) {
    await (await fetch(`${server.url}/sign-in`)).text();
    pages += 1;
    await pause(20);
  }
  await rm(`${folder}/${server.pid}.json`, { force: true });
  process.kill(server.pid, 'SIGUSR2');
  await pause(500);
  const held = JSON.parse(await readFile(`${folder}/${server.pid}.json`, 'utf8')) as { max: number; p99: number };
  const [memory, took] = [await server.memory(), performance.now() - end + 8000];
  await server.stop();
  await pools.close();
  await embedded.stop();
  console.log(
    `Web process, ${letters} letters rendered beside ${pages} pages in ${rounded(took / 1000)} s: loop held ${rounded(held.max)} ms at most (p99 ${rounded(held.p99)}), resting on ${Math.round(memory / 1e6)} MB`,
  );
  return held.max;
};

/** Whose agenda holds so many entries, and what its print is asked for with. */
const bookKeeper = async (db: ReturnType<typeof withDb>['db'], entries: number) => {
  const { host_office_id: officeId } = await db.selectFrom('installation').select('host_office_id').executeTakeFirstOrThrow();
  await sql`insert into agenda_entry (id, office_id, year, seq, received_at, registered_at, letter_from, letter_number, letter_date, hal)
    select gen_random_uuid(), ${officeId}::uuid, 2025, n, timestamptz '2025-02-03 08:00+07' + n * interval '1 minute', now(),
      'Dinas Contoh Nomor ' || n % 40, '500.12/' || n || '/DINAS/II/2025', date '2025-02-03', 'Permohonan pendampingan nomor ' || n
    from generate_series(1, ${entries}::int) n`.execute(db);
  const { id } = await db
    .selectFrom('account')
    .innerJoin('appointment', 'appointment.person_id', 'account.person_id')
    .innerJoin('post', 'post.id', 'appointment.post_id')
    .select('account.id')
    .where('post.role', '=', 'agency-head')
    .where('post.office_id', '=', officeId)
    .executeTakeFirstOrThrow();
  const actor = await actorOf(db, id);
  return { actor, officeId, book: 'agenda', query: { year: 2025 }, now: Temporal.Now.instant() } as const;
};

await withDatabase(async (db) => {
  await makeCity(db, data);
});
const without = await heldDuring(0);
const withLetters = await heldDuring(queued);

/** Previews are asked for by the web process itself: what its own side of them costs its event loop, beside doing nothing. */
const heldHere = async (work: () => Promise<unknown>): Promise<number> => {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6 - 5;
};
await render(0);
const hereWith = await heldHere(async () => {
  for (let each = 0; each < 100; each += 1) await render(5000 + each);
});
const hereWithout = await heldHere(() => pause(100 * besideMs));
console.log(
  `The process that asks for a letter: loop held ${rounded(hereWith)} ms at most; the same time without letters: ${rounded(hereWithout)} ms`,
);

/** A book of so many entries is printed by the web process: its content is read and checked there, its PDF is made elsewhere. */
const bookEntries = 5000;
const embedded = await startEmbedded({ data, log: silentLog });
const pools = withDb(openPool(embedded.url));
const keeper = await bookKeeper(pools.db, bookEntries);
const bookMs: number[] = [];
const bookHeld = await heldHere(async () => {
  bookMs.push(await timed(() => pools.db.transaction().execute((tx) => printBook(tx, keeper))));
});
await pools.close();
await embedded.stop();
console.log(
  `A printed book of ${bookEntries} entries: asked for in ${rounded(bookMs[0] ?? 0)} ms, which held the loop ${rounded(bookHeld)} ms at most`,
);

await endRendering();
await remove();
await rm(folder, { recursive: true, force: true });
console.log(
  JSON.stringify({
    warm_ms: rounded(warmMs),
    vs_libreoffice: officeMs === null ? null : rounded(officeMs / warmMs),
    vs_chromium: rounded(chromiumMs / besideMs),
    // What rendering adds: a busy machine holds any process now and then.
    book_block_ms: rounded(bookHeld),
    loop_block_ms: rounded(Math.max(0, withLetters - without, hereWith - hereWithout)),
  }),
);
