import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApi } from '../../src/api/index.ts';
import { type Actor, createAuth } from '../../src/identity/index.ts';
import { createApp } from '../../src/web/index.ts';
import { type City, makeCity, runJobs, smallPdf } from './city.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { morning } from './identity.ts';
import { keyFor } from './program.ts';

export type Problem = {
  code: string;
  status: number;
  detail: string;
  title: string;
  faults?: { field: string; message: string }[];
};

/** An answer as a program reads it: JSON as an object, anything else as text. */
export type Answer = { status: number; headers: Headers; body: Record<string, unknown> & Partial<Problem>; text: string };

export type Sent = {
  body?: unknown;
  raw?: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>;
  key?: string | null;
  headers?: Record<string, string>;
  idempotency?: string;
};

export type Caller = ReturnType<TestApi['as']>;

export type TestApi = {
  database: TestDatabase;
  city: City;
  /** The moment in which the app lives; move it by `later`. */
  time: { now: Temporal.Instant };
  later: (duration?: Temporal.DurationLike) => void;
  /** What was logged as an error: nothing foreseen is. */
  errors: Record<string, unknown>[];
  /** Runs every waiting job. */
  jobs: () => Promise<unknown>;
  send: (method: string, path: string, sent?: Sent) => Promise<Answer>;
  fetch: (request: Request) => Response | Promise<Response>;
  /** A program with the key of this person. */
  as: (actor: Actor) => {
    key: () => Promise<string>;
    send: (method: string, path: string, sent?: Omit<Sent, 'key'>) => Promise<Answer>;
    get: (path: string) => Promise<Answer>;
    post: (path: string, body?: unknown, idempotency?: string) => Promise<Answer>;
    act: (number: string, action: string, body?: unknown) => Promise<Answer>;
    /** Uploads a file and returns its id. */
    upload: (purpose: string, name?: string, content?: string | Uint8Array) => Promise<string>;
    /** Binds a new upload to a case. */
    attach: (number: string, kind: string, name?: string, content?: string) => Promise<Answer>;
  };
  close: () => Promise<void>;
};

/** A city whose web is there in-process, with the programs' interface in it. */
export const testApi = async (): Promise<TestApi> => {
  const directory = await mkdtemp(join(tmpdir(), 'griya-api-'));
  const database = await testDatabase();
  const { db, pool } = database;
  const city = await makeCity(db, directory);
  const time = { now: morning };
  const clock = () => time.now;
  const errors: Record<string, unknown>[] = [];
  const auth = createAuth({
    pool,
    secret: 'a secret of forty characters for tests only',
    baseUrl: 'http://griya.test',
    now: clock,
  });
  const app = createApp({
    db,
    pool,
    auth,
    config: { baseUrl: null, secret: auth.secret, behindProxy: false, development: false },
    clock,
    log: (entry) => entry.level === 'error' && errors.push(entry),
    api: createApi({ db, clock, secret: auth.secret, signing: { renderMs: 8000, patience: { timeoutMs: 500, pausesMs: [1] } } }),
  });

  const send: TestApi['send'] = async (method, path, { body, raw, key, headers, idempotency } = {}) => {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await app.request(path.startsWith('/api') ? path : `/api/v1${path}`, {
      method,
      headers: {
        ...(key ? { authorization: `Bearer ${key}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(idempotency ? { 'idempotency-key': idempotency } : {}),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content }),
      ...(content instanceof ReadableStream ? { duplex: 'half' } : {}),
    });
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json') && text !== '';
    return { status: response.status, headers: response.headers, text, body: json ? JSON.parse(text) : {} };
  };

  const keys = new Map<string, Promise<string>>();
  const as: TestApi['as'] = (actor) => {
    const key = (): Promise<string> => {
      const known = keys.get(actor.accountId) ?? keyFor(db, actor, morning);
      keys.set(actor.accountId, known);
      return known;
    };
    const call = async (method: string, path: string, sent: Omit<Sent, 'key'> = {}) =>
      send(method, path, { ...sent, key: await key() });
    const post = (path: string, body: unknown = {}, idempotency: string = randomUUID()) =>
      call('POST', path, { body, idempotency });
    const upload = async (purpose: string, name = `${purpose}.pdf`, content: string | Uint8Array = smallPdf) => {
      const query = new URLSearchParams({ name, purpose });
      const answer = await call('POST', `/uploads?${query}`, { raw: content as string });
      if (answer.status !== 201) throw new Error(`upload: ${answer.status} ${answer.text}`);
      return answer.body.upload_id as string;
    };
    return {
      key,
      send: call,
      get: (path) => call('GET', path),
      post,
      act: (number, action, body) => post(`/cases/${number}/acts/${action}`, body),
      upload,
      attach: async (number, kind, name, content) =>
        post(`/cases/${number}/documents`, { kind, upload_id: await upload(kind, name, content) }),
    };
  };

  return {
    database,
    city,
    time,
    later: (duration = { minutes: 10 }) => {
      time.now = time.now.add(duration);
    },
    errors,
    jobs: () => runJobs(db, city, time.now),
    send,
    fetch: (request) => app.fetch(request),
    as,
    close: async () => {
      await auth.close();
      await database.close();
      await rm(directory, { recursive: true });
    },
  };
};
