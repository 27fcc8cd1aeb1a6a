import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recommendationChecklist } from '#cases/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';
import { goodRequest } from '../../../test/support/city.ts';

let api: TestApi;
let team: Caller;
let head: Caller;
let other: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as } = api;
  [team, head, other] = [as(city.technicalTeam), as(city.applicantHead), as(city.otherHead)];
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const points = recommendationChecklist.map(({ value }) => ({ key: value, verdict: 'met' }));

const good = (part: Record<string, unknown> = {}) => ({
  office_id: api.city.health,
  application_name: 'SIAP Sehat',
  checklist: points,
  result: 'recommended',
  cpu: 2,
  memory_gb: 4,
  disk_gb: 50,
  valid_until: '2027-05-24',
  ...part,
});

const issue = async (part: Record<string, unknown> = {}): Promise<string> => {
  const answer = await team.post('/recommendations', good(part));
  expect(answer, answer.text).toMatchObject({ status: 201 });
  return answer.body.number as string;
};

const listed = async (caller: Caller, query = ''): Promise<string[]> =>
  ((await caller.get(`/recommendations${query}`)).body.recommendations as { number: string }[]).map((each) => each.number);

describe('a recommendation', () => {
  test('is issued by the technical team, numbered, and seen by the host and by its own office', async () => {
    const number = await issue();
    expect(number).toMatch(/2026$/);
    for (const caller of [team, head]) expect(await listed(caller)).toContain(number);
    expect(await listed(other)).toEqual([]);
    const second = await issue({ application_name: 'SIAP Gizi' });
    expect(await listed(head, `?number=${encodeURIComponent(second)}`)).toEqual([second]);
    expect(await listed(other, `?number=${encodeURIComponent(second)}`)).toEqual([]);
    expect(await listed(head, '?number=%27%20or%201%3D1')).toEqual([]);
    expect((await head.get('/recommendations?number=a%00b')).status).toBe(422);
  });

  test('is issued once for one key', async () => {
    const key = randomUUID();
    const send = () => team.post('/recommendations', good({ application_name: 'Sekali Saja' }), key);
    const [first, again] = [await send(), await send()];
    expect(again.body).toEqual({ number: first.body.number, repeated: true });
    const all = (await team.get('/recommendations')).body.recommendations as { application_name: string }[];
    expect(all.filter((each) => each.application_name === 'Sekali Saja')).toHaveLength(1);
  });

  test('is issued by nobody else', async () => {
    for (const caller of [head, api.as(api.city.divisionHead), api.as(api.city.auditor)]) {
      expect(await caller.post('/recommendations', good())).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
  });

  const wrong: [string, Record<string, unknown>, string[]][] = [
    ['an office that is none', { office_id: 'dinkes' }, ['office_id']],
    ['no name', { application_name: ' ' }, ['application_name']],
    ['a name that cannot be stored', { application_name: 'a\u0000b' }, ['application_name']],
    ['a point left out', { checklist: points.slice(1) }, [`check_${points[0]?.key}`]],
    ['a point judged twice', { checklist: [...points, ...points.slice(0, 1)] }, ['checklist']],
    ['an unknown point', { checklist: [...points, { key: 'mood', verdict: 'met' }] }, ['checklist.6.key']],
    [
      'a point not met, though recommended',
      { checklist: [{ ...points[0], verdict: 'not_met' }, ...points.slice(1)] },
      ['result'],
    ],
    ['no notes where they are needed', { result: 'with_notes' }, ['notes']],
    ['an unknown result', { result: 'perhaps' }, ['result']],
    ['amounts that cannot be', { cpu: 0, memory_gb: 1e9, disk_gb: 1.5 }, ['cpu', 'disk_gb', 'memory_gb']],
    ['a day that is none', { valid_until: '2026-02-30' }, ['valid_until']],
    ['a day that has passed', { valid_until: '2026-11-23' }, ['valid_until']],
    ['an unknown field', { signed: true }, ['signed']],
  ];
  test.each(wrong)('is refused with %s, at that field', async (_, part, fields) => {
    const answer = await team.post('/recommendations', good(part));
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid' } });
    expect(answer.body.faults?.map((fault) => fault.field).sort()).toEqual(fields);
  });

  test('for an office that is not there is not found', async () => {
    expect((await team.post('/recommendations', good({ office_id: randomUUID() }))).status).toBe(404);
  });
});

describe('named by its number instead of attached', () => {
  const draftWithout = async (subdomain: string, application_name = 'SIAP Sehat'): Promise<string> => {
    const made = await head.post('/cases', goodRequest({ subdomain, application_name, recommendation_number: '' }));
    const number = made.body.number as string;
    for (const kind of ['appointment-letter', 'installation-guide']) await head.attach(number, kind);
    return number;
  };
  const name = (caller: Caller, number: string, recommendation_number: string, version?: number) =>
    caller.send('PUT', `/cases/${number}/recommendation`, { body: { recommendation_number, ...(version ? { version } : {}) } });

  test('it stands for the document, and is checked when the request is sent', async () => {
    const recommendation = await issue();
    const number = await draftWithout('bernomor');
    expect(await name(head, number, recommendation, 9)).toMatchObject({ status: 409, body: { code: 'stale_page' } });
    expect(await name(head, number, ` ${recommendation} `, 1)).toMatchObject({
      status: 200,
      body: { number, state: 'draft', step: 1, version: 2, repeated: false },
    });
    expect((await head.get(`/cases/${number}`)).body).toMatchObject({
      missing: [],
      request: { recommendation_number: recommendation },
    });
    expect(await head.act(number, 'submit')).toMatchObject({ status: 200, body: { state: 'disposition' } });
  });

  test('one of another office, or none at all, is refused at its field; so is one that is for something else', async () => {
    const number = await draftWithout('nomor-lain');
    const foreign = await issue({ office_id: api.city.transport });
    for (const wrong of [foreign, '999/TT/2026', "' or 1=1 --"]) {
      expect(await name(head, number, wrong)).toMatchObject({
        status: 422,
        body: { faults: [{ field: 'recommendation_number' }] },
      });
    }
    const elsewhere = await issue({ application_name: 'Aplikasi Lain' });
    expect((await name(head, number, elsewhere)).status).toBe(200);
    expect(await head.act(number, 'submit')).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'recommendation_number', message: expect.stringContaining('Aplikasi Lain') }] },
    });
  });

  test('one that was not recommended, or has expired, does not open the door', async () => {
    const refused = await issue({
      application_name: 'Belum Siap',
      result: 'not_recommended',
      notes: 'Uji keamanan belum lulus.',
    });
    const number = await draftWithout('belum-siap', 'Belum Siap');
    await name(head, number, refused);
    expect(await head.act(number, 'submit')).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'recommendation_number' }] },
    });

    const short = await issue({ application_name: 'Singkat', valid_until: '2026-11-24' });
    const second = await draftWithout('singkat', 'Singkat');
    await name(head, second, short);
    const started = api.time.now;
    api.time.now = Temporal.Instant.from('2026-11-25T08:00:00+07:00');
    expect(await head.act(second, 'submit')).toMatchObject({
      status: 422,
      body: { faults: [{ field: 'recommendation_number' }] },
    });
    api.time.now = started;
    expect((await head.act(second, 'submit')).status).toBe(200);
  });

  test('the same call twice with the same key names it once', async () => {
    const recommendation = await issue({ application_name: 'Dua Kali' });
    const number = await draftWithout('dua-kali-nomor', 'Dua Kali');
    const sent = { body: { recommendation_number: recommendation }, idempotency: randomUUID() };
    await head.send('PUT', `/cases/${number}/recommendation`, sent);
    expect((await head.send('PUT', `/cases/${number}/recommendation`, sent)).body).toEqual({
      number,
      state: 'draft',
      step: 1,
      version: 2,
      repeated: true,
    });
  });
});
