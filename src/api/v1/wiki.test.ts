import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRecordPage } from '#cases/index.ts';
import { createSpace } from '#wiki/index.ts';
import { type Caller, type TestApi, testApi } from '../../../test/support/api.ts';

let api: TestApi;
let head: Caller;
let technician: Caller;
let applicant: Caller;

beforeAll(async () => {
  api = await testApi();
  const { city, as, database, time } = api;
  [head, technician, applicant] = [as(city.infrastructureHead), as(city.technician), as(city.applicantHead)];
  const actor = { ...city.technician, administrator: true };
  const space = { key: 'operasi', name: 'Operasi', access: 'internal' };
  await createSpace(database.db, { actor, now: time.now, space });
  await openRecordPage(database.db, city.technician, { kind: 'server', id: city.serverId }, time.now);
}, 60_000);
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

test('a program writes a page once, edits it on what it read, and hears when somebody wrote the same lines', async () => {
  const page = { title: 'Dari program', body: 'satu\n\ndua\n', why: 'percobaan' };
  const key = crypto.randomUUID();
  const first = await technician.post('/wiki/spaces/operasi/pages', page, key);
  expect(first).toMatchObject({ status: 201, body: { repeated: false } });
  expect((await technician.post('/wiki/spaces/operasi/pages', page, key)).body).toEqual({
    page_id: first.body.page_id,
    proposal_id: null,
    repeated: true,
  });
  expect((await technician.post('/wiki/spaces/operasi/pages', page)).body.faults?.map(({ field }) => field)).toEqual(['title']);
  const path = `/wiki/pages/${first.body.page_id}`;
  const edit = (who: Caller, body: string, base = 1) => who.post(`${path}/revisions`, { body, base });
  expect((await edit(head, 'satu kepala\n\ndua\n')).body).toMatchObject({ outcome: 'saved', revision: 2 });
  expect((await edit(technician, 'satu\n\ndua teknisi\n')).body).toMatchObject({ outcome: 'merged', revision: 3 });
  expect((await edit(technician, 'satu lain\n\ndua\n')).body.code).toBe('stale_page');
  expect((await edit(technician, 'x', 9)).status).toBe(422);
  expect((await head.get(path)).body).toMatchObject({ body: 'satu kepala\n\ndua teknisi\n', revision: 3 });
  expect((await head.get(`${path}/revisions/1`)).body).toMatchObject({ body: 'satu\n\ndua\n', why: 'percobaan' });
  expect((await head.get('/wiki/search?q=kepala')).body.found).toMatchObject([{ title: 'Dari program' }]);
  expect((await technician.post(`${path}/state`, { state: 'deleted', why: 'x' })).status).toBe(403);
  expect((await head.post(`${path}/move`, { title: 'Berganti', space: 'operasi' })).status).toBe(200);
  expect((await technician.post(`${path}/comments`, { comment: 'Bagus' })).status).toBe(201);
  expect((await technician.send('PUT', `${path}/review`, { body: { review_on: '2026-01-01' } })).status).toBe(422);
  expect(
    (
      await technician.send('PUT', `${path}/review`, {
        body: { review_on: api.time.now.toZonedDateTimeISO('Asia/Jakarta').toPlainDate() },
      })
    ).status,
  ).toBe(200);
  expect((await technician.get('/wiki/stale')).body.pages).toMatchObject([{ title: 'Berganti' }]);
  expect((await technician.post(`${path}/confirmation`, { revision: 1 })).body.code).toBe('stale_page');
  expect((await technician.post(`${path}/confirmation`, { revision: 4 })).status).toBe(200);
  for (const hidden of [path, `${path}/revisions`, '/wiki/spaces/operasi/pages', '/wiki/spaces/operasi/export.zip']) {
    expect([hidden, (await applicant.get(hidden)).status]).toEqual([hidden, 404]);
  }
  expect((await applicant.get('/wiki/search?q=kepala')).body.found).toEqual([]);
});

test('a record’s page comes with what the register knows of it now', async () => {
  const listed = (await technician.get('/wiki/spaces/infrastruktur/pages')).body.pages as { id: string; title: string }[];
  const { body } = await technician.get(`/wiki/pages/${listed[0]?.id}`);
  expect(body).toMatchObject({ title: 'app-01', record: { kind: 'server', part: '' } });
  expect(JSON.stringify(body.generated)).toContain('10.20.30');
});

