import type { Db } from '#db/index.ts';
import type { Words } from '#lib/words.ts';
import type { FindingKind } from '../choices.ts';
import type { ServerState } from './compare.ts';
import type { Dnssec } from './dnssec.ts';

export type CheckRow = {
  id: string;
  startedAt: Temporal.Instant;
  records: number;
  servers: ServerState[];
  dnssec: Dnssec;
  found: Partial<Record<FindingKind, number>>;
  askedBy: string | null;
};

/** The last runs of a zone's comparison, the newest first. */
export const listChecks = async (db: Db, zoneId: string, limit = 30): Promise<CheckRow[]> => {
  const rows = await db
    .selectFrom('dns_check as c')
    .leftJoin('person as p', 'p.id', 'c.asked_by')
    .where('c.zone_id', '=', zoneId)
    .select(['c.id', 'c.started_at as startedAt', 'c.records', 'c.servers', 'c.dnssec', 'c.found', 'p.name as askedBy'])
    .orderBy('c.started_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    servers: row.servers as unknown as ServerState[],
    dnssec: row.dnssec as unknown as Dnssec,
    found: row.found as CheckRow['found'],
  }));
};

export type FindingRow = {
  id: string;
  kind: FindingKind;
  label: string;
  type: string;
  value: string;
  ttl: number | null;
  servers: string[];
  detail: Words;
  firstSeenAt: Temporal.Instant;
  lastSeenAt: Temporal.Instant;
  closedAt: Temporal.Instant | null;
  changeId: string | null;
  changeNumber: number | null;
};

type FindingFilter = { kind?: string; closed?: boolean; page?: number; pageSize?: number };

/** What differs now, or with `closed` what did once, one page of it. */
export const listFindings = async (
  db: Db,
  zoneId: string,
  { kind = '', closed = false, page = 1, pageSize = 100 }: FindingFilter = {},
): Promise<{ rows: FindingRow[]; total: number }> => {
  const rows = await db
    .selectFrom('dns_finding as f')
    .leftJoin('dns_change as c', (join) =>
      join.onRef('c.id', '=', 'f.change_id').on('c.state', 'not in', ['refused', 'withdrawn']),
    )
    .where('f.zone_id', '=', zoneId)
    .where('f.closed_at', closed ? 'is not' : 'is', null)
    .$if(kind !== '', (query) => query.where('f.kind', '=', kind))
    .select([
      'f.id',
      'f.kind',
      'f.label',
      'f.type',
      'f.value',
      'f.ttl',
      'f.servers',
      'f.detail',
      'f.first_seen_at as firstSeenAt',
      'f.last_seen_at as lastSeenAt',
      'f.closed_at as closedAt',
      'c.id as changeId',
      'c.number as changeNumber',
      ({ fn }) => fn.countAll<number>().over().as('total'),
    ])
    .orderBy('f.closed_at', 'desc')
    .orderBy('f.kind')
    .orderBy('f.label')
    .orderBy('f.type')
    .orderBy('f.value')
    .limit(pageSize)
    .offset(pageSize * (Math.max(1, page) - 1))
    .execute();
  return {
    rows: rows.map(({ total: _, ...row }) => ({ ...row, kind: row.kind as FindingKind, detail: row.detail as unknown as Words })),
    total: rows[0]?.total ?? 0,
  };
};

/** Zones with findings that nobody was told of yet: how many there are, and of which kinds. Marks them as told. */
export const takeUntold = async (
  tx: Db,
  now: Temporal.Instant,
): Promise<{ zoneId: string; zone: string; count: number; kinds: FindingKind[] }[]> => {
  const rows = await tx
    .updateTable('dns_finding as f')
    .from('dns_zone as z')
    .whereRef('z.id', '=', 'f.zone_id')
    .where('f.closed_at', 'is', null)
    .where('f.told_at', 'is', null)
    .set({ told_at: now })
    .returning(['f.zone_id as zoneId', 'z.name as zone', 'f.kind'])
    .execute();
  return [...Map.groupBy(rows, ({ zoneId }) => zoneId)].map(([zoneId, list]) => ({
    zoneId,
    zone: list[0]?.zone ?? '',
    count: list.length,
    kinds: [...new Set(list.map(({ kind }) => kind as FindingKind))],
  }));
};
