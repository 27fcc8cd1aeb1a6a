import { sql } from 'kysely';
import { record, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { seal, unseal } from '#lib/seal.ts';
import { type Identity, makeAuthority, makeSignerCertificate, signerYears } from './certificates.ts';

/** The key with which the installation's rows are locked while an authority is made. */
const lockKey = 7410103;

/** A certificate is renewed this long before its end. */
const renewBefore = Temporal.Duration.from({ hours: 24 * 60 });

type Stored = { id: string; certificate: Buffer; key_sealed: Buffer };

const opened = (secret: string, row: Stored): Identity => ({
  certificate: row.certificate,
  key: unseal(secret, `signing-key:${row.id}`, row.key_sealed),
});

/** The certificate of the installation's authority (DER), or null before the first signature. */
export const findAuthority = async (db: Db): Promise<{ certificate: Buffer; createdAt: Temporal.Instant } | null> => {
  const row = await db
    .selectFrom('signing_authority')
    .select(['certificate', 'created_at as createdAt'])
    .where('retired_at', 'is', null)
    .executeTakeFirst();
  return row ?? null;
};

/**
 * The certificate with which this person signs, and the authority above it; both are made at the first need. A new name, an
 * end that is near or a new authority makes a new certificate. Throws an Error when the keys were sealed with another secret.
 */
export const ensureIdentity = (
  db: Db,
  input: { personId: string; name: string; organization: string; secret: string; now: Temporal.Instant },
): Promise<{ signer: Identity; authority: Identity }> =>
  db.transaction().execute(async (tx) => {
    // One after the other, so that two first signatures do not make two authorities.
    await sql`select pg_advisory_xact_lock(${lockKey}::integer, hashtext(${input.personId}))`.execute(tx);
    const { id: authorityId, ...authority } = await ensureAuthority(tx, input);
    const standing = await tx
      .selectFrom('signing_certificate')
      .selectAll()
      .where('person_id', '=', input.personId)
      .where('retired_at', 'is', null)
      .executeTakeFirst();
    const good =
      standing?.name === input.name &&
      standing.authority_id === authorityId &&
      Temporal.Instant.compare(standing.expires_at.subtract(renewBefore), input.now) > 0;
    if (standing && good) return { signer: opened(input.secret, standing), authority };
    if (standing)
      await tx.updateTable('signing_certificate').set({ retired_at: input.now }).where('id', '=', standing.id).execute();
    return { signer: await makeSigner(tx, { ...input, authorityId, authority }), authority };
  });

const makeSigner = async (
  tx: Db,
  input: Parameters<typeof ensureIdentity>[1] & { authorityId: string; authority: Identity },
): Promise<Identity> => {
  const { personId, name, organization, authority, authorityId, secret, now } = input;
  const made = await makeSignerCertificate({ name, organization, authority, now });
  const id = newId();
  await tx
    .insertInto('signing_certificate')
    .values({
      id,
      person_id: personId,
      authority_id: authorityId,
      name,
      certificate: made.certificate,
      key_sealed: seal(secret, `signing-key:${id}`, made.key),
      created_at: now,
      expires_at: now.toZonedDateTimeISO('UTC').add({ years: signerYears }).toInstant(),
    })
    .execute();
  await record(tx, {
    subjectKind: 'person',
    subjectId: personId,
    at: now,
    type: 'person.signing_certificate_made',
    doer: system,
    data: { certificate_id: id },
  });
  return made;
};

const ensureAuthority = async (
  tx: Db,
  { secret, now }: { secret: string; now: Temporal.Instant },
): Promise<Identity & { id: string }> => {
  const find = () => tx.selectFrom('signing_authority').selectAll().where('retired_at', 'is', null).executeTakeFirst();
  const known = await find();
  if (known) return { id: known.id, ...opened(secret, known) };
  await sql`select pg_advisory_xact_lock(${lockKey}::integer, 0)`.execute(tx);
  const made = await find();
  if (made) return { id: made.id, ...opened(secret, made) };
  const { government_name: organization } = await tx
    .selectFrom('installation')
    .select('government_name')
    .executeTakeFirstOrThrow();
  const authority = await makeAuthority({ organization, now });
  const id = newId();
  await tx
    .insertInto('signing_authority')
    .values({
      id,
      certificate: authority.certificate,
      key_sealed: seal(secret, `signing-key:${id}`, authority.key),
      created_at: now,
    })
    .execute();
  return { id, ...authority };
};

/**
 * Retires the authority: the next signature makes a new one, and new certificates under it. For an installation whose secret
 * was lost, and with it the keys. What was signed before stays valid. Throws forbidden.
 */
export const retireAuthority = async (tx: Db, { by, now }: { by: By; now: Temporal.Instant }): Promise<void> => {
  needAdministrator(by);
  const retired = await tx
    .updateTable('signing_authority')
    .set({ retired_at: now })
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!retired) return;
  await tx.updateTable('signing_certificate').set({ retired_at: now }).where('retired_at', 'is', null).execute();
  const { host_office_id } = await tx.selectFrom('installation').select('host_office_id').executeTakeFirstOrThrow();
  await record(tx, {
    subjectKind: 'installation',
    subjectId: host_office_id,
    at: now,
    type: 'installation.signing_authority_retired',
    doer: doerOf(by),
    data: { authority_id: retired.id },
  });
};
