import type pg from 'pg';
import { migrate, openOwnerPool, openPool, startScratch, withDb } from '../src/db/index.ts';
import { createAuth } from '../src/identity/index.ts';
import { silentLog } from '../src/lib/log.ts';
import { createApp } from '../src/web/index.ts';
import { makeCity } from '../test/support/city.ts';
import { makeClient } from '../test/support/client.ts';
import { goodPassword, hire, makeApplicant, morning } from '../test/support/identity.ts';

/** The moment in which the benchmark lives: Tuesday 24 November 2026, 09.00. */
export const now = morning;

/**
 * A city of 40 offices on a throw-away database, its pages in this process, and people who are signed in. `fill(from, to)`
 * brings the cases to `to` by SQL alone: nothing of it went through the process, so it is for reading only.
 */
export const makeBoardCity = async () => {
  const scratch = await startScratch(silentLog);
  const owner = openOwnerPool(scratch.ownerUrl);
  await migrate(owner);
  const pools = withDb(openPool(scratch.url));
  const { db, pool } = pools;
  const city = await makeCity(db, '');
  for (let no = 3; no <= 40; no += 1) {
    const officeId = await makeApplicant(db, `Dinas Nomor ${no}`, `DINAS${no}`);
    await hire(db, officeId, `Kepala Nomor ${no}`, ['applicant-head']);
  }
  const auth = createAuth({
    pool,
    secret: 'a secret of forty characters, here alone',
    baseUrl: 'http://griya.test',
    now: () => now,
  });
  const config = { baseUrl: null, secret: auth.secret, behindProxy: false, development: false };
  const app = createApp({ db, pool, auth, config, clock: () => now, log: () => undefined });
  const signIn = async ({ email }: { email: string }) => {
    const client = makeClient(app);
    const answer = await client.post('/sign-in', { email, password: goodPassword });
    if (answer.status !== 303) throw new Error(`${email} could not sign in: ${answer.status}`);
    // The sign-in service counts from the machine's clock, the application from the benchmark's.
    await owner.query(`update auth_session set "expiresAt" = '2100-01-01'`);
    return client;
  };
  return {
    db,
    city,
    signIn,
    fill: (from: number, to: number) => fill(owner, from, to),
    stop: async () => {
      await auth.close();
      await pools.close();
      await owner.end();
      await scratch.stop();
    },
  };
};

/** Steps as a case passes them: state, role that closes it, standard time in days, act that closes it. */
const road = `(values
  (1, 1, 'draft', 'applicant-head', 1.0, 'submit', null::boolean),
  (2, 2, 'disposition', 'agency-head', 1.0, 'dispose', null),
  (3, 3, 'completeness-check', 'division-head', 1.0, 'accept', null),
  (4, 1, 'returned', 'applicant-head', 3.0, 'submit', false),
  (5, 2, 'disposition', 'agency-head', 1.0, 'dispose', false),
  (6, 3, 'completeness-check', 'division-head', 1.0, 'accept', false),
  (7, 4, 'capacity-check', 'application-section-head', 0.4, 'capacity-available', null),
  (8, 5, 'server-provision', 'infrastructure-section-head', 3.0, 'provide-server', true),
  (9, 6, 'infrastructure-documentation', 'infrastructure-section-head', 1.0, 'confirm-documents', true),
  (10, 7, 'installation', 'application-section-head', 3.0, 'finish-installation', null),
  (11, 8, 'application-documentation', 'application-section-head', 1.0, 'document-application', null),
  (12, 9, 'reply-draft', 'division-head', 1.0, 'initial-reply', null),
  (13, 10, 'reply-signing', 'agency-head', 1.0, 'deliver-reply', null)
) as road (place, step, state, role, days, act, branch)`;

/** Cases of one filling at a time: PostgreSQL sorts and hashes as many without touching the disk. */
const batch = 50_000;

/**
 * Cases `from` (exclusive) to `to`, submitted evenly over ten years: one in ten (of the first 1,000) or one in fifty is open,
 * one in eight was returned, one in four needed a server, one step in eight was late. Ten events each; their hashes have
 * the right length but make no chain. Durations do not know the calendar: `working_minutes` are spent at random.
 */
const fill = async (owner: pg.Pool, from: number, to: number): Promise<void> => {
  const client = await owner.connect();
  try {
    // No triggers and no look at foreign keys, and the index of words is made at once at the end: it is only to be read.
    await client.query(
      `select setseed(0.42); set work_mem = '256MB'; set synchronous_commit = off; set session_replication_role = replica`,
    );
    await client.query('drop index hosting_case_words');
    const openEvery = to <= 1000 ? 10 : 50;
    for (let first = from + 1; first <= to; first += batch) {
      await fillBatch(client, first, Math.min(first + batch - 1, to), openEvery);
    }
    await client.query(`set maintenance_work_mem = '512MB'`);
    await client.query(
      'create index hosting_case_words on hosting_case using gin (number gin_trgm_ops, application_name gin_trgm_ops, subdomain gin_trgm_ops)',
    );
    await client.query('vacuum analyze');
  } finally {
    client.release();
  }
};

