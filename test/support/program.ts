import { randomUUID } from 'node:crypto';
import type { Db } from '../../src/db/index.ts';
import { type Actor, createApiKey } from '../../src/identity/index.ts';
import { zone } from './identity.ts';

/** Gives an account a key for the API. */
export const keyFor = async (db: Db, actor: Actor, now: Temporal.Instant): Promise<string> => {
  const { key } = await db
    .transaction()
    .execute((tx) => createApiKey(tx, { apiKey: { name: 'program' }, timeZone: zone, actor, now }));
  return key;
};

export type Answer = { status: number; body: Record<string, unknown> };

/** A program that speaks to the API with one person's key. Each call carries an idempotency key, which a retry repeats. */
export const program = (url: string, key: string) => {
  const call = async (method: string, path: string, body?: unknown, idempotencyKey: string = randomUUID()): Promise<Answer> => {
    const raw = body instanceof Uint8Array;
    const response = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        'idempotency-key': idempotencyKey,
        ...(body === undefined ? {} : { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: raw ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as Record<string, unknown>) };
  };
  return {
    get: (path: string) => call('GET', path),
    post: (path: string, body?: unknown, idempotencyKey?: string) => call('POST', path, body, idempotencyKey),
  };
};
export type Program = ReturnType<typeof program>;
