import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Language } from '#lib/words.ts';
import type { AppointmentKind, OfficeKind } from './choices.ts';

export type Office = {
  id: string;
  name: string;
  abbreviation: string;
  kind: OfficeKind;
  headTitle: string;
  address: string;
  phone: string;
  email: string;
  website: string;
  logoFileId: string | null;
  letterNumberPattern: string;
  active: boolean;
};

const missing = (what: string): AppError => new AppError('not_found', { what });

/** As people look names up; the database itself sorts by bytes. */
const byName = (column: string) => sql`${sql.ref(column)} collate "id-x-icu"`;

const officeRows = (db: Db) =>
  db
    .selectFrom('office')
    .select(['id', 'name', 'abbreviation', 'kind', 'address', 'phone', 'email', 'website', 'active'])
    .select(['head_title as headTitle', 'logo_file_id as logoFileId', 'letter_number_pattern as letterNumberPattern'])
    .$narrowType<{ kind: OfficeKind }>();

/** Offices by name, the host first. */
export const listOffices = (db: Db, only: { active?: boolean; kind?: OfficeKind } = {}): Promise<Office[]> =>
  officeRows(db)
    .$if(only.active !== undefined, (query) => query.where('active', '=', only.active ?? true))
    .$if(only.kind !== undefined, (query) => query.where('kind', '=', only.kind ?? 'host'))
    .orderBy(sql`kind = 'host'`, 'desc')
    .orderBy(byName('name'))
    .execute();

export const findOffice = async (db: Db, id: string): Promise<Office | undefined> =>
  isId(id) ? officeRows(db).where('id', '=', id).executeTakeFirst() : undefined;

/** An office. Throws `not_found`. */
export const getOffice = async (db: Db, id: string): Promise<Office> => {
  const office = await findOffice(db, id);
  if (!office) throw missing('office');
  return office;
};

/** A person of the register. The NIP is personal data: show it whole only where the office needs it (`maskNip` elsewhere). */
export type Person = {
  id: string;
  officeId: string;
  officeName: string;
  name: string;
  nip: string | null;
  rank: string;
  email: string;
  phone: string;
  accountId: string | null;
};

const personRows = (db: Db) =>
  db
    .selectFrom('person')
    .innerJoin('office', 'office.id', 'person.office_id')
    .leftJoin('account', 'account.person_id', 'person.id')
    .select(['person.id', 'person.name', 'person.nip', 'person.rank', 'person.email', 'person.phone'])
    .select(['person.office_id as officeId', 'office.name as officeName', 'account.id as accountId']);

/** People by name: all, or those of an office. */
export const listPeople = (db: Db, only: { officeId?: string } = {}): Promise<Person[]> =>
  personRows(db)
    .$if(only.officeId !== undefined, (query) => query.where('person.office_id', '=', only.officeId ?? ''))
    .orderBy(byName('person.name'))
    .orderBy('person.id')
    .execute();

export const findPerson = async (db: Db, id: string): Promise<Person | undefined> =>
  isId(id) ? personRows(db).where('person.id', '=', id).executeTakeFirst() : undefined;

/** A person. Throws `not_found`. */
export const getPerson = async (db: Db, id: string): Promise<Person> => {
  const person = await findPerson(db, id);
  if (!person) throw missing('person');
  return person;
};

export type Post = { id: string; officeId: string; officeName: string; role: string | null; title: string; active: boolean };

const postRows = (db: Db) =>
  db
    .selectFrom('post')
    .innerJoin('office', 'office.id', 'post.office_id')
    .select(['post.id', 'post.role', 'post.title', 'post.active', 'post.office_id as officeId', 'office.name as officeName']);

/** Posts in the order in which they were made: all, or those of an office or a role. */
export const listPosts = (db: Db, only: { officeId?: string; role?: string; active?: boolean } = {}): Promise<Post[]> =>
  postRows(db)
    .$if(only.officeId !== undefined, (query) => query.where('post.office_id', '=', only.officeId ?? ''))
    .$if(only.role !== undefined, (query) => query.where('post.role', '=', only.role ?? ''))
    .$if(only.active !== undefined, (query) => query.where('post.active', '=', only.active ?? true))
    .orderBy(sql`office.kind = 'host'`, 'desc')
    .orderBy(byName('office.name'))
    .orderBy('post.created_at')
    .orderBy('post.id')
    .execute();

export const findPost = async (db: Db, id: string): Promise<Post | undefined> =>
  isId(id) ? postRows(db).where('post.id', '=', id).executeTakeFirst() : undefined;

/** A post. Throws `not_found`. */
export const getPost = async (db: Db, id: string): Promise<Post> => {
  const post = await findPost(db, id);
  if (!post) throw missing('post');
  return post;
};

export type Appointment = {
  id: string;
  postId: string;
  postTitle: string;
  role: string | null;
  officeId: string;
  personId: string;
  personName: string;
  kind: AppointmentKind;
  validFrom: Temporal.PlainDate;
  validUntil: Temporal.PlainDate | null;
  letterNumber: string;
  letterDate: Temporal.PlainDate | null;
  letterUploadId: string | null;
  endedAt: Temporal.Instant | null;
};

