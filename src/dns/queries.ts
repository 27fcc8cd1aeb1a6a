import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { say, type Words } from '#lib/words.ts';
import { verifyRecords } from './verify.ts';
import { publishErrorWords, readVerification, verificationWords } from './zone/verification.ts';

export type NameRecord = {
  type: string;
  value: string;
  state: string;
  publishedAt: Temporal.Instant | null;
  verifiedAt: Temporal.Instant | null;
  /** What was asked of whom and what came back, in Indonesian, as documents quote it. */
  verifyResult: string | null;
  /** The same in every language, for pages. */
  verification: Words | null;
  publishError: Words | null;
};

export type HeldName = {
  zoneId: string;
  zone: string;
  label: string;
  fqdn: string;
  holder: string;
  holderLabel: string;
  state: string;
  reservedAt: Temporal.Instant;
  /** What the zone has, or is to have; not what is being removed. */
  records: NameRecord[];
  /** Whether there are records and every one was found where it should be. */
  verified: boolean;
};

/** The name that a holder has now with its records, or null. */
export const nameOf = async (db: Db, holder: string): Promise<HeldName | null> => {
  const name = await names(db).where('n.holder', '=', holder).where('n.state', '<>', 'released').executeTakeFirst();
  if (!name) return null;
  return withRecords(name, await recordsOf(db, [holder]));
};

/**
 * Looks now whether the holder's records are really there, keeps what was found, and returns the name; null when the holder
 * has none. Not for use inside a transaction: it may wait for name servers.
 */
export const checkResolved = async (
  db: Db,
  input: { holder: string; now: Temporal.Instant; dataDirectory: string },
): Promise<HeldName | null> => {
  const name = await nameOf(db, input.holder);
  if (!name) return null;
  await verifyRecords(db, { ...input, zoneId: name.zoneId });
  return nameOf(db, input.holder);
};

export type NameFilter = { zoneId?: string; search?: string; state?: string; page?: number; pageSize?: number };

/** Names of all zones in order, one page of them, each with its records. Released ones only when the filter asks for them. */
export const listNames = async (db: Db, filter: NameFilter = {}): Promise<{ rows: HeldName[]; total: number }> => {
  const size = filter.pageSize ?? 50;
  const pattern = `%${(filter.search ?? '').replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const found = await names(db)
    .where('n.state', filter.state ? '=' : '<>', filter.state || 'released')
    .$if(Boolean(filter.zoneId), (query) => query.where('n.zone_id', '=', String(filter.zoneId)))
    .$if(Boolean(filter.search), (query) =>
      query.where((where) => where.or([where('n.label', 'ilike', pattern), where('n.holder_label', 'ilike', pattern)])),
    )
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy('n.label')
    .orderBy('n.reserved_at', 'desc')
    .limit(size)
    .offset(size * (Math.max(1, filter.page ?? 1) - 1))
    .execute();
  const live = found.filter((name) => name.state !== 'released').map((name) => name.holder);
  const records = await recordsOf(db, live);
  const rows = found.map((name) => withRecords(name, name.state === 'released' ? [] : records));
  return { rows, total: found[0]?.total ?? 0 };
};

const names = (db: Db) =>
  db
    .selectFrom('dns_name as n')
    .innerJoin('dns_zone as z', 'z.id', 'n.zone_id')
    .select([
      'n.zone_id as zoneId',
      'z.name as zone',
      'n.label as label',
      'n.holder as holder',
      'n.holder_label as holderLabel',
      'n.state as state',
      'n.reserved_at as reservedAt',
    ]);

type Row = Awaited<ReturnType<typeof recordsOf>>[number];

const recordsOf = (db: Db, holders: readonly string[]) =>
  db
    .selectFrom('dns_record')
    .where('holder', 'in', holders.length > 0 ? holders : [null])
    .where('state', 'in', ['wanted', 'published'])
    .select([
      'holder',
      'type',
      'value',
      'state',
      'published_at as publishedAt',
      'verified_at as verifiedAt',
      'verify_result as verifyResult',
      'publish_error as publishError',
    ])
    .orderBy('type')
    .orderBy('value')
    .execute();

const toRecord = ({ holder: _, verifyResult, publishError, ...row }: Row): NameRecord => {
  const verification = readVerification(verifyResult);
  const words = verification ? verificationWords(verification) : null;
  return {
    ...row,
    verifyResult: words ? say(words, 'id') : null,
    verification: words,
    publishError: publishError === null ? null : publishErrorWords(publishError),
  };
};

const withRecords = (name: Omit<HeldName, 'fqdn' | 'records' | 'verified'>, all: readonly Row[]): HeldName => {
  const { zoneId, zone, label, holder, holderLabel, state, reservedAt } = name;
  const records = all.filter((row) => row.holder === holder).map(toRecord);
  const verified = records.length > 0 && records.every((row) => row.state === 'published' && row.verifiedAt !== null);
  return { zoneId, zone, label, fqdn: `${label}.${zone}`, holder, holderLabel, state, reservedAt, records, verified };
};
