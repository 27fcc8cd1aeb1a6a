import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#audit/index.ts';
import { nameOf } from '#dns/index.ts';
import { getLetter, listLettersOf } from '#letters/index.ts';
import { findApplication, findClaim } from '#registry/index.ts';
import { foldState, hostingSop } from '#sop/index.ts';
import { type City, goodRequest, makeCity, openCase, uploadAs, walkTo } from '../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../test/support/database.ts';

let database: TestDatabase;
let city: City;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-cases-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);

afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const actionsOf = async (caseId: string): Promise<string[]> => {
  const { rows } = await database.pool.query<{ action: string }>(
    "select data->>'action' as action from audit_event where subject_kind = 'case' and subject_id = $1 and data ? 'action' order by seq",
    [caseId],
  );
  return rows.map((row) => row.action);
};

describe('one request, all ten steps', () => {
  test('with capacity: it ends completed, and every record that the SOP asks for is there', async () => {
    const open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'lengkap' }) });
    const row = await open.row();
    expect(row).toMatchObject({ state: 'completed', server_branch: false, server_id: city.serverId });
    expect(row.closed_at).not.toBeNull();

    const letters = await listLettersOf(database.db, open.id);
    expect(
      letters.map((letter) => [letter.kind, letter.status === 'sent' || letter.status === 'issued', letter.render_state]),
    ).toEqual(
      expect.arrayContaining([
        ['hosting-request', true, 'done'],
        ['disposition', true, 'done'],
        ['installation-document', true, 'done'],
        ['handover', true, 'done'],
        ['reply', true, 'done'],
      ]),
    );
    expect(letters.filter((letter) => letter.kind === 'disposition')).toHaveLength(2);
    expect(letters.find((letter) => letter.kind === 'reply')).toMatchObject({
      status: 'sent',
      number: expect.stringContaining('DISKOMINFO'),
    });

    const handover = letters.find((letter) => letter.kind === 'handover');
    expect(handover).toMatchObject({ status: 'sent', hal: expect.stringContaining('Serah Terima') });
    const { content } = await getLetter(database.db, handover?.id ?? '');
    expect(content).toMatchObject({ domainName: 'lengkap.contoh.go.id', first: { title: expect.any(String) } });
    expect(content.results).not.toEqual([]);

    const name = await nameOf(database.db, open.id);
    expect(name).toMatchObject({ fqdn: 'lengkap.contoh.go.id', verified: true });
    const application = await findApplication(database.db, { origin: open.id });
    expect(application).toMatchObject({ status: 'active', url: 'https://lengkap.contoh.go.id' });
    expect(await findClaim(database.db, open.id)).toMatchObject({ state: 'allotted', memoryMb: 4096 });
  }, 60_000);

  test('without capacity: a server is provided, documented and enters the register', async () => {
    const open = await walkTo(database.db, city, 'completed', {
      branch: 'server',
      request: goodRequest({ subdomain: 'serverbaru' }),
    });
    const row = await open.row();
    expect(row).toMatchObject({ state: 'completed', server_branch: true });
    expect(row.server_id).not.toBe(city.serverId);
    const kinds = (await listLettersOf(database.db, open.id)).map((letter) => letter.kind);
    expect(kinds).toEqual(expect.arrayContaining(['capacity-note', 'server-document', 'topology-document']));
  }, 60_000);

  test('the stored state is the one folded from the events, and every hash chain holds', async () => {
    const cases = await database.db.selectFrom('hosting_case').select(['id', 'state']).execute();
    expect(cases.length).toBeGreaterThan(1);
    for (const each of cases) expect(foldState(hostingSop, await actionsOf(each.id))).toBe(each.state);
    expect(await verify(database.db)).toMatchObject({ broken: null });
  });

  test('the steps of a completed case follow one another without a gap, and only one was open at a time', async () => {
    const open = await walkTo(database.db, city, 'completed', { request: goodRequest({ subdomain: 'urut' }) });
    const steps = await database.db
      .selectFrom('case_step')
      .selectAll()
      .where('case_id', '=', open.id)
      .orderBy('opened_at')
      .execute();
    expect(steps.map((step) => step.step)).toEqual([1, 2, 3, 4, 7, 8, 9, 10]);
    for (const [index, step] of steps.entries()) {
      const next = steps[index + 1];
      if (next) expect(step.closed_at?.toString()).toBe(next.opened_at.toString());
      if (step.step > 1) expect(step.due_at).not.toBeNull();
    }
  }, 60_000);
});

