import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { listNotices } from '#notify/index.ts';
import { createSite, updateServer } from '#registry/index.ts';
import {
  activateTemplate,
  addHeadings,
  createPage,
  createTemplate,
  discardTemplate,
  endTemplate,
  findByTitle,
  findPageAt,
  findRecordPage,
  getPage,
  listFreeTemplates,
  listLackingPages,
  listRevisions,
  listTemplates,
  listTemplateVersions,
  movePage,
  type RecordKind,
  saveDraft,
  savePage,
  saveTemplate,
  startTemplate,
} from '#wiki/index.ts';
import { runJobs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire, morning, setUpOffice } from '../../../test/support/identity.ts';
import { act, makePlace, makeServer, refusalOf } from '../../../test/support/registry.ts';
import { addHeadingsAndTell, openRecordPage } from '../index.ts';

let database: TestDatabase;
let administrator: Actor;
let technician: Actor;
let siteId: string;
let hostOfficeId: string;
const now = morning;

beforeAll(async () => {
  database = await testDatabase();
  const office = await setUpOffice(database.db, { posts: [] });
  ({ administrator, hostOfficeId } = office);
  technician = await hire(database.db, office.hostOfficeId, 'Agus Salim', ['technician']);
  ({ siteId } = await makePlace(database.db));
}, 60_000);
afterAll(() => database.close());

const inTransaction = <T>(run: (tx: TestDatabase['db']) => Promise<T>): Promise<T> => database.db.transaction().execute(run);

const entryOf = async (kind: string, part = '') => {
  const found = (await listTemplates(database.db, administrator)).find((each) => each.kind === kind && each.part === part);
  if (!found) throw new Error(`no template ${kind} ${part}`);
  return found;
};

type Change = { title?: string; body?: string; required?: string; spaceId?: string; reason?: string; forOffice?: boolean };

/** Tries a change of what is in force as a draft that is then brought into force. */
const change = async (kind: string, part: string, what: Change) => {
  const entry = await entryOf(kind, part);
  return inTransaction(async (tx) => {
    const { versionId } = await startTemplate(tx, { now, actor: administrator, fromId: entry.id });
    const { name, title, body, spaceId, forOffice } = entry;
    const before = { name, title, body, required: entry.required.join('\n'), spaceId, forOffice, reason: 'Kebutuhan kota' };
    await saveTemplate(tx, { now, actor: administrator, versionId, seen: 1, template: { ...before, ...what } });
    return activateTemplate(tx, { now, actor: administrator, versionId, seen: 2 });
  });
};

const pageOf = async (kind: RecordKind, id: string, part = '') => {
  await openRecordPage(database.db, technician, { kind, id }, now);
  const page = await findRecordPage(database.db, technician, { kind, id, part });
  if (!page) throw new Error(`no page of ${kind} ${id}`);
  return page;
};

const makeSite = async (name: string): Promise<string> =>
  (await createSite(database.db, { ...act, name, address: 'Jalan Uji 1' })).siteId;

const rename = async (serverId: string, name: string): Promise<void> => {
  const { version } = await database.db
    .selectFrom('server')
    .select('version')
    .where('id', '=', serverId)
    .executeTakeFirstOrThrow();
  await updateServer(database.db, { ...act, serverId, version, changes: { name } });
  expect((await runJobs(database.db, { dataDirectory: '/nonexistent' }, now)).failed).toEqual([]);
};

test('a template is refused when the SOP’s step could never close by it, would close too early, or the page were too open', async () => {
  const { db } = database;
  const open = await db.selectFrom('wiki_space').select('id').where('key', '=', 'sop').executeTakeFirstOrThrow();
  const entry = await entryOf('application');
  const refused = async (what: Change) => (await refusalOf(change('application', '', what))).faults;
  expect(await refused({ required: `${entry.required.join('\n')}\nPemilik proses` })).toMatchObject({
    required: expect.stringContaining('“Pemilik proses” tidak ada dalam isi'),
  });
  const said = `${entry.body}\n## Pemilik\n\nBelum ditentukan.\n`;
  expect(await refused({ body: said, required: 'Pemilik' })).toMatchObject({
    required: expect.stringContaining('dianggap terisi'),
  });
  expect(await refused({ required: '' })).toMatchObject({ required: expect.stringContaining('sedikitnya satu') });
  expect(await refused({ body: `${entry.body}\n{pemilik}` })).toMatchObject({
    body: expect.stringContaining('{pemilik} tidak dikenal'),
  });
  expect(await refused({ title: 'Aplikasi' })).toHaveProperty('title');
  expect(await refused({ spaceId: open.id })).toHaveProperty('spaceId');
  expect(await refused({ reason: '' })).toHaveProperty('reason');
  expect((await refusalOf(inTransaction((tx) => startTemplate(tx, { now, actor: technician, fromId: entry.id })))).code).toBe(
    'forbidden',
  );
  // Nothing of it is in force: the set is what Griya brought.
  expect(await listTemplateVersions(db, administrator, entry.templateId)).toHaveLength(1);
});

