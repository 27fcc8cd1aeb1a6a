import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { findApplication } from '#registry/index.ts';
import { createPage, findRecordPage, getPage, savePage } from '#wiki/index.ts';
import { applicationFacts, type City, goodRequest, makeCity, type OpenCase, walkTo } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { refusalOf } from '../../../test/support/registry.ts';
import {
  decommissionApplication,
  openRecordPage,
  openWikiParts,
  openWikiTable,
  readSections,
  wikiParts,
  wikiTable,
} from '../index.ts';

let database: TestDatabase;
let city: City;
let directory: string;
let open: OpenCase;
let applicationId: string;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-wiki-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
  open = await walkTo(database.db, city, 'application-documentation', { request: goodRequest({ subdomain: 'wiki-uji' }) });
  await open.jobs();
  applicationId = (await findApplication(database.db, { origin: open.id }))?.id ?? '';
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const partsOf = async (actor: Actor, part = '') => {
  const page = await findRecordPage(database.db, actor, { kind: 'application', id: applicationId, part });
  if (!page) throw new Error(`no page ${part}`);
  return wikiParts(database.db, actor, page, { now, timeZone: 'Asia/Jakarta' });
};

const textOf = (value: unknown): string => JSON.stringify(value);

test('step 8 does not close while a required part of the page is empty, and closes once it is written', async () => {
  const filled = await readSections(database.db, applicationId);
  const textUnder = async (heading: string): Promise<string | undefined> =>
    (await readSections(database.db, applicationId))?.sections.find((each) => each.heading === heading)?.text;
  expect(filled?.sections.map(({ heading }) => heading)).toEqual(['Latar belakang', 'Dasar hukum', 'Deskripsi']);
  expect(await textUnder('Latar belakang')).not.toBe('');
  expect(await textUnder('Dasar hukum')).toContain('Rekomendasi Tim Teknis');
  const page = await getPage(database.db, city.applicationHead, filled?.pageId ?? '');
  const edit = { body: page.body.replace(/## Dasar hukum\n\n[^#]*/, '## Dasar hukum\n\n'), base: page.revision, why: 'kosong' };
  await database.db.transaction().execute((tx) => savePage(tx, { actor: city.technician, now, pageId: page.id, edit }));
  await open.do(city.applicationHead, 'describe-application', { fields: applicationFacts });
  const refused = await refusalOf(open.do(city.applicationHead, 'document-application'));
  expect(refused.code).toBe('missing');
  // Approval in the space is no fourth pair of eyes on the SOP's own act.
  await database.db.updateTable('wiki_space').set({ needs_approval: true }).where('key', '=', page.spaceKey).execute();
  await open.do(city.applicationHead, 'describe-application', {
    fields: applicationFacts,
    page: { 'Dasar hukum': 'Perwako 54/2016' },
  });
  await database.db.updateTable('wiki_space').set({ needs_approval: false }).where('key', '=', page.spaceKey).execute();
  expect(await textUnder('Dasar hukum')).toBe('Perwako 54/2016');
  await open.do(city.applicationHead, 'document-application');
});

test('the installation page tells the checklist with its evidence, the main page facts, requests and letters, as they are now', async () => {
  const installation = textOf(await partsOf(city.technician, 'installation'));
  expect(installation).toContain('1. Pasang paket');
  expect(installation).toContain('apt: 12 newly installed');
  const main = textOf(await partsOf(city.technician));
  for (const word of ['wiki-uji.contoh.go.id', 'app-01', open.number, 'topology']) expect(main).toContain(word);
  await database.db.updateTable('server').set({ name: 'app-berganti-nama' }).where('id', '=', city.serverId).execute();
  expect(textOf(await partsOf(city.technician))).toContain('app-berganti-nama');
});

test('the application’s own office reads its main page without servers and addresses; another office finds nothing', async () => {
  const own = textOf(await partsOf(city.applicantHead));
  expect(own).toContain('wiki-uji.contoh.go.id');
  for (const word of ['app-01', 'app-berganti-nama', '10.20.30', 'topology', 'confirm']) expect(own).not.toContain(word);
  const record = { kind: 'application', id: applicationId } as const;
  expect(await findRecordPage(database.db, city.applicantHead, { ...record, part: 'operations' })).toBeNull();
  expect(await findRecordPage(database.db, city.otherHead, record)).toBeNull();
  expect((await refusalOf(openRecordPage(database.db, city.otherHead, record, now))).code).toBe('not_found');
  for (const kind of ['server', 'site'] as const) {
    const about = { kind, id: kind === 'server' ? city.serverId : city.siteId };
    expect((await refusalOf(openRecordPage(database.db, city.applicantHead, about, now))).code).toBe('not_found');
    expect(
      textOf(
        await wikiParts(
          database.db,
          city.applicantHead,
          { recordKind: kind, recordId: about.id, part: '' },
          { now, timeZone: 'UTC' },
        ),
      ),
    ).toBe('[]');
  }
});

test('tables of the registers in a page are cut to what their reader may see', async () => {
  const table = async (actor: Actor, kind: string, args = {}) => {
    const found = await wikiTable(database.db, actor, { kind, args }, { now, timeZone: 'Asia/Jakarta' });
    return found && 'problem' in found ? found.problem : found?.rows;
  };
  expect((await table(city.technician, 'servers'))?.length).toBeGreaterThan(0);
  for (const kind of ['servers', 'networks', 'addresses', 'names']) expect(await table(city.applicantHead, kind)).toBeUndefined();
  expect(await table(city.otherHead, 'applications')).toEqual([]);
  expect(await table(city.otherHead, 'cases')).toEqual([]);
  expect((await table(city.applicantHead, 'cases'))?.length).toBe(1);
  expect(await table(city.technician, 'servers', { site: 'Tidak ada' })).toContain('Tidak ada');
  expect(await table(city.technician, 'unknown')).toBeUndefined();
});

test('every kind of record has its page, made once however many open it at the same time', async () => {
  const server = { kind: 'server', id: city.serverId } as const;
  const opened = await Promise.all([1, 2, 3].map(() => openRecordPage(database.db, city.technician, server, now)));
  expect(new Set(opened.map(({ pageId }) => pageId)).size).toBe(1);
  const zone = await database.db.selectFrom('dns_zone').select('id').executeTakeFirstOrThrow();
  for (const about of [
    { kind: 'site', id: city.siteId },
    { kind: 'zone', id: zone.id },
    { kind: 'sop', id: city.hostOfficeId },
  ] as const) {
    const { pageId } = await openRecordPage(database.db, city.technician, about, now);
    const page = await getPage(database.db, city.technician, pageId);
    expect((await wikiParts(database.db, city.technician, page, { now, timeZone: 'UTC' })).length).toBeGreaterThan(0);
  }
});

test('somebody unknown learns of an application what the public list of names says, and nothing before it says anything', async () => {
  const { db } = database;
  const page = { recordKind: 'application', recordId: applicationId };
  const reading = { language: 'id', timeZone: 'Asia/Jakarta' } as const;
  expect(await openWikiParts(db, page, reading)).toEqual([]);
  const { id: zoneId } = await db.selectFrom('dns_zone').select('id').where('internal', '=', false).executeTakeFirstOrThrow();
  const row = { zone_id: zoneId, type: 'A', label: 'uji-umum', state: 'published', published_at: now } as const;
  await db
    .insertInto('dns_record')
    .values({ ...row, id: newId(), value: '203.0.113.77', application_id: applicationId, created_at: now })
    .execute();
  const [facts, ...more] = await openWikiParts(db, page, reading);
  expect(more).toEqual([]);
  expect(facts?.facts?.map(({ label }) => label)).toEqual(['Aplikasi', 'Perangkat daerah', 'Alamat web']);
  const told = textOf(facts);
  expect(told).toContain('uji-umum.');
  expect(told).not.toMatch(/203\.0|10\./);
  expect(await openWikiParts(db, { ...page, recordKind: 'server' }, reading)).toEqual([]);
  const table = await openWikiTable(db, { kind: 'applications', args: {} }, reading);
  expect(textOf(table)).toContain('uji-umum.');
  for (const kind of ['servers', 'addresses', 'networks', 'cases'])
    expect(await openWikiTable(db, { kind, args: {} }, reading)).toBeNull();
  expect(await openWikiTable(db, { kind: 'names', args: { q: 'x' } }, reading)).toBeNull();
});

test('the end of an application archives its pages; they stay to be read and are not written any more', async () => {
  await open.jobs();
  for (const [actor, act] of [
    [city.applicationHead, 'draft-reply'],
    [city.divisionHead, 'initial-reply'],
    [city.agencyHead, 'sign-reply'],
  ] as const) {
    await open.do(actor, act, act === 'draft-reply' ? { note: '' } : undefined);
    await open.jobs();
  }
  const { version } = (await findApplication(database.db, { id: applicationId })) ?? { version: 0 };
  await database.db
    .transaction()
    .execute((tx) =>
      decommissionApplication(tx, { applicationId, version, reason: 'Diganti', actor: city.applicationHead, now }),
    );
  const page = await findRecordPage(database.db, city.technician, { kind: 'application', id: applicationId });
  expect(page).toMatchObject({ state: 'archived', stateReason: 'Diganti' });
  const edit = { body: 'x', base: page?.revision ?? 0, why: '' };
  const late = database.db
    .transaction()
    .execute((tx) => savePage(tx, { actor: city.technician, now, pageId: page?.id ?? '', edit }));
  expect((await refusalOf(late)).code).toBe('not_possible_now');
  // A new application of that name gets a page of its own beside it.
  const beside = createPage(database.db, {
    actor: city.technician,
    now,
    space: 'aplikasi',
    page: { title: page?.title ?? '', body: 'x' },
  });
  expect((await refusalOf(beside)).faults).toHaveProperty('title');
});
