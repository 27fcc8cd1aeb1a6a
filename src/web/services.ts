import type pg from 'pg';
import type { Db } from '#db/index.ts';
import type { Auth } from '#identity/index.ts';
import type { Patience } from '#letters/index.ts';
import type { installationMemory } from './installation.ts';
import type { LiveHub } from './live.ts';

/** The part of the configuration that the web needs. */
export type WebConfig = {
  /** The address by which people reach Griya; null: whatever host the request names. */
  baseUrl: string | null;
  /** Signs form proofs and seals parked forms. */
  secret: string;
  /** Whether a proxy of the city stands in front: the last address in X-Forwarded-For is then the client's. */
  behindProxy: boolean;
  /** Shows the gallery of components. */
  development: boolean;
  /** How long a signer waits for the letter's PDF and for the signing service; the usual where it is left out. */
  signing?: { renderMs: number; patience: Patience };
};

/** What handlers work with; one object for the life of the process. */
export type Services = {
  db: Db;
  pool: pg.Pool;
  auth: Auth;
  config: WebConfig;
  clock: () => Temporal.Instant;
  installation: ReturnType<typeof installationMemory>;
  /** Tells open pages to look again; without it pages stay as they were opened. */
  live: LiveHub | null;
  log: (entry: Readonly<Record<string, unknown>>) => void;
};
