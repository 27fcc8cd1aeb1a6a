import { openListener } from '../../src/db/index.ts';
import {
  type Auth,
  appoint,
  completeSetup,
  createAccount,
  createAuth,
  createOffice,
  createPerson,
  createPost,
} from '../../src/identity/index.ts';
import type { Role as SopRole } from '../../src/sop/index.ts';
import { defaultHolidays, defaultPeriods } from '../../src/sop/index.ts';
import type { App } from '../../src/web/context.ts';
import { createApp, liveHub, sightFor } from '../../src/web/index.ts';
import { type Client, makeClient } from './client.ts';
import { type TestDatabase, testDatabase } from './database.ts';

export const password = 'lima ekor kucing oranye';

/** A post of the SOP, or the secretariat, which keeps the letters beside it. */
type Role = SopRole | 'secretariat';

type Holder = { accountId: string; personId: string; postId: string; email: string };

export type TestApp = {
  app: App;
  auth: Auth;
  database: TestDatabase;
  /** What was logged. */
  log: Record<string, unknown>[];
  /** The moment in which the app lives; move it by assigning `time.now`. */
  time: { now: Temporal.Instant };
  hostOfficeId: string;
  /** The OPD of the test city: Dinas Kesehatan. */
  officeId: string;
  /** Makes a person with a post and an account that can sign in with `password`. */
  makeHolder: (role: Role, options?: { officeId?: string; name?: string; kind?: 'definitive' | 'plt' }) => Promise<Holder>;
  /** Makes an account without a post. */
  makeAccount: (options: {
    email: string;
    name?: string;
    administrator?: boolean;
    auditor?: boolean;
    officeId?: string;
  }) => Promise<string>;
  /** A browser that is signed in as the holder of a post of the SOP (made on first demand), or as 'administrator' or 'auditor'. */
  signIn: (who: Role | 'administrator' | 'auditor') => Promise<Client>;
  /** A browser that signs in with this address and `password`. */
  signInAs: (email: string) => Promise<Client>;
  /** A browser with no cookies. */
  visitor: () => Client;
  close: () => Promise<void>;
};

const titles: Record<Role, string> = {
  'applicant-head': 'Kepala Dinas Kesehatan',
  'applicant-staff': 'Pengelola Data',
  'agency-head': 'Kepala Dinas Komunikasi dan Informatika',
  'division-head': 'Kepala Bidang Penyelenggaraan E-Government',
  'application-section-head': 'Kepala Seksi Pengembangan Aplikasi',
  'infrastructure-section-head': 'Kepala Seksi Infrastruktur dan Teknologi',
  technician: 'Teknisi Jaringan',
  'technical-team': 'Ketua Tim Teknis',
  secretariat: 'Sekretaris',
};

const names: Record<Role, string> = {
  'applicant-head': 'Dewi Lestari',
  'applicant-staff': 'Agus Salim',
  'agency-head': 'Rahmat Hidayat',
  'division-head': 'Sari Wahyuni',
  'application-section-head': 'Bambang Sutejo',
  'infrastructure-section-head': 'Ratna Dewanti',
  technician: 'Yoga Pratama',
  'technical-team': 'Nurul Aini',
  secretariat: 'Rina Marlina',
};

