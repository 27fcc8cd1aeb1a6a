import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts';
import { act, makeActor, makeOffice, makePlace, makeServer, refusalOf } from '../../../test/support/registry.ts';
import {
  allotPrefix,
  assignAddress,
  containersOf,
  createNetwork,
  createVlan,
  createVrf,
  getNetwork,
  globalVrfId,
  listNetworks,
  listPrefixes,
  listVlans,
  listVrfs,
  nextFreeAddress,
  nextFreePrefix,
  rangesOf,
  releaseRange,
  removeNetwork,
  removeVlan,
  removeVrf,
  reserveAddress,
  reserveRange,
  updateNetwork,
  updateVlan,
} from '../index.ts';
import { parsePrefix } from '../ip.ts';

let database: TestDatabase;
let place: Awaited<ReturnType<typeof makePlace>>;
let host: ReturnType<typeof makeActor>;
let serverId: string;
let vrfs = 0;

beforeAll(async () => {
  database = await testDatabase();
  place = await makePlace(database.db);
  host = makeActor(await makeOffice(database.db, 'Dinas Kominfo', 'host'), { host: true });
  serverId = await makeServer(database.db, place.siteId, { name: 'app-01' });
});
afterAll(() => database.close());

/** A routing world of its own, so that tests may use the same prefixes. */
const newVrf = async (): Promise<string> => {
  vrfs += 1;
  return (await createVrf(database.db, { ...act, vrf: { name: `Uji ${vrfs}` } })).vrfId;
};

const network = async (vrfId: string, prefix: string, part: object = {}): Promise<string> => {
  const input = { siteId: place.siteId, vrfId, name: prefix, prefix, zone: 'internal', ...part };
  return (await createNetwork(database.db, { ...act, network: input })).networkId;
};
const container = (vrfId: string, prefix: string) => network(vrfId, prefix, { kind: 'container', siteId: null, zone: null });

const fieldsOf = async (refused: Promise<unknown>): Promise<string[]> => Object.keys((await refusalOf(refused)).faults);

const tree = async (vrfId: string) =>
  (await listPrefixes(database.db, host, { vrfId })).rows.map((row) => [row.depth, row.prefix, row.children, row.percent]);

