import type { Db } from '../../src/db/index.ts';
import {
  type Actor,
  appoint,
  completeSetup,
  createAccount,
  createOffice,
  createPerson,
  createPost,
  findActor,
  type SetupInput,
} from '../../src/identity/index.ts';
import { defaultHolidays, defaultPeriods } from '../../src/sop/index.ts';

/** Tuesday 24 November 2026, 09.00 on the clock of western Indonesia. */
export const morning = Temporal.Instant.from('2026-11-24T02:00:00Z');
export const today = Temporal.PlainDate.from('2026-11-24');
export const zone = 'Asia/Jakarta';

/** A password that every test account may have: long enough, no secret. */
export const goodPassword = 'lima kata yang mudah diingat';

const heads = [
  ['agency-head', 'Kepala Dinas', 'Ratna Puspitasari', '197103121996032001'],
  ['division-head', 'Kepala Bidang Layanan Digital', 'Hendra Gunawan', '197805052003121002'],
  ['application-section-head', 'Ketua Tim Aplikasi', 'Maya Anggraini', '198402292010012007'],
  ['infrastructure-section-head', 'Ketua Tim Infrastruktur', 'Yusuf Ramadhan', '198609262015051001'],
] as const;

/** A set-up page as somebody would fill it in, with fictitious people on four posts. */
export const setupOf = (part: Partial<SetupInput> = {}): SetupInput => ({
  governmentName: 'Pemerintah Kota Contoh',
  cityName: 'Kota Contoh',
  place: 'Contoh',
  domain: 'contoh.go.id',
  timeZone: zone,
  office: { name: 'Dinas Komunikasi dan Informatika', abbreviation: 'DISKOMINFO', headTitle: 'Kepala Dinas' },
  posts: heads.map(([role, title, name, nip]) => ({ role, title, holder: { name, nip, rank: 'Pembina (IV/a)' } })),
  administrator: { name: 'Dewi Lestari', email: 'dewi@contoh.go.id', password: goodPassword },
  ...part,
});

export const calendar = { periods: defaultPeriods, holidays: defaultHolidays };

export type TestOffice = Awaited<ReturnType<typeof completeSetup>> & { administrator: Actor };

/** An installation as the set-up leaves it, with its administrator as an actor. */
export const setUpOffice = async (db: Db, part: Partial<SetupInput> = {}, now = morning): Promise<TestOffice> => {
  const done = await db.transaction().execute((tx) => completeSetup(tx, { token: null, setup: setupOf(part), calendar, now }));
  return { ...done, administrator: await actorOf(db, done.administratorId, now) };
};

/** The actor behind an account. */
export const actorOf = async (db: Db, accountId: string, now = morning): Promise<Actor> => {
  const actor = await findActor(db, { accountId, now });
  if (!actor) throw new Error('this account has no actor');
  return actor;
};

let people = 0;

/** A new person with an account (and `goodPassword`), who holds the posts given by role; a post is made when the office has none. */
export const hire = async (
  db: Db,
  officeId: string,
  name: string,
  roles: readonly string[] = [],
  account: { administrator?: boolean; auditor?: boolean } = {},
): Promise<Actor & { email: string }> => {
  const stamp = { by: 'system', now: morning } as const;
  people += 1;
  const email = `pegawai${people}@contoh.go.id`;
  const { personId } = await createPerson(db, { person: { officeId, name, email }, ...stamp });
  for (const role of roles) {
    const known = await db
      .selectFrom('post')
      .select('id')
      .where('office_id', '=', officeId)
      .where('role', '=', role)
      .executeTakeFirst();
    const postId = known?.id ?? (await createPost(db, { post: { officeId, role, title: `Jabatan ${role}` }, ...stamp })).postId;
    await appoint(db, { appointment: { postId, personId, kind: 'definitive', validFrom: '2020-01-01' }, ...stamp });
  }
  const { accountId } = await createAccount(db, { account: { personId, email, ...account }, password: goodPassword, ...stamp });
  return { ...(await actorOf(db, accountId)), email };
};

/** An applying office with the post of its head. */
export const makeApplicant = async (db: Db, name = 'Dinas Kesehatan', abbreviation = 'DINKES'): Promise<string> => {
  const { officeId } = await createOffice(db, {
    office: { name, abbreviation, headTitle: `Kepala ${name}` },
    posts: [{ role: 'applicant-head', title: `Kepala ${name}` }],
    by: 'system',
    now: morning,
  });
  return officeId;
};
