import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { fault } from '#lib/fault.ts';
import { logLevels } from '#lib/log.ts';

const port = /^\d{1,5}$/;
const wholeNumber = (lowest: number, highest: number, cure: string) =>
  z
    .string()
    .refine((text) => port.test(text) && Number(text) >= lowest && Number(text) <= highest, cure)
    .transform(Number);

const databaseUrl = z.string().refine((text) => {
  const url = URL.parse(text);
  return url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.pathname.length > 1;
}, 'write it as postgres://user:password@host:5432/database');

const baseUrl = z
  .string()
  .transform((text) => text.replace(/\/$/, ''))
  .refine(
    (text) => URL.parse(text)?.origin === text && /^https?:/.test(text),
    'write only scheme and host, like https://griya.example.go.id',
  );

const flag = z
  .enum(['0', '1'], 'choose 0 or 1')
  .default('0')
  .transform((text) => text === '1');

const directory = z
  .string()
  .refine((text) => !text.startsWith('~'), 'write the whole path: nobody replaces the ~ here')
  .transform((text) => resolve(text));

/**
 * Every setting: its name in the environment, what it is without one (in words where it depends on the machine), what it
 * means, and how a value is read. docs/operations.md shows this table; a test keeps both equal.
 */
export const settings = {
  PORT: {
    standard: '8080',
    meaning: 'Port of the web server. `0` takes any free one.',
    schema: wholeNumber(0, 65_535, 'give a port from 0 to 65535, for example 8080').default(8080),
  },
  GRIYA_HOST: {
    standard: '127.0.0.1',
    meaning:
      'Address that the web server listens on. The standard one is reached from this machine only; `0.0.0.0` from everywhere.',
    schema: z
      .string()
      .regex(/^[\w.:-]+$/, 'give an address of this machine, for example 127.0.0.1 or 0.0.0.0')
      .default('127.0.0.1'),
  },
  GRIYA_URL: {
    standard: 'the address in the browser',
    meaning:
      'Public address, like `https://griya.example.go.id`. Set it behind a proxy: links in messages, the QR code of letters and the check of origins use it.',
    schema: baseUrl.optional(),
  },
  GRIYA_BEHIND_PROXY: {
    standard: '0',
    meaning:
      '`1` when a proxy of yours stands in front: the last address in X-Forwarded-For is then the visitor’s, for the sign-in throttle.',
    schema: flag,
  },
  GRIYA_DATA: {
    standard: '`~/.local/share/griya`; for root `/var/lib/griya`',
    meaning: 'Directory of the database and the secret.',
    schema: directory.optional(),
  },
  GRIYA_SECRET: {
    standard: 'made once, kept in `GRIYA_DATA/secret`',
    meaning:
      'Signs sessions and forms, seals the keys that letters are signed with; 32 characters or more. Several servers and workers on one database need the same one.',
    schema: z.string().min(32, 'give 32 characters or more, for example from: openssl rand -hex 32').optional(),
  },
  DATABASE_URL: {
    standard: 'embedded PostgreSQL in `GRIYA_DATA`',
    meaning: 'A PostgreSQL (15 or newer) of yours: `postgres://user:password@host:5432/database`.',
    schema: databaseUrl.optional(),
  },
  DATABASE_OWNER_URL: {
    standard: '`DATABASE_URL`',
    meaning:
      'The same database as its owner, when `DATABASE_URL` belongs to a user who may not create tables. Used for migrations only.',
    schema: databaseUrl.optional(),
  },
  DATABASE_CONNECTIONS: {
    standard: '10',
    meaning: 'How many connections to the database the web process may hold.',
    schema: wholeNumber(2, 200, 'give a number from 2 to 200').default(10),
  },
  WORKER_CONCURRENCY: {
    standard: '2',
    meaning: 'How many jobs (letters, DNS, mail) run at the same time.',
    schema: wholeNumber(1, 32, 'give a number from 1 to 32').default(2),
  },
  SMTP_URL: {
    standard: 'no mails are sent',
    meaning: 'Mail server for notices: `smtp://user:password@host:587`, or `smtps://` for TLS from the start.',
    schema: z
      .string()
      .refine((text) => /^smtps?:$/.test(URL.parse(text)?.protocol ?? ''), 'write it as smtp://user:password@host:587')
      .optional(),
  },
  MAIL_FROM: {
    standard: '`griya@` and the host of `GRIYA_URL`',
    meaning: 'Sender of the mails: an address, or `Name <address>`.',
    schema: z
      .string()
      .regex(
        /^(?:[^<>@\r\n]*<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/,
        'write an address like griya@example.go.id, or Name <address>',
      )
      .optional(),
  },
  LOG_LEVEL: {
    standard: 'info',
    meaning: '`debug`, `info`, `warn` or `error`.',
    schema: z.enum(logLevels, `choose one of ${logLevels.join(', ')}`).default('info'),
  },
  LOG_FORMAT: {
    standard: 'plain',
    meaning: '`plain` for people, `json` for machines; one line per event, on standard error.',
    schema: z.enum(['plain', 'json'], 'choose plain or json').default('plain'),
  },
  GRIYA_ZONE_RELOAD: {
    standard: 'nothing is run',
    meaning:
      'Command that makes a name server on this machine read a changed zone file, like `rndc reload`; the zone’s name is added. Run without a shell.',
    schema: z.string().max(500, 'give a command of at most 500 characters').optional(),
  },
  GRIYA_DEVELOPMENT: {
    standard: '0',
    meaning: '`1` shows the gallery of components. Not for an office.',
    schema: flag,
  },
} as const satisfies Record<string, { standard: string; meaning: string; schema: z.ZodType }>;

export type SettingName = keyof typeof settings;
type Values = { [Name in SettingName]: z.output<(typeof settings)[Name]['schema']> };

export type Config = {
  port: number;
  host: string;
  /** Public address without a final slash; null when the browser's own address counts. */
  publicUrl: string | null;
  /** An address to put into messages: the public one, or this machine's. */
  baseUrl: string;
  behindProxy: boolean;
  data: string;
  secret: string | null;
  /** Null: the embedded PostgreSQL. */
  database: { url: string; ownerUrl: string } | null;
  connections: number;
  workerConcurrency: number;
  zoneReload: string | null;
  /** Null: no mails. */
  mail: { url: string; from: string } | null;
  logLevel: (typeof logLevels)[number];
  logFormat: 'plain' | 'json';
  development: boolean;
};

type Environment = Readonly<Record<string, string | undefined>>;
type Machine = { root: boolean; home: string };

const standardData = (environment: Environment, machine: Machine, name: string): string => {
  if (machine.root) return join('/var/lib', name);
  return join(environment.XDG_DATA_HOME || join(machine.home, '.local/share'), name);
};

/**
 * The configuration from an environment. Every faulty value is named together with its cure, in one fault; values
 * themselves are never repeated, since they may be secrets. `name` is that of the standard data directory.
 */
export const readConfig = (environment: Environment, machine: Machine, name = 'griya'): Config => {
  const faults: string[] = [];
  const read = (name: SettingName): unknown => {
    const result = settings[name].schema.safeParse(environment[name] || undefined);
    if (!result.success) faults.push(`${name}: ${result.error.issues[0]?.message}`);
    return result.data;
  };
  const values = Object.fromEntries((Object.keys(settings) as SettingName[]).map((name) => [name, read(name)])) as Values;
  for (const name of Object.keys(environment)) {
    if (name.startsWith('GRIYA_') && !(name in settings)) faults.push(`${name}: no such setting; remove it or correct its name`);
  }
  if (values.DATABASE_OWNER_URL && !environment.DATABASE_URL) {
    faults.push('DATABASE_OWNER_URL: has no meaning without DATABASE_URL; set that too, or remove this one');
  }
  if (faults.length > 0) {
    throw fault(
      `Some settings cannot be used (docs/operations.md lists them all):\n${faults.map((text) => `  ${text}\n`).join('')}`.trimEnd(),
    );
  }
  return {
    port: values.PORT,
    host: values.GRIYA_HOST,
    publicUrl: values.GRIYA_URL ?? null,
    baseUrl: values.GRIYA_URL ?? `http://localhost:${values.PORT}`,
    behindProxy: values.GRIYA_BEHIND_PROXY,
    data: values.GRIYA_DATA ?? standardData(environment, machine, name),
    secret: values.GRIYA_SECRET ?? null,
    database: values.DATABASE_URL
      ? { url: values.DATABASE_URL, ownerUrl: values.DATABASE_OWNER_URL ?? values.DATABASE_URL }
      : null,
    connections: values.DATABASE_CONNECTIONS,
    workerConcurrency: values.WORKER_CONCURRENCY,
    zoneReload: values.GRIYA_ZONE_RELOAD ?? null,
    mail: values.SMTP_URL
      ? { url: values.SMTP_URL, from: values.MAIL_FROM ?? `griya@${URL.parse(values.GRIYA_URL ?? '')?.hostname ?? 'localhost'}` }
      : null,
    logLevel: values.LOG_LEVEL,
    logFormat: values.LOG_FORMAT,
    development: values.GRIYA_DEVELOPMENT,
  };
};

/** The configuration of this process. `name` is that of the data directory where the settings name none. */
export const loadConfig = (name?: string): Config =>
  readConfig(process.env, { root: process.getuid?.() === 0, home: process.env.HOME || homedir() }, name);
