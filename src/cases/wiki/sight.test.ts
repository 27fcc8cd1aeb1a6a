import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { findApplication } from '#registry/index.ts';
import {
  createPage,
  createSpace,
  exportMarkdown,
  exportSite,
  fillIn,
  findRecordPage,
  getPage,
  getSpace,
  listChildren,
  listSubtree,
  movePage,
  type RecordKind,
  renderedOf,
  savePage,
  searchPages,
  suggestTitles,
  updateSpace,
} from '#wiki/index.ts';
import { type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { hire } from '../../../test/support/identity.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import { makeRecordPages, openRecordPage, openWikiParts, wikiExporting, wikiParts, wikiTable } from '../index.ts';

let database: TestDatabase;
let city: City;
let directory: string;
let open: OpenCase;
let records: Record<'application' | 'server' | 'site' | 'zone' | 'sop', string>;
let people: Record<Who, Actor>;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');
const timeZone = 'Asia/Jakarta';

/** What only the hosting office, auditors and administrators may learn, however it is asked. */
const secrets = ['app-01', '10.20.30', 'apt: 12', 'gedung-rahasia', 'topology', 'ns1.contoh'];

const inside = [
  'agencyHead',
  'divisionHead',
  'applicationHead',
  'infrastructureHead',
  'technician',
  'technicalTeam',
  'administrator',
  'auditor',
  'auditorElsewhere',
] as const;
type Who = (typeof inside)[number] | 'ownHead' | 'ownStaff' | 'otherHead';

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-sight-'));
  database = await testDatabase();
  const { db } = database;
  city = await makeCity(db, directory);
  await db.updateTable('site').set({ address: 'gedung-rahasia 7' }).where('id', '=', city.siteId).execute();
  open = await walkTo(db, city, 'application-documentation', { request: goodRequest({ subdomain: 'wiki-uji' }) });
  await open.jobs();
  await makeRecordPages(db, now);
  const zone = await db.selectFrom('dns_zone').select('id').executeTakeFirstOrThrow();
  records = {
    application: (await findApplication(db, { origin: open.id }))?.id ?? '',
    server: city.serverId,
    site: city.siteId,
    zone: zone.id,
    sop: city.hostOfficeId,
  };
  const { applicantHead: ownHead, applicantStaff: ownStaff } = city;
  const auditorElsewhere = await hire(db, city.transport, 'Tono Auditor', [], { auditor: true });
  people = { ...city, ownHead, ownStaff, auditorElsewhere };
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const partsFor = (who: Who, kind: RecordKind, part = '') =>
  wikiParts(database.db, people[who], { recordKind: kind, recordId: records[kind], part }, { now, timeZone });

/** Who is told which parts of which page, and whether with what only the hosting office may know. */
const told: [page: RecordKind, part: string, who: readonly Who[], parts: string[], secret: boolean][] = [
  ['application', '', inside.filter((who) => who !== 'administrator'), ['facts', 'topology', 'cases', 'letters'], true],
  // An administrator without a post of the host sees no requests of other offices, and so no letters of them.
  ['application', '', ['administrator'], ['facts', 'topology', 'cases'], true],
  ['application', '', ['ownHead', 'ownStaff'], ['facts', 'cases', 'letters'], false],
  ['application', '', ['otherHead'], [], false],
  ['application', 'installation', inside, ['installation'], true],
  ['application', 'installation', ['ownHead', 'ownStaff'], ['facts'], false],
  ['application', 'installation', ['otherHead'], [], false],
  ['application', 'operations', inside, ['facts'], true],
  ['application', 'operations', ['ownHead', 'ownStaff'], ['facts'], false],
  ['application', 'operations', ['otherHead'], [], false],
  ['server', '', inside, ['facts', 'topology', 'applications', 'interfaces'], true],
  ['site', '', inside, ['facts', 'servers', 'racks', 'networks'], true],
  ['zone', '', inside, ['facts'], true],
  ...(['server', 'site', 'zone'] as const).map((kind): (typeof told)[number] => [
    kind,
    '',
    ['ownHead', 'ownStaff', 'otherHead'],
    [],
    false,
  ]),
  ['sop', '', [...inside, 'ownHead', 'ownStaff', 'otherHead'], ['facts', 'steps'], false],
];

test.each(told)('%s %s: each of %j is told %j', async (kind, part, who, parts, secret) => {
  for (const each of who) {
    const made = await partsFor(each, kind, part);
    expect([each, made.map(({ key }) => key)]).toEqual([each, parts]);
    const text = JSON.stringify(made);
    const found = secrets.filter((word) => text.includes(word));
    if (!secret) expect([each, found]).toEqual([each, []]);
    else expect([each, found.length > 0]).toEqual([each, true]);
  }
});

test('who is not signed in is told of no part but what the public list of names tells', async () => {
  for (const kind of ['application', 'server', 'site', 'zone', 'sop'] as const) {
    const parts = await openWikiParts(database.db, { recordKind: kind, recordId: records[kind] }, { language: 'id', timeZone });
    for (const secret of secrets) expect(JSON.stringify(parts)).not.toContain(secret);
  }
});

const keeper = () => ({ actor: city.administrator, now });
const space = async (key: string, access: string): Promise<void> => {
  const typed = { key, name: key, description: '', access, roles: [], needsApproval: false, openToAll: false };
  await database.db.transaction().execute((tx) => createSpace(tx, { ...keeper(), space: typed }));
};

test('a space with pages that name servers, or a template of such, is not opened to every office; the refusal names them', async () => {
  const { db } = database;
  const settings = { name: 'X', description: '', roles: [], needsApproval: true, openToAll: true };
  const opening = async (key: string, access: string) => {
    const { id: spaceId, version } = await getSpace(db, city.administrator, key);
    return db.transaction().execute((tx) => updateSpace(tx, { ...keeper(), spaceId, version, space: { ...settings, access } }));
  };
  for (const key of ['aplikasi', 'infrastruktur']) {
    const refused = await refusalOf(opening(key, 'public'));
    expect(refused.faults.access).toMatch(/“[^”]+”.*Pilih Internal/);
  }
  // Templates alone are enough: the next record would bring its page.
  await db.updateTable('wiki_page').set({ state: 'deleted' }).where('record_kind', 'in', ['server', 'site', 'zone']).execute();
  expect((await refusalOf(opening('infrastruktur', 'public'))).code).toBe('invalid');
  await db.updateTable('wiki_page').set({ state: 'live' }).where('record_kind', 'in', ['server', 'site', 'zone']).execute();
  await space('kosong', 'internal');
  await opening('kosong', 'public');
});

test('the page of a record does not follow the page above it into a space that every office reads', async () => {
  const { db } = database;
  await space('papan', 'public');
  const above = await createPage(db, {
    actor: city.technician,
    now,
    space: 'infrastruktur',
    page: { title: 'Semua', body: 'x' },
  });
  const server = await findRecordPage(db, city.technician, { kind: 'server', id: records.server });
  const under = { title: server?.title ?? '', space: 'infrastruktur', parentId: above.pageId, why: '' };
  await db.transaction().execute((tx) => movePage(tx, { actor: city.technician, now, pageId: server?.id ?? '', move: under }));
  const move = { title: 'Semua', space: 'papan', parentId: null, why: '' };
  const refused = await refusalOf(
    db.transaction().execute((tx) => movePage(tx, { actor: city.technician, now, pageId: above.pageId ?? '', move })),
  );
  expect(refused.faults.space).toContain('app-01');
});

test('what names servers is not read, found, suggested or exported by another office even where its space was opened before', async () => {
  const { db } = database;
  const tell = async (kind: RecordKind, part: string, body: string) => {
    const page = await findRecordPage(db, city.technician, { kind, id: records[kind], part });
    if (!page) throw new Error(`no page ${kind} ${part}`);
    const edit = { body, base: page.revision, why: '' };
    await db.transaction().execute((tx) => savePage(tx, { actor: city.technician, now, pageId: page.id, edit }));
    return page;
  };
  const hidden = [
    await tell('application', 'installation', 'katakunci lewat app-01 di 10.20.30.5'),
    await tell('application', 'operations', 'katakunci app-01'),
    await tell('server', '', 'katakunci app-01'),
  ];
  const before = await db.selectFrom('wiki_space').select(['id', 'access']).execute();
  await db.updateTable('wiki_space').set({ access: 'public' }).execute();
  for (const who of ['ownHead', 'otherHead'] as const) {
    const actor = people[who];
    for (const page of hidden) expect((await refusalOf(getPage(db, actor, page.id))).code).toBe('not_found');
    expect(await searchPages(db, actor, { q: 'katakunci' })).toMatchObject({ hits: [], total: 0 });
    expect((await searchPages(db, actor, { q: 'app-01' })).hits).toEqual([]);
    expect(await suggestTitles(db, actor, { q: 'app-01' })).toEqual([]);
    expect(await suggestTitles(db, actor, { q: 'instalasi' })).toEqual([]);
    for (const key of ['aplikasi', 'infrastruktur']) {
      const opened = await getSpace(db, actor, key);
      // Nor does the number of pages below one tell of pages that are not shown.
      const [top, tree] = [
        await listChildren(db, actor, { spaceId: opened.id, parentId: null }),
        (await listSubtree(db, actor, { spaceId: opened.id, parentId: null })).rows,
      ];
      for (const { id, children } of top)
        expect([who, children]).toEqual([who, (await listChildren(db, actor, { spaceId: opened.id, parentId: id })).length]);
      for (const { hasChildren, children } of tree) expect([who, hasChildren]).toEqual([who, children.length > 0]);
      const exporting = wikiExporting(db, actor, { now, timeZone, baseUrl: null });
      for (const stream of [exportMarkdown(exporting, opened), exportSite(exporting, opened)]) {
        const files = unzipSync(Buffer.concat(await Array.fromAsync(stream)));
        const texts = Object.entries(files).map(([name, bytes]) => `${name} ${Buffer.from(bytes).toString()}`);
        expect([who, key, texts.length > 0]).toEqual([who, key, true]);
        const found = texts.filter((text) =>
          ['katakunci', ...secrets].some((word) => text.includes(word) && word !== 'topology'),
        );
        expect([who, key, found]).toEqual([who, key, []]);
      }
    }
  }
  expect((await searchPages(db, city.technician, { q: 'katakunci' })).total).toBe(3);
  for (const { id, access } of before) await db.updateTable('wiki_space').set({ access }).where('id', '=', id).execute();
});

test('a page that every office reads shows each reader its tables of the registers as he or she may see them', async () => {
  const { db } = database;
  const body = '{{server}}\n\n{{alamat}}\n\n{{jaringan}}\n\n{{domain}}\n\n{{aplikasi}}\n\n{{permohonan}}';
  await space('umum-tabel', 'public');
  const made = await createPage(db, { actor: city.technician, now, space: 'umum-tabel', page: { title: 'Tabel', body } });
  const page = await getPage(db, city.technician, made.pageId ?? '');
  const rendering = await renderedOf(db, page, now);
  const shown = (actor: Actor) => {
    const nowhere = { page: () => '', create: () => null, file: () => '', record: () => null };
    const around = {
      ...nowhere,
      table: (include: Parameters<typeof wikiTable>[2]) => wikiTable(db, actor, include, { now, timeZone }),
      count: async () => null,
    };
    return fillIn({ db, actor, now, around }, { id: page.id, spaceId: page.spaceId, spaceKey: page.spaceKey }, rendering);
  };
  for (const who of inside) expect([who, (await shown(people[who])).includes('app-01')]).toEqual([who, true]);
  for (const who of ['ownHead', 'ownStaff', 'otherHead'] as const) {
    const html = await shown(people[who]);
    expect([who, secrets.filter((word) => html.includes(word))]).toEqual([who, []]);
    expect([who, html.includes(open.number)]).toEqual([who, who !== 'otherHead']);
  }
});

test('an application’s page in a space of every office tells other offices what the public list of names tells, and is no error', async () => {
  const { db } = database;
  await space('umum-aplikasi', 'public');
  const { pageId } = await openRecordPage(db, city.technician, { kind: 'application', id: records.application }, now);
  const { id: spaceId } = await getSpace(db, city.technician, 'umum-aplikasi');
  const before = await db.selectFrom('wiki_page').select('space_id').where('id', '=', pageId).executeTakeFirstOrThrow();
  await db.updateTable('wiki_page').set({ space_id: spaceId }).where('id', '=', pageId).execute();
  const zone = await db.selectFrom('dns_zone').select('id').executeTakeFirstOrThrow();
  const row = { zone_id: zone.id, type: 'A', label: 'uji-umum', state: 'published', published_at: now, created_at: now } as const;
  const value = { value: '203.0.113.77', application_id: records.application };
  await db
    .insertInto('dns_record')
    .values({ ...row, ...value, id: newId() })
    .execute();
  const page = await getPage(db, city.otherHead, pageId);
  const [facts, ...more] = await wikiParts(db, city.otherHead, page, { now, timeZone });
  expect([facts?.facts?.map(({ label }) => label), more]).toEqual([['Aplikasi', 'Perangkat daerah', 'Alamat web'], []]);
  expect(JSON.stringify(facts)).not.toMatch(/203\.0|10\.20/);
  await db.updateTable('wiki_page').set({ space_id: before.space_id }).where('id', '=', pageId).execute();
});