/** Appointments, the newest first: of a post, of a person, of an office's posts. */
export const listAppointments = (
  db: Db,
  only: { postId?: string; personId?: string; officeId?: string } = {},
): Promise<Appointment[]> =>
  db
    .selectFrom('appointment')
    .innerJoin('post', 'post.id', 'appointment.post_id')
    .innerJoin('person', 'person.id', 'appointment.person_id')
    .select(['appointment.id', 'appointment.kind', 'post.role', 'post.title as postTitle', 'post.office_id as officeId'])
    .select(['appointment.post_id as postId', 'appointment.person_id as personId', 'person.name as personName'])
    .select(['valid_from as validFrom', 'valid_until as validUntil', 'letter_number as letterNumber', 'ended_at as endedAt'])
    .select(['letter_date as letterDate', 'letter_upload_id as letterUploadId'])
    .$if(only.postId !== undefined, (query) => query.where('post.id', '=', only.postId ?? ''))
    .$if(only.personId !== undefined, (query) => query.where('person.id', '=', only.personId ?? ''))
    .$if(only.officeId !== undefined, (query) => query.where('post.office_id', '=', only.officeId ?? ''))
    .orderBy('valid_from', 'desc')
    .orderBy('appointment.id', 'desc')
    .$narrowType<{ kind: AppointmentKind }>()
    .execute();

export type Account = {
  id: string;
  personId: string;
  personName: string;
  officeId: string;
  officeName: string;
  email: string;
  administrator: boolean;
  auditor: boolean;
  language: Language;
  mustChangePassword: boolean;
  twoFactorEnabled: boolean;
  disabledAt: Temporal.Instant | null;
  /** Begin of the newest session that is still kept. */
  lastSignIn: Temporal.Instant | null;
};

const accountRows = (db: Db) =>
  db
    .selectFrom('account')
    .innerJoin('auth_user', 'auth_user.id', 'account.id')
    .innerJoin('person', 'person.id', 'account.person_id')
    .innerJoin('office', 'office.id', 'person.office_id')
    .select(['account.id', 'account.administrator', 'account.auditor', 'account.language', 'auth_user.email'])
    .select(['person.id as personId', 'person.name as personName', 'office.id as officeId', 'office.name as officeName'])
    .select(['account.must_change_password as mustChangePassword', 'account.disabled_at as disabledAt'])
    .select((eb) => [
      eb.fn.coalesce('auth_user.twoFactorEnabled', sql<boolean>`false`).as('twoFactorEnabled'),
      eb
        .selectFrom('auth_session')
        .whereRef('auth_session.userId', '=', 'account.id')
        .select(({ fn }) => fn.max('auth_session.createdAt').as('at'))
        .as('lastSignIn'),
    ])
    .$narrowType<{ language: Language }>();

/** Accounts by name of the person: all, or those of an office. */
export const listAccounts = (db: Db, only: { officeId?: string } = {}): Promise<Account[]> =>
  accountRows(db)
    .$if(only.officeId !== undefined, (query) => query.where('person.office_id', '=', only.officeId ?? ''))
    .orderBy(byName('person.name'))
    .orderBy('account.id')
    .execute();

export const findAccount = async (db: Db, id: string): Promise<Account | undefined> =>
  isId(id) ? accountRows(db).where('account.id', '=', id).executeTakeFirst() : undefined;

/** An account. Throws `not_found`. */
export const getAccount = async (db: Db, id: string): Promise<Account> => {
  const account = await findAccount(db, id);
  if (!account) throw missing('account');
  return account;
};

export type ApiKey = {
  id: string;
  name: string;
  prefix: string;
  createdAt: Temporal.Instant;
  expiresAt: Temporal.Instant | null;
  lastUsedAt: Temporal.Instant | null;
  revokedAt: Temporal.Instant | null;
};

/** The keys of an account, the newest first, revoked ones included. */
/** Whether a key still opens the interface at `now`. */
export const apiKeyState = (key: ApiKey, now: Temporal.Instant): 'valid' | 'revoked' | 'expired' => {
  if (key.revokedAt) return 'revoked';
  return key.expiresAt && Temporal.Instant.compare(key.expiresAt, now) <= 0 ? 'expired' : 'valid';
};

export const listApiKeys = (db: Db, accountId: string): Promise<ApiKey[]> =>
  db
    .selectFrom('api_key')
    .select(['id', 'name', 'prefix', 'created_at as createdAt', 'expires_at as expiresAt'])
    .select(['last_used_at as lastUsedAt', 'revoked_at as revokedAt'])
    .where('account_id', '=', accountId)
    .orderBy('id', 'desc')
    .execute();

export type OpenSession = {
  id: string;
  startedAt: Temporal.Instant;
  expiresAt: Temporal.Instant;
  ipAddress: string;
  userAgent: string;
  /** Whether it is the one with `sessionToken`. */
  current: boolean;
};

/** Where an account is signed in, the newest first. */
export const listSessions = (
  db: Db,
  input: { accountId: string; sessionToken: string | null; now: Temporal.Instant },
): Promise<OpenSession[]> =>
  db
    .selectFrom('auth_session')
    .select(['id', 'createdAt as startedAt', 'expiresAt'])
    .select((eb) => [
      eb.fn.coalesce('ipAddress', sql<string>`''`).as('ipAddress'),
      eb.fn.coalesce('userAgent', sql<string>`''`).as('userAgent'),
      eb('token', '=', input.sessionToken ?? '')
        .$castTo<boolean>()
        .as('current'),
    ])
    .where('userId', '=', input.accountId)
    .where('expiresAt', '>', input.now)
    .orderBy('createdAt', 'desc')
    .execute();
