import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openPool, withDb } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makePlace, makeServer, refusalOf, someday } from '../../../test/support/registry.ts';
import {
  allotCapacity,
  createServer,
  expireHolds,
  findClaim,
  holdCapacity,
  listCapacity,
  releaseCapacity,
  updateServer,
} from '../index.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
const gb = 1024;

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
});
afterAll(() => database.close());

const claimFor = (serverId: string, part: object = {}) => ({
  serverId,
  holder: newId(),
  holderLabel: 'K-2026-0001',
  cpu: 1,
  memoryMb: 4 * gb,
  diskGb: 10,
  now: someday,
  ...part,
});

const freeOf = async (serverId: string) => (await listCapacity(database.db)).find((server) => server.serverId === serverId)?.free;

describe('the last of a server', () => {
  test('16 people at once who each want 4 GB of 8 GB: two get it, fourteen are told what is free, nothing is over-committed', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-stress', cpu: 64, diskGb: 4000 });
    const clients = withDb(openPool(database.url, 16));
    const outcomes = await Promise.allSettled(
      Array.from({ length: 16 }, () => clients.db.transaction().execute((tx) => holdCapacity(tx, claimFor(serverId)))),
    );
    await clients.close();
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected').map((outcome) => outcome.reason);
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(2);
    expect(refused.map((error) => error.code)).toEqual(Array(14).fill('no_capacity'));
    expect(refused[0].values).toMatchObject({ server: 'app-stress', asked: '1 vCPU, RAM 4 GB, disk 10 GB' });
    expect(refused[0].values.free).toContain('RAM 0 GB');
    expect(await freeOf(serverId)).toEqual({ cpu: 62, memoryMb: 0, diskGb: 3980 });
  });

  test('holding, releasing, resizing and virtual servers by 16 clients at once never leave a host with less than nothing', async () => {
    const hostId = await makeServer(database.db, place.siteId, {
      name: 'hv-stress',
      kind: 'hypervisor',
      cpu: 40,
      memoryMb: 40 * gb,
      diskGb: 400,
    });
    const clients = withDb(openPool(database.url, 16));
    const refusals = new Set<string>();
    const attempt = (act: Promise<unknown>) => act.catch((error: { code: string }) => refusals.add(error.code));
    const work = async (client: number) => {
      for (let round = 0; round < 6; round += 1) {
        const holder = newId();
        const hold = (memoryMb: number) =>
          clients.db.transaction().execute((tx) => holdCapacity(tx, claimFor(hostId, { holder, memoryMb })));
        await attempt(hold(3 * gb));
        await attempt(hold(5 * gb));
        if ((client + round) % 3 === 0) await releaseCapacity(clients.db, { holder, now: someday });
        const virtual = { kind: 'virtual' as const, hostId, cpu: 2, memoryMb: 2 * gb, diskGb: 5 };
        const name = `vm-${client}-${round}`;
        await attempt(clients.db.transaction().execute((tx) => createServer(tx, { ...act, server: { name, ...virtual } })));
      }
    };
    await Promise.all(Array.from({ length: 16 }, (_, client) => work(client)));
    const { rows } = await database.ownerPool.query(
      'select cpu_free, memory_mb_free, disk_gb_free from server_capacity where server_id = $1',
      [hostId],
    );
    await clients.close();
    for (const free of Object.values(rows[0])) expect(Number(free)).toBeGreaterThanOrEqual(0);
    expect(Number(rows[0].memory_mb_free)).toBeLessThan(5 * gb);
    expect([...refusals]).toEqual(['no_capacity']);
  });

  test('even a statement past the commands cannot over-commit: the database refuses it', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-raw' });
    const raw = database.ownerPool.query(
      `insert into capacity_claim (id, server_id, holder, holder_label, state, cpu, memory_mb, disk_gb, held_at)
       values (gen_random_uuid(), $1, gen_random_uuid(), 'x', 'allotted', 1, 8193, 1, now())`,
      [serverId],
    );
    await expect(raw).rejects.toMatchObject({ code: 'GC001' });
  });
});

