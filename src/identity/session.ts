import { createHmac, timingSafeEqual } from 'node:crypto';
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from './actor.ts';
import { apiKeyHash } from './api-key.ts';
import type { Auth } from './auth.ts';

/**
 * The session token in the browser's cookie, its signature checked without the database; null when there is none or it was
 * tampered with. Whether the session still stands is for `findActor` to say.
 */
export const readSessionToken = (auth: Pick<Auth, 'cookie' | 'secret'>, headers: Headers): string | null => {
  const sent = cookieValue(headers.get('cookie') ?? '', auth.cookie);
  const dot = sent?.lastIndexOf('.') ?? -1;
  if (!sent || dot < 1) return null;
  const token = sent.slice(0, dot);
  const expected = createHmac('sha256', auth.secret).update(token).digest();
  const signature = Buffer.from(sent.slice(dot + 1), 'base64');
  return signature.length === expected.length && timingSafeEqual(signature, expected) ? token : null;
};

const cookieValue = (cookies: string, name: string): string | null => {
  const found = cookies.split(';').find((each) => each.trim().startsWith(`${name}=`));
  if (!found) return null;
  try {
    return decodeURIComponent(found.slice(found.indexOf('=') + 1).trim());
  } catch {
    return null;
  }
};

/** The office's day decides which appointments count. Without `timeZone` the installation's is read in the same query. */
type Moment = { now: Temporal.Instant; timeZone?: string | undefined };

/** A signed-in person, with what only the pages of one's own account need. */
export type Session = {
  actor: Actor;
  email: string;
  /** Signed in with a one-time password: nothing but the page to change it may be shown. */
  mustChangePassword: boolean;
  twoFactorEnabled: boolean;
};

type Row = Omit<Actor, 'language' | 'posts'> & {
  language: Actor['language'];
  posts: Actor['posts'];
  hostOfficeId: string | null;
  email: string;
  mustChangePassword: boolean;
  twoFactorEnabled: boolean;
};

const today = ({ now, timeZone }: Moment): RawBuilder<Temporal.PlainDate> =>
  timeZone
    ? sql`${now.toZonedDateTimeISO(timeZone).toPlainDate()}::date`
    : sql`(${now}::timestamptz at time zone (select time_zone from installation))::date`;

/** One query from whatever leads to an account (`from … where …`, the account as `a`) to the whole actor. */
const findBy = async (
  db: Db,
  moment: Moment,
  from: RawBuilder<unknown>,
  where: RawBuilder<SqlBool>,
  first: RawBuilder<unknown> = sql``,
): Promise<Session | null> => {
  const { rows } = await sql<Row>`
    ${first}
    select a.id as "accountId", p.id as "personId", p.name as "personName", p.office_id as "officeId", o.kind = 'host' as host,
      (select host_office_id from installation) as "hostOfficeId",
      a.language, a.administrator, a.auditor, u.email, a.must_change_password as "mustChangePassword",
      coalesce(u."twoFactorEnabled", false) as "twoFactorEnabled",
      coalesce((
        select json_agg(json_build_object('appointmentId', ap.id, 'postId', po.id, 'role', po.role, 'officeId', po.office_id,
          'title', po.title, 'kind', ap.kind) order by ap.kind <> 'definitive', po.created_at, ap.id)
        from appointment ap join post po on po.id = ap.post_id and po.active join office oo on oo.id = po.office_id and oo.active
        where ap.person_id = p.id and ${today(moment)} between ap.valid_from and coalesce(ap.valid_until, 'infinity')
          and (ap.ended_at is null or ap.ended_at > ${moment.now})
      ), '[]') as posts
    from ${from}
      join auth_user u on u.id = a.id
      join person p on p.id = a.person_id
      join office o on o.id = p.office_id
    where a.disabled_at is null and ${where}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { email, mustChangePassword, twoFactorEnabled, hostOfficeId, ...person } = row;
  // Who acts for a post of the hosting office may come from any other.
  const host = person.host || person.posts.some((post) => post.officeId === hostOfficeId);
  return { actor: { ...person, host }, email, mustChangePassword, twoFactorEnabled };
};

/** Who is behind a session token, in one query; null when the session has ended or the account is disabled. */
export const findSession = (db: Db, { sessionToken, ...moment }: { sessionToken: string } & Moment): Promise<Session | null> =>
  findBy(
    db,
    moment,
    sql`auth_session s join account a on a.id = s."userId"`,
    sql`s.token = ${sessionToken} and s."expiresAt" > ${moment.now}`,
  );

/** The actor behind a session token or an account, in one query, with the posts held on this day; null when there is none. */
export const findActor = async (
  db: Db,
  { now, timeZone, ...by }: ({ sessionToken: string } | { accountId: string }) & Moment,
): Promise<Actor | null> => {
  const session =
    'sessionToken' in by
      ? await findSession(db, { sessionToken: by.sessionToken, now, timeZone })
      : await findBy(db, { now, timeZone }, sql`account a`, sql`a.id = ${by.accountId}::uuid`);
  return session?.actor ?? null;
};

/** The actor behind an API key, in one query, which also keeps when the key was last used (to the minute). */
export const findActorByApiKey = async (db: Db, { key, ...moment }: { key: string } & Moment): Promise<Actor | null> => {
  const { now } = moment;
  const valid = sql<SqlBool>`k.key_hash = ${apiKeyHash(key)} and k.revoked_at is null and (k.expires_at is null or k.expires_at > ${now})`;
  const used = sql`with used as (
    update api_key k set last_used_at = ${now}
    where ${valid} and (k.last_used_at is null or k.last_used_at < ${now.subtract({ minutes: 1 })}))`;
  const session = await findBy(db, moment, sql`api_key k join account a on a.id = k.account_id`, valid, used);
  return session?.actor ?? null;
};
