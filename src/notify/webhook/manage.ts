import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { inWords, parse, text, ticked } from '#lib/input.ts';
import { seal } from '#lib/seal.ts';
import { type WebhookKind, webhookKinds } from './choices.ts';
import { requestDelivery, sealedFor } from './deliver.ts';
import { isNetwork } from './reach.ts';

/** An address to call: https, or http where an inner network is allowed; without name and password in it. */
const address = () =>
  text(500).superRefine((value, context) => {
    const url = URL.parse(value);
    const fault = (id: string, en: string) => context.addIssue({ code: 'custom', message: inWords({ id, en }) });
    if (!url || !['http:', 'https:'].includes(url.protocol)) {
      fault(
        'Isi alamat https yang lengkap, misalnya https://sistem.contoh.go.id/griya.',
        'Enter a whole https address, for example https://system.example.go.id/griya.',
      );
    } else if (url.username || url.password) {
      fault('Alamat tidak boleh memuat nama pengguna atau kata sandi.', 'The address must not hold a user name or a password.');
    }
  });

const networks = () =>
  z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter(Boolean))
    .refine((list) => list.length <= 20 && list.every(isNetwork), {
      error: inWords({
        id: 'Tulis jaringan seperti 10.20.0.0/16, dipisah koma.',
        en: 'Write networks such as 10.20.0.0/16, separated by commas.',
      }),
    });

export const webhookInput = z
  .strictObject({
    name: text(120),
    url: address(),
    kinds: z.array(z.enum(Object.keys(webhookKinds) as [WebhookKind, ...WebhookKind[]])).min(1, {
      error: inWords({ id: 'Pilih paling sedikit satu kejadian.', en: 'Choose at least one event.' }),
    }),
    networks: networks(),
    active: ticked(),
  })
  .superRefine((value, context) => {
    if (!value.url.toLowerCase().startsWith('http:') || value.networks.length > 0) return;
    const message = inWords({
      id: 'Alamat http hanya boleh menuju jaringan dalam yang diizinkan di bawah. Pakai https.',
      en: 'An http address may only lead into an inner network that is allowed below. Use https.',
    });
    context.addIssue({ code: 'custom', path: ['url'], message });
  });

type Change = { by: By; now: Temporal.Instant };

/** 32 random bytes as the receiver gets them: shown once, kept sealed. */
const newSecret = (): string => `griya_hook_${randomBytes(32).toString('base64url')}`;

const note = (tx: Db, { by, now }: Change, type: string, id: string, data: Record<string, unknown>): Promise<unknown> =>
  record(tx, { subjectKind: 'webhook', subjectId: id, at: now, type, doer: doerOf(by), data });

/** Adds a hook. The secret is handed out here and never again. By an administrator. Throws forbidden, `invalid`. */
export const createWebhook = async (
  tx: Db,
  input: Change & { webhook: z.input<typeof webhookInput>; secret: string },
): Promise<{ webhookId: string; signingSecret: string }> => {
  needAdministrator(input.by);
  const asked = parse(webhookInput, input.webhook);
  const webhookId = newId();
  const signingSecret = newSecret();
  await tx
    .insertInto('webhook')
    .values({
      id: webhookId,
      name: asked.name,
      url: asked.url,
      secret_sealed: seal(input.secret, sealedFor(webhookId), signingSecret),
      kinds: asked.kinds,
      allowed_networks: asked.networks,
      active: asked.active,
      created_at: input.now,
      changed_at: input.now,
    })
    .execute();
  await note(tx, input, 'webhook.created', webhookId, { name: asked.name, url: asked.url });
  return { webhookId, signingSecret };
};

const lock = async (tx: Db, webhookId: string): Promise<void> => {
  const found = isId(webhookId)
    ? await tx.selectFrom('webhook').select('id').where('id', '=', webhookId).forUpdate().executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: 'webhook' });
};

/** Changes a hook. By an administrator. Throws forbidden, not_found, `invalid`. */
export const updateWebhook = async (
  tx: Db,
  input: Change & { webhookId: string; webhook: z.input<typeof webhookInput> },
): Promise<void> => {
  needAdministrator(input.by);
  await lock(tx, input.webhookId);
  const asked = parse(webhookInput, input.webhook);
  await tx
    .updateTable('webhook')
    .set({
      name: asked.name,
      url: asked.url,
      kinds: asked.kinds,
      allowed_networks: asked.networks,
      active: asked.active,
      changed_at: input.now,
      paused_at: null,
    })
    .where('id', '=', input.webhookId)
    .execute();
  await note(tx, input, 'webhook.updated', input.webhookId, { name: asked.name, url: asked.url, active: asked.active });
};

/** Makes a new secret; what was signed with the old one is not told apart. By an administrator. */
export const renewWebhookSecret = async (
  tx: Db,
  input: Change & { webhookId: string; secret: string },
): Promise<{ signingSecret: string }> => {
  needAdministrator(input.by);
  await lock(tx, input.webhookId);
  const signingSecret = newSecret();
  await tx
    .updateTable('webhook')
    .set({ secret_sealed: seal(input.secret, sealedFor(input.webhookId), signingSecret) })
    .where('id', '=', input.webhookId)
    .execute();
  await note(tx, input, 'webhook.secret_renewed', input.webhookId, {});
  return { signingSecret };
};

