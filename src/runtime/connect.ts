import type { Config } from '#config.ts';
import { connectionFault, type Db, findMajor, openPool, runningUrl, startEmbedded, withDb } from '#db/index.ts';
import { fault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';

/**
 * Lets a command work on the database of the settings as the application: through the running Griya's server when there is
 * one, otherwise with the embedded server started for the time.
 */
export const onDatabase = async <Result>(config: Config, log: Log, work: (db: Db) => Promise<Result>): Promise<Result> => {
  if (config.database) return connected(config.database.url, work);
  const running = await runningUrl(config.data);
  if (running) return connected(running, work);
  if ((await findMajor(config.data)) === undefined) {
    throw fault(
      `There is no database in ${config.data} yet: start Griya first, or set GRIYA_DATA to the directory that has one.`,
    );
  }
  const server = await startEmbedded({ data: config.data, log });
  return connected(server.url, work).finally(server.stop);
};

const connected = async <Result>(url: string, work: (db: Db) => Promise<Result>): Promise<Result> => {
  const { db, pool, close } = withDb(openPool(url, 3));
  try {
    await pool.query('select 1').catch((error) => {
      throw connectionFault(error, 'DATABASE_URL');
    });
    return await work(db);
  } finally {
    await close();
  }
};
