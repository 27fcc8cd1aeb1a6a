import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listHolders, listWorkingCalendar } from '#identity/index.ts';
import { type TestApp, testApp } from '../../../../test/support/app.ts';
import type { Client } from '../../../../test/support/client.ts';
import { paths } from '../../paths.ts';
import { readList } from './calendar/read-list.ts';

let app: TestApp;
let admin: Client;
beforeAll(async () => {
  app = await testApp();
  admin = await app.signIn('administrator');
});
afterAll(() => app.close());

const lists = [paths.offices(), paths.people(), paths.posts(), paths.accounts(), paths.calendar(), paths.jobs(), paths.audit()];
const forms = [
  paths.newOffice(),
  paths.newPerson(),
  paths.newPost(),
  paths.newAccount(),
  paths.holiday(),
  paths.holidayImport(),
  paths.workingPeriod('new'),
  paths.settings(),
];

describe('who may see the administration', () => {
  test.each([...lists, ...forms])('%s opens for the administrator', async (path) => {
    expect((await admin.get(path)).status).toBe(200);
  });

  test.each([...lists, ...forms])('%s stays closed to who decides cases, and to who is signed out', async (path) => {
    expect((await (await app.signIn('division-head')).get(path)).status).toBe(403);
    expect((await app.visitor().get(path)).status).toBe(303);
  });

  test.each(lists)('%s can be read by the auditor, who finds nothing there to change', async (path) => {
    const { status, html } = await (await app.signIn('auditor')).get(path);
    expect(status).toBe(200);
    const posts = [...html.matchAll(/<form method="post" action="([^"]+)"/g)].map((match) => match[1]);
    const harmless = [paths.language(), paths.signOut(), paths.auditCheck()];
    expect(posts.filter((action) => !harmless.includes(action ?? ''))).toEqual([]);
  });

  test.each(forms)('%s stays closed to the auditor', async (path) => {
    expect((await (await app.signIn('auditor')).get(path)).status).toBe(403);
  });

  test('a change that is sent without the right is refused by the command itself', async () => {
    const fields = { request_key: randomUUID(), name: 'Dinas Palsu', abbreviation: 'PALSU', headTitle: 'Kepala' };
    for (const who of ['division-head', 'auditor'] as const) {
      const answer = await (await app.signIn(who)).post(paths.newOffice(), { ...fields, letterNumberPattern: '{urut}' });
      expect(answer.status).toBe(403);
    }
    const made = await app.database.db.selectFrom('office').select('id').where('name', '=', 'Dinas Palsu').execute();
    expect(made).toEqual([]);
  });
});

