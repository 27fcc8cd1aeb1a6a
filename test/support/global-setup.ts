import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, openOwnerPool, startScratch } from '../../src/db/index.ts';
import { silentLog } from '../../src/lib/log.ts';
import { installTools, missingToolsNote } from './tools.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the test server's own database, as its superuser. */
    postgres: string;
  }
}

const template = 'griya_template';

/**
 * One throw-away server for the whole run, with the migrated schema in a template. TEST_POSTGRES names another server
 * instead (as its superuser, with the database postgres), to run the tests on another version.
 */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const given = process.env.TEST_POSTGRES;
  await installTools();
  const server = given ? { postgres: given, stop: async () => undefined } : await scratch();
  try {
    const admin = new pg.Client({ connectionString: server.postgres });
    await admin.connect();
    await admin.query(`drop database if exists ${template} with (force)`);
    await admin.query(`create database ${template} encoding 'UTF8' template template0`);
    const owner = openOwnerPool(server.postgres.replace(/\/postgres(?=\?|$)/, `/${template}`));
    await migrate(owner).finally(() => owner.end());
    await admin.query(`alter database ${template} allow_connections false`);
    await admin.end();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', server.postgres);
  return async () => {
    await server.stop();
    // After the report of the tests, among the last lines of the run.
    const note = missingToolsNote();
    if (note) process.once('exit', () => console.log(note));
  };
};

const scratch = async () => {
  const { ownerUrl, stop } = await startScratch(silentLog);
  return { postgres: ownerUrl.replace('/griya?', '/postgres?'), stop };
};
