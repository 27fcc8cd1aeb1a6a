import { randomUUID } from 'node:crypto';
import { setCookie } from 'hono/cookie';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, errorKinds } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import type { Ctx } from './context.ts';
import { type FormState, type FormValues, initialValues, type StoredUpload, text } from './form.ts';
import { sayNext, signedIn } from './page.tsx';
import { parkForm, writtenTexts } from './parked.ts';
import { forgetParkedOf, parkedCookie } from './parked-cookie.ts';
import { paths } from './paths.ts';
import { makeProof, readProof } from './proof.ts';
import { type Posted, readFields, readPosted, type UploadRule, uploadsOf } from './read-form.ts';
import { readSession } from './session.ts';
import type { Phrase } from './view.ts';

/**
 * Where an act leads, and what it says there. `show` answers with a page of its own instead, for what can be shown only
 * once (a new key, a one-time password); the second click still goes `to`.
 */
export type Done = { to: string; said?: Phrase; show?: () => Response | Promise<Response> };

export type ActInput = { actor: Actor; values: FormValues; uploads: ReadonlyMap<string, StoredUpload>; now: Temporal.Instant };

export type ActOptions = {
  /** The change itself, inside the act's transaction. Returns where to go next and, if it needs saying, what was done. */
  run: (tx: Db, input: ActInput) => Promise<Done>;
  /** Shows the same page again with what was typed and what is wrong. Reads the record afresh. */
  again: (state: FormState, actor: Actor) => Response | Promise<Response>;
  /** The fields that take files. */
  uploads?: readonly UploadRule[];
  /** How many bytes a form without files may have, where 1 MB is too little for what people write. */
  limitBytes?: number;
};

type InitialRecord = Parameters<typeof initialValues>[0];

const stateOf = (c: Ctx, accountId: string, part: Partial<FormState>): FormState => ({
  values: new Map(),
  faults: [],
  uploads: new Map(),
  error: null,
  restored: false,
  labels: new Map(),
  requestKey: randomUUID(),
  proof: makeProof(c.var.services.config.secret, accountId, c.var.now),
  ...part,
});

/** A form that has not been posted yet, filled from a record. `uploads` are those that the record already refers to. */
export const freshForm = (c: Ctx, record: InitialRecord = {}, uploads: readonly StoredUpload[] = []): FormState =>
  stateOf(c, signedIn(c).accountId, {
    values: initialValues(record),
    uploads: new Map(uploads.map((upload) => [upload.id, upload])),
  });

class Repeated extends Error {}

const mustChange = { id: 'kata sandi sementara harus diganti dahulu', en: 'the one-time password must be changed first' };

/** The actor of this request, read on the given database or transaction. Throws signed_out, forbidden. */
const whoActs = async (c: Ctx, db: Db): Promise<Actor> => {
  const session = await readSession(c, db);
  if (!session) throw new AppError('signed_out');
  if (session.mustChangePassword) throw new AppError('forbidden', { why: say(mustChange, session.actor.language) });
  return session.actor;
};

/** Where an act with this key has led, if it was carried out. */
const findDone = async (db: Db, key: string, accountId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('act_key')
    .select('location')
    .where('key', '=', key)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row?.location ?? null;
};

const sqlState = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';

/** Two acts at once may be told by PostgreSQL to try again: serialization failure, deadlock. */
const mayRetry = (error: unknown): boolean => sqlState(error) === '40001' || sqlState(error) === '40P01';

const runOnce = (c: Ctx, options: ActOptions, posted: Posted, key: string): Promise<Done> =>
  c.var.services.db.transaction().execute(async (tx) => {
    const actor = await whoActs(c, tx);
    const done = await options.run(tx, { actor, values: posted.values, uploads: posted.uploads, now: c.var.now });
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('act_key')
      .values({ key, account_id: actor.accountId, location: done.to, at: c.var.now })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    if (numInsertedOrUpdatedRows === 0n) throw new Repeated();
    return done;
  });

const runWithRetries = async (c: Ctx, options: ActOptions, posted: Posted, key: string): Promise<Done> => {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await runOnce(c, options, posted, key);
    } catch (error) {
      if (attempt === 3 || !mayRetry(error)) throw error;
    }
  }
};

/** The session is over: what was typed is kept for its owner, who is shown the sign-in page. */
const park = async (c: Ctx, posted: Posted): Promise<Response> => {
  const { db, config } = c.var.services;
  const path = c.req.path;
  const accountId = readProof(config.secret, text(posted.values, 'form_proof'), c.var.now);
  const id = accountId
    ? await parkForm(db, { secret: config.secret, accountId, path, values: posted.values, now: c.var.now })
    : null;
  if (id === null) return c.redirect(paths.signIn(), 303);
  setCookie(c, parkedCookie, id, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: 12 * 3600, secure: c.var.secure });
  return c.redirect(paths.signIn(paths.resume()), 303);
};