describe('the tree of prefixes', () => {
  test('puts each prefix into the smallest container around it, in whatever order they come, and counts what lies in it', async () => {
    const vrfId = await newVrf();
    const leaf = await network(vrfId, '10.20.30.0/24');
    const middle = await container(vrfId, '10.20.0.0/16');
    await network(vrfId, '10.21.0.0/24');
    const top = await container(vrfId, '10.0.0.0/8');
    await network(vrfId, '2001:db8::/64');
    expect(await tree(vrfId)).toEqual([
      [0, '10.0.0.0/8', 2, 0],
      [1, '10.20.0.0/16', 1, 0],
      [2, '10.20.30.0/24', 0, 0],
      [1, '10.21.0.0/24', 0, 0],
      [0, '2001:db8::/64', 0, 0],
    ]);
    expect((await containersOf(database.db, leaf)).map(({ id }) => id)).toEqual([top, middle]);
    const within = await listPrefixes(database.db, host, { withinId: middle });
    expect(within.rows.map(({ prefix }) => prefix)).toEqual(['10.20.30.0/24']);
    const roots = await listPrefixes(database.db, host, { vrfId, level: true });
    expect(roots.rows.map(({ prefix }) => prefix)).toEqual(['10.0.0.0/8', '2001:db8::/64']);
  });

  test('keeps its counts when containers come and go, at random', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 9, max: 12 }), fc.boolean()), { maxLength: 12 }),
        async (steps) => {
          const vrfId = await newVrf();
          const going: string[] = [];
          for (const [at, length, isContainer] of steps) {
            const prefix = `10.${(at << 4) & (256 - (1 << Math.max(0, 16 - length)))}.0.0/${length}`;
            const enter = isContainer ? container(vrfId, prefix) : network(vrfId, prefix);
            const id = await enter.catch(() => null);
            if (isContainer && id && at % 3 === 0) going.push(id);
          }
          await database.ownerPool.query('delete from network where id = any($1::uuid[])', [going]);
          const { rows } = await database.ownerPool.query(
            `select count(*)::int as wrong from network n where n.vrf_id = $1 and (
             n.children <> (select count(*) from network c where c.parent_id = n.id)
             or n.covered <> (select coalesce(sum(prefix_size(c.prefix)), 0) from network c where c.parent_id = n.id)
             or n.parent_id is distinct from (select p.id from network p where p.vrf_id = n.vrf_id and p.kind = 'container'
               and p.prefix >> n.prefix order by masklen(p.prefix) desc limit 1))`,
            [vrfId],
          );
          expect(rows[0].wrong).toBe(0);
        },
      ),
      { seed: 6, numRuns: 25 },
    );
  });

  test.each([
    ['the same prefix twice', '10.1.0.0/16', {}, 'sudah ada di VRF'],
    ['a network around a network', '10.0.0.0/8', {}, 'tumpang tindih'],
    ['a container inside a network', '10.1.2.0/24', { kind: 'container' }, 'wadah harus melingkupi'],
    ['a container of the same prefix', '10.1.0.0/16', { kind: 'container' }, 'wadah harus melingkupi'],
    ['a container with a gateway', '11.0.0.0/8', { kind: 'container', gateway: '11.0.0.1' }, 'Wadah tidak memiliki'],
    ['a network at no site', '11.0.0.0/8', { siteId: '' }, 'Pilih lokasi'],
  ])('refuses %s', async (_, prefix, part, words) => {
    const vrfId = await newVrf();
    await network(vrfId, '10.1.0.0/16');
    const { faults } = await refusalOf(network(vrfId, prefix, part));
    expect(Object.values(faults).join()).toContain(words);
  });

  test('lets two VRFs use the same prefix and address, and one VRF never, even past the commands', async () => {
    const [one, two] = [await newVrf(), await newVrf()];
    const networks = [await network(one, '10.5.0.0/24'), await network(two, '10.5.0.0/24')];
    for (const networkId of networks) await assignAddress(database.db, { ...act, networkId, address: '10.5.0.9', serverId });
    const raw = (sql: string, values: unknown[]) => database.ownerPool.query(sql, values);
    await expect(
      raw(
        "insert into network (id, site_id, vrf_id, name, prefix, zone, created_at) values (gen_random_uuid(), $1, $2, 'x', '10.5.0.128/25', 'dmz', now())",
        [place.siteId, one],
      ),
    ).rejects.toMatchObject({ constraint: 'network_prefix_excl' });
    // Claiming another VRF does not help: the address is its network's.
    await expect(
      raw(
        "insert into address (id, network_id, vrf_id, prefix, address, reserved_for, created_at) values (gen_random_uuid(), $1, $2, '10.5.0.0/24', '10.5.0.9', 'x', now())",
        [networks[0], two],
      ),
    ).rejects.toMatchObject({ constraint: 'address_address_key' });
    await expect(raw("update network set prefix = '10.6.0.0/24' where id = $1", [networks[0]])).rejects.toMatchObject({
      code: 'GC011',
    });
  });

  test('gives no addresses from a container', async () => {
    const vrfId = await newVrf();
    const networkId = await container(vrfId, '10.0.0.0/8');
    expect(await nextFreeAddress(database.db, networkId)).toBeNull();
    expect(await fieldsOf(reserveAddress(database.db, { ...act, networkId, address: '10.0.0.1', reason: 'x' }))).toEqual([
      'networkId',
    ]);
  });
});

