import { Resolver } from 'node:dns/promises';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, openOwnerPool, openPlainPool, openPool, startScratch, withDb } from '../src/db/index.ts';
import { diffZones } from '../src/dns/changes/diff.ts';
import { approveChange, createZone, jobs, proposeChange, tryLookAtSets } from '../src/dns/index.ts';
import { networkProviders } from '../src/dns/providers/index.ts';
import type { ZoneRecord } from '../src/dns/zone/print.ts';
import { runWorker } from '../src/jobs/index.ts';
import { silentLog } from '../src/lib/log.ts';
import { startBind } from '../test/support/dns/bind.ts';
import { startKnot } from '../test/support/dns/knot.ts';
import { powerdnsApiKey, startPowerdns } from '../test/support/dns/powerdns.ts';
import { firstZone, testKeys } from '../test/support/dns/process.ts';
import { act } from '../test/support/registry.ts';

// npm run bench:dns: one change in a zone of 10 and of 50,000 records, on real name servers (Debian's bind9, bind9-utils,
// knot, pdns-server): from the approval of a change set, by way of the worker, to the authoritative answer.

const largest = Number(process.argv[2] ?? 50_000);
const rounds = 7;
const secret = 'a secret of forty characters for tests only';

const scratch = await startScratch(silentLog);
const owner = openOwnerPool(scratch.ownerUrl);
await migrate(owner);
const pools = withDb(openPool(scratch.url));
const plain = openPlainPool(scratch.url, 4);
const { db } = pools;
const dataDirectory = await mkdtemp(join(tmpdir(), 'griya-bench-dns-'));
await chmod(dataDirectory, 0o755);
const config: { baseUrl: string; dataDirectory: string; secret: string; zoneReload?: string } = {
  baseUrl: 'http://localhost',
  dataDirectory,
  secret,
};
const worker = await runWorker({
  pool: plain,
  services: { db, now: () => Temporal.Now.instant(), log: silentLog, config },
  jobs,
});

const manyRecords = (count: number): ZoneRecord[] =>
  Array.from({ length: count }, (_, n) => ({ label: `n${n}`, type: 'A', value: `203.0.${(n >> 8) & 255}.${n & 255}`, ttl: 300 }));

const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
const whole = (ms: number): number => Math.round(ms);

type Given = { name: string; records: readonly ZoneRecord[] };
type Started = { port: number; stop: () => Promise<void> };

const zoneText = ({ name, records }: Given): string =>
  `${firstZone(name)}${records.map(({ label, value }) => `${label} 300 IN A ${value}\n`).join('')}`;

const tsig = { provider: 'rfc2136', keyName: testKeys.name, keyAlgorithm: 'hmac-sha256', providerSecret: testKeys.secret };
const verified = (port: number) => ({ verify: 'authoritative', verifyServers: `127.0.0.1:${port}` });

/** Each zone is made when its server is up: its settings name the server's port. */
const makeZone = async ({ name, records }: Given, settings: object): Promise<string> => {
  const { zoneId } = await createZone(db, {
    ...act,
    secret,
    name,
    primaryServer: `ns1.${name}`,
    mailbox: `hostmaster@${name}`,
    nameServers: [{ name: `ns1.${name}`, addresses: ['203.0.113.1'] }],
    ...settings,
  });
  await owner.query(
    `insert into dns_record (id, zone_id, label, type, value, ttl, state, published_at, verified_at, created_at)
     select gen_random_uuid(), $1, label, 'A', value, 300, 'published', now(), now(), now()
     from unnest($2::text[], $3::text[]) as given (label, value)`,
    [zoneId, records.map(({ label }) => label), records.map(({ value }) => value)],
  );
  await owner.query('vacuum analyze dns_record');
  await settled(zoneId);
  return zoneId;
};

