import fc from 'fast-check';
import { type RecordType, recordTypes } from '../../../src/dns/choices.ts';
import type { ZoneRecord } from '../../../src/dns/zone/print.ts';
import { readValue } from '../../../src/dns/zone/value.ts';

const host = fc
  .domain()
  .map((name) => name.toLowerCase())
  .filter((name) => readValue('NS', name) === name);
const number = fc.integer({ min: 0, max: 65_535 });
const bytes = (length: number) =>
  fc.uint8Array({ minLength: length, maxLength: length }).map((data) => Buffer.from(data).toString('hex'));

/** Any value of each type, in the form in which it is stored. */
export const anyValue: Record<RecordType, fc.Arbitrary<string>> = {
  A: fc.ipV4(),
  AAAA: fc.ipV6().map((text) => readValue('AAAA', text) ?? '::'),
  CNAME: host,
  NS: host,
  PTR: host,
  MX: fc.oneof(
    fc.tuple(number, host).map(([preference, target]) => `${preference} ${target}`),
    fc.constant('0 .'),
  ),
  SRV: fc.tuple(number, number, number, host).map((parts) => parts.join(' ')),
  CAA: fc
    .tuple(fc.constantFrom(0, 128), fc.constantFrom('issue', 'iodef'), host)
    .map(([flags, tag, target]) => `${flags} ${tag} "${target}; a=b"`),
  TLSA: fc
    .tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 1 }), bytes(32))
    .map(([usage, selector, data]) => `${usage} ${selector} 1 ${data}`),
  SSHFP: fc.tuple(fc.constantFrom(1, 3, 4), bytes(32)).map(([algorithm, data]) => `${algorithm} 2 ${data}`),
  TXT: fc.string({ unit: 'grapheme', maxLength: 600 }).filter((text) => readValue('TXT', text) === text),
};

const label = fc.oneof(
  fc.constant('@'),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
  fc.stringMatching(/^(\*\.)?_?[a-z0-9]{1,10}(\.[a-z0-9]{1,10}){0,2}$/),
);

const anyRecord: fc.Arbitrary<ZoneRecord> = fc
  .constantFrom(...recordTypes)
  .chain((type) =>
    fc.record({ label, type: fc.constant(type), value: anyValue[type], ttl: fc.option(fc.integer({ min: 60, max: 604_800 })) }),
  );

/**
 * Any set of records that can stand in one zone: one TTL per set, a CNAME alone at its name and never at the apex, nothing
 * below or beside a delegation.
 */
export const anyZoneRecords = (maxLength: number): fc.Arbitrary<ZoneRecord[]> =>
  fc.array(anyRecord, { maxLength }).map((records) => {
    const kept: ZoneRecord[] = [];
    for (const record of records) {
      if (record.label === '@' && (record.type === 'CNAME' || record.type === 'NS')) continue;
      if (
        record.label !== '@' &&
        record.type === 'NS' &&
        (record.label.startsWith('*') || kept.some(({ label }) => under(label, record.label)))
      )
        continue;
      if (kept.some(({ label, type }) => type === 'NS' && label !== '@' && under(record.label, label) && record.type !== 'NS'))
        continue;
      if (kept.some(({ label, type }) => type === 'NS' && label !== '@' && under(record.label, label) && label !== record.label))
        continue;
      // A host's name has no underscore.
      if (['A', 'AAAA', 'MX'].includes(record.type) && record.label.includes('_')) continue;
      const same = kept.filter(({ label }) => label === record.label);
      if (same.some(({ type }) => type === 'CNAME') || (record.type === 'CNAME' && same.length > 0)) continue;
      const set = same.filter(({ type }) => type === record.type);
      if (set.some(({ value }) => value === record.value)) continue;
      kept.push({ ...record, ttl: set[0] ? set[0].ttl : record.ttl });
    }
    return kept;
  });

const under = (label: string, above: string): boolean => label === above || label.endsWith(`.${above}`);
