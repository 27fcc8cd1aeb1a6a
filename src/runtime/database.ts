import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '#config.ts';
import { connectionFault, type EmbeddedServer, migrate, openOwnerPool, startEmbedded } from '#db/index.ts';
import { isFault } from '#lib/fault.ts';
import type { Log } from '#lib/log.ts';

export type Database = {
  /** As the application. */
  url: string;
  /** Tells a second start on the same data which port this one serves. */
  publish: (port: number) => Promise<void>;
  stop: () => Promise<void>;
};

/** The database of the settings, up and migrated: the embedded one, which is started here, or a server of the city's. */
export const openDatabase = async (config: Config, log: Log): Promise<Database> =>
  config.database ? openServer(config.database, log) : openEmbedded(config.data, log);

const openEmbedded = async (data: string, log: Log): Promise<Database> => {
  const server = await startEmbedded({ data, log });
  try {
    await migrated(server.ownerUrl, log);
  } catch (error) {
    await server.stop();
    throw error;
  }
  const stopped = keepAlive(server, log);
  return {
    url: server.url,
    publish: server.publish,
    stop: async () => {
      stopped.stopping = true;
      await server.stop();
    },
  };
};

/** Starts a server that died again; every connection comes back by itself. */
const keepAlive = (server: EmbeddedServer, log: Log): { stopping: boolean } => {
  const state = { stopping: false };
  const watch = async (): Promise<void> => {
    await server.died();
    for (let attempt = 0; !state.stopping; attempt += 1) {
      log.error('PostgreSQL ended unexpectedly and is started again');
      try {
        await server.restart();
        return watch();
      } catch (error) {
        log.error(isFault(error) ? error.message : 'PostgreSQL does not start', isFault(error) ? {} : { error });
        await pause(Math.min(30_000, 500 * 2 ** attempt), undefined, { ref: false });
      }
    }
  };
  void watch();
  return state;
};

const openServer = async (database: NonNullable<Config['database']>, log: Log): Promise<Database> => {
  const { url, ownerUrl } = database;
  const user = ownerUrl === url ? undefined : userOf(url);
  try {
    await migrated(ownerUrl, log, user);
  } catch (error) {
    throw isFault(error) ? error : connectionFault(error, ownerUrl === url ? 'DATABASE_URL' : 'DATABASE_OWNER_URL');
  }
  return { url, publish: async () => undefined, stop: async () => undefined };
};

const userOf = (url: string): string | undefined => decodeURIComponent(URL.parse(url)?.username ?? '') || undefined;

const migrated = async (ownerUrl: string, log: Log, user?: string): Promise<void> => {
  const owner = openOwnerPool(ownerUrl);
  try {
    const { applied } = await migrate(owner, user === undefined ? {} : { user });
    if (applied.length > 0) log.info('The database was brought to this version', { migrations: applied.length });
  } finally {
    await owner.end();
  }
};