test('pages of another wiki are sent, asked for and brought in by the job', async () => {
  const upload = await head.upload(
    'wiki-import',
    'lain.zip',
    zipSync({ 'a.md': strToU8('# Dari luar\n\nisi'), 'b.md': strToU8('# Berganti\n\nx') }),
  );
  expect((await technician.post('/wiki/spaces/operasi/imports', { kind: 'markdown', upload_id: upload })).status).toBe(403);
  expect((await head.post('/wiki/spaces/operasi/imports', { kind: 'markdown', upload_id: crypto.randomUUID() })).status).toBe(
    422,
  );
  expect((await head.post('/wiki/spaces/operasi/imports', { kind: 'markdown', upload_id: upload })).status).toBe(201);
  await api.jobs();
  const [done] = (await head.get('/wiki/spaces/operasi/imports')).body.imports as { id: string; state: string; total: number }[];
  expect(done).toMatchObject({ state: 'done', total: 2, taken: 'skip', written: 1 });
  const of = `/wiki/imports/${done?.id}`;
  expect((await head.get(of)).body.counts).toMatchObject({ new: 1, taken: 1, 'was-made': 1, 'was-skipped': 1 });
  expect((await head.get(`${of}/pages?filter=taken`)).body.pages).toMatchObject([{ title: 'Berganti', outcome: 'skipped' }]);
  expect((await technician.get(of)).status).toBe(404);
  expect((await head.get(`${of}/pages?filter=x`)).status).toBe(422);
  expect((await head.post(`${of}/act`, { act: 'stop' })).body.code).toBe('not_possible_now');
  expect((await technician.get('/wiki/search?q=luar')).body.found).toMatchObject([{ title: 'Dari luar' }]);
  // Tried only, then carried out with a choice, then taken back.
  const { import_id: id } = (
    await head.post('/wiki/spaces/operasi/imports', { kind: 'markdown', upload_id: upload, dry_run: true })
  ).body as { import_id: string };
  await api.jobs();
  expect((await head.get(`/wiki/imports/${id}`)).body).toMatchObject({
    state: 'checked',
    taken: null,
    counts: { same: 1, taken: 1 },
  });
  expect((await head.post(`/wiki/imports/${id}/act`, { act: 'start', taken: 'rename' })).status).toBe(200);
  await api.jobs();
  expect((await head.get(`/wiki/imports/${id}/pages`)).body.pages).toMatchObject([
    { outcome: 'renamed', other_title: 'Berganti (2)' },
    { outcome: 'same' },
  ]);
  expect((await head.post(`/wiki/imports/${id}/act`, { act: 'undo' })).status).toBe(200);
  await api.jobs();
  expect((await head.get(`/wiki/imports/${id}`)).body).toMatchObject({ state: 'undone' });
  expect((await head.post(`/wiki/imports/${id}/act`, { act: 'drop' })).status).toBe(409);
  // Its worker was killed too often, and no job is left: whoever stops it gets it back into hand.
  await api.database.db.updateTable('wiki_import').set({ state: 'running' }).where('id', '=', id).execute();
  expect((await head.post(`/wiki/imports/${id}/act`, { act: 'stop' })).status).toBe(200);
  await api.jobs();
  expect((await head.get(`/wiki/imports/${id}`)).body).toMatchObject({ state: expect.stringMatching('stopped|done') });
  for (const none of ['x', crypto.randomUUID()])
    expect([none, (await head.post(`/wiki/imports/${none}/act`, { act: 'stop' })).status]).toEqual([none, 404]);
});

test('a program ticks a task of the revision that it read; what others saved meanwhile stays', async () => {
  const page = { title: 'Daftar periksa', body: '- [ ] satu\n- [ ] dua\n' };
  const { page_id: id } = (await technician.post('/wiki/spaces/operasi/pages', page)).body;
  const path = `/wiki/pages/${id}`;
  expect((await head.post(`${path}/ticks`, { seen: 1, task: 1, done: true })).body).toMatchObject({
    outcome: 'saved',
    revision: 2,
  });
  expect((await technician.post(`${path}/ticks`, { seen: 1, task: 0, done: true })).body).toMatchObject({ revision: 3 });
  expect((await technician.post(`${path}/ticks`, { seen: 1, task: 0, done: true })).body).toMatchObject({ outcome: 'unchanged' });
  expect((await head.get(path)).body).toMatchObject({ body: '- [x] satu\n- [x] dua\n' });
  expect((await head.post(`${path}/ticks`, { seen: 1, task: 7, done: true })).status).toBe(404);
  expect((await applicant.post(`${path}/ticks`, { seen: 1, task: 0, done: false })).status).toBe(404);
});

test('a program reads the facts of a page and its tables as the page shows them to its reader', async () => {
  const body =
    '{{server kolom="nama" batas="1"}}\n\nAda {{jumlah server}}.\n\n{{server lokasi="Gedung Z"}}\n\n{{daftar-halaman}}';
  const space = { key: 'tabel', name: 'Tabel', access: 'public' };
  await createSpace(api.database.db, { actor: { ...api.city.technician, administrator: true }, now: api.time.now, space });
  const { page_id } = (await technician.post('/wiki/spaces/tabel/pages', { title: 'Tabel', body })).body;
  const read = async (who: Caller) => (await who.get(`/wiki/pages/${page_id}/tables`)).body.tables;
  expect(await read(technician)).toMatchObject([
    { kind: 'servers', args: { kolom: 'nama' }, problem: null, columns: ['Nama'], rows: [[{ kind: 'server' }]], more: true },
    { kind: 'servers', rows: [], count: expect.any(Number) },
    { problem: expect.stringContaining('Gedung Z') },
  ]);
  const other = await read(applicant);
  expect(other).toHaveLength(3);
  for (const table of other as object[])
    expect(table).toMatchObject({ problem: 'tidak ada, atau bukan untuk Anda', rows: [], count: null });
  const kinds = (await applicant.get('/wiki/tables')).body.kinds as { kind: string }[];
  expect(kinds.map(({ kind }) => kind)).toContain('racks');
  const [link] = (await technician.get('/wiki/search?q=app-01')).body.found as { id: string }[];
  const server = (await technician.get(`/wiki/pages/${link?.id}`)).body.generated as { key: string; picture: object | null }[];
  expect(server.find(({ key }) => key === 'topology')?.picture).toMatchObject({ kind: 'topology', id: api.city.serverId });
});
