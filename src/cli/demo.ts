import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { fault } from '#lib/fault.ts';
import { countChanges, learnForecast } from '#reports/index.ts';
import { defaultCalendarData, makeCalendar } from '#sop/index.ts';
import type { CliContext } from './context.ts';
import { keepNumbers } from './demo/books.ts';
import { playDemo } from './demo/play.ts';
import { readDemo } from './demo/read-demo.ts';
import type { DemoCity } from './demo/schema.ts';
import { type Player, setUpDemo } from './demo/set-up.ts';
import { writeWiki } from './demo/wiki.ts';
import { stageClock } from './stage/clock.ts';
import { drain, type Stage } from './stage/stage.ts';

/** The one password of all sample people. */
export const demoPassword = 'coba griya dulu';

const seed = 20_170_102;

/** How long before the first case the sample office was set up. */
const daysBefore = 190;

type DemoOptions = Pick<CliContext, 'log' | 'print' | 'jobs'> & {
  now: Temporal.Instant;
  dataDirectory: string;
  baseUrl: string;
  secret: string;
};

/**
 * Fills an empty database with the sample city of samples/demo: people, servers, and the cases of the last six months, each
 * act done by the command that a person uses, under a simulated clock. A database that has the demo already is left as it
 * is; any other that is set up is refused. Prints the sign-in table.
 */
export const fillDemo = async (db: Db, options: DemoOptions): Promise<void> => {
  const data = await readDemo();
  const accounts = (await isFilled(db, data.city)) ? accountsOf(data.city) : await fill(db, options, data);
  for (const line of signInTable(accounts)) options.print(line);
};

const fill = async (db: Db, options: DemoOptions, data: Awaited<ReturnType<typeof readDemo>>): Promise<readonly Player[]> => {
  const { log, jobs, now, dataDirectory, baseUrl, secret, print } = options;
  const timeZone = data.city.city.time_zone;
  const calendar = makeCalendar(defaultCalendarData(timeZone));
  const clock = stageClock(calendar, now.subtract({ hours: 24 * daysBefore }));
  const stage: Stage = {
    db,
    clock,
    services: { log, config: { baseUrl, dataDirectory, secret } },
    jobs,
    uploadLimit: 52_428_800,
  };
  print(`Mengisi kota contoh / filling the sample city: ${data.entries.length} permohonan …`);
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const cast = await setUpDemo(stage, data.city, demoPassword, today);
  await keepNumbers(stage, cast, data.books);
  let next = 25;
  const told = (done: number, all: number): void => {
    const percent = Math.floor((100 * done) / all);
    if (percent < next) return;
    print(`  ${percent} %`);
    next += 25;
  };
  await playDemo(stage, calendar, data, cast, { now, seed, told });
  await writeWiki(stage, cast);
  // Mails that waited a moment for more are due by the real now.
  await drain({ ...stage, clock: { ...clock, now: () => now } });
  await countChanges(db);
  await learnForecast(db, clock.now());
  await record(db, {
    subjectKind: 'installation',
    subjectId: cast.hostOfficeId,
    at: clock.now(),
    type: filledEvent,
    doer: system,
    data: { cases: data.entries.length },
  });
  return cast.accounts;
};

const filledEvent = 'installation.demo_filled';

/** Whether the demo lies in the database already. Throws a fault when something else does, or when it was cut off half way. */
const isFilled = async (db: Db, city: DemoCity): Promise<boolean> => {
  const installation = await db
    .selectFrom('installation')
    .leftJoin('auth_user', (join) => join.on('auth_user.email', '=', city.administrator.email))
    .select(['installation.government_name as government', 'auth_user.id as administrator'])
    .executeTakeFirst();
  if (!installation) return false;
  if (!installation.administrator) {
    throw fault(
      `This database already belongs to ${installation.government}; the demo fills an empty one only. Set GRIYA_DATA to another directory for it, or start Griya with npm start.`,
    );
  }
  const filled = await db.selectFrom('audit_event').select('seq').where('type', '=', filledEvent).executeTakeFirst();
  if (filled) return true;
  throw fault(
    'The demo was cut off while it filled this database. Remove its directory (GRIYA_DATA), or set GRIYA_DATA to another one, and run npm run demo again.',
  );
};

const accountsOf = (city: DemoCity): Pick<Player, 'name' | 'email' | 'title'>[] => [
  { ...city.administrator, title: 'Administrator' },
  ...city.posts.map(({ title, holder }) => ({ ...holder, title })),
  { ...city.auditor, title: 'Auditor' },
  ...city.offices.flatMap((office) => [{ ...office.head, title: office.head_title }, office.staff]),
];

const signInTable = (accounts: readonly Pick<Player, 'name' | 'email' | 'title'>[]): string[] => {
  const width = Math.max(...accounts.map(({ email }) => email.length)) + 2;
  return [
    '',
    `Masuk sebagai / sign in as (kata sandi semua / password of all: ${demoPassword})`,
    ...accounts.map(({ email, title, name }) => `  ${email.padEnd(width)}${title} (${name})`),
    '',
  ];
};