describe('one holder', () => {
  test('has one claim: holding again moves it and frees the first server', async () => {
    const first = await makeServer(database.db, place.siteId, { name: 'app-first' });
    const second = await makeServer(database.db, place.siteId, { name: 'app-second' });
    const claim = claimFor(first, { memoryMb: 8 * gb });
    await holdCapacity(database.db, claim);
    await holdCapacity(database.db, { ...claim, serverId: second });
    expect(await freeOf(first)).toMatchObject({ memoryMb: 8 * gb });
    expect(await findClaim(database.db, claim.holder)).toMatchObject({ serverName: 'app-second', state: 'held' });
  });

  test('can grow its hold into what itself holds, on a server that is otherwise full', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-grow' });
    const claim = claimFor(serverId, { memoryMb: 6 * gb });
    await holdCapacity(database.db, claim);
    await holdCapacity(database.db, { ...claim, memoryMb: 8 * gb });
    const more = await refusalOf(holdCapacity(database.db, { ...claim, memoryMb: 9 * gb }));
    expect(more).toMatchObject({ code: 'no_capacity', values: { free: '4 vCPU, RAM 8 GB, disk 100 GB' } });
  });

  test('keeps what is allotted: allotting twice is harmless, holding elsewhere is refused by name', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-allot' });
    const claim = claimFor(serverId);
    await holdCapacity(database.db, claim);
    await allotCapacity(database.db, { holder: claim.holder, now: someday });
    expect(await allotCapacity(database.db, { holder: claim.holder, now: someday })).toEqual({ serverId });
    const refusal = await refusalOf(holdCapacity(database.db, claim));
    expect(refusal.faults.serverId).toBe('Kapasitas untuk K-2026-0001 sudah dialokasikan di app-allot.');
  });

  test('gives back once; a second release finds nothing, allotting afterwards is not_found', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-release' });
    const claim = claimFor(serverId);
    await holdCapacity(database.db, claim);
    expect(await releaseCapacity(database.db, { holder: claim.holder, now: someday })).toMatchObject({ serverId });
    expect(await releaseCapacity(database.db, { holder: claim.holder, now: someday })).toBeNull();
    await expect(allotCapacity(database.db, { holder: claim.holder, now: someday })).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('a hold ends when its time is over, an allotment and a hold without end never do', async () => {
  const serverId = await makeServer(database.db, place.siteId, { name: 'app-expire', memoryMb: 64 * gb });
  const soon = claimFor(serverId, { expiresAt: someday.add({ hours: 1 }) });
  const allotted = claimFor(serverId, { expiresAt: someday.add({ hours: 1 }) });
  const open = claimFor(serverId);
  for (const claim of [soon, allotted, open]) await holdCapacity(database.db, claim);
  await allotCapacity(database.db, { holder: allotted.holder, now: someday });
  expect(await expireHolds(database.db, someday.add({ minutes: 59 }))).toEqual([]);
  expect(await expireHolds(database.db, someday.add({ hours: 1 }))).toEqual([
    { serverId, holder: soon.holder, holderLabel: 'K-2026-0001' },
  ]);
  expect(await freeOf(serverId)).toMatchObject({ memoryMb: 56 * gb });
});

describe('refused before anything is counted', () => {
  test.each([
    ['cpu', { cpu: 0 }],
    ['cpu', { cpu: 1_000_000_000 }],
    ['memoryMb', { memoryMb: 1.5 }],
    ['memoryMb', { memoryMb: Number.NaN }],
    ['diskGb', { diskGb: 1_000_000_000 }],
  ])('%s %o', async (field, part) => {
    const serverId = (await listCapacity(database.db))[0]?.serverId ?? '';
    expect(Object.keys((await refusalOf(holdCapacity(database.db, claimFor(serverId, part)))).faults)).toEqual([field]);
  });

  test('a server that takes no applications, is under maintenance, or does not exist', async () => {
    const closed = await makeServer(database.db, place.siteId, { name: 'app-closed', acceptsApplications: false });
    const down = await makeServer(database.db, place.siteId, { name: 'app-down', status: 'maintenance' });
    for (const serverId of [closed, down, newId(), 'abc', "1' or '1'='1"]) {
      const refusal = await refusalOf(holdCapacity(database.db, claimFor(serverId)));
      expect(refusal.faults.serverId).toBe('Server ini tidak menerima aplikasi. Pilih server lain.');
    }
  });
});

describe('the list beside a request', () => {
  test('says of each server whether the request fits and, resource by resource, why not; those that fit come first', async () => {
    await makeServer(database.db, place.siteId, { name: 'app-big', cpu: 16, memoryMb: 512 * gb, diskGb: 2000 });
    const list = await listCapacity(database.db, { asked: { cpu: 8, memoryMb: 300 * gb, diskGb: 200 } });
    expect(list[0]).toMatchObject({ name: 'app-big', verdict: { fits: true, reasons: [] } });
    const small = list.find((server) => server.name === 'app-first');
    expect(small?.verdict?.reasons.map((reason) => reason.id)).toEqual([
      'vCPU: diminta 8, sisa 4',
      'RAM: diminta 300 GB, sisa 8 GB',
      'Penyimpanan: diminta 200 GB, sisa 100 GB',
    ]);
    expect(list.find((server) => server.name === 'hv-01')).toMatchObject({ acceptsApplications: false });
    expect(list.find((server) => server.name === 'app-down')).toBeUndefined();
  });

  test('counts over-commit into the total, and a server cannot shrink below what is taken', async () => {
    const serverId = await makeServer(database.db, place.siteId, { name: 'app-over', cpuOvercommit: 2.5 });
    const claim = claimFor(serverId, { cpu: 9 });
    await holdCapacity(database.db, claim);
    expect(await freeOf(serverId)).toMatchObject({ cpu: 1 });
    const refusal = await refusalOf(updateServer(database.db, { ...act, serverId, version: 1, changes: { cpuOvercommit: 2 } }));
    expect(refusal.faults.cpu).toContain('9 vCPU');
  });
});