/** Removes a hook with its log. By an administrator. Throws forbidden, not_found. */
export const removeWebhook = async (tx: Db, input: Change & { webhookId: string }): Promise<void> => {
  needAdministrator(input.by);
  await lock(tx, input.webhookId);
  await tx.deleteFrom('webhook').where('id', '=', input.webhookId).execute();
  await note(tx, input, 'webhook.removed', input.webhookId, {});
};

/** Calls a hook with a test event, or sends a delivery of its log once more. By an administrator. */
export const callWebhook = async (
  tx: Db,
  input: Change & { webhookId: string; deliveryId?: string },
): Promise<{ deliveryId: string }> => {
  needAdministrator(input.by);
  await lock(tx, input.webhookId);
  const { webhookId, now, deliveryId } = input;
  if (deliveryId === undefined) return requestDelivery(tx, { webhookId, now });
  const old = isId(deliveryId)
    ? await tx
        .selectFrom('webhook_delivery')
        .select(['event_id as eventId', 'kind', 'body'])
        .where('id', '=', deliveryId)
        .where('webhook_id', '=', webhookId)
        .executeTakeFirst()
    : undefined;
  if (!old) throw new AppError('not_found', { what: 'delivery' });
  return requestDelivery(tx, { webhookId, now, again: old });
};

export type Webhook = {
  id: string;
  name: string;
  url: string;
  kinds: readonly string[];
  networks: readonly string[];
  active: boolean;
  /** Since when Griya has switched it off, because nothing got through; null when it has not. */
  pausedAt: Temporal.Instant | null;
  /** Of the last day: delivered, and failed for good. */
  delivered: number;
  failed: number;
  waiting: number;
};

/** Hooks by name, with what came of their calls in the last day. */
export const listWebhooks = async (db: Db, now: Temporal.Instant, only: { id?: string } = {}): Promise<Webhook[]> => {
  if (only.id !== undefined && !isId(only.id)) return [];
  const { rows } = await sql<Webhook>`
    select w.id, w.name, w.url, w.kinds, w.allowed_networks as networks, w.active, w.paused_at as "pausedAt",
      count(d.id) filter (where d.state = 'delivered')::int as delivered, count(d.id) filter (where d.state = 'failed')::int as failed,
      count(d.id) filter (where d.state = 'waiting')::int as waiting
    from webhook w left join webhook_delivery d on d.webhook_id = w.id and d.created_at > ${now.subtract({ hours: 24 })}
    ${only.id ? sql`where w.id = ${only.id}::uuid` : sql``}
    group by w.id order by w.name collate "id-x-icu", w.id`.execute(db);
  return rows;
};

export type Delivery = {
  id: string;
  kind: string;
  body: string;
  state: 'waiting' | 'delivered' | 'failed';
  attempts: number;
  status: number | null;
  error: string | null;
  tookMs: number | null;
  createdAt: Temporal.Instant;
  triedAt: Temporal.Instant | null;
};

/** The log of a hook, the newest first. */
export const listDeliveries = async (
  db: Db,
  webhookId: string,
  { limit, offset }: { limit: number; offset: number },
): Promise<Delivery[]> => {
  const { rows } = await sql<Delivery>`
    select id, kind, body, state, attempts, status, error, took_ms as "tookMs", created_at as "createdAt", tried_at as "triedAt"
    from webhook_delivery where webhook_id = ${webhookId}::uuid order by created_at desc, id desc limit ${limit} offset ${offset}`.execute(
    db,
  );
  return rows;
};

/** The hooks that Griya has switched off and nobody was told of yet, each noted as told. */
export const takeUntoldPauses = async (tx: Db, now: Temporal.Instant): Promise<{ webhookId: string; name: string }[]> => {
  const { rows } = await sql<{ webhookId: string; name: string }>`
    update webhook set pause_told_at = ${now} where paused_at is not null and pause_told_at is null returning id as "webhookId", name`.execute(
    tx,
  );
  return rows;
};

/** People whose mail server last refused their address for good, for the administrator to mend; by name. */
export const listBounced = async (
  db: Db,
): Promise<{ personId: string; name: string; email: string; error: string; at: Temporal.Instant }[]> => {
  const { rows } = await sql<{ personId: string; name: string; email: string; error: string; at: Temporal.Instant }>`
    select p.id as "personId", p.name, u.email, last.mail_error as error, last.at
    from person p join account a on a.person_id = p.id and a.disabled_at is null join auth_user u on u.id = a.id
    cross join lateral (
      select n.mail_error, n.at from notification n
      where n.person_id = p.id and n.mail_due_at is not null and (n.mail_error is not null or n.mailed_at is not null)
      order by n.at desc, n.mailed_at desc nulls last limit 1
    ) last
    where last.mail_error is not null order by p.name collate "id-x-icu" limit 200`.execute(db);
  return rows;
};
