import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '#lib/ids.ts';
import { createServer, createSite, retireServer, updateSite } from '#registry/index.ts';
import {
  findRecordPage,
  getPage,
  listChildren,
  listStalePages,
  type RecordKind,
  savePage,
  searchPages,
  setPageState,
} from '#wiki/index.ts';
import { type City, makeCity } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeServer } from '../../../test/support/registry.ts';
import { listPagesOfFound, makeRecordPages, wikiParts } from '../index.ts';
import { followEndedRecords } from './ended-records.ts';

let database: TestDatabase;
let city: City;
let directory: string;
const now = Temporal.Instant.from('2027-03-01T03:00:00Z');
const later = now.add({ minutes: 5 });

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'griya-ended-'));
  database = await testDatabase();
  city = await makeCity(database.db, directory);
}, 60_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true });
});

const pageOf = async (kind: RecordKind, id: string) => {
  const page = await findRecordPage(database.db, city.technician, { kind, id });
  if (!page) throw new Error(`no page of ${kind}`);
  return page;
};

const partsOf = async (kind: RecordKind, id: string, actor = city.technician) =>
  wikiParts(database.db, actor, { recordKind: kind, recordId: id, part: '' }, { now: later, timeZone: 'Asia/Jakarta' });

const makeSite = async (name: string) => (await createSite(database.db, { ...act, name })).siteId;

const retired = async (name: string, because = '') => {
  const { db } = database;
  const serverId = await makeServer(db, city.siteId, { name });
  await makeRecordPages(db, now);
  const { version } = await db.selectFrom('server').select('version').where('id', '=', serverId).executeTakeFirstOrThrow();
  const doer = { ...act, now, ...(because ? { because } : {}) };
  await db.transaction().execute((tx) => retireServer(tx, { ...doer, serverId, version }));
  return serverId;
};

test('the page of a record that is gone keeps what people wrote, under a notice', async () => {
  const { db } = database;
  await makeRecordPages(db, now);
  for (const kind of ['server', 'site', 'zone', 'application'] as const) {
    const found = await db.selectFrom('wiki_page').selectAll().where('record_kind', '=', kind).executeTakeFirst();
    const gone = newId();
    if (found) await db.updateTable('wiki_page').set({ record_id: gone }).where('id', '=', found.id).execute();
    const parts = await partsOf(kind, gone);
    expect([kind, parts.map(({ key }) => key)]).toEqual([kind, ['ended']]);
    expect(parts[0]?.title).toBe('Catatan ini sudah tidak ada dalam daftarnya');
    if (found) await db.updateTable('wiki_page').set({ record_id: found.record_id }).where('id', '=', found.id).execute();
  }
});

test('the page of a retired server tells since when and because of what, at once; within a run it leaves trees and stale lists and is marked where it is found', async () => {
  const { db } = database;
  const id = await retired('lama-01', 'K-2027-0007');
  const [notice] = await partsOf('server', id);
  expect(notice?.title).toBe('Server ini sudah tidak dipakai');
  expect(notice?.notice?.[0]).toMatch(/Sejak .*1 Mar 2027\./);
  expect(notice?.notice?.[1]).toEqual({ text: 'Karena K-2027-0007.', kind: 'case', id: 'K-2027-0007' });
  expect(JSON.stringify(await partsOf('server', id, city.applicantHead))).toBe('[]');
  const page = await pageOf('server', id);
  await db
    .updateTable('wiki_page')
    .set({ review_on: Temporal.PlainDate.from('2027-01-01') })
    .where('id', '=', page.id)
    .execute();
  const stale = async () =>
    (await listStalePages(db, city.technician, { today: Temporal.PlainDate.from('2027-03-01'), now })).map((each) => each.id);
  const tree = async () =>
    (await listChildren(db, city.technician, { spaceId: page.spaceId, parentId: page.parentId })).map((each) => each.id);
  expect([await stale(), await tree()].map((ids) => ids.includes(page.id))).toEqual([true, true]);
  expect(await followEndedRecords(db, later)).toEqual({ ended: 1, back: 0 });
  expect([await stale(), await tree()].map((ids) => ids.includes(page.id))).toEqual([false, false]);
  expect((await searchPages(db, city.technician, { q: 'lama-01' })).hits.map(({ state }) => state)).toEqual(['archived']);
  expect((await listPagesOfFound(db, city.technician, 'lama-01')).map(({ state }) => state)).not.toContain('live');
  expect(await followEndedRecords(db, later)).toEqual({ ended: 0, back: 0 });
});

