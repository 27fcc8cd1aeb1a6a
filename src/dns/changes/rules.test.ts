import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyZoneRecords } from '../../../test/support/dns/records.ts';
import { readLabel } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { diffZones } from './diff.ts';
import { afterChange, type ChangeItem, judge, marksOf, reverseOf } from './rules.ts';

const zone = { name: 'kota.go.id', internal: false };

/** "app 300 A 203.0.113.7" */
const record = (line: string): ZoneRecord => {
  const [label = '', ttl = '', type = '', ...value] = line.split(' ');
  return { label, ttl: ttl === '-' ? null : Number(ttl), type: type as ZoneRecord['type'], value: value.join(' ') };
};
const add = (line: string): ChangeItem => ({ ...record(line), action: 'add', comment: '' });
const remove = (line: string): ChangeItem => ({ ...record(line), action: 'remove', comment: '' });

const before = [
  '@ - NS ns1.kota.go.id',
  'ns1 - A 203.0.113.1',
  'app - A 203.0.113.7',
  'alias - CNAME app.kota.go.id',
  'anak - NS ns.anak.kota.go.id',
  'ns.anak - A 203.0.113.9',
].map(record);

const faultOf = (...items: ChangeItem[]): string => judge(zone, before, items).faults[0]?.message.en ?? '';

describe('a change is refused with its reason', () => {
  test.each([
    ['a CNAME beside others', 'app - CNAME x.org', 'must stand alone'],
    ['others beside a CNAME', 'alias - TXT x', 'must stand alone'],
    ['a second CNAME', 'alias - CNAME other.org', 'must stand alone'],
    ['a CNAME at the apex', '@ - CNAME x.org', 'apex'],
    ['a CNAME to itself', 'diri - CNAME diri.kota.go.id', 'back to itself'],
    ['an MX to a CNAME', '@ - MX 10 alias.kota.go.id', 'is a CNAME'],
    ['an MX to a name without address', '@ - MX 10 kosong.kota.go.id', 'no address'],
    ['an NS without glue', '@ - NS ns9.kota.go.id', 'no address'],
    ['a private address', 'dalam - A 10.1.2.3', 'private address'],
    ['a private IPv6 address', 'dalam - AAAA fd00::1', 'private address'],
    ['a loopback address', 'dalam - A 127.0.0.1', 'private address'],
    ['TTL 0', 'cepat 0 A 203.0.113.8', 'TTL'],
    ['TTL 2^31', 'lama 2147483648 A 203.0.113.8', 'TTL'],
    ['another TTL than its set', 'app 60 A 203.0.113.8', 'same TTL'],
    ['an address of a name with underscore', '_x - A 203.0.113.8', 'underscore'],
    ['a delegated wildcard', '*.y - NS ns.other.org', 'wildcard'],
    ['a record below a delegation', 'web.anak - A 203.0.113.8', 'delegated'],
    ['a record at a delegation', 'anak - TXT x', 'delegated'],
  ])('%s', (_, line, words) => {
    expect(faultOf(add(line))).toContain(words);
  });

  test('a loop of several names, also where only its last part is new', () => {
    const items = [add('satu - CNAME dua.kota.go.id'), add('dua - CNAME tiga.kota.go.id'), add('tiga - CNAME satu.kota.go.id')];
    expect(judge(zone, before, items).faults).toHaveLength(3);
    expect(faultOf(remove('app - A 203.0.113.7'), add('app - CNAME alias.kota.go.id'))).toContain('back to itself');
  });

  test('the last name server of the zone, and a record that is not there', () => {
    expect(faultOf(remove('@ - NS ns1.kota.go.id'))).toContain('at least one');
    expect(faultOf(remove('tiada - A 203.0.113.7'))).toContain('no such record');
  });
});