test('a version in force holds for pages made from then on; those that are there keep what they said and required', async () => {
  const { db } = database;
  const [before, after] = [await makeSite('Gedung lama'), await makeSite('Gedung baru')];
  const old = await pageOf('site', before);
  expect([old.title, old.body.startsWith('## Keterangan'), old.required]).toEqual(['Gedung lama', true, []]);
  const body = '## Keterangan\n\nBerada di {address}.\n\n## Garansi\n\n<!-- nomor kontrak, sampai kapan -->\n';
  await change('site', '', { title: 'Lokasi {name}', body, required: 'Garansi' });
  const fresh = await pageOf('site', after);
  expect(fresh).toMatchObject({ title: 'Lokasi Gedung baru', required: ['Garansi'] });
  expect(fresh.body).toContain('Berada di Jalan Uji 1.');
  expect(await getPage(db, technician, old.id)).toMatchObject({ title: 'Gedung lama', required: [], revision: 1 });
  const versions = await listTemplateVersions(db, technician, (await entryOf('site')).templateId);
  expect(
    versions.map(({ no, status, basedOn, activatedByName, reason }) => [no, status, basedOn, activatedByName, reason]),
  ).toEqual([
    [2, 'active', 1, 'Dewi Lestari', 'Kebutuhan kota'],
    [1, 'retired', null, null, 'Bawaan Griya'],
  ]);
  const rewrite = db
    .updateTable('wiki_template_version')
    .set({ body: 'lain' })
    .where('id', '=', versions[1]?.id ?? '')
    .execute();
  await expect(rewrite).rejects.toThrow('is not changed');

  const lacking = await listLackingPages(db, administrator, await entryOf('site'));
  expect(lacking.map(({ title, headings, begunWith }) => [title, headings, begunWith])).toEqual([
    ['Gedung lama', ['Garansi'], 1],
  ]);
  const written = `${old.body.trimEnd()}\n\nTulisan orang.\n`;
  await inTransaction((tx) =>
    savePage(tx, { actor: technician, now, pageId: old.id, edit: { body: written, base: 1, why: '' } }),
  );
  // A draft that the administrator has on the page is not ended by an act that is about something else.
  const draft = { base: 2, title: '', parent: '', body: 'draf', why: '' };
  await saveDraft(db, { actor: administrator, now, place: old.id, seen: null, draft });
  const versionId = (await entryOf('site')).id;
  const add = () => inTransaction((tx) => addHeadings(tx, { now, actor: administrator, versionId }));
  expect(await add()).toMatchObject({ added: 0, skipped: 1, left: 0 });
  await db.deleteFrom('wiki_draft').execute();
  expect(await add()).toMatchObject({ added: 1, skipped: 0, waiting: 0, left: 0 });
  const done = await getPage(db, technician, old.id);
  expect(done.body).toBe(`${written.trimEnd()}\n\n## Garansi\n\n<!-- nomor kontrak, sampai kapan -->\n`);
  expect([done.revision, done.required, done.updatedByName]).toEqual([3, [], 'Dewi Lestari']);
  expect(await add()).toMatchObject({ added: 0, skipped: 0, left: 0 });
});

test('where pages change with approval, headings are proposed once, and who approves hears of it', async () => {
  const { db } = database;
  const head = await hire(db, hostOfficeId, 'Rina Kepala', ['infrastructure-section-head']);
  const sop = await pageOf('sop', hostOfficeId);
  const entry = await entryOf('sop');
  await change('sop', '', { body: `${entry.body}\n## Contoh surat\n` });
  const versionId = (await entryOf('sop')).id;
  const add = () => inTransaction((tx) => addHeadingsAndTell(tx, { now, actor: administrator, versionId }));
  const first = await add();
  expect(first).toMatchObject({ added: 1, waiting: 0, proposals: [expect.any(String)] });
  expect(await add()).toMatchObject({ added: 0, waiting: 1, proposals: [] });
  expect((await getPage(db, technician, sop.id)).body).not.toContain('Contoh surat');
  expect((await listNotices(db, head.personId, { limit: 9, offset: 0 })).map(({ kind }) => kind)).toEqual(['wiki-proposed']);
});

