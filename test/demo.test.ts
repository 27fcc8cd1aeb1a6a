import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '../src/audit/index.ts';
import { planDemo } from '../src/cli/demo/play.ts';
import { readDemo } from '../src/cli/demo/read-demo.ts';
import { demoPassword, fillDemo } from '../src/cli/demo.ts';
import { countJobs } from '../src/jobs/index.ts';
import { silentLog } from '../src/lib/log.ts';
import { allJobs } from '../src/runtime/jobs.ts';
import { foldState, hostingSop } from '../src/sop/index.ts';
import { national, wib } from './support/calendar.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { setUpOffice } from './support/identity.ts';

const now = wib('2026-11-24 10:18');
let database: TestDatabase;
let dataDirectory: string;
let printed: string[] = [];

const fill = (db = database.db): Promise<void> => {
  printed = [];
  const print = (line: string) => printed.push(line);
  return fillDemo(db, {
    log: silentLog,
    jobs: allJobs,
    print,
    now,
    dataDirectory,
    baseUrl: 'http://localhost:8080',
    secret: 'a secret of forty characters for tests only',
  });
};

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), 'griya-demo-'));
  database = await testDatabase();
  await fill();
}, 240_000);
afterAll(async () => {
  await database.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const numberOf = async (query: string): Promise<number> => {
  const { rows } = await sql.raw<{ count: number }>(`select count(*)::int as count from ${query}`).execute(database.db);
  return rows[0]?.count ?? 0;
};

describe('the demo', () => {
  test('shows every state in which a case can rest, about forty cases in all', async () => {
    const rows = await database.db.selectFrom('hosting_case').select('state').distinct().execute();
    const resting = hostingSop.states.filter((state) => state.ended || state.holder !== null).map((state) => state.key);
    expect(rows.map((row) => row.state).sort()).toEqual(resting.sort());
    expect(await numberOf('hosting_case')).toBeGreaterThanOrEqual(40);
  });

  test('shows what happens in an office: late ones, a return twice, paper, a stand-in, comments, refusals turned back', async () => {
    const late = await database.db.selectFrom('hosting_case').select('application_name').where('due_at', '<', now).execute();
    const meant = (await readDemo()).entries.filter((entry) => entry.case.late);
    expect(late.map((row) => row.application_name).sort()).toEqual(meant.map((entry) => entry.name).sort());
    expect(await numberOf('hosting_case where assignee_person_id is not null')).toBe(2);
    expect(await numberOf('case_step where late')).toBeGreaterThanOrEqual(3);
    expect(await numberOf('hosting_case where round = 3')).toBe(1);
    expect(await numberOf('manual_record')).toBe(1);
    expect(await numberOf(`case_step where closed_acting = 'plh'`)).toBeGreaterThanOrEqual(1);
    expect(await numberOf('case_comment where internal')).toBeGreaterThanOrEqual(1);
    expect(await numberOf('case_comment where not internal')).toBeGreaterThanOrEqual(1);
    expect(await numberOf(`application where origin is null and status = 'active'`)).toBe(4);
    expect(await numberOf(`office where kind = 'applicant'`)).toBe(6);
  });

  test('keeps books with life in them: letters on paper, couriers with receipts, a void number, numbers from before', async () => {
    expect(await numberOf('agenda_entry where letter_id is null and scan_upload_id is not null')).toBeGreaterThanOrEqual(10);
    expect(await numberOf(`dispatch_entry where channel <> 'inbox' and received_at is not null`)).toBeGreaterThanOrEqual(3);
    expect(await numberOf(`dispatch_entry where channel <> 'inbox' and received_at is null`)).toBeGreaterThanOrEqual(1);
    expect(await numberOf(`letter where status = 'void' and number is not null and void_reason is not null`)).toBe(1);
    expect(await numberOf('letter_number_block')).toBe(2);
    expect(await numberOf("letter where kind = 'outside' and sign_state = 'signed'")).toBe(2);
    expect(await numberOf("letter where kind = 'outside' and sign_state = 'waiting'")).toBe(1);
    const gaps = `(select seq, lag(seq) over (partition by office_id, year order by seq) as before from agenda_entry) e where seq <> before + 1`;
    expect(await numberOf(gaps)).toBe(0);
  });

  test('has its monthly reports: the past ones signed, the last one lying ready', async () => {
    const rows = await database.db
      .selectFrom('monthly_report')
      .innerJoin('letter', 'letter.id', 'monthly_report.letter_id')
      .select(['letter.status', 'letter.sign_state', 'letter.file_id'])
      .orderBy('month')
      .execute();
    expect(rows.length).toBeGreaterThanOrEqual(4);
    expect(rows.map((row) => row.status)).toEqual([...rows.slice(1).map(() => 'issued'), 'draft']);
    expect(rows.every((row) => row.file_id !== null)).toBe(true);
  });

  test('was made by the acts themselves: stored states are the folded ones, every chain holds, no job is left', async () => {
    const cases = await database.db.selectFrom('hosting_case').select(['id', 'state']).execute();
    for (const { id, state } of cases) {
      const { rows } = await sql<{ action: string }>`
        select data->>'action' as action from audit_event
        where subject_kind = 'case' and subject_id = ${id} and data ? 'action' order by seq`.execute(database.db);
      expect(
        foldState(
          hostingSop,
          rows.map((row) => row.action),
        ),
      ).toBe(state);
    }
    expect((await verify(database.db)).broken).toBeNull();
    expect(await countJobs(database.db)).toEqual({ waiting: 0, running: 0, retrying: 0, failed: 0 });
  });

  test('case numbers and letter numbers grow with their dates, and nothing lies in the future', async () => {
    const cases = await database.db.selectFrom('hosting_case').select('created_at').orderBy('number').execute();
    const moments = cases.map((row) => row.created_at.epochMilliseconds);
    expect(moments).toEqual(moments.toSorted((a, b) => a - b));
    expect(
      await numberOf(
        `letter l join letter m using (office_id, book, number_year) where l.number_seq < m.number_seq and l.letter_date > m.letter_date`,
      ),
    ).toBe(0);
    expect(await numberOf(`audit_event where at > '${now}'`)).toBe(0);
  });

  test('prints who can sign in, and with which password', () => {
    const text = printed.join('\n');
    expect(text).toContain(demoPassword);
    for (const email of ['admin', 'kadis', 'kabid', 'auditor', 'timteknis', 'staf.dinkes'])
      expect(text).toContain(`${email}@batam.example`);
  });

  test('a second start finds it there and changes nothing', async () => {
    const before = await numberOf('audit_event');
    await fill();
    expect(await numberOf('audit_event')).toBe(before);
    expect(printed.join('\n')).toContain('kadis@batam.example');
  });

  test('a database that belongs to an office is refused', async () => {
    const other = await testDatabase();
    try {
      await setUpOffice(other.db);
      await expect(fill(other.db)).rejects.toThrow(/already belongs to Pemerintah Kota Contoh/);
    } finally {
      await other.close();
    }
  });

  test('it can be planned on any day of the year, in the night and on holidays', async () => {
    const { entries } = await readDemo();
    for (let day = 0; day < 365; day += 3) {
      const moment = wib('2026-02-01 03:00').add({ hours: day * 24 + ((day * 7) % 24) });
      expect(planDemo(national, entries, { now: moment, seed: 1 })).toHaveLength(entries.length);
    }
  });
});
