import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSpace } from '#wiki/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';

let api: TestApi;
let head: Caller;
let technician: Caller;
let applicant: Caller;
let today: string;

beforeAll(async () => {
  api = await testApi();
  const { city, as, database, time } = api;
  [head, technician, applicant] = [as(city.infrastructureHead), as(city.technician), as(city.applicantHead)];
  const actor = { ...city.technician, administrator: true };
  for (const space of [
    { key: 'operasi', name: 'Operasi', access: 'internal' },
    { key: 'tertutup', name: 'Tertutup', access: 'confidential', roles: ['infrastructure-section-head'] },
  ])
    await createSpace(database.db, { actor, now: time.now, space });
  today = time.now.toZonedDateTimeISO('Asia/Jakarta').toPlainDate().toString();
}, 60_000);
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

const make = async (space: string, title: string): Promise<string> =>
  (await head.post(`/wiki/spaces/${space}/pages`, { title, body: 'isi' })).body.page_id as string;

test('a program comments, answers, changes, settles and removes, and is told whom a name could not reach', async () => {
  const path = `/wiki/pages/${await make('operasi', 'Dibicarakan')}`;
  const key = crypto.randomUUID();
  const first = await technician.post(`${path}/comments`, { comment: `@${api.city.infrastructureHead.personName} @tiada` }, key);
  expect(first).toMatchObject({ status: 201, body: { unreached: [{ name: 'tiada', why: 'unknown' }], repeated: false } });
  const id = first.body.comment_id as string;
  const again = await technician.post(`${path}/comments`, { comment: 'x' }, key);
  expect(again.body).toEqual({ comment_id: id, unreached: [], repeated: true });
  expect((await head.post(`${path}/comments`, { comment: 'Jawaban', reply_to: id })).status).toBe(201);
  const other = `/wiki/pages/${await make('operasi', 'Bukan ini')}`;
  expect((await head.post(`${other}/comments`, { comment: 'x', reply_to: id })).status).toBe(404);
  expect((await head.post(`${path}/comments/${id}/text`, { comment: 'punya orang' })).status).toBe(403);
  expect((await technician.post(`${path}/comments/${id}/text`, { comment: 'x'.repeat(4001) })).status).toBe(422);
  expect((await technician.post(`${path}/comments/${id}/text`, { comment: 'Diubah' })).status).toBe(200);
  expect((await technician.post(`${path}/comments/${id}/resolution`, { resolved: true })).status).toBe(200);
  expect((await head.get(`${path}/comments?state=open`)).body).toMatchObject({ threads: [], total: 0 });
  expect((await head.get(`${path}/comments`)).body.threads).toMatchObject([{ text: 'Diubah', replies: [{ text: 'Jawaban' }] }]);
  expect((await head.post(`${path}/comments/${id}/removal`, {})).status).toBe(422);
  expect((await head.post(`${path}/comments/${id}/removal`, { why: 'salah tempat' })).status).toBe(200);
  expect((await head.get(`${path}/comments`)).body.threads).toMatchObject([{ text: '', removed: { why: 'salah tempat' } }]);
  expect((await technician.post(`${path}/comments`, { comment: 'x', reply_to: id })).body.faults?.[0]?.field).toBe('comment');
  for (const hidden of [`${path}/comments`, '/wiki/pages/x/comments']) expect((await applicant.get(hidden)).status).toBe(404);
});

test('many pages are reviewed at once; each answers for itself, and a secret one is not found', async () => {
  const [one, two, secret] = [await make('operasi', 'Satu'), await make('operasi', 'Dua'), await make('tertutup', 'Intan')];
  for (const id of [one, two, secret])
    expect((await head.send('PUT', `/wiki/pages/${id}/review`, { body: { review_on: today } })).status).toBe(200);
  expect((await technician.get('/wiki/stale?space=operasi&owner=none')).body.pages).toMatchObject([
    { revision: 1, owner: null },
    { revision: 1, owner: null },
  ]);
  expect((await technician.get('/wiki/stale?space=tertutup')).status).toBe(404);
  expect((await technician.get('/wiki/stale?owner=x')).status).toBe(422);
  const pages = [
    { id: one, revision: 1 },
    { id: two, revision: 9 },
    { id: secret, revision: 1 },
  ];
  const { body } = await technician.post('/wiki/reviews', { what: 'confirm', pages });
  const outcomes = new Map((body.reviewed as { id: string; outcome: string }[]).map(({ id, outcome }) => [id, outcome]));
  expect([outcomes.get(one), outcomes.get(two), outcomes.get(secret)]).toEqual(['done', 'changed', 'not-found']);
  expect(JSON.stringify(body)).not.toContain('Intan');
  const owner = { what: 'owner', pages: pages.slice(0, 1), owner_person_id: api.city.applicantHead.personId };
  expect((await technician.post('/wiki/reviews', owner)).body.reviewed).toMatchObject([
    { outcome: 'refused', faults: [{ field: 'ownerPersonId' }] },
  ]);
  expect((await technician.post('/wiki/reviews', { what: 'confirm', pages: [] })).status).toBe(422);
  const many = Array.from({ length: 201 }, () => ({ id: one, revision: 1 }));
  expect((await technician.post('/wiki/reviews', { what: 'confirm', pages: many })).status).toBe(422);
});

test('a program watches what it may read', async () => {
  const [open, secret] = [await make('operasi', 'Diawasi'), await make('tertutup', 'Mutiara')];
  const watch = (who: Caller, path: string, body: object) => who.send('PUT', path, { body });
  expect((await watch(technician, `/wiki/pages/${open}/watch`, { watch: 'tree' })).status).toBe(200);
  expect((await watch(technician, `/wiki/pages/${secret}/watch`, { watch: 'page' })).status).toBe(404);
  expect((await watch(technician, '/wiki/spaces/tertutup/watch', { watch: true })).status).toBe(404);
  expect((await watch(technician, '/wiki/spaces/operasi/watch', { watch: true })).status).toBe(200);
  const { body } = await technician.get('/wiki/watching');
  expect(body.spaces).toEqual([{ key: 'operasi', name: 'Operasi' }]);
  expect(body.pages).toContainEqual(expect.objectContaining({ title: 'Diawasi', with_below: true }));
  await watch(technician, '/wiki/spaces/operasi/watch', { watch: false });
  expect((await technician.get('/wiki/watching')).body.spaces).toEqual([]);
});
