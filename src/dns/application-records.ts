import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Words } from '#lib/words.ts';
import { fqdnOf, toShown } from './zone/name.ts';

export type ApplicationRecord = {
  zoneId: string;
  /** Whether the zone answers inside only. */
  internal: boolean;
  name: string;
  type: string;
  value: string;
  state: string;
  since: Temporal.Instant;
  verified: boolean;
  /** The change set that last touched it, with its reason: why the record is there. */
  change: { id: string; number: number; reason: string } | null;
  /** The request, letter or contract behind it. */
  reference: string;
  /** What the last comparison has against it. */
  differs: Words | null;
};

/** Everything that an application has in the DNS: the records of its request, and those that were entered for it by hand. */
export const listApplicationRecords = async (
  db: Db,
  { applicationId, origin }: { applicationId: string; origin: string | null },
): Promise<ApplicationRecord[]> => {
  const rows = await db
    .selectFrom('dns_record as r')
    .innerJoin('dns_zone as z', 'z.id', 'r.zone_id')
    .leftJoin('dns_change as c', 'c.id', 'r.change_id')
    .leftJoin('dns_name as n', (join) => join.onRef('n.holder', '=', 'r.holder').on('n.state', '<>', 'released'))
    .leftJoin('dns_finding as f', (join) =>
      join
        .onRef('f.zone_id', '=', 'r.zone_id')
        .onRef('f.label', '=', 'r.label')
        .onRef('f.type', '=', 'r.type')
        .onRef('f.value', '=', 'r.value')
        .on('f.closed_at', 'is', null),
    )
    .where('r.state', '<>', 'removed')
    .where((where) =>
      where.or([where('r.application_id', '=', applicationId), ...(origin ? [where('r.holder', '=', origin)] : [])]),
    )
    .select([
      'r.id',
      'r.zone_id as zoneId',
      'z.internal as internal',
      'z.name as zone',
      'r.label',
      'r.type',
      'r.value',
      'r.state',
      'r.reference',
      'n.holder_label as holderLabel',
      'c.id as changeId',
      'c.number as changeNumber',
      'c.reason as reason',
      'f.detail',
      sql<boolean>`r.verified_at is not null`.as('verified'),
      sql<Temporal.Instant>`coalesce(r.published_at, r.created_at)`.as('since'),
    ])
    .distinctOn('r.id')
    .execute();
  return rows
    .map(({ zone, label, changeId, changeNumber, reason, holderLabel, detail, id: _, ...row }) => ({
      ...row,
      name: toShown(fqdnOf(label, zone)),
      reference: row.reference || (holderLabel ?? ''),
      change: changeId && changeNumber ? { id: changeId, number: changeNumber, reason: reason ?? '' } : null,
      differs: detail as unknown as Words | null,
    }))
    .sort((a, b) => (`${a.name} ${a.type} ${a.value}` < `${b.name} ${b.type} ${b.value}` ? -1 : 1));
};

/** The names that lead to one of these addresses, wanted or published, by name; at most `most`. */
export const listNamesAt = async (
  db: Db,
  addresses: readonly string[],
  most: number,
): Promise<{ name: string; type: string; value: string; zoneId: string }[]> => {
  if (addresses.length === 0) return [];
  const rows = await db
    .selectFrom('dns_record as r')
    .innerJoin('dns_zone as z', 'z.id', 'r.zone_id')
    .where('r.value', 'in', [...addresses])
    .where('r.type', 'in', ['A', 'AAAA'])
    .where('r.state', 'in', ['wanted', 'published'])
    .select(['r.label', 'z.name as zone', 'r.type', 'r.value', 'r.zone_id as zoneId'])
    .orderBy('r.label')
    .orderBy('z.name')
    .limit(most)
    .execute();
  return rows.map(({ label, zone, ...row }) => ({ ...row, name: toShown(fqdnOf(label, zone)) }));
};
