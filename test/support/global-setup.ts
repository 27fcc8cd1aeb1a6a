import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, openOwnerPool } from '../../src/db/index.ts';
import { startThrowaway } from './throwaway-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the throw-away server's own database, as its superuser. */
    postgres: string;
  }
}

/** One throw-away server for the whole run, with the migrated schema in `griya_template`. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startThrowaway();
  try {
    const admin = new pg.Client({ connectionString: server.url('postgres') });
    await admin.connect();
    await admin.query('create database griya_template');
    const owner = openOwnerPool(server.url('griya_template'));
    await migrate(owner);
    await owner.end();
    await admin.query('alter database griya_template is_template true allow_connections false');
    await admin.end();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', server.url('postgres'));
  return server.stop;
};
