import type pg from 'pg';
import { fault } from '#lib/fault.ts';

type DatabaseError = Error & { code?: string };

const sentences: readonly [codes: RegExp, sentence: (message: string) => string][] = [
  [
    /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOENT)$/,
    () => 'nobody answers there: check host and port',
  ],
  [/^28/, () => 'the server refuses the user or the password: check both'],
  [/^3D000$/, () => 'there is no such database: make it first (create database …), with encoding UTF8'],
  [/^53300$/, () => 'the server has no connection left: raise its max_connections or lower DATABASE_CONNECTIONS'],
  [/^57P03$/, () => 'the server is starting or stopping: try again in a moment'],
  [
    /^42501$/,
    (message) => `the user lacks a right (${message}): let the owner of the database start Griya, as DATABASE_OWNER_URL`,
  ],
];

/** The sentence for a connection that cannot be used, named by the setting that holds it; anything unforeseen as it is. */
export const connectionFault = (error: unknown, setting: 'DATABASE_URL' | 'DATABASE_OWNER_URL'): Error => {
  const { code = '', message } = error as DatabaseError;
  const known = sentences.find(([codes]) => codes.test(code))?.[1];
  return fault(`The database of ${setting} cannot be used: ${known ? known(message) : message}.`, error);
};

export type ServerFacts = {
  version: number;
  versionText: string;
  encoding: string;
  readOnly: boolean;
  /** Extensions that Griya uses and the server does not have. */
  lacking: readonly string[];
};

/** Refuses a server that Griya cannot work on, with what to do. */
export const requireServer = (facts: ServerFacts): void => {
  if (facts.version < 150_000) {
    throw fault(
      `The PostgreSQL of DATABASE_URL is version ${facts.versionText}; Griya needs 15 or newer: ` +
        'upgrade it, or leave DATABASE_URL out and use the embedded one.',
    );
  }
  if (facts.encoding !== 'UTF8') {
    throw fault(
      `The database of DATABASE_URL has the encoding ${facts.encoding}; Griya needs UTF8: ` +
        "make another one with: create database griya encoding 'UTF8' template template0;",
    );
  }
  if (facts.readOnly) {
    throw fault(
      'The PostgreSQL of DATABASE_URL is a read-only standby: point DATABASE_URL to the primary, ' +
        'for example with several hosts and target_session_attrs=read-write.',
    );
  }
  if (facts.lacking.length > 0) {
    throw fault(
      `The PostgreSQL of DATABASE_URL lacks ${facts.lacking.join(', ')}, which search needs: ` +
        'install its contrib package (Debian: postgresql-contrib) and start again.',
    );
  }
};

/** What the server behind a connection is. */
export const serverFacts = async (client: pg.ClientBase): Promise<ServerFacts> => {
  const { rows } = await client.query<ServerFacts>(`select current_setting('server_version_num')::int as version,
    current_setting('server_version') as "versionText", current_setting('server_encoding') as encoding,
    pg_is_in_recovery() as "readOnly",
    array(select needed from unnest(array['pg_trgm']) needed
      where needed not in (select name from pg_available_extensions)) as lacking`);
  return rows[0] ?? { version: 0, versionText: 'unknown', encoding: 'unknown', readOnly: false, lacking: [] };
};

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * Makes the role that the application works as, and lets its users be it: the one who migrates, and `user` when the
 * application connects as somebody else. Where the server does not allow that, the fault holds the SQL to type.
 */
export const ensureApplicationRole = async (client: pg.ClientBase, user?: string): Promise<void> => {
  const { rows } = await client.query<{ exists: boolean; me: string; iAm: boolean | null; theyAre: boolean | null }>(
    `with app as (select oid from pg_roles where rolname = 'griya_app')
     select exists (select from app) as exists, current_user as me,
       (select pg_has_role(current_user, oid, 'member') from app) as "iAm",
       (select pg_has_role(u.oid, app.oid, 'member') from app, pg_roles u where u.rolname = $1) as "theyAre"`,
    [user ?? null],
  );
  const found = rows[0];
  if (!found) return;
  const missing = [
    ...(found.exists ? [] : ['create role griya_app nologin']),
    ...(found.iAm || found.me === 'griya_app' ? [] : [`grant griya_app to ${quoted(found.me)}`]),
    ...(user === undefined || user === found.me || user === 'griya_app' || found.theyAre
      ? []
      : [`grant griya_app to ${quoted(user)}`]),
  ];
  try {
    for (const statement of missing) await client.query(statement);
  } catch (error) {
    if ((error as DatabaseError).code !== '42501') throw error;
    throw fault(
      `The database user ${found.me} may not make the role that Griya works as: ` +
        `as administrator of the server type  ${missing.map((statement) => `${statement};`).join(' ')}  and start again.`,
      error,
    );
  }
};
