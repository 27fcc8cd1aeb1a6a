import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { ProviderKind, SensitiveMark } from './choices.ts';
import { mailboxAddress } from './host.ts';
import type { NameServer } from './input.ts';

export type ZonePage = {
  id: string;
  name: string;
  primaryServer: string;
  /** As an e-mail address. */
  mailbox: string;
  ttl: number;
  verify: string;
  verifyServers: string;
  resolver: string;
  provider: ProviderKind;
  server: string;
  keyName: string;
  keyAlgorithm: string;
  /** Whether a key is stored; it is never given out. */
  hasKey: boolean;
  internal: boolean;
  listed: boolean;
  refresh: number;
  retry: number;
  expire: number;
  negative: number;
  serialPolicy: string;
  sensitive: SensitiveMark[];
  serial: number;
  version: number;
  nameServers: NameServer[];
  /** Records in the zone, and how many wait to be published or removed. */
  records: number;
  waiting: number;
  /** When something was last published; null: nothing was yet. */
  publishedAt: Temporal.Instant | null;
  /** Why the last publication failed, as stored; null when it did not. */
  publishError: string | null;
};

const zones = (db: Db) =>
  db
    .selectFrom('dns_zone as z')
    .select([
      'z.id as id',
      'z.name as name',
      'z.primary_server as primaryServer',
      'z.mailbox as mailbox',
      'z.ttl as ttl',
      'z.verify as verify',
      'z.verify_servers as verifyServers',
      'z.resolver as resolver',
      'z.provider as provider',
      'z.server as server',
      'z.key_name as keyName',
      'z.key_algorithm as keyAlgorithm',
      sql<boolean>`z.sealed_key is not null`.as('hasKey'),
      'z.internal as internal',
      'z.listed as listed',
      'z.soa_refresh as refresh',
      'z.soa_retry as retry',
      'z.soa_expire as expire',
      'z.soa_negative as negative',
      'z.serial_policy as serialPolicy',
      'z.sensitive as sensitive',
      'z.serial as serial',
      'z.version as version',
      sql<number>`(select count(*) from dns_record r where r.zone_id = z.id and r.state = 'published')`.as('records'),
      sql<number>`(select count(*) from dns_record r where r.zone_id = z.id and r.state in ('wanted', 'removing'))`.as('waiting'),
      sql<Temporal.Instant | null>`(select max(r.published_at) from dns_record r where r.zone_id = z.id)`.as('publishedAt'),
      sql<
        string | null
      >`(select max(publish_error) from dns_record r where r.zone_id = z.id and r.state in ('wanted', 'removing'))`.as(
        'publishError',
      ),
    ])
    .orderBy('z.created_at');

type Row = Omit<ZonePage, 'nameServers' | 'provider' | 'sensitive'> & { provider: string; sensitive: string[] };

const withServers = async (db: Db, zone: Row): Promise<ZonePage> => {
  const rows = await db
    .selectFrom('dns_record')
    .where('zone_id', '=', zone.id)
    .where('holder', 'is', null)
    .where('state', 'in', ['wanted', 'published'])
    .where('type', 'in', ['NS', 'A', 'AAAA'])
    .select(['label', 'type', 'value'])
    .orderBy('value')
    .execute();
  const nameServers = rows
    .filter((row) => row.label === '@' && row.type === 'NS')
    .map(({ value: name }) => ({
      name,
      addresses: rows.filter((row) => row.type !== 'NS' && `${row.label}.${zone.name}` === name).map((row) => row.value),
    }));
  return {
    ...zone,
    provider: zone.provider as ProviderKind,
    sensitive: zone.sensitive as SensitiveMark[],
    mailbox: mailboxAddress(zone.mailbox),
    nameServers,
  };
};

/** All zones, the first one first. */
export const listZones = async (db: Db): Promise<ZonePage[]> =>
  Promise.all((await zones(db).execute()).map((zone) => withServers(db, zone)));

/** One zone with its settings. `not_found` when there is none. */
export const getZone = async (db: Db, zoneId: string): Promise<ZonePage> => {
  const zone = isId(zoneId) ? await zones(db).where('z.id', '=', zoneId).executeTakeFirst() : undefined;
  if (!zone) throw new AppError('not_found', { what: `zone ${zoneId}` });
  return withServers(db, zone);
};

/** The labels that the office keeps for itself, with the reason of each. */
export const listReservedLabels = (db: Db): Promise<{ label: string; reason: string }[]> =>
  db.selectFrom('dns_reserved_label').select(['label', 'reason']).orderBy('label').execute();
