import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { optionalDate, parse, text } from '#lib/input.ts';
import type { Actor } from '../actor.ts';
import { apiKeyHash, apiKeyPrefix, newApiKey } from '../api-key.ts';
import { doerOf } from '../policy.ts';

/** `expiresOn`: the last day on which the key works; empty: until it is revoked. */
export const apiKeyInput = z.strictObject({ name: text(80), expiresOn: optionalDate() });

/** Makes a key with the rights of its owner. It is returned once; only its hash is kept. Throws `invalid`. */
export const createApiKey = async (
  tx: Db,
  input: { apiKey: z.input<typeof apiKeyInput>; timeZone: string; actor: Actor; now: Temporal.Instant },
): Promise<{ apiKeyId: string; key: string }> => {
  const { name, expiresOn } = parse(apiKeyInput, input.apiKey);
  const expiresAt = expiresOn?.add({ days: 1 }).toZonedDateTime(input.timeZone).toInstant() ?? null;
  if (expiresAt && Temporal.Instant.compare(expiresAt, input.now) <= 0) {
    throw invalid([{ field: 'expiresOn', message: { id: 'Hari terakhir sudah lewat.', en: 'The last day has passed.' } }]);
  }
  const apiKeyId = newId();
  const key = newApiKey();
  const { accountId } = input.actor;
  await tx
    .insertInto('api_key')
    .values({
      id: apiKeyId,
      account_id: accountId,
      name,
      prefix: apiKeyPrefix(key),
      key_hash: apiKeyHash(key),
      created_at: input.now,
      expires_at: expiresAt,
    })
    .execute();
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: input.now,
    type: 'account.api_key_created',
    doer: doerOf(input.actor),
    data: { apiKeyId, name },
  });
  return { apiKeyId, key };
};
