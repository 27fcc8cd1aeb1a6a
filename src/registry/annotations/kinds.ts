import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { mayKeepApplications, mayKeepServers, needServerSight } from '../policy.ts';
import { getApplication } from '../queries/applications.ts';

/** The kinds of records that carry tags, notes and attachments. A device is a `server`. */
export const recordKinds = [
  'application',
  'server',
  'rack',
  'interface',
  'cable',
  'site',
  'network',
  'range',
  'vlan',
  'vrf',
] as const;
export type RecordKind = (typeof recordKinds)[number];

/** The table that keeps records of a kind. */
export const tableOf = <Kind extends RecordKind>(kind: Kind) =>
  (kind === 'range' ? 'address_range' : kind) as Exclude<Kind, 'range'> | 'address_range';

export type RecordRef = { kind: RecordKind; id: string };

/** Throws `not_found` unless the record exists and the actor may see it. */
export const needRecord = async (db: Db, actor: Actor, { kind, id }: RecordRef): Promise<void> => {
  if (kind === 'application') {
    await getApplication(db, actor, id);
    return;
  }
  needServerSight(actor);
  const found = isId(id) ? await db.selectFrom(tableOf(kind)).where('id', '=', id).select('id').executeTakeFirst() : undefined;
  if (!found) throw new AppError('not_found', { what: `${kind} ${id}` });
};

/** Whether the actor may write to a record of this kind. */
export const mayKeepRecord = (actor: Actor, kind: RecordKind): boolean =>
  kind === 'application' ? mayKeepApplications(actor) : mayKeepServers(actor);

/** Throws `not_found` when the actor does not see the record, `forbidden` when it only reads it. */
export const needRecordKeeper = async (db: Db, actor: Actor, ref: RecordRef): Promise<void> => {
  await needRecord(db, actor, ref);
  const why = {
    id: 'catatan, tag, dan lampiran ditambahkan oleh pengelola daftar ini',
    en: 'notes, tags and attachments are added by who keeps this register',
  };
  if (!mayKeepRecord(actor, ref.kind)) throw new AppError('forbidden', { why: why[actor.language] });
};
