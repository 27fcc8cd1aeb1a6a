export { refuseRunning } from './embedded/claim.ts';
export { findMajor } from './embedded/cluster.ts';
export { startScratch } from './embedded/scratch.ts';
export { type EmbeddedOptions, type EmbeddedServer, runningUrl, startEmbedded } from './embedded/start.ts';
export { migrate } from './migrate.ts';
export { type Db, json, openOwnerPool, openPlainPool, openPool, type Pools, withDb } from './open.ts';
export { plannedAnew } from './prepared.ts';
export { connectionFault } from './requirements.ts';
export type { DB } from './types.ts';
