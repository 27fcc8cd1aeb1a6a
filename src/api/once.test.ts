import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, type TestApi, testApi } from '../../test/support/api.ts';
import { goodRequest, walkTo } from '../../test/support/city.ts';

let api: TestApi;
let head: Caller;
let agency: Caller;

beforeAll(async () => {
  api = await testApi();
  head = api.as(api.city.applicantHead);
  agency = api.as(api.city.agencyHead);
}, 60_000);

afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const atDisposition = async (subdomain: string): Promise<string> => {
  const open = await walkTo(api.database.db, api.city, 'disposition', { request: goodRequest({ subdomain }) });
  return open.number;
};

const disposition = { instructions: ['process'] };

const countOf = async (number: string, type: string): Promise<number> => {
  const { rows } = await api.database.pool.query(
    "select 1 from audit_event e join hosting_case c on c.id = e.subject_id where e.subject_kind = 'case' and c.number = $1 and e.type = $2",
    [number, type],
  );
  return rows.length;
};

describe('the same call twice with the same key', () => {
  test('an act happens once; the second answer says how the case stands', async () => {
    const number = await atDisposition('sekali');
    const key = randomUUID();
    const dispose = () => agency.post(`/cases/${number}/acts/dispose`, { ...disposition, version: 2 }, key);
    const first = await dispose();
    expect(first).toMatchObject({ status: 200, body: { state: 'completeness-check', step: 3, repeated: false } });
    expect(await dispose()).toEqual({
      ...first,
      headers: expect.anything(),
      text: expect.anything(),
      body: { ...first.body, repeated: true },
    });
    expect(await countOf(number, 'case.dispose')).toBe(1);
  });

  test('at the same moment, too', async () => {
    const number = await atDisposition('serentak');
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => agency.post(`/cases/${number}/acts/dispose`, disposition, key)),
    );
    expect(answers.map(({ status, body }) => [status, body.state])).toEqual(answers.map(() => [200, 'completeness-check']));
    expect(answers.filter(({ body }) => !body.repeated)).toHaveLength(1);
    expect(await countOf(number, 'case.dispose')).toBe(1);
  });

  test('what it made is made once, and its id is told again', async () => {
    const key = randomUUID();
    const create = () => head.post('/cases', goodRequest({ subdomain: 'satu-draf' }), key);
    const answers = await Promise.all([create(), create(), create()]);
    const numbers = new Set(answers.map(({ body }) => body.number));
    expect([...numbers]).toEqual([expect.stringMatching(/^K-2026-\d{4}$/)]);
    expect((await head.get('/cases?search=satu-draf')).body.total).toBe(1);
    const [number] = numbers;

    const upload = await head.upload('recommendation');
    const [documentKey, commentKey] = [randomUUID(), randomUUID()];
    const attach = () => head.post(`/cases/${number}/documents`, { kind: 'recommendation', upload_id: upload }, documentKey);
    const say = () => head.post(`/cases/${number}/comments`, { body: 'Mohon dibantu.' }, commentKey);
    for (const [call, field] of [
      [attach, 'document_id'],
      [say, 'comment_id'],
    ] as const) {
      const first = await call();
      expect(first).toMatchObject({ status: 201, body: { [field]: expect.any(String), repeated: false } });
      expect((await call()).body).toEqual({ [field]: first.body[field], repeated: true });
    }
    const { documents, comments } = (await head.get(`/cases/${number}`)).body;
    expect([documents, comments]).toMatchObject([{ length: 1 }, { length: 1 }]);
  });

  test('a call that was refused leaves its key free', async () => {
    const number = await atDisposition('diulang');
    const key = randomUUID();
    const refused = await agency.post(`/cases/${number}/acts/dispose`, { instructions: ['unheard-of'] }, key);
    expect(refused.status).toBe(422);
    expect(await agency.post(`/cases/${number}/acts/dispose`, disposition, key)).toMatchObject({
      status: 200,
      body: { repeated: false },
    });
  });
});

describe('keys', () => {
  test('a key of one account means nothing to another', async () => {
    const number = await atDisposition('dua-akun');
    const key = randomUUID();
    expect((await head.post(`/cases/${number}/comments`, { body: 'Dari pemohon.' }, key)).body.repeated).toBe(false);
    expect((await agency.post(`/cases/${number}/comments`, { body: 'Dari dinas.' }, key)).body.repeated).toBe(false);
    expect((await agency.get(`/cases/${number}`)).body.comments).toHaveLength(2);
  });

  test('a key that was used for another call is refused, and nothing happens', async () => {
    const number = await atDisposition('kunci-lama');
    const key = randomUUID();
    await agency.post(`/cases/${number}/comments`, { body: 'Pertama.' }, key);
    const answer = await agency.post(`/cases/${number}/acts/dispose`, disposition, key);
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'bad_request', detail: expect.stringContaining('Idempotency-Key') },
    });
    expect((await agency.get(`/cases/${number}`)).body.state).toBe('disposition');
  });

  test.each(['1', 'not-a-uuid', `${randomUUID()}x`, "' or 1=1 --"])('a key that is no UUID is refused: %s', async (key) => {
    const answer = await head.post('/cases', goodRequest({ subdomain: 'kunci-salah' }), key);
    expect(answer).toMatchObject({ status: 400, body: { code: 'bad_request' } });
    expect((await head.get('/cases?search=kunci-salah')).body.total).toBe(0);
  });
});

test('six different acts at once on one case: one is done, the others hear that it is too late', async () => {
  const number = await atDisposition('berebut');
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => agency.post(`/cases/${number}/acts/dispose`, { ...disposition, version: 2 })),
  );
  const codes = answers.map(({ status, body }) => (status === 200 ? 'done' : body.code)).sort();
  expect(codes).toEqual(['done', ...Array.from({ length: 5 }, () => 'stale_page')]);
});
