import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { unseal } from '#lib/seal.ts';
import type { ProviderKind, SerialPolicy } from './choices.ts';
import type { ProvidedZone } from './providers/provider.ts';
import type { SoaTimers } from './zone/print.ts';

/** What a zone's sealed key belongs to. */
export const keyPurpose = (zoneId: string): string => `dns zone key:${zoneId}`;

export type StoredZone = ProvidedZone & {
  id: string;
  provider: ProviderKind;
  primaryServer: string;
  mailbox: string;
  serial: number;
  filePath: string | null;
  /** Of the zone file as Griya wrote it last; '' when it holds what others put there, or was never written. */
  fileDigest: string;
  verify: string;
  verifyServers: string;
  soa: SoaTimers;
  serialPolicy: SerialPolicy;
};

/** A zone with its key opened, for those who talk to its servers. `not_found`; an Error when the key was sealed with another secret. */
export const getStoredZone = async (db: Db, zoneId: string, secret: string): Promise<StoredZone> => {
  const row = await db
    .selectFrom('dns_zone')
    .where('id', '=', zoneId)
    .select([
      'id',
      'name',
      'ttl',
      'provider',
      'server',
      'key_name as keyName',
      'key_algorithm as keyAlgorithm',
      'sealed_key as sealedKey',
      'primary_server as primaryServer',
      'mailbox',
      'serial',
      'file_path as filePath',
      'file_digest as fileDigest',
      'verify',
      'verify_servers as verifyServers',
      'serial_policy as serialPolicy',
      'soa_refresh as refresh',
      'soa_retry as retry',
      'soa_expire as expire',
      'soa_negative as negative',
    ])
    .executeTakeFirst();
  if (!row) throw new AppError('not_found', { what: `zone ${zoneId}` });
  const { sealedKey, refresh, retry, expire, negative, serialPolicy, ...zone } = row;
  const key = sealedKey === null ? '' : unseal(secret, keyPurpose(zoneId), sealedKey).toString('utf8');
  const soa = { refresh, retry, expire, negative };
  return { ...zone, provider: zone.provider as ProviderKind, serialPolicy: serialPolicy as SerialPolicy, soa, key };
};