describe('the next free prefix', () => {
  test('fills gaps and agrees with a plain search, for any lengths', async () => {
    const wanted = fc.array(fc.integer({ min: 25, max: 29 }), { minLength: 1, maxLength: 9 });
    await fc.assert(
      fc.asyncProperty(wanted, fc.integer({ min: 25, max: 29 }), async (lengths, length) => {
        const vrfId = await newVrf();
        const containerId = await container(vrfId, '192.0.2.0/24');
        const taken: { from: number; to: number }[] = [];
        const plain = (bits: number): number | null => {
          const size = 2 ** (32 - bits);
          for (let at = 0; at + size <= 256; at += size)
            if (taken.every(({ from, to }) => at + size <= from || at >= to)) return at;
          return null;
        };
        for (const [index, bits] of lengths.entries()) {
          const at = plain(bits);
          const networkOf = { name: `n${index}`, siteId: place.siteId, zone: 'internal' };
          const allot = allotPrefix(database.db, { ...act, containerId, length: bits, network: networkOf });
          if (at === null) expect(await fieldsOf(allot)).toEqual(['length']);
          else {
            const { networkId, prefix } = await allot;
            expect(prefix).toBe(`192.0.2.${at}/${bits}`);
            if (index % 3 === 1) await removeNetwork(database.db, { ...act, networkId });
            else taken.push({ from: at, to: at + 2 ** (32 - bits) });
          }
        }
        const at = plain(length);
        expect(await nextFreePrefix(database.db, containerId, length)).toBe(at === null ? null : `192.0.2.${at}/${length}`);
      }),
      { seed: 4, numRuns: 30 },
    );
  });

  test('is found in IPv6, and to the end of what an address can be', async () => {
    const vrfId = await newVrf();
    const six = await container(vrfId, '2001:db8::/32');
    expect(await nextFreePrefix(database.db, six, 64)).toBe('2001:db8::/64');
    await network(vrfId, '2001:db8::/64');
    expect(await nextFreePrefix(database.db, six, 64)).toBe('2001:db8:0:1::/64');
    const last = await container(vrfId, '255.255.255.0/24');
    await network(vrfId, '255.255.255.0/25');
    await network(vrfId, '255.255.255.128/25');
    expect(await nextFreePrefix(database.db, last, 26)).toBeNull();
    const lengthOf = (length: unknown) =>
      allotPrefix(database.db, { ...act, containerId: six, length, network: { name: 'x', siteId: place.siteId, zone: 'dmz' } });
    for (const length of ['32', '129', 'x', '']) expect(await fieldsOf(lengthOf(length))).toEqual(['length']);
  });

  test('is found from the first address that there is to the last, also where small ones end a block', async () => {
    const [low, high] = [await newVrf(), await newVrf()];
    const all = await container(low, '0.0.0.0/0');
    expect(await nextFreePrefix(database.db, all, 8)).toBe('0.0.0.0/8');
    await network(low, '0.0.0.0/8');
    expect(await nextFreePrefix(database.db, all, 8)).toBe('1.0.0.0/8');
    const end = await container(high, '255.255.255.240/28');
    for (const prefix of ['255.255.255.248/30', '255.255.255.252/30']) await network(high, prefix);
    expect(await nextFreePrefix(database.db, end, 29)).toBe('255.255.255.240/29');
    await network(high, '255.255.255.240/29');
    expect(await nextFreePrefix(database.db, end, 30)).toBeNull();
  });

  test('asked for by 16 clients at once, each gets another one', async () => {
    const vrfId = await newVrf();
    const containerId = await container(vrfId, '10.128.0.0/16');
    const names = Array.from({ length: 32 }, (_, index) => `serentak-${index}`);
    const clients = Array.from({ length: 16 }, async (_, client) => {
      const got: string[] = [];
      for (const name of names.filter((__, index) => index % 16 === client)) {
        const input = { ...act, containerId, length: 28, network: { name, siteId: place.siteId, zone: 'internal' } };
        got.push((await database.db.transaction().execute((tx) => allotPrefix(tx, input))).prefix);
      }
      return got;
    });
    const prefixes = (await Promise.all(clients)).flat();
    expect(new Set(prefixes).size).toBe(32);
    expect(
      prefixes.map((prefix) => Number(((parsePrefix(prefix)?.value ?? 0n) - 0x0a800000n) / 16n)).sort((a, b) => a - b),
    ).toEqual(Array.from({ length: 32 }, (_, index) => index));
  });
});

