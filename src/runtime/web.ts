import { createApi } from '#api/index.ts';
import { ensureSopVersion } from '#cases/index.ts';
import type { Config } from '#config.ts';
import { type Db, openListener, openPool, refuseRunning, withDb } from '#db/index.ts';
import { createAuth, ensureSetupToken } from '#identity/index.ts';
import { keepPublicAddress } from '#letters/index.ts';
import type { Log, LogLevel } from '#lib/log.ts';
import { createApp, liveHub, sightFor } from '#web/index.ts';
import { openDatabase } from './database.ts';
import { type Fetch, listen } from './http.ts';
import { readSecret } from './secret.ts';
import { keepWorker } from './worker.ts';

export type Serving = {
  /** The address to open in a browser. */
  address: string;
  /** The one-time code of the set-up page; null once the set-up is done. */
  setupCode: string | null;
  stop: () => Promise<void>;
};

/**
 * The whole of Griya on this machine: port, database, migrations, worker process, pages. Resolves when people can use it.
 * When something fails on the way, what was begun is ended again. `fill` may fill the database before anybody comes in.
 */
export const serveGriya = async (
  config: Config,
  log: Log,
  program: string,
  fill: (db: Db) => Promise<void> = async () => undefined,
): Promise<Serving> => {
  // A second start would otherwise hear of its taken port instead of the Griya that has it.
  if (!config.database) await refuseRunning(config.data);
  const app = Promise.withResolvers<{ fetch: Fetch }>();
  app.promise.catch(() => undefined);
  const http = await listen({ port: config.port, host: config.host, app: app.promise });
  const ends: (() => Promise<void>)[] = [];
  // What stays open by its nature ends first: the port waits for every answer to be finished.
  const streams: (() => Promise<void>)[] = [];
  const stop = async () => {
    app.reject(new Error('Griya is stopping'));
    // The port first: nobody comes in while the rest ends, and what runs is answered while the database is still there.
    for (const end of [...streams.splice(0), http.close, ...ends.splice(0).reverse()]) {
      await end().catch((error) => log.error('Something could not be ended in order', { error }));
    }
  };
  try {
    const database = await openDatabase(config, log);
    ends.push(database.stop);
    await database.publish(http.port);
    const address = config.publicUrl ?? `http://localhost:${http.port}`;
    const { db, pool, close } = withDb(openPool(database.url, config.connections));
    ends.push(close);
    await keepPublicAddress(db, address);
    await fill(db);
    await ensureSopVersion(db, Temporal.Now.instant());
    const secret = await readSecret(config);
    const auth = createAuth({ pool, secret, baseUrl: address, log: (message) => log.warn(message) });
    ends.push(auth.close);
    const worker = keepWorker(program, database.url, log);
    ends.push(worker.stop);
    const live = liveHub({
      listen: openListener(database.url),
      sightOf: sightFor(db, Temporal.Now.instant),
      warn: (error) => log.warn('Pages cannot be told of changes for a while', { error }),
    });
    streams.push(live.close);
    const griya = createApp({
      db,
      pool,
      auth,
      live,
      config: { baseUrl: config.publicUrl, secret, behindProxy: config.behindProxy, development: config.development },
      log: ({ level, message, ...entry }) => log[(level as LogLevel | undefined) ?? 'info'](String(message ?? 'Answered'), entry),
      api: createApi({ db, clock: Temporal.Now.instant, secret }),
    });
    app.resolve(griya as { fetch: Fetch });
    return { address, setupCode: await ensureSetupToken(db, Temporal.Now.instant()), stop };
  } catch (error) {
    await stop();
    throw error;
  }
};
