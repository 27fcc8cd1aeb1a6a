import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runMigrations } from 'graphile-worker';
import type { Pool, PoolClient } from 'pg';
import { fault } from '#lib/fault.ts';
import { ensureApplicationRole, requireServer, serverFacts } from './requirements.ts';

const folder = join(import.meta.dirname, 'migrations');

/** One lock for all who might migrate the same database at once; the number is arbitrary and only has to stay the same. */
const migrationLock = 7_410_042;

/**
 * Brings the schema of the database behind `owner` (a role that may create tables and roles) to this version:
 * every file of `migrations/` once, in order, each in its own transaction; then the job queue's own schema; then the
 * grants of the application's role, which `user` may be too. A file that was changed after it ran is refused, and so is a
 * server that Griya cannot work on.
 */
export const migrate = async (owner: Pool, options: { user?: string } = {}): Promise<{ applied: string[] }> => {
  const client = await owner.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    requireServer(await serverFacts(client));
    await ensureApplicationRole(client, options.user);
    await client.query(
      'create table if not exists schema_migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    );
    const applied = await applyPending(client);
    await runMigrations({ pgPool: owner });
    await client.query(await readFile(join(import.meta.dirname, 'grants.sql'), 'utf8'));
    return { applied };
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]).catch(() => undefined);
    client.release();
  }
};

const applyPending = async (client: PoolClient): Promise<string[]> => {
  const known = new Map<string, string>(
    (await client.query<{ name: string; sha256: string }>('select name, sha256 from schema_migration')).rows.map((row) => [
      row.name,
      row.sha256,
    ]),
  );
  const files = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  const unknown = [...known.keys()].filter((name) => !files.includes(name));
  if (unknown.length > 0) {
    throw fault(
      `This database was made by a newer Griya (it knows ${unknown.join(', ')}): start that version, or restore a backup.`,
    );
  }
  const applied: string[] = [];
  for (const name of files) {
    const sql = await readFile(join(folder, name), 'utf8');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    if (known.get(name) === sha256) continue;
    if (known.has(name))
      throw fault(`Migration ${name} was changed after it had run: put the file back and add a new one instead.`);
    await client.query('begin');
    try {
      await client.query(sql);
      await client.query('insert into schema_migration (name, sha256) values ($1, $2)', [name, sha256]);
      await client.query('commit');
    } catch (error) {
      await client.query('rollback');
      throw new Error(`Migration ${name} failed: ${(error as Error).message}`, { cause: error });
    }
    applied.push(name);
  }
  return applied;
};