test('acts at any second of the day are stored: working time is kept in whole minutes', async () => {
  const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'detik' }) });
  open.later({ seconds: 37, milliseconds: 421 });
  await open.do(city.agencyHead, 'dispose', { instructions: ['process'] });
  const step = await database.db
    .selectFrom('case_step')
    .select('working_minutes')
    .where('case_id', '=', open.id)
    .where('step', '=', 2)
    .executeTakeFirstOrThrow();
  expect(step.working_minutes).toBe(11);
});

describe('step 3 "tidak"', () => {
  test('the case comes back with its reasons, the clock stands, and it is sent again without typing anything twice', async () => {
    const { db } = database;
    const open = await walkTo(db, city, 'completeness-check', { request: goodRequest({ subdomain: 'kembali' }) });
    await open.do(city.divisionHead, 'check-requirement', {
      verdicts: [
        { requirement: 'appointment-letter', verdict: 'incomplete', reason: 'document-unsigned', note: 'belum ditandatangani' },
      ],
    });
    const before = await open.row();
    await open.do(city.divisionHead, 'return', {
      reasons: ['document-unsigned'],
      missing: ['appointment-letter'],
      explanation: 'Mohon dilengkapi.',
    });
    const returned = await open.row();
    expect(returned).toMatchObject({ state: 'returned', due_at: null, request: before.request });

    open.later({ hours: 48 });
    await open.attach('appointment-letter', 'surat-penunjukan-bertanda-tangan.pdf');
    await open.do(city.applicantHead, 'submit');
    const again = await open.row();
    expect(again).toMatchObject({ state: 'disposition', round: 2, subdomain: 'kembali' });
    expect(Temporal.Instant.compare(again.total_due_at ?? open.now(), before.total_due_at ?? open.now())).toBe(1);
    const documents = await db
      .selectFrom('case_document')
      .select(['kind', 'replaced_at'])
      .where('case_id', '=', open.id)
      .execute();
    expect(documents.filter((document) => document.kind === 'appointment-letter')).toHaveLength(2);
    expect(documents.filter((document) => document.replaced_at === null)).toHaveLength(3);
  });

  test('a check that is not complete in every point does not let the case pass', async () => {
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'periksa' }) });
    await open.do(city.divisionHead, 'check-requirement', { verdicts: [{ requirement: 'recommendation', verdict: 'complete' }] });
    await expect(open.do(city.divisionHead, 'accept', { instructions: ['process'] })).rejects.toMatchObject({ code: 'missing' });
  });

  test('a final refusal needs the signature of the head of the agency, ends the case and frees the name', async () => {
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'ditolak' }) });
    await open.do(city.divisionHead, 'refuse', { reasons: ['duplicate'], explanation: 'Sudah ada aplikasi umum.' });
    await expect(open.do(city.divisionHead, 'sign-refusal')).rejects.toMatchObject({ code: 'forbidden' });
    await open.do(city.agencyHead, 'sign-refusal');
    await open.jobs();
    expect(await open.row()).toMatchObject({ state: 'refused' });
    const other = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'ditolak' }) });
    expect(await other.row()).toMatchObject({ state: 'disposition' });
  });
});