const signedOutToNull = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'signed_out') return null;
  throw error;
};

/** Makes of any error one that the form can show; an unexpected one is logged under the request's trace. */
const asAppError = (c: Ctx, error: unknown): AppError => {
  if (error instanceof AppError) return error;
  c.var.services.log({
    level: 'error',
    trace: c.var.trace,
    path: c.req.path,
    error: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return new AppError('internal', { why: 'unexpected', trace: c.var.trace });
};

/** A form for who is not signed in (sign-in, set-up): nothing of it is ever parked. */
export const openForm = (part: Partial<FormState> = {}): FormState => ({
  values: new Map(),
  faults: [],
  uploads: new Map(),
  error: null,
  restored: false,
  labels: new Map(),
  requestKey: '',
  proof: '',
  ...part,
});

/** A form that is shown again for an error; sets the answer's status. */
export const faultyForm = (c: Ctx, values: FormValues, error: unknown): FormState => {
  const shown = asAppError(c, error);
  c.status(errorKinds[shown.code].status);
  return openForm({ values, faults: [...shown.faults], error: shown });
};

/**
 * Carries out one act of a person: one transaction that reads the actor, does the change and keeps the act's key, then
 * a redirect. The second click is led to where the first one went. A fault shows the page again with all that was typed
 * (422, 409 …); a lost session keeps the form until its owner is back. Policy refusals and missing records become pages,
 * which show what was written, for the form itself may be no longer for this person.
 */
export const act = async (c: Ctx, options: ActOptions): Promise<Response> => {
  const { db } = c.var.services;
  const replay = c.env?.replay;
  if (replay) {
    const actor = await whoActs(c, db);
    const uploads = await uploadsOf(c, replay.values, options.uploads ?? [], actor.accountId);
    const requestKey = text(replay.values, 'request_key');
    return options.again(stateOf(c, actor.accountId, { values: replay.values, uploads, restored: true, requestKey }), actor);
  }
  const posted = await readPosted(c, options.uploads ?? [], options.limitBytes).catch(signedOutToNull);
  if (!posted) return c.redirect(paths.signIn(), 303);
  const key = text(posted.values, 'request_key');
  if (!isId(key)) throw new AppError('bad_request', { why: 'request_key' });
  try {
    if (posted.faults.length > 0) throw new AppError('invalid', { fields: 'files' }, posted.faults);
    const done = await runWithRetries(c, options, posted, key);
    if (done.said) sayNext(c, typeof done.said === 'string' ? done.said : say(done.said, c.var.language));
    if (c.var.actor) await forgetParkedOf(c, c.var.actor.accountId, key);
    return done.show ? await done.show() : c.redirect(done.to, 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'signed_out') return park(c, posted);
    const actor = c.var.actor ?? (await readSession(c, db))?.actor;
    if (!actor) return park(c, posted);
    const location = await findDone(db, key, actor.accountId);
    if (location !== null) return c.redirect(location, 303);
    if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'not_found')) {
      c.set('written', writtenTexts(posted.values));
      throw error;
    }
    const shown = asAppError(c, error);
    c.status(errorKinds[shown.code].status);
    const uploads = new Map([...(await uploadsOf(c, posted.values, options.uploads ?? [], actor.accountId)), ...posted.uploads]);
    const state = { values: posted.values, faults: [...shown.faults], uploads, error: shown, requestKey: key };
    return options.again(stateOf(c, actor.accountId, state), actor);
  }
};

export type PerformOptions = {
  /** Calls the service; its cookies go onto the answer. */
  run: (input: Omit<ActInput, 'uploads'>) => Promise<Done & { setCookies?: readonly string[] }>;
  again: (state: FormState, actor: Actor) => Response | Promise<Response>;
};

/**
 * Carries out what the sign-in service does with connections of its own (second factors, passkeys): not in a transaction of
 * ours and without an act's key. Faults show the page again as `act` does; passwords and codes are never parked.
 */
export const perform = async (c: Ctx, options: PerformOptions): Promise<Response> => {
  const { actor } = (await readSession(c, c.var.services.db)) ?? { actor: null };
  if (!actor) return c.redirect(paths.signIn(), 303);
  const values = await readFields(c);
  try {
    const done = await options.run({ actor, values, now: c.var.now });
    for (const cookie of done.setCookies ?? []) c.header('set-cookie', cookie, { append: true });
    if (done.said) sayNext(c, typeof done.said === 'string' ? done.said : say(done.said, c.var.language));
    return done.show ? await done.show() : c.redirect(done.to, 303);
  } catch (error) {
    if (error instanceof AppError && error.code === 'signed_out') return c.redirect(paths.signIn(), 303);
    if (error instanceof AppError && (error.code === 'forbidden' || error.code === 'not_found')) throw error;
    const { values: typed, faults, error: shown } = faultyForm(c, values, error);
    return options.again(stateOf(c, actor.accountId, { values: typed, faults, error: shown }), actor);
  }
};