describe('addresses under pressure', () => {
  test('16 clients who take, reserve, free and fence addresses at once never share one, and none lies in a range', async () => {
    const vrfId = await newVrf();
    const networkId = await network(vrfId, '10.77.0.0/25', { gateway: '10.77.0.1' });
    const work = Array.from({ length: 16 }, async (_, client) => {
      for (let turn = 0; turn < 4; turn += 1) {
        const order = (client + turn) % 4;
        await database.db
          .transaction()
          .execute(async (tx) => {
            if (order === 3) {
              const first = `10.77.0.${20 + client * 6}`;
              const range = { first, last: `10.77.0.${21 + client * 6}`, purpose: 'dhcp', reason: `Klien ${client}` };
              await reserveRange(tx, { ...act, networkId, range });
            } else if (order === 2) await reserveAddress(tx, { ...act, networkId, address: 'next', reason: 'Uji' });
            else await assignAddress(tx, { ...act, networkId, address: order === 0 ? 'next' : `10.77.0.${20 + turn}`, serverId });
          })
          .catch((error: { code?: string }) => {
            // Somebody was faster: refused, not broken.
            if (!['address_taken', 'invalid'].includes(error.code ?? '')) throw error;
          });
      }
    });
    await Promise.all(work);
    const { rows } = await database.ownerPool.query(
      `select count(*)::int as given, count(distinct address)::int as different,
         count(*) filter (where server_id is not null and exists (select 1 from address_range r
           where r.network_id = a.network_id and a.address between r.first_address and r.last_address))::int as fenced,
         (select taken from network where id = $1) as taken
       from address a where network_id = $1`,
      [networkId],
    );
    expect(rows[0].given).toBeGreaterThan(16);
    expect(rows[0]).toMatchObject({ different: rows[0].given, taken: rows[0].given, fenced: 0 });
  });
});

describe('reserved ranges', () => {
  test('are skipped by the next free address, refused where an address is given, and free again when released', async () => {
    const vrfId = await newVrf();
    const networkId = await network(vrfId, '10.9.0.0/28');
    const range = (first: string, last: string, reason = 'DHCP lantai 2') =>
      reserveRange(database.db, { ...act, networkId, range: { first, last, purpose: 'dhcp', reason } });
    const { rangeId } = await range('10.9.0.1', '10.9.0.10');
    expect(await nextFreeAddress(database.db, networkId)).toBe('10.9.0.11');
    const inside = await refusalOf(assignAddress(database.db, { ...act, networkId, address: '10.9.0.5', serverId }));
    expect(inside.faults.address).toContain('DHCP lantai 2');
    expect(await fieldsOf(range('10.9.0.10', '10.9.0.12'))).toEqual(['first']);
    await assignAddress(database.db, { ...act, networkId, address: '10.9.0.14', serverId });
    expect((await refusalOf(range('10.9.0.13', '10.9.0.14'))).faults.first).toContain('10.9.0.14');
    expect(await fieldsOf(range('10.9.0.13', '10.9.0.12'))).toEqual(['last']);
    expect(await fieldsOf(range('10.9.1.1', '2001:db8::1'))).toEqual(['first', 'last']);
    expect(await fieldsOf(range('satu', '', ''))).toEqual(['first', 'last', 'reason']);
    await releaseRange(database.db, { ...act, rangeId });
    expect(await rangesOf(database.db, networkId)).toEqual([]);
    expect(await nextFreeAddress(database.db, networkId)).toBe('10.9.0.1');
  });
});

