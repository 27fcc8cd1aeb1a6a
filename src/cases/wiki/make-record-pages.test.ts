import { afterAll, beforeAll, expect, test } from 'vitest';
import { createZone } from '#dns/index.ts';
import type { Actor } from '#identity/index.ts';
import { createSite, retireServer, updateServer } from '#registry/index.ts';
import { createPage, findRecordPage, movePage, type RecordKind, setPageState } from '#wiki/index.ts';
import { runJobs } from '../../../test/support/city.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { morning, setUpOffice } from '../../../test/support/identity.ts';
import { act, makePlace, makeServer } from '../../../test/support/registry.ts';
import { makeRecordPages } from '../index.ts';

let database: TestDatabase;
let administrator: Actor;
let hostOfficeId: string;
let siteId: string;

beforeAll(async () => {
  database = await testDatabase();
  ({ administrator, hostOfficeId } = await setUpOffice(database.db, { posts: [] }));
  ({ siteId } = await makePlace(database.db));
}, 60_000);
afterAll(() => database.close());

const pageOf = (kind: RecordKind, id: string) => findRecordPage(database.db, administrator, { kind, id, part: '' });

test('every record in use gets its page, whatever door it came in by, and once only', async () => {
  const serverId = await makeServer(database.db, siteId, { name: 'srv-tanpa-halaman' });
  const { zoneId } = await createZone(database.db, {
    ...act,
    name: 'contoh.go.id',
    primaryServer: 'ns1.contoh.go.id',
    mailbox: 'hostmaster@contoh.go.id',
    nameServers: [{ name: 'ns1.contoh.go.id', addresses: ['203.0.113.1'] }],
  });
  const before = await makeRecordPages(database.db, morning);
  expect(before).toBeGreaterThanOrEqual(4);
  expect((await pageOf('server', serverId))?.title).toBe('srv-tanpa-halaman');
  expect(await pageOf('site', siteId)).not.toBeNull();
  expect(await pageOf('sop', hostOfficeId)).not.toBeNull();
  expect(await pageOf('zone', zoneId)).not.toBeNull();
  expect(await makeRecordPages(database.db, morning)).toBe(0);
});

test('a page that a person has deleted does not come back by itself, and a retired record gets none', async () => {
  const serverId = await makeServer(database.db, siteId, { name: 'srv-dihapus' });
  const retiredId = await makeServer(database.db, siteId, { name: 'srv-pensiun' });
  await retireServer(database.db, { ...act, serverId: retiredId, version: 1 });
  expect(await makeRecordPages(database.db, morning)).toBe(1);
  expect(await pageOf('server', retiredId)).toBeNull();
  const page = await pageOf('server', serverId);
  await setPageState(database.db, {
    ...{ actor: administrator, now: morning, pageId: page?.id ?? '' },
    ...{ state: 'deleted', why: 'Tidak perlu' },
  });
  expect(await makeRecordPages(database.db, morning)).toBe(0);
  expect(await pageOf('server', serverId)).toBeNull();
});

test('the page of a server stands under its site, and goes along when the server moves, unless a person put it elsewhere', async () => {
  const { db } = database;
  const serverId = await makeServer(db, siteId, { name: 'srv-pindah' });
  await makeRecordPages(db, morning);
  const site = await pageOf('site', siteId);
  expect((await pageOf('server', serverId))?.parentId).toBe(site?.id);
  const { siteId: otherId } = await createSite(db, { ...act, name: 'Ruang Cadangan', address: 'Sekupang' });
  await makeRecordPages(db, morning);
  const moveTo = async (to: string, version: number) => {
    await updateServer(db, { ...act, serverId, version, changes: { siteId: to } });
    await runJobs(db, { dataDirectory: '/nonexistent' }, morning);
  };
  await moveTo(otherId, 1);
  expect((await pageOf('server', serverId))?.parentId).toBe((await pageOf('site', otherId))?.id);
  const elsewhere = await createPage(db, {
    ...{ actor: administrator, now: morning, space: site?.spaceKey ?? '' },
    page: { title: 'Server lama', body: '', why: '' },
  });
  const page = await pageOf('server', serverId);
  await movePage(db, {
    ...{ actor: administrator, now: morning, pageId: page?.id ?? '' },
    move: { title: page?.title, space: page?.spaceKey, parentId: elsewhere.pageId, why: '' },
  });
  await moveTo(siteId, 2);
  expect((await pageOf('server', serverId))?.parentId).toBe(elsewhere.pageId);
});

test('a record whose page cannot be made keeps no other from its page, and is not passed over in silence', async () => {
  const broken = await makeServer(database.db, siteId, { name: 'srv-rusak' });
  const whole = await makeServer(database.db, siteId, { name: 'srv-utuh' });
  await database.ownerPool.query(`
    create function refuse_page() returns trigger language plpgsql as $$ begin raise exception 'broken on purpose'; end $$;
    create trigger refuse_page before insert on wiki_page for each row when (new.record_id = '${broken}') execute function refuse_page()`);
  await expect(makeRecordPages(database.db, morning)).rejects.toThrow('broken on purpose');
  expect(await pageOf('server', whole)).not.toBeNull();
  await database.ownerPool.query('drop trigger refuse_page on wiki_page');
  expect(await makeRecordPages(database.db, morning)).toBe(1);
  expect(await pageOf('server', broken)).not.toBeNull();
});
