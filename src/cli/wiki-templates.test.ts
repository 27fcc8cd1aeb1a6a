import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listAccounts } from '#identity/index.ts';
import { type Caller, type TestApi, testApi } from '../../test/support/api.ts';
import { runWiki } from './wiki.ts';

let api: TestApi;
let admin: Caller;
let technician: Caller;
let applicant: Caller;
let mail: string;

beforeAll(async () => {
  api = await testApi();
  const { city, as, database } = api;
  [technician, applicant] = [as(city.technician), as(city.applicantHead)];
  const { db } = database;
  await db.updateTable('account').set({ administrator: true }).where('id', '=', city.infrastructureHead.accountId).execute();
  admin = as(city.infrastructureHead);
  const account = (await listAccounts(db)).find(({ id }) => id === city.infrastructureHead.accountId);
  mail = account?.email ?? '';
}, 60_000);
afterAll(async () => {
  expect(api.errors).toEqual([]);
  await api.close();
});

type Listed = { id: string; template_id: string; kind: string; part: string; name: string; version: number };

const entryOf = async (kind: string, name = '') => {
  const { templates } = (await technician.get('/wiki/templates')).body as unknown as { templates: Listed[] };
  const found = templates.find((each) => each.kind === kind && (name ? each.name === name : each.part === ''));
  if (!found) throw new Error(`no template ${kind}`);
  return found;
};

test('a program drafts a template, hears what is wrong and where, brings it into force, and changes nothing where it may not', async () => {
  const entry = await entryOf('zone');
  const key = crypto.randomUUID();
  const draft = `/wiki/templates/versions/${entry.id}/draft`;
  expect((await technician.post(draft, {})).status).toBe(403);
  for (const hidden of [`/wiki/templates/${entry.template_id}`, `/wiki/templates/versions/${entry.id}`])
    expect((await applicant.get(hidden)).status).toBe(404);
  expect((await applicant.get('/wiki/templates')).body.templates).toEqual([]);
  const begun = await admin.post(draft, {}, key);
  expect((await admin.post(draft, {}, key)).body).toMatchObject({ version_id: begun.body.version_id, repeated: true });
  expect((await admin.post(draft, {})).body.faults).toMatchObject([{ field: 'from' }]);
  const path = `/wiki/templates/versions/${begun.body.version_id}`;
  const read = (await admin.get(path)).body;
  expect(read).toMatchObject({ status: 'draft', space: 'infrastruktur', version: 1, placeholders: [{ name: 'name' }] });
  const text = { name: 'Zona', title: 'Zona {name}', body: '## Keterangan\n\n{site}\n', space: 'infrastruktur', reason: 'Uji' };
  const checked = await technician.post('/wiki/template-check', { ...text, kind: 'zone', required: ['Kontak'] });
  expect(checked.body).toMatchObject({
    faults: [
      { field: 'body', line: 3 },
      { field: 'required', line: null },
    ],
    title: 'Zona Nama',
  });
  expect((await applicant.post('/wiki/template-check', { ...text, kind: 'zone' })).status).toBe(404);
  const put = (body: object) => admin.send('PUT', path, { body: { ...text, version: 1, ...body } });
  expect((await put({})).body.faults).toMatchObject([{ field: 'body' }]);
  expect((await put({ space: 'tiada' })).status).toBe(422);
  expect((await put({ body: '## Keterangan\n\n## Garansi\n' })).body).toMatchObject({ version: 2 });
  expect((await put({ body: '## Lain\n' })).body.code).toBe('stale_page');
  expect((await admin.post(`${path}/activation`, { version: 1 })).body.code).toBe('stale_page');
  expect((await admin.post(`${path}/activation`, { version: 2 })).status).toBe(200);
  expect((await admin.post(`${path}/removal`, { version: 3 })).body.code).toBe('not_possible_now');
  expect((await admin.post(`${path}/end`, { version: 3 })).body.faults).toMatchObject([{ field: 'end' }]);
  expect((await technician.get(`/wiki/templates/${entry.template_id}`)).body.versions).toMatchObject([
    { no: 2, status: 'active', reason: 'Uji' },
    { no: 1, status: 'retired' },
  ]);
  expect((await technician.get(`${path}/lacking`)).status).toBe(200);
  expect((await admin.post(`${path}/headings`, { version: 3 })).body).toMatchObject({ skipped: 0, left: 0 });
  const free = { ...text, kind: 'free', title: 'Catatan {date}', body: 'Isi.\n', space: null };
  const made = await admin.post('/wiki/templates', free);
  expect(made.status).toBe(201);
  expect((await admin.post(`/wiki/templates/versions/${made.body.version_id}/removal`, { version: 1 })).status).toBe(200);
  expect((await admin.get(`/wiki/templates/versions/${made.body.version_id}`)).status).toBe(404);
});

test('the command line does the same in the name of an account', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-templates-'));
  const { db } = api.database;
  const griya = async (...rest: string[]) => {
    const said: string[] = [];
    const options = { print: (line: string) => void said.push(line), now: api.time.now };
    const code = await runWiki(db, ['templates', ...rest, '--as', mail], options);
    return { code, said: said.join('\n') };
  };
  const { template_id: id } = await entryOf('free', 'Runbook');
  expect((await griya('list')).said).toContain(`${id}  free  Runbook  (version 1)`);
  expect((await griya('show', id)).said).toContain('## Langkah');
  await expect(griya('save', id)).rejects.toThrow('has no draft');
  await expect(griya('nonsense', id)).rejects.toThrow('griya wiki templates');
  expect((await griya('draft', id)).said).toContain('version 2');
  const file = join(folder, 'runbook.md');
  await writeFile(file, '## Langkah\n\n{nama}\n');
  expect(await griya('check', id, '--file', file)).toMatchObject({ code: 1, said: expect.stringContaining('body, line 3') });
  await writeFile(file, '## Langkah\n\n{person}\n');
  expect((await griya('save', id, '--file', file, '--reason', 'Ringkas')).code).toBe(0);
  expect((await griya('activate', id)).said).toContain('version 2 is in force');
  expect((await griya('lacking', id)).said).toContain('0 pages');
  expect((await griya('end', id)).said).toContain('out of use');
  await rm(folder, { recursive: true });
});