describe('changing and removing', () => {
  test('a network keeps before and after, moves its gateway, and refuses a page that is no longer current', async () => {
    const vrfId = await newVrf();
    const networkId = await network(vrfId, '10.30.0.0/24', { gateway: '10.30.0.1', vlan: 30 });
    const changes = { siteId: place.siteId, name: 'Server Dalam', zone: 'dmz', gateway: '10.30.0.254', vlan: '31' };
    await updateNetwork(database.db, { ...act, networkId, version: 1, because: 'K-2026-0003', changes });
    const page = await getNetwork(database.db, host, networkId);
    expect(page).toMatchObject({ name: 'Server Dalam', vlan: 31, gateway: '10.30.0.254', taken: 1 });
    expect(page.addresses.map(({ address }) => address)).toEqual(['10.30.0.254']);
    const { rows } = await database.ownerPool.query(
      "select data from audit_event where subject_id = $1 and type = 'network.changed'",
      [networkId],
    );
    expect(rows[0].data).toMatchObject({
      because: 'K-2026-0003',
      changes: { gateway: ['10.30.0.1', '10.30.0.254'], vlan: [30, 31] },
    });
    const stale = updateNetwork(database.db, { ...act, networkId, version: 1, changes });
    await expect(stale).rejects.toMatchObject({ code: 'stale_page' });
    await assignAddress(database.db, { ...act, networkId, address: '10.30.0.7', serverId });
    const taken = updateNetwork(database.db, { ...act, networkId, version: 2, changes: { ...changes, gateway: '10.30.0.7' } });
    await expect(taken).rejects.toMatchObject({ code: 'address_taken' });
  });

  test('what is in use is not removed, and the refusal says what uses it', async () => {
    const vrfId = await newVrf();
    const around = await container(vrfId, '10.40.0.0/16');
    const networkId = await network(vrfId, '10.40.1.0/24', { gateway: '10.40.1.1' });
    expect((await refusalOf(removeNetwork(database.db, { ...act, networkId: around }))).faults.networkId).toContain('berisi 1');
    await assignAddress(database.db, { ...act, networkId, address: '10.40.1.9', serverId });
    const used = await refusalOf(removeNetwork(database.db, { ...act, networkId }));
    expect(used.faults.networkId).toContain('10.40.1.9 (app-01)');
    await database.db.deleteFrom('address').where('network_id', '=', networkId).where('server_id', '=', serverId).execute();
    await removeNetwork(database.db, { ...act, networkId });
    await removeNetwork(database.db, { ...act, networkId: around });
    expect((await listNetworks(database.db, host, { vrfId })).total).toBe(0);
  });

  test('a VLAN is one per number of a site, carries its networks to a new number, and stays while they use it', async () => {
    const vrfId = await newVrf();
    const networkId = await network(vrfId, '10.50.0.0/24', { vlan: 550 });
    const vlans = async () => (await listVlans(database.db, host, { siteId: place.siteId, pageSize: 1000 })).rows;
    const vlan = (await vlans()).find(({ vid }) => vid === 550);
    expect(vlan).toMatchObject({ name: '10.50.0.0/24', networks: [{ id: networkId }] });
    const again = createVlan(database.db, { ...act, vlan: { siteId: place.siteId, vid: 550, name: 'Lagi' } });
    expect(await fieldsOf(again)).toEqual(['vid']);
    const vlanId = vlan?.id ?? '';
    await updateVlan(database.db, { ...act, vlanId, version: 1, vlan: { vid: 551, name: 'Aplikasi' } });
    expect(await getNetwork(database.db, host, networkId)).toMatchObject({ vlan: 551 });
    expect(await fieldsOf(removeVlan(database.db, { ...act, vlanId }))).toEqual(['vlanId']);
    const free = await createVlan(database.db, { ...act, vlan: { siteId: place.siteId, vid: 999, name: 'Kosong' } });
    await removeVlan(database.db, { ...act, ...free });
    expect((await vlans()).map(({ vid }) => vid)).not.toContain(999);
  });

  test('a VRF goes when nothing lies in it; the one that is meant where none is named stays', async () => {
    const vrfId = await newVrf();
    const networkId = await network(vrfId, '10.60.0.0/24');
    expect((await refusalOf(removeVrf(database.db, { ...act, vrfId }))).faults.vrfId).toContain('10.60.0.0/24');
    await removeNetwork(database.db, { ...act, networkId });
    await removeVrf(database.db, { ...act, vrfId });
    expect((await listVrfs(database.db, host)).map(({ id }) => id)).not.toContain(vrfId);
    expect(await fieldsOf(removeVrf(database.db, { ...act, vrfId: globalVrfId }))).toEqual(['vrfId']);
    await expect(removeVrf(database.db, { ...act, vrfId })).rejects.toMatchObject({ code: 'not_found' });
  });
});