test('glue, an exchange of addresses for a CNAME, and private addresses of an internal zone are accepted', () => {
  expect(faultOf(add('ns2.anak - NS ns.other.org'))).toContain('delegated');
  expect(faultOf(add('anak - NS ns2.anak.kota.go.id'), add('ns2.anak - A 203.0.113.10'))).toBe('');
  expect(faultOf(remove('app - A 203.0.113.7'), add('app - CNAME x.org'))).toBe('');
  expect(judge({ ...zone, internal: true }, before, [add('dalam - A 10.1.2.3')]).faults).toEqual([]);
});

test('a wildcard is warned of, with the names that it does not cover', () => {
  const { faults, warnings } = judge(zone, before, [add('* - A 203.0.113.8')]);
  expect(faults).toEqual([]);
  expect(warnings[0]?.en).toMatch(/every name that does not exist.*not covered: .*app/);
});

test('what an office marks as sensitive is found in the items; a replaced value is no deletion', () => {
  expect(marksOf([add('@ - MX 10 x.org')]).sort()).toEqual(['apex', 'mx']);
  expect(marksOf([add('*.a - A 203.0.113.8'), add('b - NS x.org')]).sort()).toEqual(['ns', 'wildcard']);
  expect(marksOf([remove('app - A 203.0.113.7')])).toEqual(['deletion']);
  expect(marksOf([remove('app - A 203.0.113.7'), add('app - A 203.0.113.8')])).toEqual([]);
});

const lines = (records: readonly ZoneRecord[]) => records.map((each) => JSON.stringify(each)).sort();

test('a change and its reverse leave the zone as it was; the difference of both states is the change', () => {
  fc.assert(
    fc.property(anyZoneRecords(15), anyZoneRecords(8), (zoneBefore, others) => {
      const there = new Set(zoneBefore.map(({ label, type, value }) => `${label} ${type} ${value}`));
      const items: ChangeItem[] = [
        ...zoneBefore.slice(0, 3).map((each): ChangeItem => ({ ...each, action: 'remove', comment: '' })),
        ...others
          .filter(({ label, type, value }) => !there.has(`${label} ${type} ${value}`))
          .map((each): ChangeItem => ({ ...each, action: 'add', comment: '' })),
      ];
      const after = afterChange(zoneBefore, items);
      expect(lines(afterChange(after, reverseOf(items)))).toEqual(lines(zoneBefore));
      const { missing, changed, foreign } = diffZones(zoneBefore, after, 3600);
      expect(missing).toHaveLength(items.filter(({ action }) => action === 'remove').length);
      expect(foreign).toHaveLength(items.filter(({ action }) => action === 'add').length);
      expect(changed).toEqual([]);
    }),
    { seed: 20_261_124, numRuns: 200 },
  );
});

describe('the name of a record', () => {
  test.each([
    ['antrean', 'antrean'],
    ['Antrean.Kota.go.id.', 'antrean'],
    ['kota.go.id', '@'],
    ['@', '@'],
    ['', '@'],
    ['*.uji', '*.uji'],
    ['_443._tcp.app', '_443._tcp.app'],
    ['日本', 'xn--wgv71a'],
    ['*.é', '*.xn--9ca'],
  ])('%s is stored as %s', (typed, label) => {
    expect(readLabel(typed, 'kota.go.id')).toEqual({ label });
  });

  test.each([
    ['a..b', 'dots'],
    ['-a', 'hyphen'],
    ['a-', 'hyphen'],
    ['ab--c', 'third and fourth'],
    ['xn--0', 'punycode'],
    ['a'.repeat(64), '63'],
    [Array(60).fill('abcd').join('.'), '253'],
    ['a.*.b', 'whole first label'],
    ['a*', 'whole first label'],
    ['www.lain.go.id.', 'outside'],
    ['a b', 'domain name'],
    ['a\nb', 'domain name'],
    ['é\u0000', 'domain name'],
    ['é%2e', 'domain name'],
    ['a"b', 'letters'],
    ['a;b', 'letters'],
  ])('%s is refused', (typed, words) => {
    const read = readLabel(typed, 'kota.go.id');
    expect('fault' in read && read.fault.en).toContain(words);
  });
});
