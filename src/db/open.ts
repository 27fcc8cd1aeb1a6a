import { Kysely, PostgresDialect, type RawBuilder, sql } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';
import type { DB } from './types.ts';

/** The database, or a transaction of it: commands take either and never ask which. */
export type Db = Kysely<DB>;

export type Pools = { db: Db; pool: pg.Pool; close: () => Promise<void> };

const { builtins } = pg.types;

const parsers = new Map<number, (text: string) => unknown>([
  [builtins.TIMESTAMPTZ, (text) => Temporal.Instant.from(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00'))],
  [builtins.DATE, (text) => Temporal.PlainDate.from(text)],
  [builtins.TIME, (text) => Temporal.PlainTime.from(text)],
  [builtins.INT8, Number],
  [builtins.NUMERIC, Number],
]);

/** Times leave and enter the database as Temporal values; pg asks a parameter for `toPostgres` before it would print it as JSON. */
for (const type of [Temporal.Instant, Temporal.PlainDate, Temporal.PlainTime]) {
  Object.defineProperty(type.prototype, 'toPostgres', {
    configurable: true,
    value(this: { toString(): string }) {
      return this.toString();
    },
  });
}

const asApplication = '-c role=griya_app -c timezone=UTC';

/**
 * A pool for the application's own work. Every connection runs as the role `griya_app`, which may not change the audit
 * trail, whoever the connection string belongs to.
 */
export const openPool = (connectionString: string, max = 10): pg.Pool => {
  const pool = new pg.Pool({
    connectionString,
    max,
    // What is sent without waiting for an answer (BEGIN, see prepared.ts) needs no round trip of its own.
    pipeline: true,
    options: asApplication,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (format !== 'binary' && parsers.get(oid)) || pg.types.getTypeParser(oid, format as 'text'),
    } as pg.CustomTypesConfig,
  });
  return survivingLoss(pool);
};

/** As `openPool`, but with pg's own types: for a library that asks the database itself and expects a Date for a time. */
export const openPlainPool = (connectionString: string, max: number): pg.Pool =>
  survivingLoss(new pg.Pool({ connectionString, max, options: asApplication }));

/** A connection that breaks is reported and replaced; without a listener it would end the process. */
const survivingLoss = (pool: pg.Pool): pg.Pool => {
  pool.on('error', (error) => {
    if (!pool.ending) console.error(`A connection to the database was lost: ${error.message}`);
  });
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
};

/** A small pool for migrations and checks, as whoever the connection string belongs to and with pg's own types. */
export const openOwnerPool = (connectionString: string, max = 3): pg.Pool => {
  return survivingLoss(new pg.Pool({ connectionString, max }));
};

/** The pool with Kysely over it. `close` waits for what is running. */
export const withDb = (pool: pg.Pool): Pools => {
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  const close = async () => {
    await db.destroy();
    // Kysely ends only a pool that it has used.
    if (!pool.ending) await pool.end();
  };
  return { db, pool, close };
};

/** A value for a jsonb column (pg alone would send an array as a PostgreSQL array). */
export const json = <T>(value: T): RawBuilder<T> => sql<T>`${JSON.stringify(value)}::jsonb`;