describe('offices, people, posts', () => {
  test('an office comes with the post of its head, a person joins it and is appointed from a day on', async () => {
    const office = { name: 'Dinas Perhubungan', abbreviation: 'DISHUB', headTitle: 'Kepala Dinas Perhubungan' };
    expect((await admin.submit(paths.newOffice(), office)).location).toBe(paths.offices());
    const { id: officeId } = await app.database.db
      .selectFrom('office')
      .select('id')
      .where('abbreviation', '=', 'DISHUB')
      .executeTakeFirstOrThrow();
    const post = await app.database.db
      .selectFrom('post')
      .select(['id', 'role'])
      .where('office_id', '=', officeId)
      .executeTakeFirstOrThrow();
    expect(post.role).toBe('applicant-head');

    const person = await admin.submit(paths.newPerson(), { name: 'Hendra Gunawan', officeId, nip: '19800101 200501 1 001' });
    const personId = person.location?.split('/').at(-1) ?? '';
    const appointed = await admin.submit(
      paths.appointments(post.id),
      { personId, kind: 'plt', validFrom: '2026-11-24', letterNumber: '821/12' },
      { at: paths.post(post.id) },
    );
    expect(appointed.location).toBe(paths.post(post.id));
    const on = Temporal.PlainDate.from('2026-11-24');
    const holders = await listHolders(app.database.db, { officeId, role: 'applicant-head', on });
    expect(holders.map((holder) => [holder.name, holder.kind])).toEqual([['Hendra Gunawan', 'plt']]);
    expect((await admin.get(paths.posts({ office: officeId }))).html).toContain('Plt. Hendra Gunawan');

    const { id } = await app.database.db
      .selectFrom('appointment')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    expect((await admin.submit(paths.appointmentEnd(id), { lastDay: '2026-11-24' })).location).toBe(paths.posts());
    expect((await admin.get(paths.posts({ office: officeId }))).html).toContain('Lowong');
  });

  test('a fault is said at its field, beside what was typed', async () => {
    const answer = await admin.submit(paths.newPerson(), { name: 'Salah Ketik', officeId: app.officeId, nip: '123' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-nip"');
    expect(answer.html).toContain('value="Salah Ketik"');
    const post = await app.makeHolder('technician');
    const without = { personId: post.personId, kind: 'plh', validFrom: '2026-11-24', validUntil: '' };
    const plh = await admin.submit(paths.appointments(post.postId), without, { at: paths.post(post.postId) });
    expect(plh.status).toBe(422);
    expect(plh.html).toContain('href="#f-validUntil"');
  });

  test('the NIP is covered in lists and whole only in the form of its person', async () => {
    const made = await admin.submit(paths.newPerson(), {
      name: 'Nomor Induk',
      officeId: app.officeId,
      nip: '198503122010012003',
    });
    expect((await admin.get(paths.people())).html).not.toContain('198503122010012003');
    expect((await admin.get(made.location ?? '')).html).toContain('198503122010012003');
  });

  test.each([
    paths.office('x'),
    paths.person(randomUUID()),
    paths.post(randomUUID()),
    paths.account('x'),
    paths.workingPeriod('x'),
    paths.appointmentEnd('x'),
  ])('%s that is not there is not found', async (path) => {
    expect((await admin.get(path)).status).toBe(404);
  });
});

describe('accounts', () => {
  test('are made with a one-time password that is shown once, closed and opened again', async () => {
    const person = await admin.submit(paths.newPerson(), { name: 'Akun Baru', officeId: app.officeId });
    const personId = person.location?.split('/').at(-1) ?? '';
    const made = await admin.submit(paths.newAccount(), { personId, email: 'akun.baru@contoh.go.id' });
    expect(made.status).toBe(200);
    const oneTime = /<code id="one-time-password">([^<]+)</.exec(made.html)?.[1] ?? '';
    expect(oneTime).toHaveLength(19);
    const { id } = await app.database.db
      .selectFrom('account')
      .select('id')
      .where('person_id', '=', personId)
      .executeTakeFirstOrThrow();
    const signIn = () => app.visitor().post(paths.signIn(), { email: 'akun.baru@contoh.go.id', password: oneTime });
    expect((await signIn()).status).toBe(303);
    await admin.submit(paths.accountClosure(id), { closure: 'close' }, { at: paths.account(id) });
    expect((await signIn()).status).toBe(422);
    await admin.submit(paths.accountClosure(id), { closure: 'open' }, { at: paths.account(id) });
    expect((await signIn()).status).toBe(303);
  });

  test('who decides cases cannot be made administrator', async () => {
    const { accountId, email } = await app.makeHolder('agency-head', { officeId: app.officeId });
    const answer = await admin.submit(paths.account(accountId), { email, administrator: 'on' });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-administrator"');
  });

  test('the last administrator cannot be closed', async () => {
    const { id } = await app.database.db
      .selectFrom('account')
      .select('id')
      .where('administrator', '=', true)
      .executeTakeFirstOrThrow();
    expect((await admin.submit(paths.accountClosure(id), { closure: 'close' }, { at: paths.account(id) })).status).toBe(422);
    expect((await admin.get(paths.accounts())).status).toBe(200);
  });
});

describe('the working calendar', () => {
  const holidays = async () => (await listWorkingCalendar(app.database.db)).holidays;

  test('a day off is entered, moved to another date and removed', async () => {
    const day = { date: '2026-12-18', name: 'Hari jadi kota', kind: 'special', basis: 'SE Wali Kota', status: 'official' };
    expect((await admin.submit(paths.holiday(), day)).location).toBe(paths.calendar({ year: 2026 }));
    await admin.submit(paths.holiday(), { ...day, date: '2026-12-17' }, { at: paths.holiday('2026-12-18') });
    const special = (await holidays()).filter((holiday) => holiday.kind === 'special').map((holiday) => holiday.date.toString());
    expect(special).toEqual(['2026-12-17']);
    await admin.submit(paths.holidayEnd(), {}, { at: paths.holiday('2026-12-17') });
    expect((await holidays()).filter((holiday) => holiday.kind === 'special')).toEqual([]);
  });

  test('a pasted list is taken as a whole or not at all, and the faulty line is named', async () => {
    const before = (await holidays()).length;
    const good = '2028-01-01; nasional; Tahun Baru; SKB; perkiraan\n2028-05-01\tcuti bersama\tHari Buruh\tSKB\tresmi';
    const faulty = await admin.submit(paths.holidayImport(), { list: `${good}\n2028-02-30; nasional; Salah; SKB; resmi` });
    expect(faulty.status).toBe(422);
    expect(faulty.html).toContain('Baris 3');
    expect(faulty.html).toContain('Hari Buruh');
    expect((await holidays()).length).toBe(before);
    const done = await admin.submit(paths.holidayImport(), { list: good });
    expect((await admin.follow(done)).html).toContain('2 hari ditambahkan');
  });

  test.each([
    ['2027-01-01; nasional; Tahun Baru; SKB', 'lima bagian'],
    ['2027-01-01; pesta; Tahun Baru; SKB; resmi', 'Jenis “pesta”'],
    ['2027-01-01; nasional; Tahun Baru; SKB; mungkin', 'Kepastian “mungkin”'],
  ])('a line that cannot be read is said so: %s', (line, fault) => {
    const read = readList(`\n${line}`);
    expect(read.holidays).toEqual([]);
    expect(read.faults[0]?.id).toContain(`Baris 2: `);
    expect(read.faults[0]?.id).toContain(fault);
  });

  test('a period of other hours is made, and a day left empty is off', async () => {
    const fields = {
      name: 'Ramadan 1449 H',
      firstDay: '2028-01-28',
      lastDay: '2028-02-26',
      'hours.5.starts': '',
      'hours.5.ends': '',
    };
    const answer = await admin.submit(paths.workingPeriod('new'), {
      ...fields,
      'hours.5.breakStarts': '',
      'hours.5.breakEnds': '',
    });
    expect(answer.location).toBe(paths.calendar());
    const period = (await listWorkingCalendar(app.database.db)).periods.find((each) => each.name === 'Ramadan 1449 H');
    expect(Object.keys(period?.hours ?? {})).toEqual(['1', '2', '3', '4']);
    const overlapping = await admin.submit(paths.workingPeriod('new'), { ...fields, name: 'Tumpang tindih' });
    expect(overlapping.status).toBe(422);
  });

  test('the faults of the grid of hours name the day', async () => {
    const answer = await admin.submit(paths.workingPeriod('new'), {
      name: 'Terbalik',
      firstDay: '2029-01-01',
      lastDay: '2029-01-31',
      'hours.1.starts': '16:00',
      'hours.1.ends': '08:00',
    });
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('href="#f-hours-1-ends"');
    expect(answer.html).toContain('Senin, pulang:');
  });
});

describe('settings, jobs, audit', () => {
  test('what the office changes of itself shows on the next page', async () => {
    await admin.submit(paths.settings(), { governmentName: 'Pemerintah Kota Baru' });
    expect((await admin.get(paths.settings())).html).toContain('Pemerintah Kota Baru');
    const wrong = await admin.submit(paths.settings(), { uploadLimitBytes: 'banyak' });
    expect(wrong.status).toBe(422);
  });

  test('a failed job shows its error and can be run again', async () => {
    await app.database.ownerPool.query(`select graphile_worker.add_job('test_job', '{}'::json, max_attempts := 1)`);
    await app.database.ownerPool.query(
      `update graphile_worker._private_jobs set attempts = 1, last_error = 'DNS tidak menjawab' || chr(10) || 'at stack'`,
    );
    const page = await admin.get(paths.jobs());
    expect(page.html).toContain('DNS tidak menjawab');
    expect(page.html).not.toContain('at stack');
    expect((await admin.submit(paths.jobRetry(), {}, { html: page.html })).location).toBe(paths.jobs());
    const { rows } = await app.database.ownerPool.query('select attempts from graphile_worker._private_jobs');
    expect(rows).toEqual([{ attempts: 0 }]);
    expect((await admin.get(paths.audit())).html).toContain('Pekerjaan latar test_job dijalankan lagi');
    const stranger = await app.signIn('division-head');
    expect((await stranger.post(paths.jobRetry(), { request_key: randomUUID(), job: '1' })).status).toBe(403);
  });

  test('the trail names who did what, and its check finds what was changed behind its back', async () => {
    const auditor = await app.signIn('auditor');
    const { html } = await auditor.get(paths.audit({ kind: 'office' }));
    expect(html).toContain('Perangkat daerah ditambahkan');
    expect(html).toContain('Wawan Setiawan');
    const byWho = await auditor.get(paths.audit({ by: randomUUID() }));
    expect(byWho.html).toContain('Tidak ada kejadian');
    const yesterday = await auditor.get(paths.audit({ to: '2020-01-01' }));
    expect(yesterday.html).toContain('Tidak ada kejadian');
    expect((await auditor.submit(paths.auditCheck(), {}, { html })).html).toContain('Utuh');
    await app.database.ownerPool.query(
      `update audit_event set data = '{"tampered":true}' where (subject_kind, seq) = ('office', 1)`,
    );
    const broken = await auditor.submit(paths.auditCheck(), {}, { html });
    expect(broken.html).toContain('Rantai terputus');
  });
});
