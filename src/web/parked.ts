import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Db } from '#db/index.ts';
import type { FormValues } from './form.ts';

/** A text shorter than this is typed again in a moment. */
const worthKeeping = 20;

/** What a person wrote into a form and would not want to write again: the longer texts, never a password or a code. */
export const writtenTexts = (values: FormValues): string[] =>
  keepable(values)
    .filter(([name]) => name !== 'request_key')
    .flatMap(([, texts]) => texts)
    .filter((text) => text.trim().length >= worthKeeping && /\s/.test(text.trim()));

/** A form that was posted after its session had ended, kept until its owner has signed in again. */
export type ParkedForm = { path: string; values: FormValues };

const keptFor = Temporal.Duration.from({ hours: 12 });
/** A wiki page of a million characters in any script fits. */
const biggest = 4 * 1024 * 1024;
const secretName = /password|passphrase|sandi|secret|token|totp|code|kode|^nik$/i;

const hashOf = (id: string): Buffer => createHash('sha256').update(id).digest();
const keyOf = (secret: string, id: string): Buffer => Buffer.from(hkdfSync('sha256', secret, id, 'griya parked form', 32));

/** What may be kept: never a password or a code. */
const keepable = (values: FormValues): [string, readonly string[]][] =>
  [...values].filter(([name]) => name !== 'form_proof' && !secretName.test(name));

/**
 * Parks a form for an account. It is sealed with a key made from the application's secret and the returned id, which only
 * the browser keeps: the table alone tells nothing. Returns null when the form is too big to be kept.
 */
export const parkForm = async (
  db: Db,
  input: { secret: string; accountId: string; path: string; values: FormValues; now: Temporal.Instant },
): Promise<string | null> => {
  const content = Buffer.from(JSON.stringify(keepable(input.values)));
  if (content.length > biggest) return null;
  const id = randomBytes(32).toString('base64url');
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyOf(input.secret, id), nonce);
  const sealed = Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  await db
    .with('swept', (q) => q.deleteFrom('parked_form').where('expires_at', '<', input.now))
    .insertInto('parked_form')
    .values({
      id_hash: hashOf(id),
      account_id: input.accountId,
      path: input.path,
      sealed,
      expires_at: input.now.add(keptFor),
    })
    .execute();
  return id;
};

/** The form parked under this id for this account, or null: unknown, expired, someone else's. */
export const findParkedForm = async (
  db: Db,
  input: { secret: string; accountId: string; id: string; now: Temporal.Instant },
): Promise<ParkedForm | null> => {
  const row = await db
    .selectFrom('parked_form')
    .select(['path', 'sealed'])
    .where('id_hash', '=', hashOf(input.id))
    .where('account_id', '=', input.accountId)
    .where('expires_at', '>', input.now)
    .executeTakeFirst();
  if (!row) return null;
  const decipher = createDecipheriv('aes-256-gcm', keyOf(input.secret, input.id), row.sealed.subarray(0, 12));
  decipher.setAuthTag(row.sealed.subarray(-16));
  const content = Buffer.concat([decipher.update(row.sealed.subarray(12, -16)), decipher.final()]);
  return { path: row.path, values: new Map(JSON.parse(content.toString()) as [string, string[]][]) };
};

/** Forgets a parked form: it has been sent, or its owner discards it. */
export const forgetParkedForm = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom('parked_form').where('id_hash', '=', hashOf(id)).execute();
};
