import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { unseal } from '#lib/seal.ts';
import { pingKind, type WebhookKind } from './choices.ts';
import { callHook, type Sending } from './send.ts';

export const webhookJobName = 'notify.webhook';

/** The record that a sealed secret belongs to. */
export const sealedFor = (webhookId: string): string => `webhook:${webhookId}`;

/** How often a call is tried, over about nine hours. */
export const mostAttempts = 10;

/** One happening, under every name by which hooks may ask for it. */
type Event = { kinds: readonly WebhookKind[]; at: Temporal.Instant; data: Readonly<Record<string, unknown>> };

/**
 * Asks for a call to every hook that wants to hear of this, in the transaction of what happened: rolled back, nobody is called.
 * One round trip; nothing where there is no such hook. `data` names records by number, never people.
 */
export const tellHooks = async (tx: Db, event: Event): Promise<void> => {
  const { kinds, at, data } = event;
  const made = kinds.map((kind) => ({ id: newId(), kind }));
  const bodies = made.map(({ id, kind }) => JSON.stringify({ id, kind, at: at.toString(), ...data }));
  await sql`
    with delivery as (
      insert into webhook_delivery (id, webhook_id, event_id, kind, body, created_at)
      select gen_random_uuid(), w.id, e.id, e.kind, e.body, ${at}::timestamptz
      from webhook w join unnest(${made.map(({ id }) => id)}::uuid[], ${[...kinds]}::text[], ${bodies}::text[]) as e (id, kind, body)
        on e.kind = any(w.kinds)
      where w.active returning id
    )
    select graphile_worker.add_job(${webhookJobName}, json_build_object('deliveryId', id), max_attempts => ${mostAttempts}) from delivery`.execute(
    tx,
  );
};

/** Asks for one call to one hook: a test, or what was sent before once more. */
export const requestDelivery = async (
  tx: Db,
  input: { webhookId: string; now: Temporal.Instant; again?: { eventId: string; kind: string; body: string } },
): Promise<{ deliveryId: string }> => {
  const { webhookId, now } = input;
  const eventId = newId();
  const event = input.again ?? {
    eventId,
    kind: pingKind,
    body: JSON.stringify({ id: eventId, kind: pingKind, at: now.toString() }),
  };
  const deliveryId = newId();
  await tx
    .insertInto('webhook_delivery')
    .values({
      id: deliveryId,
      webhook_id: webhookId,
      event_id: event.eventId,
      kind: event.kind,
      body: event.body,
      created_at: now,
    })
    .execute();
  await sql`select graphile_worker.add_job(${webhookJobName}, json_build_object('deliveryId', ${deliveryId}::uuid), max_attempts => ${mostAttempts})`.execute(
    tx,
  );
  return { deliveryId };
};

/**
 * Makes one call and notes what came of it. Throws when it is to be tried again; after the last try it stands as failed. A call
 * may reach the receiver twice (an answer that was lost): it bears the same delivery and event ids.
 */
export const deliver = async (
  db: Db,
  input: { deliveryId: string; secret: string; now: Temporal.Instant; last: boolean; sending?: Sending },
): Promise<void> => {
  const { deliveryId, now } = input;
  const found = await db
    .selectFrom('webhook_delivery')
    .innerJoin('webhook', 'webhook.id', 'webhook_delivery.webhook_id')
    .select([
      'webhook_delivery.kind',
      'body',
      'state',
      'webhook.id',
      'name',
      'url',
      'secret_sealed',
      'allowed_networks',
      'active',
    ])
    .where('webhook_delivery.id', '=', deliveryId)
    .executeTakeFirst();
  if (!found || found.state === 'delivered') return;
  const began = performance.now();
  const answered = found.active
    ? await callHook(
        {
          url: found.url,
          allowed: found.allowed_networks,
          secret: unseal(input.secret, sealedFor(found.id), found.secret_sealed).toString(),
          deliveryId,
          kind: found.kind,
          body: found.body,
          now,
        },
        input.sending,
      )
    : { status: null, error: 'The hook is switched off.' };
  const over = answered.error === null || input.last || !found.active;
  await db
    .updateTable('webhook_delivery')
    .set((eb) => ({
      attempts: eb('attempts', '+', 1),
      status: answered.status,
      error: answered.error?.slice(0, 300) ?? null,
      took_ms: Math.round(performance.now() - began),
      tried_at: now,
      state: answered.error === null ? 'delivered' : over ? 'failed' : 'waiting',
    }))
    .where('id', '=', deliveryId)
    .execute();
  if (!over) throw new Error(answered.error ?? 'not delivered');
  if (answered.error !== null && found.active) await pauseSilent(db, { webhookId: found.id, name: found.name, now });
};

/** A hook is switched off when nothing got through for so long, and so many calls were given up. */
const patience = { hours: 72, calls: 5 };

/**
 * Switches a hook off whose last calls, five or more over three days, all failed for good: its receiver is gone, and every further
 * call would be tried for nine hours for nothing. Switching it on again begins a new count.
 */
const pauseSilent = (
  db: Db,
  { webhookId, name, now }: { webhookId: string; name: string; now: Temporal.Instant },
): Promise<void> =>
  db.transaction().execute(async (tx) => {
    const { rows } = await sql`
      update webhook w set active = false, paused_at = ${now}, pause_told_at = null
      where w.id = ${webhookId} and w.active and (
        select count(*) >= ${patience.calls} and min(d.created_at) <= ${now.subtract({ hours: patience.hours })}
        from webhook_delivery d where d.webhook_id = w.id and d.state = 'failed' and d.created_at > greatest(w.changed_at,
          (select max(created_at) from webhook_delivery last where last.webhook_id = w.id and last.state = 'delivered')))
      returning w.id`.execute(tx);
    if (rows.length === 0) return;
    await record(tx, {
      subjectKind: 'webhook',
      subjectId: webhookId,
      at: now,
      type: 'webhook.paused',
      doer: system,
      data: { name },
    });
  });

/** The log is kept for so many days. */
const keptDays = 30;

export const sweepDeliveries = async (db: Db, now: Temporal.Instant): Promise<void> => {
  await db
    .deleteFrom('webhook_delivery')
    .where('created_at', '<', now.subtract({ hours: keptDays * 24 }))
    .execute();
};
