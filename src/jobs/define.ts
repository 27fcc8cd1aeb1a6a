import type { z } from 'zod';
import type { Db } from '#db/index.ts';
import type { Log } from '#lib/log.ts';

/** What a handler works with. `now` is the clock of whoever runs the job: the real one, or a demo's. */
export type JobContext = {
  db: Db;
  now: () => Temporal.Instant;
  log: Log;
  config: {
    /** Public address without a final slash, for links in messages. */
    baseUrl: string;
    /** Where zone files and other things outside the database are written. */
    dataDirectory: string;
    /** The mail server; without it no mail is sent. */
    mail?: { url: string; from: string } | null;
    /** The installation's secret, which seals keys and passwords in the database. */
    secret: string;
    /** The command that makes the name server read a zone file again, when the settings name one. */
    zoneReload?: string;
  };
  /** Which try this is, from 1, and how many there are. */
  attempt: number;
  maxAttempts: number;
  /** Aborted when the worker must stop: pass it to fetch and to child processes. */
  signal: AbortSignal;
};

/** What the runner of jobs provides; the rest of the context belongs to the single job. */
export type JobServices = Pick<JobContext, 'db' | 'now' | 'log' | 'config'>;

/** What is taken first when several jobs wait: what someone's next act waits for, what is merely read, what can wait. */
export type Urgency = 'awaited' | 'usual' | 'patient';

export type Job<Payload> = {
  name: string;
  payload: z.ZodType<Payload>;
  maxAttempts: number;
  urgency: Urgency;
  /** When it is added by itself, as a line of a crontab in UTC, with an empty payload. */
  schedule: string | null;
  /** Runs one job from its stored payload. */
  run: (stored: unknown, context: JobContext) => Promise<void>;
};

/** A job of any payload, as the worker holds them. */
export type AnyJob = Job<unknown>;

/**
 * Declares one kind of work done outside a request: 'letters.render'. The handler may run more than once for one job
 * (after a crash, at a retry), so it must find out what is already done. `maxAttempts` (10 by default) are spread over
 * about nine hours: attempt n is followed by a pause of e^n seconds. `urgency` is usual by default.
 * With `schedule` ("40 19 * * *", in UTC) the worker adds the job at those times, and at its start when it was off at one of them.
 */
export const defineJob = <Payload>(definition: {
  name: string;
  payload: z.ZodType<Payload>;
  maxAttempts?: number;
  urgency?: Urgency;
  schedule?: string;
  handler: (payload: Payload, context: JobContext) => Promise<void>;
}): Job<Payload> => ({
  name: definition.name,
  payload: definition.payload,
  maxAttempts: definition.maxAttempts ?? 10,
  urgency: definition.urgency ?? 'usual',
  schedule: definition.schedule ?? null,
  run: async (stored, context) => definition.handler(definition.payload.parse(stored), context),
});
