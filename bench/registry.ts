import { migrate, openOwnerPool, openPool, startScratch, withDb } from '../src/db/index.ts';
import { silentLog } from '../src/lib/log.ts';
import {
  createRack,
  createSite,
  draw,
  endLayout,
  guessMapping,
  importTable,
  listAddresses,
  listApplications,
  listNetworks,
  listPrefixes,
  listServers,
  networkPicture,
  nextFreePrefix,
  openTable,
  searchRegister,
} from '../src/registry/index.ts';
import { act, makeActor, makeOffice } from '../test/support/registry.ts';

// npm run bench:registry: lists, search and the prefix tree at 1,000 and 100,000 records of each kind (BENCH_RECORDS for fewer), an
// import of 10,000 devices (BENCH_IMPORT for fewer), and pictures of 500 and 2,000 machines.

const scratch = await startScratch(silentLog);
const owner = openOwnerPool(scratch.ownerUrl);
await migrate(owner);
const pools = withDb(openPool(scratch.url));
const { db } = pools;
const host = makeActor(await makeOffice(db, 'Dinas Kominfo', 'host'), { host: true });
const offices = await Promise.all(Array.from({ length: 40 }, (_, index) => makeOffice(db, `Dinas Nomor ${index + 1}`)));

const stems = ['antrean', 'simpeg', 'perizinan', 'arsip', 'pajak', 'wisata', 'sekolah', 'puskesmas', 'gudang', 'presensi'];

/** Brings every kind of record to `count`: servers, addresses in /24 networks, applications. */
const fill = async (from: number, count: number): Promise<void> => {
  const values = [from, count, stems];
  await owner.query(`insert into site (id, name, created_at) values (gen_random_uuid(), 'Pusat Data ' || $1, now())`, [from]);
  await owner.query(
    `insert into network (id, site_id, name, prefix, zone, created_at)
     select gen_random_uuid(), (select id from site order by name limit 1), 'Jaringan ' || n,
       (('10.' || n / 256 || '.' || n % 256 || '.0/24')::cidr), 'internal', now()
     from generate_series($1::int / 200, ($2::int - 1) / 200) n where not exists (select 1 from network where name = 'Jaringan ' || n)`,
    [from, count],
  );
  await owner.query(
    `insert into server (id, name, kind, site_id, cpu, memory_mb, disk_gb, serial_number, operating_system, created_at)
     select gen_random_uuid(), $3::text[][1 + n % 10] || '-' || lpad(n::text, 6, '0'), 'bare_metal',
       (select id from site order by name limit 1), 8, 16384, 500, 'SN-' || md5(n::text), 'Debian 13', now()
     from generate_series($1::int, $2::int - 1) n`.replace('$3::text[][1 + n % 10]', '($3::text[])[1 + n % 10]'),
    values,
  );
  await owner.query(
    `insert into address (id, network_id, prefix, address, server_id, created_at)
     select gen_random_uuid(), w.id, w.prefix, host(network(w.prefix))::inet + 1 + n % 200, s.id, now()
     from generate_series($1::int, $2::int - 1) n
     join network w on w.name = 'Jaringan ' || n / 200
     join server s on s.name = ($3::text[])[1 + n % 10] || '-' || lpad(n::text, 6, '0')`,
    values,
  );
  await owner.query(
    `insert into application (id, name, office_id, status, url, description, created_at)
     select gen_random_uuid(), initcap(($3::text[])[1 + n % 10]) || ' ' || n, ($4::uuid[])[1 + n % 40], 'active',
       'https://' || ($3::text[])[1 + n % 10] || n || '.contoh.go.id', 'Aplikasi untuk ' || md5(n::text), now()
     from generate_series($1::int, $2::int - 1) n`,
    [...values, offices],
  );
  await owner.query('vacuum analyze');
};

const p95 = (times: number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length * 0.95)] ?? 0;

const measure = async (calls: readonly (() => Promise<unknown>)[], rounds: number): Promise<number> => {
  for (const call of calls) await call();
  const times: number[] = [];
  const each = calls.map(() => [] as number[]);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, call] of calls.entries()) {
      const began = performance.now();
      await call();
      times.push(performance.now() - began);
      each[index]?.push(performance.now() - began);
    }
  }
  console.log(`  each: ${each.map((list) => Math.round(p95(list) * 10) / 10).join(' ')}`);
  return Math.round(p95(times) * 10) / 10;
};

const office = makeActor(offices[7] ?? '');

const lists = (): (() => Promise<unknown>)[] => [
  () => listServers(db, host, { pageSize: 30 }),
  () => listServers(db, host, { pageSize: 30, page: 20 }),
  () => listServers(db, host, { pageSize: 30, kind: 'bare_metal', status: 'active' }),
  () => listServers(db, host, { pageSize: 30, search: '000777' }),
  () => listApplications(db, host, { pageSize: 30 }),
  () => listApplications(db, host, { pageSize: 30, page: 15, status: 'active' }),
  () => listApplications(db, host, { pageSize: 30, officeId: offices[3] ?? '' }),
  () => listApplications(db, host, { pageSize: 30, search: 'arsip 733' }),
  () => listApplications(db, office, { pageSize: 30 }),
  () => listAddresses(db, host, { pageSize: 100 }),
];