describe('what is held and what is freed', () => {
  test('a name held by a pending case cannot be asked for by another', async () => {
    await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'rebutan' }) });
    const second = walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'rebutan' }) });
    await expect(second).rejects.toMatchObject({ code: 'name_taken' });
  });

  test('two people at once never both get the last memory of a server', async () => {
    const request = (subdomain: string) => goodRequest({ subdomain, memory_gb: '6', cpu: '1', disk_gb: '10' });
    const [a, b] = [
      await walkTo(database.db, city, 'capacity-check', { request: request('duluan') }),
      await walkTo(database.db, city, 'capacity-check', { request: request('belakangan') }),
    ];
    const { makeServer } = await import('../../test/support/registry.ts');
    const last = await makeServer(database.db, city.siteId, { name: 'sempit-01', memoryMb: 8192 });
    const results = await Promise.allSettled(
      [a, b].map((open) => open.do(city.applicationHead, 'capacity-available', { server_id: last })),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: { code: 'no_capacity' } });
  });

  test('withdrawing gives back name and capacity', async () => {
    const open = await walkTo(database.db, city, 'installation', {
      request: goodRequest({ subdomain: 'ditarik', memory_gb: '1', cpu: '1' }),
    });
    expect(await findClaim(database.db, open.id)).toMatchObject({ state: 'held' });
    await open.do(city.applicantHead, 'withdraw', { reason: 'Rencana berubah.' });
    expect(await findClaim(database.db, open.id)).toBeNull();
    expect(await nameOf(database.db, open.id)).toBeNull();
    expect(await open.row()).toMatchObject({ state: 'withdrawn' });
  });
});

describe('who may do what', () => {
  test('another office’s case is not found, whatever is tried', async () => {
    const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'rahasia' }) });
    await expect(open.do(city.otherHead, 'withdraw', { reason: 'iseng' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('a draft is seen by its own office only', async () => {
    const open = await openCase(database.db, city, goodRequest({ subdomain: 'konsep' }));
    await expect(open.do(city.agencyHead, 'dispose', { instructions: ['process'] })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an act from a stale page is refused and changes nothing', async () => {
    const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'basi' }) });
    const before = await open.row();
    await expect(open.do(city.agencyHead, 'dispose', { instructions: ['process'] }, before.version - 1)).rejects.toMatchObject({
      code: 'stale_page',
    });
    expect(await open.row()).toEqual(before);
  });

  test('the same act twice at once happens once', async () => {
    const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'duaklik' }) });
    const results = await Promise.allSettled(
      [1, 2].map(() => open.do(city.agencyHead, 'dispose', { instructions: ['process'] })),
    );
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected']);
    expect((await actionsOf(open.id)).filter((action) => action === 'dispose')).toHaveLength(1);
  });

  test('someone whose term has ended may not act any more', async () => {
    const { hire, actorOf } = await import('../../test/support/identity.ts');
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'purna' }) });
    const former = await hire(database.db, city.hostOfficeId, 'Rudi Hartono', ['technical-team']);
    await database.ownerPool.query("update appointment set valid_until = '2026-11-23' where person_id = $1", [former.personId]);
    const today = await actorOf(database.db, former.accountId);
    expect(today.posts).toEqual([]);
    await expect(open.do({ ...today }, 'return', { reasons: ['document-missing'], missing: [] })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  test('who is told: the next post gets a task, the applicant hears of the start, nobody hears of his own act', async () => {
    const open = await walkTo(database.db, city, 'completeness-check', { request: goodRequest({ subdomain: 'kabar' }) });
    const notices = await database.db
      .selectFrom('notification')
      .select(['person_id', 'kind'])
      .where('subject_id', '=', open.id)
      .orderBy('at')
      .execute();
    expect(notices).toEqual(
      expect.arrayContaining([
        { person_id: city.agencyHead.personId, kind: 'task-opened' },
        { person_id: city.divisionHead.personId, kind: 'task-opened' },
        { person_id: city.applicantHead.personId, kind: 'case-disposed' },
      ]),
    );
    expect(notices.filter((notice) => notice.person_id === city.applicantHead.personId && notice.kind === 'task-opened')).toEqual(
      [],
    );
  });
});