const fillBatch = async (client: pg.PoolClient, first: number, last: number, openEvery: number): Promise<void> => {
  const moment = `timestamptz '${now.toString()}'`;
  await client.query('drop table if exists made, visit');
  // Which case it is and how far it came: `goal` is the place on the road where it stands or ended.
  await client.query(
    `create temp table made as
     select n, gen_random_uuid() as id, n % $3 = 0 as open,
       (select id from sop_version order by created_at desc limit 1) as sop_version_id, o.id as office_id, h.person_id as head,
       random() < 0.25 as server, random() < 0.125 as returned,
       ${moment} - random() * interval '10 years' as began,
       case when n % $3 = 0 then 1 + floor(random() * 13)::int when random() < 0.06 then 6 when random() < 0.04 then 5 else 13 end as goal
     from generate_series($1::int, $2::int) n
     join (select id, row_number() over (order by created_at, id) - 1 as no from office where kind = 'applicant') o on o.no = n % 40
     join (select distinct on (p.office_id) p.office_id, a.person_id from post p join appointment a on a.post_id = p.id
           where p.role = 'applicant-head') h on h.office_id = o.id`,
    [first, last, openEvery],
  );
  await client.query(
    `create temp table visit as
     with walked as (
       select m.n, m.id as case_id, m.open, m.began, road.*, gen_random_uuid() as visit_id,
         lead(place) over w is null as is_last,
         road.days * (case when random() < 0.125 then 1 + random() else 0.1 + 0.85 * random() end) as took
       from made m join ${road} on road.place <= m.goal
         and (road.branch is null or (road.branch and m.server) or (not road.branch and m.returned))
       window w as (partition by m.id order by place)
     ), timed as (
       select *, sum(took) over (partition by case_id order by place) - took as since, sum(took) over (partition by case_id) as total
       from walked
     )
     select *, is_last and open as running,
       -- What is open began so that it stands where it is now.
       case when open then ${moment} - (total - since) * interval '1 day' else began + since * interval '1 day' end as opened_at,
       case when open then ${moment} - (total - since - took) * interval '1 day' else began + (since + took) * interval '1 day' end as closed_at
     from timed`,
  );
  await client.query('create index on visit (case_id)');
  await client.query('analyze made');
  await client.query('analyze visit');
  await client.query(
    `insert into hosting_case (id, number, sop_version_id, office_id, state, version, application_name, subdomain, asked_by, round,
       created_by, created_at, submitted_at, state_since, due_at, total_due_at, closed_at, server_branch, assignee_person_id)
     select m.id, 'K-' || extract(year from v.first_at)::int || '-' || lpad(m.n::text, 7, '0'), m.sop_version_id, m.office_id,
       case when m.open then v.state when m.goal = 13 then 'completed' when m.goal = 6 then 'refused' else 'withdrawn' end,
       10, 'Aplikasi ' || (array['Antrean','Simpeg','Perizinan','Arsip','Pajak','Wisata','Sekolah','Puskesmas','Gudang','Presensi'])[1 + m.n % 10] || ' ' || m.n,
       'apl' || m.n, array[m.head], case when m.returned then 2 else 1 end, m.head, v.first_at,
       case when v.state = 'draft' and m.open then null else v.submitted_at end, v.opened_at,
       case when m.open and v.state not in ('draft', 'returned') then v.opened_at + v.days * interval '1 day' end,
       case when m.open and v.state = 'draft' then null else v.submitted_at + interval '14 days' end,
       case when m.open then null else v.closed_at end, m.server, null
     from made m join lateral (
       select l.*, f.opened_at as first_at, f.closed_at as submitted_at
       from visit l, visit f where l.case_id = m.id and l.is_last and f.case_id = m.id and f.place = 1
     ) v on true`,
  );
  await client.query(
    `insert into case_step (id, case_id, step, state, opened_at, due_at, closed_at, outcome, closed_by_person_id, closed_by_post_id,
       closed_acting, working_minutes, late)
     select v.visit_id, v.case_id, v.step, v.state, v.opened_at,
       case when v.state in ('draft', 'returned') then null else v.opened_at + v.days * interval '1 day' end,
       case when v.running then null else v.closed_at end,
       case when v.running then null when v.is_last and m.goal = 6 then 'refuse' when v.is_last and m.goal = 5 then 'withdraw'
         when v.place = 3 and m.returned and not v.is_last then 'return' else v.act end,
       case when v.running then null else h.person_id end, case when v.running then null else h.post_id end,
       case when v.running then null else 'definitive' end,
       case when v.running then null else (v.took * 450)::int end,
       case when v.running then null else v.state not in ('draft', 'returned') and v.took > v.days end
     from visit v join made m on m.id = v.case_id
     join lateral (select a.person_id, p.id as post_id from post p join appointment a on a.post_id = p.id
       where p.role = v.role and (v.role <> 'applicant-head' or p.office_id = m.office_id) limit 1) h on true`,
  );
  await client.query(
    `insert into case_return (id, case_id, round, final, reasons, missing, explanation, at)
     select gen_random_uuid(), v.case_id, 1, m.goal = 6 and v.is_last, array[(array['document-missing', 'recommendation-expired', 'guide-incomplete'])[1 + v.n % 3]],
       array['installation-guide'], '', v.closed_at
     from visit v join made m on m.id = v.case_id
     where (v.place = 3 and m.returned and not v.is_last) or (v.is_last and m.goal = 6 and not m.open)`,
  );
  await client.query(
    `insert into audit_event (subject_kind, subject_id, seq, at, type, account_id, person_id, post_id, acting, data, prev_hash, hash)
     select 'case', m.id, seq, least(s.first_at + (s.last_at - s.first_at) * seq / 10, ${moment}), 'case.' || (array['created','submit','dispose','check-requirement',
       'accept','capacity-available','finish-installation','document-application','initial-reply','deliver-reply'])[seq],
       null, m.head, null, 'definitive', jsonb_build_object('version', seq), sha256(int4send(m.n)), sha256(int4send(m.n * 16 + seq))
     from made m join (select case_id, min(opened_at) as first_at, max(closed_at) as last_at from visit group by 1) s on s.case_id = m.id
     cross join generate_series(1, 10) seq`,
  );
  await client.query(
    `insert into audit_head (subject_kind, subject_id, seq, hash) select 'case', id, 10, sha256(int4send(n * 16 + 10)) from made`,
  );
};
