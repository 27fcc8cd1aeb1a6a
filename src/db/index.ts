export { migrate } from './migrate.ts';
export { type Db, json, openOwnerPool, openPool, type Pools, withDb } from './open.ts';
export type { DB } from './types.ts';
