import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { isId } from '#lib/ids.ts';
import type { Resources } from '../capacity.ts';
import { type CapacityPoint, type Forecast, forecastOf } from '../forecast.ts';
import { needServerSight } from '../policy.ts';

/** Physical servers give capacity: what virtual ones have is taken from these. */
const physical = sql`s.kind in ('hypervisor', 'bare_metal') and s.status <> 'retired'`;

/**
 * Keeps what each physical server has and what is taken of it on this day; the same day again is written over, so that the
 * last look of a day counts.
 */
export const recordCapacity = async (db: Db, day: Temporal.PlainDate): Promise<void> => {
  await sql`
    insert into capacity_day (day, server_id, cpu_total, cpu_taken, memory_mb_total, memory_mb_taken, disk_gb_total, disk_gb_taken)
    select ${day}::date, s.id, c.cpu_total, c.cpu_total - c.cpu_free, c.memory_mb_total, c.memory_mb_total - c.memory_mb_free,
      c.disk_gb_total, c.disk_gb_total - c.disk_gb_free
    from server s join server_capacity c on c.server_id = s.id where ${physical}
    on conflict (server_id, day) do update set cpu_total = excluded.cpu_total, cpu_taken = excluded.cpu_taken,
      memory_mb_total = excluded.memory_mb_total, memory_mb_taken = excluded.memory_mb_taken,
      disk_gb_total = excluded.disk_gb_total, disk_gb_taken = excluded.disk_gb_taken`.execute(db);
};

type Day = { day: Temporal.PlainDate } & Record<`${'cpu' | 'memoryMb' | 'diskGb'}${'Total' | 'Taken'}`, number>;

const sums = sql.raw(`
  sum(d.cpu_total)::float8 as "cpuTotal", sum(d.cpu_taken)::float8 as "cpuTaken",
  sum(d.memory_mb_total)::float8 as "memoryMbTotal", sum(d.memory_mb_taken)::float8 as "memoryMbTaken",
  sum(d.disk_gb_total)::float8 as "diskGbTotal", sum(d.disk_gb_taken)::float8 as "diskGbTaken"`);

/** What a forecast looks back on. */
const lookBack = 90;

export type CapacityHistory = {
  days: Day[];
  /** By resource, from these days. */
  forecast: Record<keyof Resources, Forecast>;
};

/** The last days of one server, of a site, or of everything, with when each resource runs out. Only for who may see servers. */
export const capacityHistory = async (
  db: Db,
  actor: Actor,
  of: { serverId?: string; siteId?: string },
  today: Temporal.PlainDate,
): Promise<CapacityHistory> => {
  needServerSight(actor);
  const { serverId, siteId } = of;
  const { rows } = await sql<Day>`
    select d.day, ${sums} from capacity_day d join server s on s.id = d.server_id
    where ${physical} and d.day > ${today.subtract({ days: lookBack })}::date and d.day <= ${today}::date
      ${serverId && isId(serverId) ? sql`and s.id = ${serverId}` : sql``}
      ${siteId && isId(siteId) ? sql`and s.site_id = ${siteId}` : sql``}
    group by d.day order by d.day`.execute(db);
  const points = (resource: keyof Resources): CapacityPoint[] =>
    rows.map((row) => ({ day: row.day, total: row[`${resource}Total`], taken: row[`${resource}Taken`] }));
  const forecast = {
    cpu: forecastOf(points('cpu')),
    memoryMb: forecastOf(points('memoryMb')),
    diskGb: forecastOf(points('diskGb')),
  };
  return { days: rows, forecast };
};

export type SiteCapacity = {
  siteId: string;
  siteName: string;
  hosts: number;
  total: Resources;
  allotted: Resources;
  held: Resources;
  virtual: Resources;
  free: Resources;
};

type SiteRow = { siteId: string; siteName: string; hosts: number } & Record<
  `${'cpu' | 'memory' | 'disk'}_${'total' | 'allotted' | 'held' | 'virtual' | 'free'}`,
  number
>;

const parts = ['total', 'allotted', 'held', 'virtual', 'free'] as const;

/** What the physical servers of each site have together, what is allotted, held and free. Only for who may see servers. */
export const capacityBySite = async (db: Db, actor: Actor): Promise<SiteCapacity[]> => {
  needServerSight(actor);
  const columns = parts.flatMap((part) => [
    sql`sum(c.${sql.raw(`cpu_${part}`)})::float8 as ${sql.raw(`cpu_${part}`)}`,
    sql`sum(c.${sql.raw(`memory_mb_${part}`)})::float8 as ${sql.raw(`memory_${part}`)}`,
    sql`sum(c.${sql.raw(`disk_gb_${part}`)})::float8 as ${sql.raw(`disk_${part}`)}`,
  ]);
  const { rows } = await sql<SiteRow>`
    select site.id as "siteId", site.name as "siteName", count(*)::int as hosts, ${sql.join(columns)}
    from server s join server_capacity c on c.server_id = s.id join site on site.id = s.site_id
    where ${physical} group by site.id order by site.name`.execute(db);
  return rows.map((row) => {
    const of = (part: (typeof parts)[number]): Resources => ({
      cpu: row[`cpu_${part}`],
      memoryMb: row[`memory_${part}`],
      diskGb: row[`disk_${part}`],
    });
    return {
      siteId: row.siteId,
      siteName: row.siteName,
      hosts: row.hosts,
      total: of('total'),
      allotted: of('allotted'),
      held: of('held'),
      virtual: of('virtual'),
      free: of('free'),
    };
  });
};

export type HostForecast = { serverId: string; name: string; forecast: Record<keyof Resources, Forecast> };

/** The forecast of every physical server that has a history, from one read of the last days. Only for who may see servers. */
export const forecastByHost = async (db: Db, actor: Actor, today: Temporal.PlainDate): Promise<HostForecast[]> => {
  needServerSight(actor);
  const { rows } = await sql<Day & { serverId: string; name: string }>`
    select s.id as "serverId", s.name, d.day, ${sums} from capacity_day d join server s on s.id = d.server_id
    where ${physical} and d.day > ${today.subtract({ days: lookBack })}::date and d.day <= ${today}::date
    group by s.id, s.name, d.day order by s.name, s.id, d.day`.execute(db);
  const hosts = Map.groupBy(rows, (row) => row.serverId);
  return [...hosts].map(([serverId, days]) => {
    const of = (resource: keyof Resources): Forecast =>
      forecastOf(days.map((row) => ({ day: row.day, total: row[`${resource}Total`], taken: row[`${resource}Taken`] })));
    return {
      serverId,
      name: days[0]?.name ?? '',
      forecast: { cpu: of('cpu'), memoryMb: of('memoryMb'), diskGb: of('diskGb') },
    };
  });
};