const searches = [
  'antrean-000',
  'simpeg',
  '10.0.3.7',
  '0.3.44',
  'perizinan 772',
  'presnsi',
  'SN-c4ca',
  'contoh.go.id',
  'tidak ada',
].map((text) => () => searchRegister(db, host, text));

const treeVrf = '00000000-0000-7000-8000-0000000000ff';

/** Brings the tree of a VRF to `count` prefixes: 10.0.0.0/8, a /16 for every 4,096 networks of /28. */
const fillTree = async (from: number, count: number): Promise<void> => {
  await owner.query(`insert into vrf (id, name, created_at) values ($1, 'Pohon', now()) on conflict do nothing`, [treeVrf]);
  await owner.query(
    `insert into network (id, vrf_id, kind, name, prefix, zone, created_at)
     select gen_random_uuid(), $1, 'container', 'Wadah ' || p, p::cidr, 'internal', now() from (
       select '10.0.0.0/8' as p union all select '10.' || n || '.0.0/16' from generate_series(0, ($2::int - 1) / 4096) n) wanted
     on conflict do nothing`,
    [treeVrf, count],
  );
  await owner.query(
    `insert into network (id, vrf_id, site_id, name, prefix, zone, created_at)
     select gen_random_uuid(), $1, (select id from site order by name limit 1), 'Cabang ' || n,
       ('10.' || n / 4096 || '.' || n / 16 % 256 || '.' || n % 16 * 16 || '/28')::cidr, 'internal', now()
     from generate_series($2::int, $3::int - 1) n`,
    [treeVrf, from, count],
  );
  await owner.query('vacuum analyze network');
};

/** The tree as people look at it: its beginning, a page in its midst, a container, its roots, a part of an address, what is free. */
const trees = async (): Promise<(() => Promise<unknown>)[]> => {
  const { rows } = await owner.query<{ id: string }>(
    `select id from network where vrf_id = $1 and kind = 'container' order by masklen(prefix), prefix`,
    [treeVrf],
  );
  const [top = '', first = ''] = rows.map(({ id }) => id);
  const of = { vrfId: treeVrf, pageSize: 100 };
  return [
    () => listPrefixes(db, host, of),
    () => listPrefixes(db, host, { ...of, page: 8 }),
    () => listPrefixes(db, host, { ...of, withinId: first, level: true }),
    () => listPrefixes(db, host, { ...of, withinId: top, level: true }),
    () => listPrefixes(db, host, { ...of, search: '10.0.3.16' }),
    () => listNetworks(db, host, { pageSize: 50 }),
    () => nextFreePrefix(db, first, 28),
  ];
};

/** Seconds to bring a file of so many devices into the register, from its bytes to the commit. */
const imported = async (count: number): Promise<number> => {
  const { siteId } = await createSite(db, { ...act, name: 'Gudang' });
  const heights = 40;
  for (let rack = 0; rack * heights < count; rack += 1) await createRack(db, { ...act, rack: { siteId, name: `G${rack}` } });
  const rows = Array.from(
    { length: count },
    (_, n) =>
      `sakelar-${n};Switch;Gudang;G${Math.floor(n / heights)};${1 + (n % heights)};Contoh;M-${n % 50};SN-IMPOR-${n};24 November 2027;lantai ${n % 9}`,
  );
  const file = Buffer.from(['Nama;Jenis;Lokasi;Rak;Posisi;Merk;Model;No. Seri;Garansi;Keterangan', ...rows].join('\r\n'));
  const began = performance.now();
  const table = await openTable(() => [file]);
  const mapping = guessMapping('devices', table.headers);
  const context = { ...act, because: 'bench.csv' };
  const { written } = await db
    .transaction()
    .execute((tx) => importTable(tx, { kind: 'devices', table, mapping, context, commit: true }));
  if (!written) throw new Error('the import was refused');
  return Math.round(performance.now() - began) / 1000;
};

