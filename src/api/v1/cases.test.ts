import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { appoint, endAppointment } from '#identity/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { goodRequest, openCase, walkTo } from '../../../test/support/city.ts';
import { actorOf, hire } from '../../../test/support/identity.ts';

let api: TestApi;
let who: Record<'head' | 'staff' | 'other' | 'agency' | 'division' | 'application' | 'auditor', Caller>;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  who = {
    head: as(city.applicantHead),
    staff: as(city.applicantStaff),
    other: as(city.otherHead),
    agency: as(city.agencyHead),
    division: as(city.divisionHead),
    application: as(city.applicationHead),
    auditor: as(city.auditor),
  };
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const walk = (state: string, subdomain: string) =>
  walkTo(api.database.db, api.city, state, { request: goodRequest({ subdomain }) });

const disposition = { instructions: ['process'] };

const rowOf = async (number: string) =>
  (await api.database.pool.query('select * from hosting_case where number = $1', [number])).rows[0];

describe('who sees a case', () => {
  test('another office’s case is not there: not in the list, not by its number, not for any act', async () => {
    const { number } = await walk('disposition', 'punya-sendiri');
    expect(await who.head.get(`/cases/${number}`)).toMatchObject({
      status: 200,
      body: { number, step: 2, office: 'Dinas Kesehatan' },
    });
    expect((await who.other.get('/cases')).body).toEqual({ total: 0, cases: [] });
    const upload = await who.other.upload('correction');
    const attempts = [
      who.other.get(`/cases/${number}`),
      who.other.act(number, 'withdraw', { reason: 'iseng' }),
      who.other.act(number, 'dispose', disposition),
      who.other.post(`/cases/${number}/comments`, { body: 'iseng' }),
      who.other.post(`/cases/${number}/documents`, { kind: 'correction', upload_id: upload }),
      who.other.send('PUT', `/cases/${number}/assignment`),
      who.other.send('PUT', `/cases/${number}/recommendation`, { body: { recommendation_number: '1' } }),
    ];
    for (const answer of await Promise.all(attempts)) expect(answer).toMatchObject({ status: 404, body: { code: 'not_found' } });
  });

  test('a draft is seen by its own office only', async () => {
    const { number } = await openCase(api.database.db, api.city, goodRequest({ subdomain: 'masih-draf' }));
    for (const caller of [who.agency, who.auditor, who.other]) expect((await caller.get(`/cases/${number}`)).status).toBe(404);
    expect((await who.staff.get(`/cases/${number}`)).body.state).toBe('draft');
    expect((await who.agency.get('/cases?state=draft')).body.total).toBe(0);
  });

  test('the host and the auditor see what was submitted; the auditor does nothing with it', async () => {
    const { number } = await walk('disposition', 'diawasi');
    expect((await who.auditor.get(`/cases/${number}`)).body).toMatchObject({ number, actions: [] });
    expect((await who.auditor.post(`/cases/${number}/comments`, { body: 'x' })).status).toBe(403);
    expect(await who.auditor.act(number, 'dispose', disposition)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('an internal comment and what the host writes to itself stay with the host; the NIP is masked for everybody', async () => {
    const { number } = await walk('completeness-check', 'di-dalam');
    await who.agency.post(`/cases/${number}/comments`, { body: 'Hanya untuk kita.', internal: true });
    api.later();
    await who.agency.post(`/cases/${number}/comments`, { body: 'Untuk semua.' });
    api.later();
    // An office that does not host cannot hide anything from it.
    await who.head.post(`/cases/${number}/comments`, { body: 'Dari pemohon.', internal: true });
    const bodies = async (caller: Caller) =>
      ((await caller.get(`/cases/${number}`)).body.comments as { body: string }[]).map((each) => each.body);
    expect(await bodies(who.head)).toEqual(['Untuk semua.', 'Dari pemohon.']);
    expect(await bodies(who.division)).toEqual(['Hanya untuk kita.', 'Untuk semua.', 'Dari pemohon.']);
    const kinds = async (caller: Caller) =>
      ((await caller.get(`/cases/${number}`)).body.letters as { kind: string }[]).map((each) => each.kind);
    expect(await kinds(who.head)).toEqual(['hosting-request']);
    expect(await kinds(who.division)).toEqual(expect.arrayContaining(['hosting-request', 'disposition']));
    for (const caller of [who.head, who.division]) {
      expect((await caller.get(`/cases/${number}`)).text).not.toContain('199003152015031002');
    }
  });
});

describe('the list', () => {
  test('is narrowed by state, text, open and late, and comes in pages', async () => {
    const { number } = await walk('disposition', 'tersaring');
    const find = async (query: string) =>
      (await who.agency.get(`/cases?${query}`)).body as { total: number; cases: { number: string }[] };
    expect((await find('search=tersaring')).cases).toMatchObject([{ number, state: 'disposition', step: 2 }]);
    expect((await find('search=TERSARING&state=disposition,returned&open=true&late=false')).total).toBe(1);
    expect((await find('search=tersaring&state=completed')).total).toBe(0);
    expect((await find('search=tersaring&open=false')).total).toBe(0);
    expect((await find('search=tersaring&late=true')).total).toBe(0);
    expect((await find('search=%25')).total).toBe(0);
    const [first, second] = [await find('limit=1'), await find('limit=1&offset=1')];
    expect(first.cases).toHaveLength(1);
    expect(first.cases[0]?.number).not.toBe(second.cases[0]?.number);
    expect(first.total).toBeGreaterThan(1);
  });

  test.each([
    ['limit=0', ['limit']],
    ['limit=1000&offset=-1', ['limit', 'offset']],
    ['limit=abc', ['limit']],
    ['state=lost', ['state']],
    ['open=maybe&late=1', ['open', 'late']],
    [`search=${'x'.repeat(201)}`, ['search']],
    ['search=a%00b', ['search']],
  ])('refuses %s by name', async (query, fields) => {
    const answer = await who.agency.get(`/cases?${query}`);
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.faults?.map((fault) => fault.field)).toEqual(fields);
  });

  test.each([
    'K-2026-9999',
    'k-2026-0001',
    '%00',
    '%F0%9F%92%A9',
    "K-2026-0001'--",
    '..%2F..%2Fetc',
    '%',
    `K-${'9'.repeat(400)}`,
  ])('a number that is none is not found: %s', async (number) => {
    expect(await who.agency.get(`/cases/${number}`)).toMatchObject({ status: 404, body: { code: 'not_found' } });
    expect((await who.agency.act(number, 'dispose', disposition)).status).toBe(404);
  });
});

describe('when an act is refused', () => {
  test('from a stale version: 409, nothing changes, and the same act with the new version is done', async () => {
    const { number } = await walk('disposition', 'basi');
    const before = await rowOf(number);
    const stale = await who.agency.act(number, 'dispose', { ...disposition, version: before.version - 1 });
    expect(stale).toMatchObject({ status: 409, body: { code: 'stale_page' } });
    expect(await rowOf(number)).toEqual(before);
    expect((await who.agency.act(number, 'dispose', { ...disposition, version: before.version })).status).toBe(200);
  });

  test('out of order: 409 names the state, what is possible now and by whom', async () => {
    const { number } = await walk('disposition', 'melompat');
    const answer = await who.division.act(number, 'accept', disposition);
    expect(answer).toMatchObject({ status: 409, body: { code: 'not_possible_now' } });
    expect(answer.body.detail).toContain('Menunggu disposisi');
    expect(answer.body.detail).toContain('Disposisikan kepada Kepala Bidang (Kepala Dinas)');
  });

  test('twice: the second is out of order', async () => {
    const { number } = await walk('disposition', 'dua-kali');
    expect((await who.agency.act(number, 'dispose', disposition)).status).toBe(200);
    expect(await who.agency.act(number, 'dispose', disposition)).toMatchObject({
      status: 409,
      body: { code: 'not_possible_now' },
    });
  });

  test('by the wrong post, of the host and of the applicant: 403', async () => {
    const { number } = await walk('disposition', 'bukan-jabatannya');
    for (const caller of [who.division, who.application, who.head]) {
      expect(await caller.act(number, 'dispose', disposition)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    const staff = await who.staff.act(number, 'withdraw', { reason: 'Bukan wewenang staf.' });
    expect(staff).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  });

  test('who asked does not decide, whatever posts he holds', async () => {
    const { db } = api.database;
    const { city } = api;
    const both = await hire(db, city.hostOfficeId, 'Galih Saputra', []);
    const posts = await db.selectFrom('post').select(['id', 'role', 'office_id']).execute();
    const postOf = (role: string, officeId: string) =>
      posts.find((each) => each.role === role && each.office_id === officeId)?.id ?? '';
    for (const [role, officeId] of [
      ['applicant-staff', city.health],
      ['agency-head', city.hostOfficeId],
    ] as const) {
      const appointment = {
        postId: postOf(role, officeId),
        personId: both.personId,
        kind: 'plt',
        validFrom: '2026-11-01',
      } as const;
      await appoint(db, { appointment, by: 'system', now: api.time.now });
    }
    const caller = api.as(await actorOf(db, both.accountId));
    const own = (await caller.post('/cases', goodRequest({ subdomain: 'rangkap' }))).body.number as string;
    for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await who.head.attach(own, kind);
    expect((await who.head.act(own, 'submit')).status).toBe(200);
    const refused = await caller.act(own, 'dispose', disposition);
    expect(refused).toMatchObject({
      status: 403,
      body: { code: 'forbidden', detail: expect.stringContaining('yang mengajukan') },
    });
    // The same post decides over what he did not ask for.
    const { number } = await walk('disposition', 'bukan-miliknya');
    expect((await caller.act(number, 'dispose', disposition)).status).toBe(200);
  });

  test('by someone whose term has ended: nothing can be done or seen any more', async () => {
    const { db } = api.database;
    const { number } = await walk('completeness-check', 'purnatugas');
    const former = await hire(db, api.city.hostOfficeId, 'Rudi Hartono', []);
    const post = await db.selectFrom('post').select('id').where('role', '=', 'division-head').executeTakeFirstOrThrow();
    const appointment = {
      postId: post.id,
      personId: former.personId,
      kind: 'plh',
      validFrom: '2026-11-24',
      validUntil: '2026-11-25',
    } as const;
    const { appointmentId } = await appoint(db, { appointment, by: 'system', now: api.time.now });
    const caller = api.as(former);
    const check = () =>
      caller.act(number, 'check-requirement', { verdicts: [{ requirement: 'recommendation', verdict: 'complete' }] });
    expect((await check()).status).toBe(200);
    const started = api.time.now;
    api.time.now = Temporal.Instant.from('2026-11-26T08:00:00+07:00');
    expect((await check()).status).toBe(404);
    api.time.now = started;
    expect((await check()).status).toBe(200);
    await endAppointment(db, { appointmentId, lastDay: '2026-11-24', by: 'system', now: started });
    expect((await check()).status).toBe(404);
  });

  test('with something missing: 409 names what', async () => {
    const { number } = await openCase(api.database.db, api.city, goodRequest({ subdomain: 'kurang' }));
    await who.head.attach(number, 'recommendation');
    const answer = await who.head.act(number, 'submit');
    expect(answer).toMatchObject({ status: 409, body: { code: 'missing' } });
    expect(answer.body.detail).toMatch(/[Ss]urat penunjukan.*[Pp]etunjuk instalasi/);
    expect(answer.body.detail).not.toMatch(/[Rr]ekomendasi penyediaan/);
    expect((await who.head.get(`/cases/${number}`)).body).toMatchObject({
      missing: [{ key: 'appointment-letter' }, { key: 'installation-guide' }],
      actions: expect.arrayContaining([expect.objectContaining({ action: 'submit', allowed: false, refusal: 'missing' })]),
    });
  });

  test('not by who acts for a post of the host, though from another office: the case is seen and decided', async () => {
    const { db } = api.database;
    const guest = await hire(db, api.city.transport, 'Wulan Maharani', []);
    const post = await db.selectFrom('post').select('id').where('role', '=', 'division-head').executeTakeFirstOrThrow();
    const appointment = { postId: post.id, personId: guest.personId, kind: 'plt', validFrom: '2026-11-24' } as const;
    const { appointmentId } = await appoint(db, { appointment, by: 'system', now: api.time.now });
    const { number } = await walk('completeness-check', 'plt-tamu');
    const caller = api.as(guest);
    expect((await caller.get('/me')).body.tasks).toContainEqual(expect.objectContaining({ number }));
    expect(await caller.act(number, 'return', { reasons: ['document-missing'] })).toMatchObject({ status: 200 });
    await endAppointment(db, { appointmentId, lastDay: '2026-11-24', by: 'system', now: api.time.now });
    expect((await caller.get(`/cases/${number}`)).status).toBe(404);
  });

  test('a task that a colleague has taken: 403 until it is put back', async () => {
    const { db } = api.database;
    const { number } = await walk('disposition', 'diambil');
    const colleague = await hire(db, api.city.hostOfficeId, 'Intan Permata', []);
    const post = await db.selectFrom('post').select('id').where('role', '=', 'agency-head').executeTakeFirstOrThrow();
    const appointment = {
      postId: post.id,
      personId: colleague.personId,
      kind: 'plh',
      validFrom: '2026-11-24',
      validUntil: '2026-11-24',
    } as const;
    await appoint(db, { appointment, by: 'system', now: api.time.now });
    const second = api.as(colleague);
    expect((await who.agency.send('PUT', `/cases/${number}/assignment`)).status).toBe(204);
    expect((await who.agency.send('PUT', `/cases/${number}/assignment`)).status).toBe(204);
    expect(await second.act(number, 'dispose', disposition)).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    expect((await second.get('/me')).body.tasks).not.toContainEqual(expect.objectContaining({ number }));
    expect((await who.division.send('DELETE', `/cases/${number}/assignment`)).status).toBe(403);
    expect((await second.send('DELETE', `/cases/${number}/assignment`)).status).toBe(204);
    expect((await second.get('/me')).body.tasks).toContainEqual(expect.objectContaining({ number, state: 'disposition' }));
    expect((await second.act(number, 'dispose', disposition)).status).toBe(200);
  });
});

test('an administrator without a post, and the staff of the host, open no case', async () => {
  const administrator = await hire(api.database.db, api.city.hostOfficeId, 'Dewi Lestari', [], { administrator: true });
  for (const caller of [api.as(administrator), who.agency]) {
    const answer = await caller.post('/cases', goodRequest({ subdomain: 'tak-boleh' }));
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  }
  const { number } = await walk('disposition', 'tanpa-jabatan');
  expect((await api.as(administrator).get(`/cases/${number}`)).status).toBe(404);
});
