import type { Db } from '#db/index.ts';
import { type Resources, type Verdict, verdictOn } from '../capacity.ts';

/** What a server has (over-commit included), what is taken of it and by whom, and what is free. */
export type CapacityFigures = {
  total: Resources;
  allotted: Resources;
  held: Resources;
  /** Taken by the virtual servers that it runs. */
  virtual: Resources;
  free: Resources;
};

export type ServerCapacity = CapacityFigures & {
  serverId: string;
  name: string;
  kind: string;
  siteName: string;
  operatingSystem: string;
  acceptsApplications: boolean;
  /** Null when nothing was asked. */
  verdict: Verdict | null;
};

export const capacityColumns = [
  'c.cpu_total as cpuTotal',
  'c.cpu_allotted as cpuAllotted',
  'c.cpu_held as cpuHeld',
  'c.cpu_virtual as cpuVirtual',
  'c.cpu_free as cpuFree',
  'c.memory_mb_total as memoryTotal',
  'c.memory_mb_allotted as memoryAllotted',
  'c.memory_mb_held as memoryHeld',
  'c.memory_mb_virtual as memoryVirtual',
  'c.memory_mb_free as memoryFree',
  'c.disk_gb_total as diskTotal',
  'c.disk_gb_allotted as diskAllotted',
  'c.disk_gb_held as diskHeld',
  'c.disk_gb_virtual as diskVirtual',
  'c.disk_gb_free as diskFree',
] as const;

type Part = 'Total' | 'Allotted' | 'Held' | 'Virtual' | 'Free';
type CapacityColumns = Record<`${'cpu' | 'memory' | 'disk'}${Part}`, number | null>;

/** The columns of `capacityColumns` as figures. */
export const figuresOf = (row: CapacityColumns): CapacityFigures => {
  const part = (name: Part): Resources => ({
    cpu: row[`cpu${name}`] ?? 0,
    memoryMb: row[`memory${name}`] ?? 0,
    diskGb: row[`disk${name}`] ?? 0,
  });
  return { total: part('Total'), allotted: part('Allotted'), held: part('Held'), virtual: part('Virtual'), free: part('Free') };
};

/**
 * The capacity of every active server that accepts applications and of every hypervisor. With `asked`, each says whether
 * that fits and, if not, why. Those that fit come first.
 */
export const listCapacity = async (db: Db, options: { asked?: Resources } = {}): Promise<ServerCapacity[]> => {
  const rows = await db
    .selectFrom('server as s')
    .innerJoin('server_capacity as c', 'c.server_id', 's.id')
    .innerJoin('site', 'site.id', 's.site_id')
    .where('s.status', '=', 'active')
    .where((where) => where.or([where('s.accepts_applications', '=', true), where('s.kind', '=', 'hypervisor')]))
    .select([
      's.id as serverId',
      's.name as name',
      's.kind as kind',
      'site.name as siteName',
      's.operating_system as operatingSystem',
      's.accepts_applications as acceptsApplications',
      ...capacityColumns,
    ])
    .orderBy('s.name')
    .execute();
  const servers = rows.map(({ serverId, name, kind, siteName, operatingSystem, acceptsApplications, ...figures }) => {
    const capacity = figuresOf(figures);
    const verdict = options.asked ? verdictOn(capacity.free, options.asked) : null;
    return { serverId, name, kind, siteName, operatingSystem, acceptsApplications, ...capacity, verdict };
  });
  return servers.sort((a, b) => Number(b.verdict?.fits ?? false) - Number(a.verdict?.fits ?? false));
};

export type ClaimOfHolder = Resources & {
  claimId: string;
  serverId: string;
  serverName: string;
  serverKind: string;
  state: string;
  heldAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
};

/** What a holder, or the application that it brought in, holds or has been allotted now, or null. */
export const findClaim = async (db: Db, holder: string): Promise<ClaimOfHolder | null> => {
  const claim = await db
    .selectFrom('capacity_claim as claim')
    .innerJoin('server as s', 's.id', 'claim.server_id')
    .where((where) =>
      where.or([
        where('claim.holder', '=', holder),
        where('claim.holder', 'in', where.selectFrom('application').where('origin', '=', holder).select('id')),
      ]),
    )
    .where('claim.state', '<>', 'released')
    .select([
      'claim.id as claimId',
      'claim.server_id as serverId',
      's.name as serverName',
      's.kind as serverKind',
      'claim.state as state',
      'claim.cpu as cpu',
      'claim.memory_mb as memoryMb',
      'claim.disk_gb as diskGb',
      'claim.held_at as heldAt',
      'claim.expires_at as expiresAt',
    ])
    .executeTakeFirst();
  return claim ?? null;
};
