import { acts, type OnPaper } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { storeUpload } from '#files/index.ts';
import { type Actor, findActor } from '#identity/index.ts';
import { type AnyJob, drainJobs, type JobServices } from '#jobs/index.ts';
import { AppError, errorKinds } from '#lib/errors.ts';
import { fault } from '#lib/fault.ts';
import { say } from '#lib/words.ts';
import type { StageClock } from './clock.ts';

/** Where cases are played: a database, a clock of its own, and the jobs that follow from what people do. */
export type Stage = {
  db: Db;
  clock: StageClock;
  /** Everything that jobs work with, except the clock. */
  services: Omit<JobServices, 'db' | 'now'>;
  jobs: readonly AnyJob[];
  uploadLimit: number;
};

/** Somebody with an account. */
export type Member = { accountId: string; personId: string; name: string; email: string };

/** Runs every waiting job at the stage's time. Throws a fault that names the first one which did not succeed. */
export const drain = async ({ db, clock, services, jobs }: Stage): Promise<number> => {
  const { done, failed } = await drainJobs({ ...services, db, now: clock.now }, jobs);
  const [first] = failed;
  if (first) throw fault(`The job ${first.name} failed: ${first.error}`);
  return done;
};

/** The member as an actor, with the posts held at the stage's time. */
export const actorOf = async ({ db, clock }: Stage, member: Pick<Member, 'accountId' | 'name'>): Promise<Actor> => {
  const actor = await findActor(db, { accountId: member.accountId, now: clock.now() });
  if (!actor) throw fault(`${member.name} has no account that can be used.`);
  return actor;
};

/** One act of the process by a member, in its own transaction. A refusal comes out as a fault that names act and reason. */
export const perform = async (
  stage: Stage,
  number: string,
  member: Member,
  key: string,
  body: unknown = {},
  onPaper?: OnPaper,
): Promise<{ state: string }> => {
  const actor = await actorOf(stage, member);
  const act = acts[key];
  if (!act) throw fault(`The process has no act ${key}.`);
  return refusable(`${member.name} could not do "${key}" on ${number}`, async () => {
    const parsed = act.body.parse(body);
    const input = { number, actor, now: stage.clock.now(), seen: null, ...(onPaper ? { onPaper } : {}) };
    return stage.db.transaction().execute((tx) => act.run(tx, input, parsed));
  });
};

/** Does something that a command may refuse; the refusal comes out as a fault that begins with `what`. */
export const refusable = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const faults = error.faults.map((each) => `\n  ${each.field}: ${each.message.en}`).join('');
    throw fault(`${what}: ${say(errorKinds[error.code].person, 'en', error.values)}${faults}`, error);
  }
};

/** Stores bytes as an upload of a member, as a form would. */
export const uploadAs = async (
  stage: Stage,
  member: Pick<Member, 'accountId'>,
  file: { name: string; purpose: string; content: AsyncIterable<Uint8Array> | Uint8Array },
): Promise<string> => {
  const { content } = file;
  const { uploadId } = await refusable(`The file ${file.name} was not accepted`, () =>
    storeUpload(stage.db, {
      stream: content instanceof Uint8Array ? once(content) : content,
      name: file.name,
      purpose: file.purpose,
      uploadedBy: member.accountId,
      now: stage.clock.now(),
      limitBytes: stage.uploadLimit,
    }),
  );
  return uploadId;
};

const once = async function* (bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
};
