import { type Config, loadConfig } from '#config.ts';
import { fault, isFault } from '#lib/fault.ts';
import { createLog, type Log } from '#lib/log.ts';

// The composition root: everything that runs starts here. Each command loads only what it needs.

const print = (line: string): void => console.log(line);

const logOf = ({ logLevel, logFormat }: Config): Log =>
  createLog({
    level: logLevel,
    format: logFormat,
    write: (line) => process.stderr.write(`${line}\n`),
    now: Temporal.Now.instant,
  });

/** Resolves when the process is asked to end. */
const asked = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => resolve());
  });

/** Serves until asked to end. */
const serve = async (config: Config, fill?: Parameters<typeof import('./runtime/web.ts')['serveGriya']>[3]): Promise<number> => {
  const log = logOf(config);
  const stop = asked();
  const { serveGriya } = await import('./runtime/web.ts');
  const griya = await Promise.race([serveGriya(config, log, import.meta.filename, fill), stop]);
  // Asked to end while still starting: what was begun ends with this process.
  if (!griya) return 0;
  print(`Griya siap / is ready: ${griya.address}`);
  if (griya.setupCode) {
    print(`Penyiapan pertama / first set-up: ${griya.address}/setup`);
    print(`Kode sekali pakai / one-time code: ${griya.setupCode}`);
  }
  await stop;
  log.info('Griya is stopping');
  await griya.stop();
  return 0;
};

const web = (): Promise<number> => serve(loadConfig());

const worker = async (): Promise<number> => {
  const config = loadConfig();
  const log = logOf(config).with({ process: 'worker' });
  const { serveJobs, supervised } = await import('./runtime/worker.ts');
  const parent = supervised();
  if (!parent && !config.database) {
    throw fault('A worker of its own needs DATABASE_URL: beside the embedded PostgreSQL, npm start runs one already.');
  }
  const stop = parent ? Promise.race([asked(), parent.gone]) : asked();
  const url = parent ? await parent.url : (await (await import('./runtime/database.ts')).openDatabase(config, log)).url;
  await serveJobs(config, url, log, stop);
  return 0;
};

/** The same on a sample city, which an empty database is filled with first. */
const demo = (): Promise<number> => {
  const config = loadConfig('griya-demo');
  return serve(config, async (db) => {
    const [{ fillDemo }, { allJobs }, { readSecret }] = await Promise.all([
      import('./cli/demo.ts'),
      import('./runtime/jobs.ts'),
      import('./runtime/secret.ts'),
    ]);
    const secret = await readSecret(config);
    const { data: dataDirectory, baseUrl } = config;
    // Its many jobs are worth a line only when one of them goes wrong.
    const log = logOf({ ...config, logLevel: 'warn' });
    await fillDemo(db, { log, print, jobs: allJobs, now: Temporal.Now.instant(), dataDirectory, baseUrl, secret });
  });
};

const runCase = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const log = logOf({ ...config, logLevel: 'warn' });
  const [cli, { allJobs }] = await Promise.all([import('./cli/run-case.ts'), import('./runtime/jobs.ts')]);
  const complain = (line: string) => console.error(line);
  return cli.runCase(rest, { log, print, complain, jobs: allJobs, publicUrl: config.publicUrl });
};

const verify = async (): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runVerify } = await import('./cli/verify.ts');
  return onDatabase(config, logOf(config), (db) => runVerify(db, print));
};

const letter = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runLetter } = await import('./cli/letter.ts');
  const complain = (line: string) => console.error(line);
  return onDatabase(config, logOf(config), (db) => runLetter(db, rest, { print, complain }));
};

const report = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runReport } = await import('./cli/report.ts');
  return onDatabase(config, logOf(config), (db) => runReport(db, rest, { print, now: Temporal.Now.instant() }));
};

const dnsImport = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runDnsImport } = await import('./cli/dns-import.ts');
  // Only a key would be sealed by it, and none is taken here.
  const given = { print, now: Temporal.Now.instant(), secret: config.secret ?? '' };
  return onDatabase(config, logOf(config), (db) => runDnsImport(db, rest, given));
};

const jobs = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runJobs } = await import('./cli/jobs.ts');
  return onDatabase(config, logOf(config), (db) => runJobs(db, rest, { print, now: Temporal.Now.instant() }));
};

const importFile = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runImport } = await import('./cli/import.ts');
  return onDatabase(config, logOf(config), (db) => runImport(db, rest, { print, now: Temporal.Now.instant() }));
};

const wiki = async (rest: string[]): Promise<number> => {
  const config = loadConfig();
  const { onDatabase } = await import('./runtime/connect.ts');
  const { runWiki } = await import('./cli/wiki.ts');
  return onDatabase(config, logOf(config), (db) => runWiki(db, rest, { print, now: Temporal.Now.instant() }));
};

const help = async (): Promise<number> => {
  print((await import('./cli/help.ts')).help);
  return 0;
};

const commands: Record<string, (rest: string[]) => Promise<number>> = {
  web,
  demo,
  worker,
  'run-case': runCase,
  verify,
  letter,
  jobs,
  'dns-import': dnsImport,
  report,
  import: importFile,
  wiki,
  help,
};

const main = async ([name = 'web', ...rest]: string[]): Promise<number> => {
  const command = commands[/^(-h|--help)$/.test(name) ? 'help' : name];
  if (command) return command(rest);
  console.error(`There is no command ${name}.\n\n${(await import('./cli/help.ts')).help}`);
  return 2;
};

try {
  process.exit(await main(process.argv.slice(2)));
} catch (error) {
  console.error(isFault(error) ? error.message : error);
  process.exit(1);
}
