import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, openOwnerPool, startScratch } from '../../src/db/index.ts';
import { silentLog } from '../../src/lib/log.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Connection string of the throw-away server's own database, as its superuser. */
    postgres: string;
  }
}

/** One throw-away server for the whole run, with the migrated schema in `griya_template`. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  const server = await startScratch(silentLog);
  const postgres = server.ownerUrl.replace('/griya?', '/postgres?');
  try {
    const owner = openOwnerPool(server.ownerUrl);
    await migrate(owner);
    await owner.end();
    const admin = new pg.Client({ connectionString: postgres });
    await admin.connect();
    await admin.query('alter database griya rename to griya_template');
    await admin.query('alter database griya_template is_template true allow_connections false');
    await admin.end();
  } catch (error) {
    await server.stop();
    throw error;
  }
  project.provide('postgres', postgres);
  return server.stop;
};
