import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { seal } from '#lib/seal.ts';
import { type Act, doerOf } from '../act.ts';
import { mailboxAddress } from '../host.ts';
import { type NameServer, readZone, type Typed, type ZoneInput, type ZoneSettings } from '../input.ts';
import { enqueuePublication, enqueueVerification } from '../jobs.ts';
import { keyPurpose } from '../provided.ts';
import { defaultReservedLabels } from '../reserved-labels.ts';
import { wantNameServers } from './want-name-servers.ts';

/** `secret` is the installation's, which seals a key; without it a key is refused. */
type Sealing = { secret?: string };
export type CreateZoneInput = Act & Sealing & Typed<ZoneInput>;
export type UpdateZoneInput = Act & Sealing & { zoneId: string; version: number; settings: Typed<ZoneSettings> };

const sealKey = (secret: string | undefined, zoneId: string, key: string): Buffer => {
  if (!secret) throw new Error('a key can only be kept where the secret of the installation is at hand');
  return seal(secret, keyPurpose(zoneId), key);
};

/** An API key goes to the server that it was entered for and to no other: whoever changes the server enters it anew. */
const keepsKey = (before: { provider: string; server: string }, { provider, server }: Typed<ZoneSettings>): boolean => {
  if ((provider ?? before.provider) !== before.provider) return false;
  return (
    before.provider !== 'powerdns' ||
    String(server ?? before.server)
      .trim()
      .replace(/\/$/, '') === before.server
  );
};

/** What the journal may tell of a zone: everything but its key. */
const told = ({ key, ...zone }: ReturnType<typeof readZone>) => ({ ...zone, ...(key === null ? {} : { key: '***' }) });

const columnsOf = (zone: ReturnType<typeof readZone>) => ({
  primary_server: zone.primaryServer,
  mailbox: zone.mailbox,
  ttl: zone.ttl,
  verify: zone.verify,
  verify_servers: zone.verifyServers,
  resolver: zone.resolver,
  provider: zone.provider,
  server: zone.server,
  key_name: zone.keyName,
  key_algorithm: zone.keyAlgorithm,
  internal: zone.internal,
  listed: zone.listed,
  soa_refresh: zone.soa.refresh,
  soa_retry: zone.soa.retry,
  soa_expire: zone.soa.expire,
  soa_negative: zone.soa.negative,
  serial_policy: zone.serialPolicy,
  sensitive: zone.sensitive,
});

/** The zone of a new office, as far as its domain alone tells; the administrator corrects it. */
export const standardZone = (domain: string, nameServers: readonly NameServer[] = []): ZoneInput => ({
  name: domain,
  primaryServer: nameServers[0]?.name ?? `ns1.${domain}`,
  mailbox: `hostmaster@${domain}`,
  ...(nameServers.length > 0 ? { nameServers } : {}),
});

/**
 * Sets up a zone with its SOA and name servers, and the labels that a new office reserves. Its file is written by a job.
 * `invalid` names every faulty field; a zone exists once.
 */
export const createZone = async (tx: Db, input: CreateZoneInput): Promise<{ zoneId: string }> => {
  const { now, doer: _, secret, ...typed } = input;
  const zone = readZone(typed);
  const zoneId = newId();
  const made = await tx
    .insertInto('dns_zone')
    .values({
      id: zoneId,
      name: zone.name,
      ...columnsOf(zone),
      sealed_key: zone.key === null ? null : sealKey(secret, zoneId, zone.key),
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (!made) throw invalid([{ field: 'name', message: { id: 'Zona ini sudah ada.', en: 'This zone exists already.' } }]);
  await wantNameServers(tx, { zoneId, zone: zone.name, nameServers: zone.nameServers, now });
  await tx
    .insertInto('dns_reserved_label')
    .values([...defaultReservedLabels])
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await enqueuePublication(tx, zoneId);
  await record(tx, {
    subjectKind: 'zone',
    subjectId: zoneId,
    at: now,
    type: 'zone.created',
    doer: doerOf(input),
    data: told(zone),
  });
  return { zoneId };
};

/**
 * Changes the settings of a zone that the caller saw at `version`; what is not given stays. The file follows by a job, and
 * every record is verified anew where the way of verifying changed. `stale_page`, `not_found`, `invalid`.
 */
export const updateZone = async (tx: Db, input: UpdateZoneInput): Promise<{ version: number }> => {
  const { zoneId, version, now } = input;
  const before = await tx.selectFrom('dns_zone').where('id', '=', zoneId).selectAll().forNoKeyUpdate().executeTakeFirst();
  if (!before) throw new AppError('not_found', { what: `zone ${zoneId}` });
  if (before.version !== version) throw new AppError('stale_page', { seen: version, now: before.version });
  const kept = {
    name: before.name,
    primaryServer: before.primary_server,
    mailbox: mailboxAddress(before.mailbox),
    ttl: before.ttl,
    verify: before.verify,
    verifyServers: before.verify_servers,
    resolver: before.resolver,
    provider: before.provider,
    server: before.server,
    keyName: before.key_name,
    keyAlgorithm: before.key_algorithm,
    internal: before.internal,
    listed: before.listed,
    refresh: before.soa_refresh,
    retry: before.soa_retry,
    expire: before.soa_expire,
    negative: before.soa_negative,
    serialPolicy: before.serial_policy,
    sensitive: before.sensitive,
  };
  const sameProvider = keepsKey(before, input.settings);
  const zone = readZone({ ...kept, ...input.settings }, before.sealed_key !== null && sameProvider);
  await tx
    .updateTable('dns_zone')
    .set({
      ...columnsOf(zone),
      ...(zone.key !== null ? { sealed_key: sealKey(input.secret, zoneId, zone.key) } : sameProvider ? {} : { sealed_key: null }),
      version: version + 1,
    })
    .where('id', '=', zoneId)
    .execute();
  if (input.settings.nameServers !== undefined)
    await wantNameServers(tx, { zoneId, zone: zone.name, nameServers: zone.nameServers, now });
  if (zone.provider !== before.provider || zone.server !== before.server) {
    // What the old place has is not in the new one: all of it is published again.
    await tx
      .updateTable('dns_record')
      .set({ state: 'wanted', published_at: null, verified_at: null })
      .where('zone_id', '=', zoneId)
      .where('state', '=', 'published')
      .execute();
  }
  if (zone.verify !== before.verify || zone.verifyServers !== before.verify_servers) {
    await tx.updateTable('dns_record').set({ verified_at: null }).where('zone_id', '=', zoneId).execute();
    await enqueueVerification(tx, { zoneId, holder: null });
  }
  await enqueuePublication(tx, zoneId);
  const { nameServers, ...settings } = told(zone);
  const data = { before: kept, after: input.settings.nameServers === undefined ? settings : { ...settings, nameServers } };
  await record(tx, { subjectKind: 'zone', subjectId: zoneId, at: now, type: 'zone.changed', doer: doerOf(input), data });
  return { version: version + 1 };
};
