import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type pg from 'pg';
import { AppError } from '#lib/errors.ts';

/** Attempts are counted in windows of this length, which begin with the first attempt. */
export const throttleWindow = Temporal.Duration.from({ minutes: 15 });
const windowMs = throttleWindow.total('milliseconds');

/**
 * Failed attempts per window: at one account from one network; at one account from everywhere; from one network at every
 * account. The first is what a guesser meets. The second is five times as high, so that nobody locks an official out from
 * his own chair; an office often reaches the outside through one address, so the third is higher still.
 */
export const throttleLimits = { pair: 8, account: 40, address: 60 };

export type Attempt = {
  /** Whose account is tried: an e-mail address or the id of an account. */
  account: string;
  /** The address it is tried from. */
  ip: string;
  now: Temporal.Instant;
};

type Keys = Readonly<Record<keyof typeof throttleLimits, string>>;

const keysOf = ({ account, ip }: Attempt): Keys => {
  const whose = createHash('sha256').update(account.trim().toLowerCase()).digest('base64url');
  const whence = network(ip);
  return { pair: `pair:${whose} ${whence}`, account: `account:${whose}`, address: `address:${whence}` };
};

/** One subscriber of IPv6 has a whole /64, so that is what is counted. */
const network = (ip: string): string => {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)?.[1];
  if (mapped) return mapped;
  if (!isIPv6(ip)) return ip.slice(0, 64);
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? [];
  const groups = (part: string): string[] => (part === '' ? [] : part.split(':'));
  const known = groups(head);
  const rest = tail === undefined ? [] : groups(tail);
  const all = [...known, ...Array.from({ length: Math.max(0, 8 - known.length - rest.length) }, () => '0'), ...rest];
  return all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
};

/**
 * Counts an attempt before it is made, so that guesses sent at the same moment are all counted, and outside of any
 * transaction, so that a refusal cannot roll it back. Returns the minutes to wait: 0 when the attempt may be made.
 */
export const countAttempt = async (pool: pg.Pool, attempt: Attempt): Promise<number> => {
  const keys = keysOf(attempt);
  const rows = await count(pool, Object.values(keys), attempt.now);
  const limits = new Map(
    (Object.keys(throttleLimits) as (keyof Keys)[]).map((each) => [keys[each], throttleLimits[each]] as const),
  );
  const waits = rows.filter((row) => row.count > (limits.get(row.key) ?? 0)).map((row) => waitOf(row, attempt.now));
  return Math.max(0, ...waits);
};

type Counted = { key: string; count: number; begun: string };

/** Counts one more in the window of each key, and begins a new window where the last one is over. */
const count = async (pool: pg.Pool, keys: readonly string[], at: Temporal.Instant): Promise<Counted[]> => {
  const now = at.epochMilliseconds;
  const { rows } = await pool.query<Counted>(
    `insert into auth_rate_limit as known (key, count, "lastRequest") select key, 1, $2 from unnest($1::text[]) as key
     on conflict (key) do update set
       count = case when known."lastRequest" <= $3 then 1 else least(known.count + 1, 1000000) end,
       "lastRequest" = case when known."lastRequest" <= $3 then $2 else known."lastRequest" end
     returning key, count, "lastRequest" as begun`,
    [keys, now, now - windowMs],
  );
  return rows;
};

/** Minutes until the window of a count is over. */
const waitOf = (row: Counted, now: Temporal.Instant): number =>
  Math.ceil(Math.max(0, Number(row.begun) + windowMs - now.epochMilliseconds) / 60_000);

/** Takes back an attempt that succeeded: the account starts afresh here, and nothing is held against account or address. */
export const forgiveAttempt = async (pool: pg.Pool, attempt: Attempt): Promise<void> => {
  const keys = keysOf(attempt);
  await pool.query(
    'update auth_rate_limit set count = case when key = $1 then 0 else greatest(count - 1, 0) end where key = any($2)',
    [keys.pair, Object.values(keys)],
  );
  await pool.query('delete from auth_rate_limit where "lastRequest" < $1', [attempt.now.epochMilliseconds - windowMs]);
};

/**
 * Misses per window and address at something public that could be guessed at. Many people reach the outside through one
 * address, so it is generous to them; it is nothing against the number of codes there are.
 */
export const missLimit = 60;

/**
 * Counts a try at something public before it is made, whoever tries; what was found is forgiven. Throws `too_many` with the
 * minutes to wait.
 */
export const throttledLookup = async <Result>(
  pool: pg.Pool,
  attempt: { what: string; ip: string; now: Temporal.Instant },
  call: () => Promise<Result | undefined>,
): Promise<Result | undefined> => {
  const key = `${attempt.what}:${network(attempt.ip)}`;
  const [counted] = await count(pool, [key], attempt.now);
  if (counted && counted.count > missLimit) {
    throw new AppError('too_many', { what: attempt.what, minutes: waitOf(counted, attempt.now) });
  }
  const found = await call();
  if (found !== undefined) {
    await pool.query('update auth_rate_limit set count = greatest(count - 1, 0) where key = $1', [key]);
  }
  return found;
};