test('a comment, a correction and a withdrawal are told to the other side, an internal comment never to the applicant', async () => {
  const { comment, attachDocument } = await import('./index.ts');
  const { db } = database;
  const open = await walkTo(db, city, 'completeness-check', { request: goodRequest({ subdomain: 'cakap' }) });
  const say = (actor: typeof city.divisionHead, internal: boolean) =>
    db
      .transaction()
      .execute((tx) => comment(tx, { number: open.number, actor, body: 'Mohon penjelasan.', internal, now: open.later() }));
  const told = async (kind: string): Promise<string[]> => {
    const rows = await db
      .selectFrom('notification')
      .select('person_id')
      .where('subject_id', '=', open.id)
      .where('kind', '=', kind)
      .execute();
    return rows.map((row) => row.person_id).sort();
  };
  await say(city.agencyHead, true);
  expect(await told('case-commented')).toEqual([city.divisionHead.personId]);
  await say(city.applicantHead, false);
  expect(await told('case-commented')).toEqual([city.divisionHead.personId, city.divisionHead.personId]);
  await say(city.divisionHead, false);
  expect(await told('case-commented')).toEqual(
    expect.arrayContaining([city.applicantHead.personId, city.applicantStaff.personId]),
  );
  const uploadId = await uploadAs(db, city.applicantHead, 'ralat.pdf', 'correction');
  await db
    .transaction()
    .execute((tx) =>
      attachDocument(tx, { number: open.number, actor: city.applicantHead, kind: 'correction', uploadId, now: open.later() }),
    );
  expect(await told('case-corrected')).toEqual([city.divisionHead.personId]);
  await open.do(city.applicantHead, 'withdraw', { reason: 'Rencana berubah.' });
  expect(await told('case-withdrawn')).toEqual([city.divisionHead.personId]);
});

describe('done on paper, entered afterwards', () => {
  test('the act keeps its true date and its reason; the deadline runs from the true date', async () => {
    const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'kertas' }) });
    const happened = (await open.row()).state_since.add({ minutes: 5 });
    open.later({ hours: 26 });
    const { dispose } = await import('./index.ts');
    await database.db.transaction().execute((tx) =>
      dispose(tx, {
        number: open.number,
        actor: city.agencyHead,
        now: open.now(),
        seen: null,
        disposition: { instructions: ['process'], note: '', nature: 'ordinary', dueOn: null },
        onPaper: { medium: 'paper', happenedAt: happened, reason: 'Listrik padam.' },
      }),
    );
    const row = await open.row();
    expect(row.state_since.toString()).toBe(happened.toString());
    const record = await database.db
      .selectFrom('manual_record')
      .selectAll()
      .where('case_id', '=', open.id)
      .executeTakeFirstOrThrow();
    expect(record).toMatchObject({ action: 'dispose', medium: 'paper', reason: 'Listrik padam.' });
  });

  test('a date in the future or before the previous act is refused', async () => {
    const open = await walkTo(database.db, city, 'disposition', { request: goodRequest({ subdomain: 'mundur' }) });
    const { dispose } = await import('./index.ts');
    for (const happenedAt of [open.now().add({ hours: 100 }), (await open.row()).state_since.subtract({ hours: 1 })]) {
      const attempt = database.db.transaction().execute((tx) =>
        dispose(tx, {
          number: open.number,
          actor: city.agencyHead,
          now: open.later(),
          seen: null,
          disposition: { instructions: ['process'], note: '', nature: 'ordinary', dueOn: null },
          onPaper: { medium: 'paper', happenedAt, reason: 'Listrik padam.' },
        }),
      );
      await expect(attempt).rejects.toMatchObject({ code: 'invalid' });
    }
  });
});