test('a free template begins pages of any space or of one; out of use it is offered no more, and its history stays', async () => {
  const { db } = database;
  const [space, other] = await db
    .selectFrom('wiki_space')
    .select('id')
    .where('key', 'in', ['aplikasi', 'infrastruktur'])
    .orderBy('key')
    .execute();
  const offered = async (id = ''): Promise<string[]> => (await listFreeTemplates(db, technician, id)).map(({ name }) => name);
  expect(await offered(space?.id)).toEqual(['Laporan gangguan', 'Notulen', 'Runbook']);
  const template = {
    name: 'Berita acara',
    title: 'Berita acara {date}',
    body: '## Isi\n',
    spaceId: other?.id,
    reason: 'Diminta',
  };
  const made = await inTransaction(async (tx) => {
    const begun = await createTemplate(tx, { now, actor: administrator, kind: 'free', part: '', template });
    await activateTemplate(tx, { now, actor: administrator, versionId: begun.versionId, seen: 1 });
    return begun;
  });
  expect(await offered(other?.id)).toContain('Berita acara');
  expect(await offered(space?.id)).not.toContain('Berita acara');
  await inTransaction((tx) => endTemplate(tx, { now, actor: administrator, versionId: made.versionId }));
  expect(await offered(other?.id)).not.toContain('Berita acara');
  const draft = await inTransaction((tx) => startTemplate(tx, { now, actor: administrator, fromId: made.versionId }));
  const second = inTransaction((tx) => startTemplate(tx, { now, actor: administrator, fromId: made.versionId }));
  expect((await refusalOf(second)).faults).toHaveProperty('from');
  await inTransaction((tx) => discardTemplate(tx, { now, actor: administrator, versionId: draft.versionId, seen: 1 }));
  expect(await listTemplateVersions(db, administrator, made.templateId)).toHaveLength(1);
  const main = inTransaction(async (tx) => endTemplate(tx, { now, actor: administrator, versionId: (await entryOf('site')).id }));
  expect((await refusalOf(main)).faults).toHaveProperty('end');
});

test('a page is called after its record when that is renamed; its former title and address lead there', async () => {
  const { db } = database;
  const serverId = await makeServer(db, siteId, { name: 'web-01' });
  const page = await pageOf('server', serverId);
  await rename(serverId, 'web-utama');
  const renamed = await getPage(db, technician, page.id);
  expect(renamed.title).toBe('web-utama');
  expect(await findPageAt(db, technician, page.spaceKey, page.slug)).toEqual({
    movedTo: { spaceKey: page.spaceKey, slug: renamed.slug },
  });
  const [found] = await findByTitle(db, technician, page, [{ space: '', key: page.titleKey }]);
  expect(found?.id).toBe(page.id);
  const [latest] = await listRevisions(db, page.id);
  expect(latest).toMatchObject({ number: 2, title: 'web-utama', personName: null });
  expect(latest?.why).toContain('web-01 → web-utama');
});

test('a title that a person gave stays; one that is taken gets a number, also when it is taken at the same moment', async () => {
  const { db } = database;
  const named = await makeServer(db, siteId, { name: 'db-01' });
  const page = await pageOf('server', named);
  const move = { title: 'Basis data utama', parentId: '', space: page.spaceKey, why: '' };
  await inTransaction((tx) => movePage(tx, { actor: technician, now, pageId: page.id, move }));
  await rename(named, 'db-02');
  expect((await getPage(db, technician, page.id)).title).toBe('Basis data utama');

  const meeting = await makeServer(db, siteId, { name: 'mail-01' });
  const met = await pageOf('server', meeting);
  const taken = { space: page.spaceKey, page: { title: 'mail-02', body: 'x' } };
  await inTransaction((tx) => createPage(tx, { actor: technician, now, ...taken }));
  await rename(meeting, 'mail-02');
  expect((await getPage(db, technician, met.id)).title).toBe('mail-02 (2)');

  // Somebody takes the title and has not committed when the page of the record is made.
  const late = await makeServer(db, siteId, { name: 'late-01' });
  let made: Promise<{ pageId: string }> | undefined;
  await inTransaction(async (tx) => {
    await createPage(tx, { actor: technician, now, space: page.spaceKey, page: { title: 'late-01', body: 'x' } });
    made = openRecordPage(db, technician, { kind: 'server', id: late }, now);
    const waiting = `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`;
    while ((await database.ownerPool.query(waiting)).rows.length === 0);
  });
  expect((await getPage(db, technician, (await made)?.pageId ?? '')).title).toBe('late-01 (2)');
});
