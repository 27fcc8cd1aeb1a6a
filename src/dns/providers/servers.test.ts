import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startBind } from '../../../test/support/dns/bind.ts';
import { startKnot } from '../../../test/support/dns/knot.ts';
import { powerdnsApiKey, startPowerdns } from '../../../test/support/dns/powerdns.ts';
import { type NameServerUnderTest, testKeys } from '../../../test/support/dns/process.ts';
import { haveTool } from '../../../test/support/tools.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { networkProviders } from './index.ts';
import type { ProvidedZone, Provider, ZoneChange } from './provider.ts';

const name = 'kota.go.id';
const { signal } = new AbortController();
const ends: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ends) await end();
});

const dynamic = (server: NameServerUnderTest, part: Partial<ProvidedZone> = {}): ProvidedZone => ({
  name,
  ttl: 3600,
  server: server.address,
  keyName: testKeys.name,
  keyAlgorithm: 'hmac-sha256',
  key: testKeys.secret,
  ...part,
});

const record = (label: string, type: ZoneRecord['type'], value: string, ttl: number | null = 300): ZoneRecord => ({
  label,
  type,
  value,
  ttl,
});

const onlyAdd = (...wanted: ZoneRecord[]): ZoneChange => ({ wanted, removed: [] });
const lines = (records: readonly ZoneRecord[]): string[] =>
  records.map(({ label, type, value, ttl }) => `${label} ${ttl} ${type} ${value}`).sort();

const everyType: ZoneRecord[] = [
  record('antrean', 'A', '203.0.113.30'),
  record('antrean', 'AAAA', '2001:db8::30'),
  record('alias', 'CNAME', 'antrean.kota.go.id'),
  record('@', 'MX', '10 mail.example.org'),
  record('@', 'TXT', 'v=spf1 -all "quoted" back\\slash; and\na newline é'),
  record('panjang', 'TXT', 'x'.repeat(700)),
  record('_sip._tcp', 'SRV', '0 5 5060 antrean.kota.go.id'),
  record('@', 'CAA', '0 issue "letsencrypt.org; a=b"'),
  record('anak', 'NS', 'ns1.example.org'),
  record('penunjuk', 'PTR', 'antrean.kota.go.id'),
  record('_443._tcp.antrean', 'TLSA', `3 1 1 ${'ab'.repeat(32)}`),
  record('antrean', 'SSHFP', `4 2 ${'cd'.repeat(32)}`),
  record('*.uji', 'A', '203.0.113.31'),
];

type Kind = { title: string; needs: Parameters<typeof haveTool>[0][]; provider: Provider; start: () => Promise<ProvidedZone> };

const kinds: Kind[] = [
  {
    title: 'BIND 9 by dynamic update',
    needs: ['named', 'dig', 'nsupdate'],
    provider: networkProviders.rfc2136,
    start: async () => {
      const server = await startBind([name]);
      ends.push(server.stop);
      return dynamic(server);
    },
  },
  {
    title: 'Knot DNS by dynamic update',
    needs: ['knotd', 'dig', 'nsupdate'],
    provider: networkProviders.rfc2136,
    start: async () => {
      const server = await startKnot(name);
      ends.push(server.stop);
      return dynamic(server);
    },
  },
  {
    title: 'PowerDNS by its API',
    needs: ['pdns_server'],
    provider: networkProviders.powerdns,
    start: async () => {
      const server = await startPowerdns(name);
      ends.push(server.stop);
      return { ...dynamic(server), server: server.api, keyName: '', key: powerdnsApiKey };
    },
  },
];

describe.each(kinds)('$title', ({ needs, provider, start }) => {
  const able = needs.every(haveTool);
  let zone: ProvidedZone;
  beforeAll(async () => {
    if (able) zone = await start();
  });

  const read = async () => lines((await provider.read(zone, signal)).records);

  test.skipIf(!able)('takes every type of record and gives back the same set', async () => {
    await provider.publish(zone, onlyAdd(...everyType), signal);
    expect(await read()).toEqual(expect.arrayContaining(lines(everyType)));
    expect(await read()).toHaveLength(everyType.length + 2); // and the NS and A that the zone began with
    expect(lines(await provider.look(zone, everyType, signal))).toEqual(lines(everyType));
  });

  test.skipIf(!able)('a second publication of the same changes nothing', async () => {
    const before = await provider.read(zone, signal);
    await provider.publish(zone, { wanted: everyType, removed: [record('tiada', 'A', '203.0.113.99')] }, signal);
    const after = await provider.read(zone, signal);
    expect(lines(after.records)).toEqual(lines(before.records));
  });

  test.skipIf(!able)('leaves what others put beside it, in the same set too', async () => {
    const [theirs, ours] = [record('bersama', 'A', '203.0.113.60'), record('bersama', 'A', '203.0.113.61')];
    await provider.publish(zone, onlyAdd(theirs), signal);
    await provider.publish(zone, onlyAdd(ours), signal);
    await provider.publish(zone, { wanted: [], removed: [ours] }, signal);
    expect(lines(await provider.look(zone, [theirs], signal))).toEqual(lines([theirs]));
  });

  test.skipIf(!able)('a changed TTL is the TTL of the whole set', async () => {
    await provider.publish(zone, onlyAdd({ ...record('bersama', 'A', '203.0.113.60'), ttl: 900 }), signal);
    expect(lines(await provider.look(zone, [record('bersama', 'A', '')], signal))).toEqual(['bersama 900 A 203.0.113.60']);
  });

  test.skipIf(!able)('a CNAME takes the place of addresses in one publication', async () => {
    const address = record('pindah', 'A', '203.0.113.70');
    const alias = record('pindah', 'CNAME', 'antrean.kota.go.id');
    await provider.publish(zone, onlyAdd(address), signal);
    await provider.publish(zone, { wanted: [alias], removed: [address] }, signal);
    const found = await provider.look(zone, [address, alias], signal);
    expect(lines(found.filter(({ label }) => label === 'pindah'))).toEqual(lines([alias]));
  });

  test.skipIf(!able)('5,000 records are published and read', async () => {
    const many = Array.from({ length: 5000 }, (_, n) => record(`n${n}`, 'A', `10.${n >> 8}.${n & 255}.1`));
    await provider.publish(zone, onlyAdd(...many), signal);
    const { records, skipped } = await provider.read(zone, signal);
    expect(records.filter(({ label }) => /^n\d+$/.test(label) && label !== 'ns1')).toHaveLength(5000);
    expect(skipped).toEqual([]);
  });
});

