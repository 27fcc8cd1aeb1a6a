import { type Db, migrate, openOwnerPool, openPool, startScratch, withDb } from '#db/index.ts';
import type { Log } from '#lib/log.ts';

/**
 * Runs `work` on an empty, migrated database in a temporary directory, which is gone afterwards, also when the process is
 * killed meanwhile.
 */
export const onScratch = async <Result>(log: Log, work: (db: Db) => Promise<Result>): Promise<Result> => {
  const server = await startScratch(log);
  try {
    const owner = openOwnerPool(server.ownerUrl);
    await migrate(owner).finally(() => owner.end());
    const { db, close } = withDb(openPool(server.url));
    return await work(db).finally(close);
  } finally {
    await server.stop();
  }
};
