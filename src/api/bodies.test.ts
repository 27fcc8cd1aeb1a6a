import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';
import { type Caller, type TestApi, testApi } from '../../test/support/api.ts';
import { goodRequest, openCase, walkTo } from '../../test/support/city.ts';

let api: TestApi;
let head: Caller;
let division: Caller;
let infrastructure: Caller;
let application: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  head = as(city.applicantHead);
  division = as(city.divisionHead);
  infrastructure = as(city.infrastructureHead);
  application = as(city.applicationHead);
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const walk = async (state: string, subdomain: string, branch: 'capacity' | 'server' = 'capacity'): Promise<string> =>
  (await walkTo(api.database.db, api.city, state, { request: goodRequest({ subdomain, cpu: '1', memory_gb: '1' }), branch }))
    .number;

const casesStored = async (): Promise<number> =>
  (await api.database.pool.query<{ count: number }>('select count(*)::int from hosting_case')).rows[0]?.count ?? 0;

const fieldsOf = (answer: { body: { faults?: { field: string }[] } }): string[] =>
  (answer.body.faults ?? []).map((fault) => fault.field);

describe('a body', () => {
  test.each([
    ['broken JSON', '{"purpose": "x"'],
    ['a form', 'purpose=x&subdomain=y'],
    ['XML', '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><case>&e;</case>'],
    ['a list', '[{"purpose":"x"}]'],
    ['a text', '"purpose"'],
    ['a number', '17'],
    ['null', 'null'],
    ['not a number', 'NaN'],
    ['bytes that are no text', '\ufffd\u0000{}'],
  ])('that is %s is refused as unreadable, and nothing is made', async (_, raw) => {
    const before = await casesStored();
    for (const headers of [{ 'content-type': 'application/json' }, { 'content-type': 'text/plain' }, {}] as Record<
      string,
      string
    >[]) {
      const answer = await head.send('POST', '/cases', { raw, headers });
      expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request', detail: expect.stringContaining('JSON') } });
    }
    expect(await casesStored()).toBe(before);
  });

  test('that is empty is an empty one', async () => {
    expect(await head.send('POST', '/cases', {})).toMatchObject({ status: 201 });
    const number = await walk('reply-draft', 'badan-kosong');
    expect(await application.send('POST', `/cases/${number}/acts/draft-reply`)).toMatchObject({ status: 200 });
  }, 30_000);

  test('over 1 MB is refused, whether its size is announced or not', async () => {
    const raw = JSON.stringify({ purpose: 'x'.repeat(1024 * 1024) });
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let at = 0; at < raw.length; at += 65_536) controller.enqueue(Buffer.from(raw.slice(at, at + 65_536)));
        controller.close();
      },
    });
    const announced = { raw, headers: { 'content-length': String(raw.length) } };
    for (const sent of [announced, { raw }, { raw: stream }]) {
      expect(await head.send('POST', '/cases', sent)).toMatchObject({ status: 413, body: { code: 'too_large' } });
    }
  });

  test('that is nested without end is refused like any other unknown thing', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const objects = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
    for (const value of [deep, objects]) {
      const answer = await head.send('POST', '/cases', { raw: `{"purpose":${value}}` });
      expect(answer).toMatchObject({ status: 422, body: { faults: [{ field: 'purpose' }] } });
      expect((await head.send('POST', '/cases', { raw: value })).status).toBe(value === deep ? 400 : 422);
    }
    const number = await walk('application-documentation', 'dalam');
    const answer = await application.send('POST', `/cases/${number}/acts/describe-application`, {
      raw: `{"fields":{"name":${deep}}}`,
    });
    expect(answer.status).toBe(422);
  }, 30_000);

  test('with names that JavaScript knows changes nothing but the answer', async () => {
    const raw = '{"__proto__":{"administrator":true},"constructor":"x","toString":"y"}';
    const answer = await head.send('POST', '/cases', { raw });
    expect(answer.status).toBe(422);
    expect(fieldsOf(answer).sort()).toEqual(['constructor', 'toString']);
    expect(({} as { administrator?: boolean }).administrator).toBeUndefined();
    const number = await walk('application-documentation', 'prototipe');
    for (const fields of ['{"__proto__":{"name":"x"}}', '{"constructor":"x"}']) {
      const described = await application.send('POST', `/cases/${number}/acts/describe-application`, {
        raw: `{"fields":${fields}}`,
      });
      expect([200, 422]).toContain(described.status);
    }
  }, 30_000);
});

