import { createHmac } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import { request as plainRequest } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { isIP } from 'node:net';
import { mayReach } from './reach.ts';

/** What a call carries; `body` is signed as it is sent. */
export type Call = {
  url: string;
  allowed: readonly string[];
  secret: string;
  deliveryId: string;
  kind: string;
  body: string;
  now: Temporal.Instant;
};

export type Answered = { status: number | null; error: string | null };

export type Sending = {
  /** Milliseconds for the whole call: a slow receiver must not hold up the worker. */
  timeoutMs: number;
  resolve: (host: string) => Promise<string[]>;
};

export const usualSending: Sending = {
  timeoutMs: 10_000,
  resolve: async (host) => (await lookup(host, { all: true })).map(({ address }) => address),
};

/**
 * "t=1764000000,v1=<hex>": HMAC-SHA256 with the hook's secret over "<t>.<body>". The receiver makes it again, compares, and
 * refuses what is older than a few minutes.
 */
export const signatureOf = (secret: string, body: string, now: Temporal.Instant): string => {
  const seconds = Math.floor(now.epochMilliseconds / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
};

/**
 * Calls a hook once: POST of its JSON, signed. Every address of the name must be one that may be reached, and the call goes to an
 * address that was looked at, not to what the name says a moment later. Redirects are not followed. Never throws: what went
 * wrong is the answer.
 */
export const callHook = async (call: Call, sending: Sending = usualSending): Promise<Answered> => {
  const url = URL.parse(call.url);
  if (!url || !['http:', 'https:'].includes(url.protocol)) return { status: null, error: 'The address is no https address.' };
  const plain = url.protocol === 'http:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  try {
    const addresses = isIP(host) ? [host] : await within(sending.resolve(host), sending.timeoutMs);
    const barred = addresses.find((address) => !mayReach(address, { allowed: call.allowed, plain }));
    if (barred !== undefined || addresses.length === 0) {
      return { status: null, error: `${host} (${barred ?? 'no address'}) is not an address that this hook may reach.` };
    }
    return await post(url, addresses[0] ?? '', call, sending.timeoutMs);
  } catch (error) {
    return { status: null, error: error instanceof Error ? error.message : String(error) };
  }
};

const within = async <Value>(work: Promise<Value>, ms: number): Promise<Value> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms / 1000} s.`)), ms);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
};

const post = (url: URL, address: string, call: Call, timeoutMs: number): Promise<Answered> => {
  const { promise, resolve } = Promise.withResolvers<Answered>();
  const signal = AbortSignal.timeout(timeoutMs);
  const options = {
    method: 'POST',
    signal,
    agent: false as const,
    // The name was looked up and judged; it is not asked again.
    lookup: (_host: string, asked: { all?: boolean }, done: (...found: never[]) => void) => {
      const found = { address, family: isIP(address) };
      const answer = done as unknown as (error: null, first: unknown, family?: number) => void;
      if (asked.all) answer(null, [found]);
      else answer(null, found.address, found.family);
    },
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(call.body),
      'user-agent': 'Griya-Webhook/1',
      'griya-event': call.kind,
      'griya-delivery': call.deliveryId,
      'griya-signature': signatureOf(call.secret, call.body, call.now),
    },
  };
  const sent = (url.protocol === 'http:' ? plainRequest : tlsRequest)(url, options as never, (answer) => {
    const status = answer.statusCode ?? 0;
    // What the receiver says is of no use to us; it is not read.
    answer.destroy();
    if (status >= 200 && status < 300) resolve({ status, error: null });
    else if (status >= 300 && status < 400)
      resolve({ status, error: `The receiver redirects (${status}); redirects are not followed.` });
    else resolve({ status, error: `The receiver answered ${status}.` });
  });
  sent.on('error', (error) =>
    resolve({ status: null, error: signal.aborted ? `No answer within ${timeoutMs / 1000} s.` : error.message }),
  );
  sent.end(call.body);
  return promise;
};