/** Waits until nothing of the zone waits to be published. */
const settled = async (zoneId: string): Promise<void> => {
  for (;;) {
    const { rows } = await owner.query(
      `select 1 from dns_record where zone_id = $1 and state in ('wanted', 'removing')
       union all select 1 from graphile_worker.jobs where task_identifier like 'dns.%' limit 1`,
      [zoneId],
    );
    if (rows.length === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};

const kinds: Record<string, (given: Given) => Promise<Started & { zoneId: string }>> = {
  zonefile: async (given) => {
    delete config.zoneReload;
    const zoneId = await makeZone(given, {});
    const bind = await startBind([], { files: { [given.name]: join(dataDirectory, 'zones', `${given.name}.zone`) } });
    config.zoneReload = bind.reload;
    return { ...bind, zoneId };
  },
  rfc2136: async (given) => {
    const bind = await startBind([given.name], { text: { [given.name]: zoneText(given) } });
    return { ...bind, zoneId: await makeZone(given, { ...tsig, server: bind.address, ...verified(bind.port) }) };
  },
  rfc2136_knot: async (given) => {
    const knot = await startKnot(given.name, zoneText(given));
    return { ...knot, zoneId: await makeZone(given, { ...tsig, server: knot.address, ...verified(knot.port) }) };
  },
  powerdns: async (given) => {
    const pdns = await startPowerdns(given.name);
    const zone = { name: given.name, ttl: 3600, server: pdns.api, keyName: '', keyAlgorithm: '', key: powerdnsApiKey };
    await networkProviders.powerdns.publish(zone, { wanted: [...given.records], removed: [] }, AbortSignal.timeout(600_000));
    const settings = { provider: 'powerdns', server: pdns.api, providerSecret: powerdnsApiKey, ...verified(pdns.port) };
    return { ...pdns, zoneId: await makeZone(given, settings) };
  },
};

/** From the approval, as its page does it, until the server answers with the new record. */
const publishOne = async (
  zoneId: string,
  name: string,
  port: number,
  round: number,
): Promise<{ plan: number; publish: number }> => {
  const value = `198.51.100.${round + 1}`;
  const label = `baru${round}`;
  const began = performance.now();
  const { changeId } = await db
    .transaction()
    .execute((tx) => proposeChange(tx, { ...act, zoneId, typed: { reason: 'Ukur', label, type: 'A', value } }));
  const plan = performance.now() - began;
  await settled(zoneId);
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([`127.0.0.1:${port}`]);
  const approved = performance.now();
  const found = await tryLookAtSets(db, { zoneId, changeId, secret });
  await db.transaction().execute((tx) => approveChange(tx, { ...act, zoneId, changeId, found }));
  for (;;) {
    const answer = await resolver.resolve4(`${label}.${name}`).catch((): string[] => []);
    if (answer.includes(value)) break;
    if (performance.now() - approved > 60_000) throw new Error(`${label}.${name} did not appear`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const publish = performance.now() - approved;
  await settled(zoneId);
  return { plan, publish };
};

const publish: Record<'small' | 'large', Record<string, number>> = { small: {}, large: {} };
for (const [size, count] of [
  ['small', 10],
  ['large', largest],
] as const)
  for (const [kind, start] of Object.entries(kinds)) {
    const name = `${kind.replace('_', '-')}-${count}.go.id`;
    const { zoneId, port, stop } = await start({ name, records: manyRecords(count) });
    const times: Awaited<ReturnType<typeof publishOne>>[] = [];
    for (let round = 0; round < rounds; round += 1) times.push(await publishOne(zoneId, name, port, round));
    publish[size][kind] = whole(median(times.map((each) => each.publish)));
    const plan = whole(median(times.map((each) => each.plan)));
    console.log(`${kind}, ${count} records: planned in ${plan} ms, there ${publish[size][kind]} ms after the approval`);
    await stop();
  }

const wanted = manyRecords(50_000);
// A hundredth is missing, a hundredth has another TTL, a hundredth is foreign, and the server's order is its own.
const found = wanted
  .filter((_, n) => n % 100 !== 0)
  .map((record, n) => (n % 100 === 1 ? { ...record, ttl: 60 } : record))
  .concat(manyRecords(500).map((record) => ({ ...record, label: `x${record.label}` })))
  .reverse();
const diffs = Array.from({ length: 15 }, () => {
  const began = performance.now();
  diffZones(wanted, found, 3600);
  return performance.now() - began;
});

await worker.stop();
await pools.close();
await plain.end();
await owner.end();
await scratch.stop();
await rm(dataDirectory, { recursive: true, force: true });

console.log(JSON.stringify({ diff_50k_ms: whole(median(diffs)), publish_ms: publish.small, publish_ms_50k: publish.large }));