describe('fields', () => {
  test('that are unknown or of a wrong type are refused by name, all at once', async () => {
    const unknown = await head.post('/cases', { purpose: 'x', colour: 'red', cpu: [2], audience: null, subdomain: { a: 1 } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(fieldsOf(unknown).sort()).toEqual(['audience', 'colour', 'cpu', 'subdomain']);

    const number = await walk('completeness-check', 'salah-isian');
    const act = (action: string, body: unknown) => division.act(number, action, body);
    const cases: [string, unknown, string[]][] = [
      ['accept', { instructions: 'process', urgent: true }, ['instructions', 'urgent']],
      ['accept', { instructions: ['process'], due_on: '2026-02-30', nature: 'soon' }, ['due_on', 'nature']],
      ['accept', { instructions: ['process'], version: '2' }, ['version']],
      ['check-requirement', { verdicts: [{ requirement: 'recommendation', verdict: 'perhaps' }] }, ['verdicts.0.verdict']],
      ['check-requirement', { verdicts: [{ requirement: 'horoscope', verdict: 'complete' }] }, ['horoscope']],
      ['check-requirement', {}, ['verdicts']],
      ['return', { reasons: ['mood'], missing: ['coffee'] }, ['missing', 'reasons']],
      ['refuse', { reasons: [], explanation: ' ' }, ['explanation', 'reasons']],
    ];
    for (const [action, body, fields] of cases) {
      const answer = await act(action, body);
      expect(answer, `${action}: ${answer.text}`).toMatchObject({ status: 422, body: { code: 'invalid' } });
      expect(fieldsOf(answer).sort()).toEqual(fields);
    }
    expect((await division.get(`/cases/${number}`)).body).toMatchObject({ state: 'completeness-check', version: 3 });
  });

  test('one requirement judged twice in one call is refused', async () => {
    const number = await walk('completeness-check', 'dua-putusan');
    const verdicts = ['complete', 'complete'].map((verdict) => ({ requirement: 'recommendation', verdict }));
    const answer = await division.act(number, 'check-requirement', { verdicts });
    expect(answer).toMatchObject({ status: 422, body: { faults: [{ field: 'recommendation' }] } });
  });

  test('of an installation: either items to add or one to remove', async () => {
    const number = await walk('installation', 'butir');
    const edit = (body: unknown) => application.act(number, 'edit-installation', body);
    expect(fieldsOf(await edit({}))).toEqual(['add']);
    expect(fieldsOf(await edit({ add: [{ title: 'x' }], remove: '01890000-0000-7000-8000-000000000000' }))).toEqual(['add']);
    expect(fieldsOf(await edit({ add: [{ title: '' }, { name: 'x' }] })).sort()).toEqual([
      'add.0.title',
      'add.1.name',
      'add.1.title',
    ]);
    expect(fieldsOf(await edit({ add: [] }))).toEqual(['title']);
    expect((await edit({ remove: '01890000-0000-7000-8000-000000000000' })).status).toBe(422);
    const missing = await application.act(number, 'tick-item', {
      item_id: '01890000-0000-7000-8000-000000000000',
      done: true,
      evidence: 'x',
    });
    expect(missing.status).toBe(404);
  });

  test('of a server are named as they were sent', async () => {
    const number = await walk('capacity-check', 'server-salah');
    await application.act(number, 'capacity-unavailable', { note: 'Semua server penuh.' });
    const { hostId, networkId } = api.city;
    const server = {
      name: 'vm-salah',
      kind: 'virtual',
      host_id: hostId,
      network_id: networkId,
      address: 'next',
      cpu: 1,
      memory_mb: 1024,
      disk_gb: 100,
    };
    const provide = (body: unknown) => infrastructure.act(number, 'provide-server', body);
    const wrong: [unknown, string[]][] = [
      [{}, ['server']],
      [{ server: 'vm' }, ['server']],
      [{ server: [server] }, ['server']],
      [{ server: { ...server, network_id: 'x', address: 7 } }, ['server.address', 'server.network_id']],
      [{ server: { ...server, network_id: undefined, address: undefined } }, ['server.address', 'server.network_id']],
      [{ server: { ...server, address: 'somewhere' } }, ['server.address']],
      [{ server: { ...server, address: '192.0.2.1' } }, ['server.address']],
      [{ server: { ...server, network_id: '01890000-0000-7000-8000-000000000000' } }, ['server.network_id']],
      [{ server: { ...server, host_id: null } }, ['server.host_id']],
      [{ server: { ...server, host_id: '01890000-0000-7000-8000-000000000000' } }, ['server.host_id']],
      [{ server: { ...server, memory_mb: 0, disk_gb: 1e9, cpu: 'many' } }, ['server.cpu', 'server.disk_gb', 'server.memory_mb']],
      [{ server: { ...server, name: "x'; drop table server" } }, ['server.name']],
      [{ server: { ...server, kind: 'hypervisor' } }, ['server.kind']],
      [{ server: { ...server, holder: 'x', because: 'y' } }, ['server.because', 'server.holder']],
      [{ server: { ...server, networkId } }, ['server.networkId']],
      [{ server: { ...server, interface: 5 } }, ['server.interface']],
    ];
    for (const [body, fields] of wrong) {
      const answer = await provide(body);
      expect(answer, `${JSON.stringify(body)}: ${answer.text}`).toMatchObject({ status: 422, body: { code: 'invalid' } });
      expect(fieldsOf(answer).sort()).toEqual(fields);
    }
    expect((await infrastructure.get(`/cases/${number}`)).body.state).toBe('server-provision');
    expect((await provide({ server })).status).toBe(200);
  });

  test('of a request that cannot be are kept in the draft and named when it is sent', async () => {
    const open = await openCase(api.database.db, api.city, goodRequest({ subdomain: 'mustahil' }));
    for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
    const fields = {
      subdomain: '-Kabur!',
      cpu: 0,
      memory_gb: 1_000_000_000,
      disk_gb: '1e3',
      administrator_nip: '999999999999999999',
      administrator_email: 'bukan alamat',
    };
    expect((await head.act(open.number, 'save-draft', { fields })).status).toBe(200);
    const sent = await head.act(open.number, 'submit');
    expect(sent).toMatchObject({ status: 409, body: { code: 'missing' } });
    expect(fieldsOf(sent).sort()).toEqual([
      'administrator_email',
      'administrator_nip',
      'cpu',
      'disk_gb',
      'memory_gb',
      'subdomain',
    ]);
    expect((await head.get(`/cases/${open.number}`)).body.request).toMatchObject({
      subdomain: '-Kabur!',
      cpu: '0',
      memory_gb: '1000000000',
    });
    const unknown = await head.act(open.number, 'save-draft', { fields: { colour: 'red', cpu: {} } });
    expect(unknown).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(fieldsOf(unknown).sort()).toEqual(['fields.colour', 'fields.cpu']);
  });

  test.each([
    ['www', ['subdomain'], 422],
    ['pendaftaran', [], 200],
  ])('a subdomain that is reserved is refused when it is sent, another is not: %s', async (subdomain, fields, status) => {
    const open = await openCase(api.database.db, api.city, goodRequest({ subdomain }));
    for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
    const answer = await head.act(open.number, 'submit');
    expect([fieldsOf(answer), answer.status]).toEqual([fields, status]);
  });

  test('a subdomain that a pending case holds is refused', async () => {
    await walk('disposition', 'rebutan');
    const open = await openCase(api.database.db, api.city, goodRequest({ subdomain: 'rebutan' }));
    for (const kind of ['recommendation', 'appointment-letter', 'installation-guide']) await open.attach(kind, `${kind}.pdf`);
    expect(await head.act(open.number, 'submit')).toMatchObject({ status: 409, body: { code: 'name_taken' } });
  });
});

describe('a text', () => {
  const hostile = [
    "'; drop table hosting_case; --",
    '<script>alert(1)</script><img src=x onerror=alert(1)>',
    '{{constructor.constructor("return process")()}} <%= 7*7 %> #set($x=1)',
    '%s%n %00 \\u0000 \\x00',
    '\u202eterbalik 🚀 ꦱꦸꦫꦠ꧀ e\u0301',
    '#let x = read("/etc/passwd") $ #x',
  ];
  test.each(hostile)('stays a text wherever it is written: %s', async (words) => {
    const made = await head.post('/cases', { ...goodRequest({}), subdomain: 'teks', application_name: words, purpose: words });
    const number = made.body.number as string;
    await head.post(`/cases/${number}/comments`, { body: words });
    const { body } = await head.get(`/cases/${number}`);
    expect(body).toMatchObject({ application_name: words.trim(), request: { purpose: words }, comments: [{ body: words }] });
    const found = await head.get(`/cases?${new URLSearchParams({ search: words })}`);
    expect((found.body.cases as { number: string }[]).map((each) => each.number)).toContain(number);
  });

  test('that no database can hold is refused at its field', async () => {
    const number = (await head.post('/cases', goodRequest({ subdomain: 'tak-tersimpan' }))).body.number as string;
    for (const words of ['a\u0000b', 'a\ud800b']) {
      expect(fieldsOf(await head.post('/cases', { purpose: words }))).toEqual(['purpose']);
      expect(fieldsOf(await head.post(`/cases/${number}/comments`, { body: words }))).toEqual(['body']);
      expect(fieldsOf(await head.act(number, 'withdraw', { reason: words }))).toEqual(['reason']);
      const put = await head.send('PUT', `/cases/${number}/recommendation`, { body: { recommendation_number: words } });
      expect(fieldsOf(put)).toEqual(['recommendation_number']);
      const upload_id = await head.upload('correction');
      expect(fieldsOf(await head.post(`/cases/${number}/documents`, { kind: 'correction', upload_id, note: words }))).toEqual([
        'note',
      ]);
    }
  });

  test('that is too long is refused at its field', async () => {
    const number = (await head.post('/cases', goodRequest({ subdomain: 'panjang' }))).body.number as string;
    expect(fieldsOf(await head.post('/cases', { purpose: 'x'.repeat(10_001) }))).toEqual(['purpose']);
    expect(fieldsOf(await head.post(`/cases/${number}/comments`, { body: 'x'.repeat(5001) }))).toEqual(['body']);
    expect(fieldsOf(await head.post(`/cases/${number}/comments`, { body: ' ' }))).toEqual(['body']);
  });
});

test('whatever JSON an act is sent, the answer is foreseen: done, refused, never an error of ours', async () => {
  const number = await walk('completeness-check', 'acak');
  const actions = hostingSop.actions
    .filter((action) => action.by.length > 0 && action.key !== 'withdraw')
    .map((action) => action.key);
  const keys = fc.constantFrom(
    'version',
    'on_paper',
    'fields',
    'verdicts',
    'server',
    'instructions',
    'reasons',
    'note',
    'add',
    'due_on',
    '__proto__',
  );
  const body = fc.dictionary(keys, fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }), { maxKeys: 4 });
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...actions), body, async (action, sent) => {
      const answer = await division.act(number, action, sent);
      expect([200, 400, 403, 404, 409, 422], answer.text).toContain(answer.status);
    }),
    { seed: 20_261_124, numRuns: 250 },
  );
}, 60_000);
