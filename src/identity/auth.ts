import { passkey } from '@better-auth/passkey';
import { APIError, betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import pg from 'pg';
import { type Db, withDb } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { hashPassword, isPassword, longestPassword, shortestPassword } from './password.ts';
import { throttleWindow } from './throttle.ts';

/** Twelve hours: an office day with its overtime, and the limit of NIST SP 800-63B for two factors. It is not prolonged. */
export const sessionLength = Temporal.Duration.from({ hours: 12 });

/** Where the passkey scripts talk to; every other path of better-auth stays closed (see `handlePasskey`). */
export const authPath = '/auth';

/** The client's address as the web found it; overwritten for every call, so that no client can set it. */
export const addressHeader = 'x-griya-client-address';

export type AuthOptions = {
  /** Any pool to the database; sign-in opens its own small one beside it, since better-auth expects pg's own date type. */
  pool: pg.Pool;
  /** Signs cookies and seals second factors; at least 32 characters, the same in every process. */
  secret: string;
  /** The address by which people reach Griya. Passkeys are bound to its host; https makes the cookies secure. */
  baseUrl: string;
  now?: () => Temporal.Instant;
  /** Hears of faults of sign-in; never of passwords, codes or cookies. */
  log?: (message: string) => void;
};

/** The sign-in service: one object for the life of the process. `close` ends its connections. */
export type Auth = {
  api: ReturnType<typeof build>['api'];
  handler: (request: Request) => Promise<Response>;
  secret: string;
  baseUrl: string;
  /** Name of the cookie that carries the session. */
  cookie: string;
  now: () => Temporal.Instant;
  pool: pg.Pool;
  db: Db;
  close: () => Promise<void>;
};

/** A pool to the same database and as the same role as `pool`, with pg's own types. */
const besides = ({ pool, log }: AuthOptions): pg.Pool => {
  const { types: _types, ...options } = pool.options;
  const own = new pg.Pool({ ...options, max: 4 });
  own.on('error', (error) => log?.(`a connection of sign-in to the database was lost: ${error.message}`));
  return own;
};

const build = (pool: pg.Pool, { secret, baseUrl, log }: AuthOptions) => {
  const { hostname, origin } = new URL(baseUrl);
  return betterAuth({
    appName: 'Griya',
    baseURL: baseUrl,
    basePath: authPath,
    secret,
    database: pool,
    trustedOrigins: [origin],
    telemetry: { enabled: false },
    logger: {
      level: 'error',
      // Only the sentence: further arguments may hold what was sent.
      log: (_level, message) => log?.(`sign-in: ${message}`),
    },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: { hash: hashPassword, verify: ({ hash, password }) => isPassword(hash, password) },
    },
    user: { modelName: 'auth_user' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    session: {
      modelName: 'auth_session',
      expiresIn: sessionLength.total('seconds'),
      disableSessionRefresh: true,
      freshAge: 3600,
    },
    rateLimit: {
      enabled: true,
      storage: 'database',
      modelName: 'auth_rate_limit',
      // As long as the window of our own throttle, because better-auth clears the table of what is older than its longest one.
      window: throttleWindow.total('seconds'),
      max: 300,
      customRules: { '/passkey/verify-authentication': { window: throttleWindow.total('seconds'), max: 60 } },
    },
    advanced: {
      cookiePrefix: 'griya',
      useSecureCookies: baseUrl.startsWith('https:'),
      database: { generateId: newId },
      ipAddress: { ipAddressHeaders: [addressHeader] },
    },
    databaseHooks: {
      session: {
        create: {
          // Password, code and passkey all end here, so no way of signing in can forget it.
          before: async (session) => {
            const { rowCount } = await pool.query('select 1 from account where id = $1 and disabled_at is null', [
              session.userId,
            ]);
            if (rowCount === 0) throw new APIError('FORBIDDEN', { code: 'ACCOUNT_DISABLED' });
          },
        },
      },
    },
    plugins: [
      twoFactor({ issuer: 'Griya', schema: { twoFactor: { modelName: 'auth_two_factor' } } }),
      passkey({
        rpID: hostname,
        rpName: 'Griya',
        origin,
        schema: { passkey: { modelName: 'auth_passkey' } },
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        authentication: {
          // A passkey replaces password and code only when the device asked for a finger, a face or its PIN.
          afterVerification: async ({ verification }) => {
            if (!verification.authenticationInfo.userVerified) throw new APIError('UNAUTHORIZED', { code: 'NOT_VERIFIED' });
          },
        },
      }),
    ],
  });
};

/**
 * Sign-in by better-auth: password with Argon2id, TOTP, passkeys, sessions in the database. Accounts are made by the
 * commands of this room only. Opens connections; call `close` at the end.
 */
export const createAuth = (options: AuthOptions): Auth => {
  const pool = besides(options);
  const { api, handler } = build(pool, options);
  return {
    api,
    handler,
    secret: options.secret,
    baseUrl: options.baseUrl,
    cookie: `${options.baseUrl.startsWith('https:') ? '__Secure-' : ''}griya.session_token`,
    now: options.now ?? Temporal.Now.instant,
    pool,
    db: withDb(pool).db,
    close: () => pool.end(),
  };
};