test('what does not compute is a device on its page: its kind in words, no size, and its end', async () => {
  const { db } = database;
  const { serverId } = await createServer(db, { ...act, server: { name: 'ups-01', kind: 'power', siteId: city.siteId } });
  const [facts] = await partsOf('server', serverId);
  expect(facts?.facts?.map(({ label, value }) => [label, ...value]).slice(0, 2)).toEqual([
    ['Jenis', 'Catu daya (UPS, PDU)'],
    ['Status', 'Aktif'],
  ]);
  expect(JSON.stringify(facts)).not.toContain('vCPU');
  expect(JSON.stringify(facts)).toContain('device-record');
  await db.updateTable('server').set({ status: 'retired' }).where('id', '=', serverId).execute();
  expect((await partsOf('server', serverId))[0]?.title).toBe('Perangkat ini sudah tidak dipakai');
  await db.updateTable('server').set({ status: 'active' }).where('id', '=', serverId).execute();
});

test('a page that a person brings back after its record ended stays, and is written again', async () => {
  const { db } = database;
  const id = await retired('lama-02');
  await followEndedRecords(db, later);
  const page = await pageOf('server', id);
  expect(page.state).toBe('archived');
  const back = { actor: city.infrastructureHead, now: later, pageId: page.id, state: 'live', why: 'catatan dilengkapi' } as const;
  await db.transaction().execute((tx) => setPageState(tx, back));
  expect(await followEndedRecords(db, later.add({ minutes: 5 }))).toEqual({ ended: 0, back: 0 });
  const edit = { body: 'Disk dimusnahkan.', base: page.revision, why: '' };
  await db.transaction().execute((tx) => savePage(tx, { actor: city.technician, now: later, pageId: page.id, edit }));
  expect((await getPage(db, city.technician, page.id)).state).toBe('live');
});

test('the pages of a site that is used again come back by themselves, but for one that was archived by hand', async () => {
  const { db } = database;
  const [used, archived] = [await makeSite('Gedung A'), await makeSite('Gedung B')];
  await makeRecordPages(db, now);
  const byHand = await pageOf('site', archived);
  const hand = { actor: city.infrastructureHead, now, pageId: byHand.id, state: 'archived', why: 'digabung' } as const;
  await db.transaction().execute((tx) => setPageState(tx, hand));
  const setTo = async (status: string) => {
    for (const siteId of [used, archived]) await db.updateTable('site').set({ status }).where('id', '=', siteId).execute();
  };
  await setTo('retired');
  expect((await followEndedRecords(db, later)).ended).toBe(2);
  expect((await pageOf('site', used)).state).toBe('archived');
  await setTo('active');
  expect((await followEndedRecords(db, later.add({ minutes: 5 }))).back).toBe(2);
  expect([(await pageOf('site', used)).state, (await pageOf('site', archived)).state]).toEqual(['live', 'archived']);
});

test('a site says on its page since when it is not used', async () => {
  const { db } = database;
  const siteId = await makeSite('Gedung C');
  const { version } = await db.selectFrom('site').select('version').where('id', '=', siteId).executeTakeFirstOrThrow();
  const site = { name: 'Gedung C', status: 'retired' };
  await db.transaction().execute((tx) => updateSite(tx, { ...act, now, siteId, version, site }));
  const [notice] = await partsOf('site', siteId);
  expect(notice?.notice?.join(' ')).toMatch(/Sejak .*1 Mar 2027/);
});
