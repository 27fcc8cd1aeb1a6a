import { type RawBuilder, sql } from 'kysely';
import { type AuditEvent, appended, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { type Act, doerOf } from '../act.ts';
import { labelFaults } from '../label.ts';
import { getNamingPolicy, judgeName, policyFaults } from '../naming/policy.ts';

export type ReserveNameInput = Act & {
  /** The zone; the first one when left out. */
  zoneId?: string;
  label: string;
  holder: string;
  holderLabel: string;
  /** What the name is asked for, for the rule of one name per application. */
  application?: { name: string; officeId: string };
};

/**
 * Reserves a name for `holder` from now on; nobody else can have it while it is not released. The holder's own
 * reservation again changes nothing. `invalid` at `subdomain` for a label against the rules or a reserved one, `name_taken`
 * when it is held or the zone has records of someone else under it; of two who ask at once, one gets it.
 */
export const reserveName = async (tx: Db, input: ReserveNameInput): Promise<{ nameId: string }> => {
  const { label, holder, holderLabel, now } = input;
  await needGoodName(tx, input);
  const id = newId();
  const event = eventOf(input, id, 'name.reserved', { label, holderLabel });
  const { rows } = await sql<{ id: string }>`
    with made as (insert into dns_name (id, zone_id, label, holder, holder_label, state, reserved_at, application_name, office_id)
    select ${id}, zone.id, ${label}, ${holder}::uuid, ${holderLabel}, 'reserved', ${now}::timestamptz,
      ${input.application?.name ?? ''}, ${input.application?.officeId ?? null}::uuid
    from (${zoneOf(input.zoneId)}) zone where ${isFree(label, holder, sql`zone.id`)}
    on conflict do nothing returning id)
    select id, ${appended(event)} as seq from made`.execute(tx);
  return { nameId: rows[0]?.id ?? (await ownReservation(tx, input)) };
};

/**
 * Gives `holder` another name instead of the reserved one; the old one is free at once. Without a reservation this makes
 * one. Refusals as for `reserveName`; `invalid` when the name is already in use and would change.
 */
export const changeReservedName = async (tx: Db, input: ReserveNameInput): Promise<{ nameId: string }> => {
  const { label, holder } = input;
  await needGoodName(tx, input);
  const held = await tx
    .selectFrom('dns_name')
    .where('holder', '=', holder)
    .where('state', '<>', 'released')
    .select(['id', 'label', 'state', 'zone_id as zoneId'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!held) return reserveName(tx, input);
  if (held.label === label) return { nameId: held.id };
  if (held.state === 'in_use') throw invalid([{ field: 'subdomain', message: inUse }]);
  const { rows } = await sql<{ id: string }>`
    update dns_name set label = ${label}, application_name = ${input.application?.name ?? ''} where id = ${held.id} and ${isFree(label, holder, sql`${held.zoneId}::uuid`)} and not exists
      (select 1 from dns_name other where other.zone_id = ${held.zoneId} and other.label = ${label} and other.state <> 'released')
    returning id`
    .execute(tx)
    .catch((error: { code?: string }) => {
      if (error.code === '23505') throw taken(label);
      throw error;
    });
  if (!rows[0]) throw await whyNot(tx, { ...input, zoneId: held.zoneId });
  await record(tx, eventOf(input, held.id, 'name.changed', { label: [held.label, label], holderLabel: input.holderLabel }));
  return { nameId: held.id };
};

/** By the rules of the DNS and of the office; whether it is free is told by the reservation itself. */
const needGoodName = async (tx: Db, { label, holder, application }: ReserveNameInput): Promise<void> => {
  const faults = labelFaults(label);
  if (faults.length === 0) {
    const policy = await getNamingPolicy(tx);
    const strict = policy.similarNames === 'refuse' || policy.perApplication === 'refuse';
    const judged = strict ? await judgeName(tx, { label, holder, ...(application ? { application } : {}) }) : null;
    // That it is taken has a code of its own.
    const free = judged?.faults.filter(({ en }) => !en.includes('already reserved')) ?? [];
    faults.push(...(judged ? free : policyFaults(label, policy)));
  }
  if (faults.length > 0) throw invalid(faults.map((message) => ({ field: 'subdomain', message })));
};

const inUse: Words = {
  id: 'Subdomain sudah dipakai oleh aplikasi ini dan tidak dapat diganti di sini.',
  en: 'The subdomain is already in use by this application and cannot be changed here.',
};

const zoneOf = (zoneId: string | undefined) =>
  zoneId ? sql`select id from dns_zone where id = ${zoneId}` : sql`select id from dns_zone order by created_at, id limit 1`;

/** Neither reserved by the office nor carrying records of somebody else. */
const isFree = (label: string, holder: string, zone: RawBuilder<unknown>) => sql<boolean>`
  not exists (select 1 from dns_reserved_label where label = ${label})
  and not exists (select 1 from dns_record where zone_id = ${zone} and label = ${label} and state <> 'removed'
    and holder is distinct from ${holder}::uuid)`;

const taken = (label: string): AppError =>
  new AppError('name_taken', { name: label }, [
    {
      field: 'subdomain',
      message: {
        id: `Subdomain "${label}" sudah dipakai atau sedang dipesan. Pilih nama lain.`,
        en: `The subdomain "${label}" is in use or already reserved. Choose another name.`,
      },
    },
  ]);

const ownReservation = async (tx: Db, input: ReserveNameInput): Promise<string> => {
  const own = await tx
    .selectFrom('dns_name')
    .where('holder', '=', input.holder)
    .where('state', '<>', 'released')
    .select(['id', 'label'])
    .executeTakeFirst();
  if (own?.label === input.label) return own.id;
  if (own) throw new Error(`holder ${input.holder} already has the name ${own.label}: use changeReservedName`);
  throw await whyNot(tx, input);
};

const whyNot = async (tx: Db, { label, zoneId }: ReserveNameInput): Promise<AppError> => {
  const { rows } = await sql<{ zone: boolean; reason: string | null }>`
    select exists (${zoneOf(zoneId)}) as zone, (select reason from dns_reserved_label where label = ${label}) as reason`.execute(
    tx,
  );
  const { zone = false, reason = null } = rows[0] ?? {};
  const because = reason === null || reason === '' ? '' : ` (${reason})`;
  const field = 'subdomain';
  if (!zone)
    return invalid([
      {
        field,
        message: {
          id: 'Zona domain belum disiapkan. Hubungi administrator.',
          en: 'The domain zone is not set up yet. Ask the administrator.',
        },
      },
    ]);
  if (reason === null) return taken(label);
  return invalid([
    {
      field,
      message: {
        id: `Subdomain "${label}" dicadangkan${because}. Pilih nama lain.`,
        en: `The subdomain "${label}" is reserved${because}. Choose another name.`,
      },
    },
  ]);
};

const eventOf = (act: Act, nameId: string, type: string, data: Record<string, unknown>): AuditEvent => ({
  subjectKind: 'dns-name',
  subjectId: nameId,
  at: act.now,
  type,
  doer: doerOf(act),
  data,
});
