import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';
import { connectionFault, migrate, openOwnerPool, openPool, withDb } from './index.ts';
import { requireServer } from './requirements.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe('migrate', () => {
  test('does nothing to a database that is up to date, also when two start at once', async () => {
    const both = await Promise.all([migrate(database.ownerPool), migrate(database.ownerPool)]);
    expect(both).toEqual([{ applied: [] }, { applied: [] }]);
  });

  test('refuses a migration that was changed after it had run, and names it', async () => {
    const kept = await database.ownerPool.query('select name, sha256 from schema_migration order by name limit 1');
    const { name, sha256 } = kept.rows[0];
    await database.ownerPool.query(`update schema_migration set sha256 = 'other' where name = $1`, [name]);
    await expect(migrate(database.ownerPool)).rejects.toThrow(
      `Migration ${name} was changed after it had run: put the file back`,
    );
    await database.ownerPool.query('update schema_migration set sha256 = $2 where name = $1', [name, sha256]);
  });

  test('refuses a database of a newer Griya', async () => {
    await database.ownerPool.query(`insert into schema_migration (name, sha256) values ('9999_future.sql', 'x')`);
    await expect(migrate(database.ownerPool)).rejects.toThrow(
      /made by a newer Griya \(it knows 9999_future.sql\): start that version/,
    );
    await database.ownerPool.query(`delete from schema_migration where name = '9999_future.sql'`);
  });

  test('a user who may not hand out the application’s role gets the SQL to type; after it, the start works', async () => {
    const user = `u${randomBytes(4).toString('hex')}`;
    const fresh = `${user}_db`;
    await database.ownerPool.query(`create role ${user} login`);
    await database.ownerPool.query(`create database ${fresh} owner ${user} template template0`);
    const url = database.url.replace(/\/\/\w+@/, `//${user}@`).replace(/\/test_\w+\?/, `/${fresh}?`);
    const owner = openOwnerPool(url);
    await expect(migrate(owner)).rejects.toThrow(`type  grant griya_app to "${user}";  and start again.`);
    await database.ownerPool.query(`grant griya_app to "${user}"`);
    expect((await migrate(owner)).applied.length).toBeGreaterThan(5);
    const { db, close } = withDb(openPool(url));
    expect(await db.selectFrom('office').selectAll().execute()).toEqual([]);
    await close();
    await owner.end();
    await database.ownerPool.query(`drop database ${fresh} with (force)`);
    await database.ownerPool.query(`drop role ${user}`);
  });

  test('an application user of its own is let in, and may do no more than the application', async () => {
    const user = `w${randomBytes(4).toString('hex')}`;
    await database.ownerPool.query(`create role ${user} login`);
    await migrate(database.ownerPool, { user });
    const { db, pool, close } = withDb(openPool(database.url.replace(/\/\/\w+@/, `//${user}@`)));
    expect(await db.selectFrom('office').selectAll().execute()).toEqual([]);
    await expect(pool.query('reset role; create table public.x ()')).rejects.toThrow('permission denied');
    await close();
    await database.ownerPool.query(`drop owned by ${user}; drop role ${user}`);
  });
});

describe('a server that Griya cannot work on is refused with what to do', () => {
  const good = { version: 150_000, versionText: '15.0', encoding: 'UTF8', readOnly: false, lacking: [] };

  test('version 15 in UTF8 is good enough', () => {
    expect(() => requireServer(good)).not.toThrow();
  });

  test('an older version', () => {
    expect(() => requireServer({ ...good, version: 140_012, versionText: '14.12' })).toThrow(
      'The PostgreSQL of DATABASE_URL is version 14.12; Griya needs 15 or newer: upgrade it, or leave DATABASE_URL out',
    );
  });

  test('another encoding', () => {
    expect(() => requireServer({ ...good, encoding: 'SQL_ASCII' })).toThrow(
      /has the encoding SQL_ASCII; Griya needs UTF8: make another one with/,
    );
  });

  test('a standby', () => {
    expect(() => requireServer({ ...good, readOnly: true })).toThrow(/read-only standby: point DATABASE_URL to the primary/);
  });

  test('without trigrams', () => {
    expect(() => requireServer({ ...good, lacking: ['pg_trgm'] })).toThrow(
      /lacks pg_trgm, which search needs: install its contrib/,
    );
  });
});

describe('a connection that fails is named by its setting, without its password', () => {
  const failing = async (url: string): Promise<string> => {
    const pool = openOwnerPool(url);
    try {
      await pool.query('select 1');
      return 'it worked';
    } catch (error) {
      return connectionFault(error, 'DATABASE_URL').message;
    } finally {
      await pool.end();
    }
  };

  test('nobody there', async () => {
    expect(await failing('postgres://u:hunter2@127.0.0.1:1/griya')).toBe(
      'The database of DATABASE_URL cannot be used: nobody answers there: check host and port.',
    );
  });

  test('no such database', async () => {
    expect(await failing(database.url.replace(/\/test_\w+\?/, '/absent?'))).toContain('there is no such database: make it first');
  });

  test('no such user', async () => {
    expect(await failing(database.url.replace(/\/\/\w+@/, '//stranger:hunter2@'))).toContain('refuses the user or the password');
  });
});
