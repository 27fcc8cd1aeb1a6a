import { createHash } from 'node:crypto';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type pg from 'pg';

/** So many different statements are kept prepared per connection; PostgreSQL holds each one's plan in memory. */
const keptStatements = 500;

/** So many texts are remembered as asked once: a list with filters may be asked in very many forms. */
const rememberedTexts = 5000;

/** Gives a statement that comes for the second time a name, made of its text; before that, and beyond the limit, none. */
const statementNames = (): ((text: string) => string | undefined) => {
  const names = new Map<string, string>();
  const askedOnce = new Set<string>();
  return (text) => {
    const known = names.get(text);
    if (known) return known;
    if (names.size >= keptStatements) return undefined;
    if (!askedOnce.delete(text)) {
      if (askedOnce.size >= rememberedTexts) askedOnce.clear();
      askedOnce.add(text);
      return undefined;
    }
    const name = `g_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`;
    names.set(text, name);
    return name;
  };
};

/**
 * Written into a statement, keeps it from being prepared: PostgreSQL then plans it for the very values, which pays where
 * one value is in every row and another in none (a search).
 */
export const plannedAnew = '/* planned anew */';

/** BEGIN fails only with its connection, and then everything behind it fails too: nobody waits for its answer. */
const begun = { command: 'BEGIN', rowCount: null, rows: [] };

/**
 * The pool as Kysely sees it. A statement that comes again is prepared once per connection, so that PostgreSQL neither
 * parses nor plans it again, and BEGIN travels with the first statement of its transaction: one round trip less.
 */
export const preparing = (pool: pg.Pool): PostgresPool => {
  const nameOf = statementNames();
  const asKyselySees = (client: pg.PoolClient): PostgresPoolClient => {
    const query = async (text: string, values: readonly unknown[]): Promise<unknown> => {
      if (text === 'begin') {
        client.query(text).catch(() => undefined);
        return begun;
      }
      const name = values.length > 0 && !text.includes(plannedAnew) ? nameOf(text) : undefined;
      return name === undefined ? client.query(text, [...values]) : client.query({ name, text, values: [...values] });
    };
    return { query, release: () => client.release() } as unknown as PostgresPoolClient;
  };
  const seen = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const connect = async (): Promise<PostgresPoolClient> => {
    const client = await pool.connect();
    const known = seen.get(client) ?? asKyselySees(client);
    seen.set(client, known);
    return known;
  };
  return { connect, end: () => pool.end() } as unknown as PostgresPool;
};