/** A site as a city has it: hosts of 40 virtual servers, gear, four networks, an address for each. */
const fillSites = async (sites: number, prefix: string): Promise<string[]> => {
  const ids: string[] = [];
  for (let site = 0; site < sites; site += 1) {
    const name = `${prefix}-${site}`;
    const net = prefix === 'lima' ? 100 : 120 + site;
    const { rows } = await owner.query<{ id: string }>(
      `insert into site (id, name, created_at) values (gen_random_uuid(), $1, now()) returning id`,
      [`Gedung ${name}`],
    );
    const id = rows[0]?.id ?? '';
    ids.push(id);
    await owner.query(
      `insert into network (id, site_id, name, prefix, zone, created_at)
       select gen_random_uuid(), $1, zone, ('172.' || $2::int % 16 + 16 || '.' || $2::int / 16 * 32 + n * 4 || '.0/22')::cidr, zone, now()
       from unnest(array['public', 'dmz', 'internal', 'management']) with ordinality z(zone, n)`,
      [id, net],
    );
    await owner.query(
      `insert into server (id, name, kind, site_id, cpu, memory_mb, disk_gb, created_at)
       select gen_random_uuid(), $2 || '-' || kind || n, kind, $1, 0, 0, 0, now()
       from unnest(array['router', 'firewall', 'switch', 'switch', 'storage']) with ordinality k(kind, n)`,
      [id, name],
    );
    await owner.query(
      `insert into server (id, name, kind, site_id, cpu, memory_mb, disk_gb, created_at)
       select gen_random_uuid(), $2 || '-hv' || n, 'hypervisor', $1, 128, 1048576, 40000, now() from generate_series(1, 12) n`,
      [id, name],
    );
    await owner.query(
      `insert into server (id, name, kind, site_id, host_id, cpu, memory_mb, disk_gb, created_at)
       select gen_random_uuid(), h.name || '-vm' || n, 'virtual', $1, h.id, 1, 1024, 10, now()
       from server h cross join generate_series(1, 40) n where h.site_id = $1 and h.kind = 'hypervisor'`,
      [id],
    );
    await owner.query(
      `with numbered as (select id, kind, row_number() over (order by kind, name) n from server where site_id = $1)
       insert into address (id, network_id, prefix, address, server_id, created_at)
       select gen_random_uuid(), w.id, w.prefix, host(network(w.prefix))::inet + 1 + m.n, m.id, now()
       from numbered m join network w on w.site_id = $1 and w.zone = (case when m.kind in ('hypervisor', 'switch', 'storage') then 'management'
         when m.n % 3 = 0 then 'internal' when m.kind in ('router', 'firewall') then 'public' else 'dmz' end)`,
      [id],
    );
    await owner.query(
      `insert into interface (id, server_id, name, created_at)
       select gen_random_uuid(), s.id, 'up', now() from server s where s.site_id = $1 and s.kind in ('hypervisor', 'storage', 'firewall')
       union all select gen_random_uuid(), s.id, 'p' || n, now() from server s cross join generate_series(1, 20) n
         where s.site_id = $1 and s.kind = 'switch'`,
      [id],
    );
    await owner.query(
      `with up as (select i.id, row_number() over (order by s.name) n from interface i join server s on s.id = i.server_id
         where s.site_id = $1 and i.name = 'up'),
       port as (select i.id, row_number() over (order by s.name, i.name) n from interface i join server s on s.id = i.server_id
         where s.site_id = $1 and s.kind = 'switch')
       insert into cable (id, a_interface_id, b_interface_id, created_at)
       select gen_random_uuid(), port.id, up.id, now() from up join port using (n)`,
      [id],
    );
  }
  return ids;
};

/** Seconds from the question to the whole picture as SVG, everything drawn; the layout thread starts anew, as after a rest. */
const drawn = async (siteId?: string): Promise<number> => {
  const began = performance.now();
  const picture = await networkPicture(db, host, { ...(siteId ? { siteId } : {}), language: 'id' });
  const { svg, shown } = await draw(picture, { language: 'id', most: 10_000 });
  console.log(`  picture: ${picture.things.length} things, ${shown.lines.length} lines, ${Math.round(svg.length / 1000)} kB`);
  const seconds = Math.round(performance.now() - began) / 1000;
  await endLayout();
  return seconds;
};

const [one] = await fillSites(1, 'lima');
const topology = { 500: await drawn(one), 2000: 0 };
await fillSites(3, 'dua');
topology[2000] = await drawn();
console.log('pictures:', topology);
const many = Number(process.env.BENCH_RECORDS ?? 100_000);

await fill(0, 1000);
await fillTree(0, 1000);
const small = { lists: await measure(lists(), 20), search: await measure(searches, 20), tree: await measure(await trees(), 20) };
console.log('1,000 of each:', small);
await fill(1000, many);
await fillTree(1000, many);
const large = { lists: await measure(lists(), 20), search: await measure(searches, 20), tree: await measure(await trees(), 20) };
console.log(`${many} of each:`, large);

const seconds = await imported(Number(process.env.BENCH_IMPORT ?? 10_000));
console.log('imported in seconds:', seconds);

await pools.close();
await owner.end();
await scratch.stop();

console.log(
  JSON.stringify({
    list_p95_ms_1k: small.lists,
    list_p95_ms_100k: large.lists,
    search_p95_ms_100k: large.search,
    tree_p95_ms_1k: small.tree,
    tree_p95_ms_100k: large.tree,
    import_10k_s: seconds,
    topology_500_s: topology[500],
    topology_2000_s: topology[2000],
  }),
);