/** The whole web on a fresh database; with `setUp: false` nothing but the schema is there. */
export const testApp = async (options: { setUp?: boolean; development?: boolean; baseUrl?: string } = {}): Promise<TestApp> => {
  const database = await testDatabase();
  const { db, pool } = database;
  const time = { now: Temporal.Instant.from('2026-11-24T02:00:00Z') };
  const clock = () => time.now;
  const log: Record<string, unknown>[] = [];
  const auth = createAuth({
    pool,
    secret: 'a secret of forty characters for tests only',
    baseUrl: options.baseUrl ?? 'http://griya.test',
    now: clock,
  });
  const live = liveHub({
    listen: openListener(database.url),
    sightOf: sightFor(db, clock),
    warn: () => undefined,
    limits: { gatherMs: 20 },
  });
  const app = createApp({
    db,
    pool,
    auth,
    live,
    config: {
      baseUrl: options.baseUrl ?? null,
      secret: auth.secret,
      behindProxy: false,
      development: options.development ?? false,
      signing: { renderMs: 8000, patience: { timeoutMs: 500, pausesMs: [1] } },
    },
    clock,
    log: (entry) => log.push(entry),
  });
  const holders = new Map<Role, Promise<Holder>>();
  const ids = { host: '', office: '' };

  if (options.setUp !== false) {
    const setup = {
      governmentName: 'Pemerintah Kota Contoh',
      cityName: 'Kota Contoh',
      place: 'Contoh',
      domain: 'contoh.go.id',
      office: { name: 'Dinas Komunikasi dan Informatika', abbreviation: 'DISKOMINFO', headTitle: titles['agency-head'] },
      posts: [],
      administrator: { name: 'Wawan Setiawan', email: 'admin@contoh.go.id', password },
    };
    const calendar = { holidays: defaultHolidays, periods: defaultPeriods };
    const done = await db.transaction().execute((tx) => completeSetup(tx, { token: null, setup, calendar, now: time.now }));
    ids.host = done.hostOfficeId;
    const office = { name: 'Dinas Kesehatan', abbreviation: 'DINKES', headTitle: titles['applicant-head'] };
    ids.office = (await createOffice(db, { office, by: 'system', now: time.now })).officeId;
  }

  const makeAccount: TestApp['makeAccount'] = async ({ email, name = 'Putri Anggraini', officeId, ...roles }) => {
    const { personId } = await createPerson(db, {
      person: { officeId: officeId ?? ids.host, name },
      by: 'system',
      now: time.now,
    });
    const made = await createAccount(db, { account: { personId, email, ...roles }, password, by: 'system', now: time.now });
    return made.accountId;
  };

  const makeHolder: TestApp['makeHolder'] = async (role, { officeId, name, kind = 'definitive' } = {}) => {
    const home = officeId ?? (role.startsWith('applicant-') ? ids.office : ids.host);
    const by = 'system';
    const { now } = time;
    const { postId } = await createPost(db, { post: { officeId: home, role, title: titles[role] }, by, now });
    const { personId } = await createPerson(db, { person: { officeId: home, name: name ?? names[role] }, by, now });
    await appoint(db, { appointment: { postId, personId, kind, validFrom: '2026-01-02' }, by, now });
    const email = `${role}.${personId.slice(-6)}@contoh.go.id`;
    const { accountId } = await createAccount(db, { account: { personId, email }, password, by, now });
    return { accountId, personId, postId, email };
  };

  const holderOf = (role: Role): Promise<Holder> => {
    const known = holders.get(role) ?? makeHolder(role);
    holders.set(role, known);
    return known;
  };

  const signInAs = async (email: string): Promise<Client> => {
    const client = makeClient(app);
    const answer = await client.post('/sign-in', { email, password });
    if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status} ${answer.html.slice(0, 2000)}`);
    // The sign-in service counts from the machine's clock, the app from the test's.
    await db
      .updateTable('auth_session')
      .set({ expiresAt: Temporal.Instant.from('2100-01-01T00:00:00Z') })
      .execute();
    return client;
  };

  const auditor: { made?: Promise<string> } = {};
  const signIn: TestApp['signIn'] = async (who) => {
    if (who === 'administrator') return signInAs('admin@contoh.go.id');
    if (who === 'auditor') {
      auditor.made ??= makeAccount({ email: 'auditor@contoh.go.id', auditor: true });
      await auditor.made;
      return signInAs('auditor@contoh.go.id');
    }
    return signInAs((await holderOf(who)).email);
  };

  return {
    app,
    auth,
    database,
    log,
    time,
    hostOfficeId: ids.host,
    officeId: ids.office,
    makeHolder,
    makeAccount,
    signIn,
    signInAs,
    visitor: () => makeClient(app),
    close: async () => {
      await live.close();
      await auth.close();
      await database.close();
    },
  };
};