const haveBind = haveTool('named') && haveTool('dig') && haveTool('nsupdate');

describe.skipIf(!haveBind)('what goes wrong at a dynamic update is told by its code', () => {
  let bind: NameServerUnderTest;
  beforeAll(async () => {
    bind = await startBind([name], { broken: ['rusak.go.id'] });
    ends.push(bind.stop);
  });

  const change = onlyAdd(record('antrean', 'A', '203.0.113.30'));
  const codeOf = async (part: Partial<ProvidedZone>): Promise<unknown> => {
    const zone = dynamic(bind, part);
    const fault = await networkProviders.rfc2136.publish(zone, change, signal).then(
      () => 'no fault',
      (error: { code?: string; message: string }) => error,
    );
    if (zone.key !== '') expect(`${JSON.stringify(fault)} ${(fault as Error).message}`).not.toContain(zone.key);
    return (fault as { code?: string }).code;
  };

  test.each([
    ['BADKEY', 'a key that it does not know', { keyName: 'unknown-key' }],
    ['BADSIG', 'a wrong secret', { key: testKeys.powerlessSecret }],
    ['REFUSED', 'a key without the right', { keyName: testKeys.powerless, key: testKeys.powerlessSecret }],
    ['REFUSED', 'no key', { key: '' }],
    ['NOTAUTH', 'a zone that it does not hold', { name: 'lain.go.id' }],
    ['SERVFAIL', 'a zone that it could not load', { name: 'rusak.go.id' }],
    ['AWAY', 'a server that is away', { server: '127.0.0.1:9' }],
  ] as const)('%s: %s', async (code, _, part) => {
    expect(await codeOf(part)).toBe(code);
  });

  test('a transfer without the right is refused and says so', async () => {
    const zone = dynamic(bind, { keyName: testKeys.powerless, key: testKeys.powerlessSecret });
    await expect(networkProviders.rfc2136.read(zone, signal)).rejects.toMatchObject({
      code: expect.stringMatching(/REFUSED|NOTRANSFER/),
    });
  });

  test('nothing that was typed can begin another line of the script', async () => {
    for (const evil of [
      record('a\nupdate delete kota.go.id. ANY', 'A', '203.0.113.1'),
      record('a', 'CNAME', 'b.kota.go.id\nsend'),
      record('a', 'A', '203.0.113.1\nupdate delete kota.go.id.'),
    ])
      await expect(networkProviders.rfc2136.publish(dynamic(bind), onlyAdd(evil), signal)).rejects.toThrow(/^not a/);
  });
});

describe.skipIf(!haveTool('pdns_server'))('what goes wrong at the API is told by its code', () => {
  let zone: ProvidedZone;
  beforeAll(async () => {
    const server = await startPowerdns(name);
    ends.push(server.stop);
    zone = { ...dynamic(server), server: server.api, keyName: '', key: powerdnsApiKey };
  });
  const change = onlyAdd(record('antrean', 'A', '203.0.113.30'));

  test.each([
    ['BADKEY', 'a wrong key', { key: 'wrong' }],
    ['NOTAUTH', 'a zone that it does not hold', { name: 'lain.go.id' }],
    ['AWAY', 'a server that is away', { server: 'http://127.0.0.1:9' }],
  ] as const)('%s: %s', async (code, _, part) => {
    await expect(networkProviders.powerdns.publish({ ...zone, ...part }, change, signal)).rejects.toMatchObject({ code });
  });

  test('REJECTED: a CNAME beside addresses', async () => {
    await networkProviders.powerdns.publish(zone, change, signal);
    const alias = onlyAdd(record('antrean', 'CNAME', 'lain.kota.go.id'));
    await expect(networkProviders.powerdns.publish(zone, alias, signal)).rejects.toMatchObject({ code: 'REJECTED' });
  });
});
