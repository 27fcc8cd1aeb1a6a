import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { startBind } from '../../../test/support/dns/bind.ts';
import { testKeys } from '../../../test/support/dns/process.ts';
import { anyZoneRecords } from '../../../test/support/dns/records.ts';
import { haveTool } from '../../../test/support/tools.ts';
import { networkProviders } from '../providers/index.ts';
import { readMasterFile } from './parse.ts';
import { printZone, type ZoneRecord } from './print.ts';

const run = promisify(execFile);
const zone = { name: 'kota.go.id', ttl: 3600, primaryServer: 'ns1.kota.go.id', mailbox: 'hostmaster.kota.go.id' };
const read = (text: string) => readMasterFile(text, 'kota.go.id');

const lines = (records: readonly ZoneRecord[]): string[] =>
  records.map(({ label, type, value, ttl }) => JSON.stringify([label, ttl ?? 3600, type, value])).sort();

test('what was printed is read as the same set', () => {
  fc.assert(
    fc.property(anyZoneRecords(30), (records) => {
      const { records: found, serial, skipped } = read(printZone(zone, 2_026_112_401, records));
      expect(lines(found)).toEqual(lines(records));
      expect({ serial, skipped }).toEqual({ serial: 2_026_112_401, skipped: [] });
    }),
    { seed: 20_261_124, numRuns: 300 },
  );
});

test('any text at all is read without an error, and what comes out can be printed', () => {
  const piece = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '\n',
      '(',
      ')',
      '"',
      '\\',
      ';',
      '$TTL 5m\n',
      '$ORIGIN x.\n',
      '@ IN A 10.0.0.1\n',
      'a 60 IN TXT "x" "y"\n',
      ' MX 1 b\n',
    ),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      printZone(zone, 1, read(pieces.join('')).records);
    }),
    { seed: 20_261_124, numRuns: 300 },
  );
});

const able = haveTool('named') && haveTool('dig');

test.skipIf(!able)('any set that the rules accept, loaded by BIND and transferred, comes back as the same set', async () => {
  const samples = fc.sample(anyZoneRecords(40), { seed: 20_261_124, numRuns: 12 });
  const names = samples.map((_, n) => `kota${n}.go.id`);
  const text = Object.fromEntries(
    samples.map((records, n) => [
      names[n],
      printZone({ ...zone, name: names[n] ?? '', primaryServer: 'ns.example.org' }, 1, [...records, ns]),
    ]),
  );
  const bind = await startBind(names, { text });
  try {
    for (const [n, records] of samples.entries()) {
      const name = names[n] ?? '';
      const key = { keyName: testKeys.name, keyAlgorithm: 'hmac-sha256', key: testKeys.secret };
      const found = await networkProviders.rfc2136.read(
        { name, ttl: 3600, server: bind.address, ...key },
        new AbortController().signal,
      );
      expect(found.skipped).toEqual([]);
      expect(lines(found.records)).toEqual(lines([...records, ns]));
    }
  } finally {
    await bind.stop();
  }
});

const ns: ZoneRecord = { label: '@', type: 'NS', value: 'ns.example.org', ttl: null };

test.skipIf(!haveTool('named-checkzone') || !haveTool('kzonecheck'))('two judges accept every written zone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'griya-judges-'));
  try {
    for (const records of fc.sample(anyZoneRecords(40), { seed: 7, numRuns: 12 })) {
      const file = join(folder, 'zone');
      await writeFile(file, printZone(zone, 1, [...records, ns]));
      await run('/usr/bin/named-checkzone', ['-k', 'ignore', '-i', 'none', 'kota.go.id', file]);
      await run('kzonecheck', ['-o', 'kota.go.id', file]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

describe('a file from outside', () => {
  test('is read in all the ways of writing: origins, inherited names, brackets, comments, relative targets, times', () => {
    const text = `$ORIGIN kota.go.id.
$TTL 1h
@ 86400 IN SOA ns1 hostmaster ( 2026010100 ; serial
   1d 2h 4w 1h )
   NS ns1 ; inherited
   IN 5m MX 10 mail.example.org.
WWW IN 600 A 203.0.113.5
    AAAA 2001:DB8::0005
$ORIGIN dev.kota.go.id.
app CNAME www.kota.go.id.
txt TXT "a; b" plain "c\\"d\\195\\169"
`;
    const { records, serial, skipped } = read(text);
    expect(skipped).toEqual([]);
    expect(serial).toBe(2_026_010_100);
    expect(lines(records)).toEqual(
      lines([
        { label: '@', type: 'NS', value: 'ns1.kota.go.id', ttl: 3600 },
        { label: '@', type: 'MX', value: '10 mail.example.org', ttl: 300 },
        { label: 'www', type: 'A', value: '203.0.113.5', ttl: 600 },
        { label: 'www', type: 'AAAA', value: '2001:db8::5', ttl: 3600 },
        { label: 'app.dev', type: 'CNAME', value: 'www.kota.go.id', ttl: 3600 },
        { label: 'txt.dev', type: 'TXT', value: 'a; bplainc"dé', ttl: 3600 },
      ]),
    );
  });

  test.each([
    ['directive', '$INCLUDE /etc/passwd'],
    ['directive', '$GENERATE 1-1000000 h$ A 10.0.0.$'],
    ['outside', 'www.lain.go.id. 60 IN A 203.0.113.1'],
    ['name', 'a\\.b 60 IN A 203.0.113.1'],
    ['name', 'a.*.b 60 IN A 203.0.113.1'],
    ['type', '@ 60 IN DNSKEY 257 3 13 AAAA'],
    ['value', '@ 60 IN A 203.0.113.256'],
    ['value', '@ 60 IN TXT "\\999"'],
    ['value', 'a 60 IN A 203.0.113.1 203.0.113.2'],
    ['ttl', '@ 2147483648 IN A 203.0.113.1'],
    ['syntax', 'lonely'],
  ] as const)('%s: %s is not taken, and the reason is given with its line', (why, line) => {
    const { records, skipped } = read(`$TTL 60\n${line}\n@ IN A 203.0.113.9\n`);
    expect(skipped).toMatchObject([{ line: 2, why }]);
    expect(records).toMatchObject([{ value: '203.0.113.9' }]);
  });

  test('too many lines end the reading; an open quote does not swallow the rest', () => {
    expect(readMasterFile('a A 10.0.0.1\n'.repeat(12), 'kota.go.id', 10).skipped).toMatchObject([{ why: 'toomany' }]);
    const { records } = read('a TXT "open\nb A 10.0.0.1\n');
    expect(records.map(({ label }) => label)).toEqual(['b']);
  });
});
