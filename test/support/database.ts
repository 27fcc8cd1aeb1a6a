import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { openOwnerPool, openPool, type Pools, withDb } from '#db/index.ts';

export type TestDatabase = Pools & {
  /** Connection string of this database as the throw-away server's superuser; `openPool` takes it. */
  url: string;
  /** As superuser, with pg's own types: to look behind the application's role, or to do harm on purpose. */
  ownerPool: pg.Pool;
};

/**
 * A fresh database with the migrated schema and nothing in it, for one test file. `db` and `pool` run as the
 * application's role. `close` ends the connections and drops the database.
 */
export const testDatabase = async (): Promise<TestDatabase> => {
  const server = inject('postgres');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await asAdmin(server, `create database ${name} template griya_template`);
  const url = server.replace(/\/postgres(?=\?|$)/, `/${name}`);
  const pools = withDb(openPool(url));
  const ownerPool = openOwnerPool(url);
  return {
    ...pools,
    url,
    ownerPool,
    close: async () => {
      await Promise.all([pools.close(), ownerPool.end()]);
      await asAdmin(server, `drop database ${name} with (force)`);
    },
  };
};

const asAdmin = async (url: string, sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};
