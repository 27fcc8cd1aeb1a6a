import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyValue } from '../../../test/support/dns/records.ts';
import { parseZone } from '../../../test/support/zone-parser.ts';
import { recordTypes } from '../choices.ts';
import { nextSerial, printRecord, printZone, sameContent, serialOf, type ZoneRecord } from './print.ts';
import { printValue } from './value.ts';

const zone = { name: 'kota.go.id', ttl: 3600, primaryServer: 'ns1.kota.go.id', mailbox: 'hostmaster.kota.go.id' };
const label = fc.oneof(
  fc.constant('@'),
  fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,20}[a-z0-9])?$/),
  fc.stringMatching(/^(\*\.)?_?[a-z0-9]{1,10}(\.[a-z0-9]{1,10}){0,2}$/),
);

const zoneRecord: fc.Arbitrary<ZoneRecord> = fc
  .constantFrom(...recordTypes)
  .chain((type) =>
    fc.record({ label, type: fc.constant(type), value: anyValue[type], ttl: fc.option(fc.integer({ min: 60, max: 604_800 })) }),
  );

/** What a record must look like once it was read back by a name server. */
const readBack = (record: ZoneRecord) => {
  const name = record.label === '@' ? 'kota.go.id.' : `${record.label}.kota.go.id.`;
  const parts = record.value.split(' ');
  const data: Record<string, string[]> = {
    A: [record.value],
    AAAA: [record.value],
    TXT: [Buffer.from(record.value).toString('latin1')],
    TLSA: parts,
    SSHFP: parts,
    CAA: [...parts.slice(0, 2), parts.slice(2).join(' ').slice(1, -1)],
  };
  const expected = data[record.type] ?? [...parts.slice(0, -1), parts.at(-1) === '.' ? '.' : `${parts.at(-1)}.`];
  return JSON.stringify([name, record.ttl ?? 3600, record.type, expected]);
};

test('any set of records, printed as a zone file and read by a strict parser, comes back as the same set', () => {
  fc.assert(
    fc.property(fc.array(zoneRecord, { maxLength: 30 }), (records) => {
      const parsed = parseZone(printZone(zone, 2_026_112_401, records));
      const found = parsed.records.map(({ name, ttl, type, data }) =>
        JSON.stringify([name, ttl, type, type === 'TXT' ? [data.join('')] : data]),
      );
      expect(found.sort()).toEqual(records.map(readBack).sort());
      expect(parsed).toMatchObject({ origin: 'kota.go.id.', serial: 2_026_112_401 });
    }),
    { seed: 20_261_124, numRuns: 300 },
  );
});

test('the same records in any order are the same file', () => {
  fc.assert(
    fc.property(
      fc
        .array(zoneRecord, { maxLength: 15 })
        .chain((records) => fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length }))),
      ([records, shuffled]) => {
        expect(printZone(zone, 1, shuffled)).toBe(printZone(zone, 1, records));
      },
    ),
    { seed: 20_261_124, numRuns: 100 },
  );
});

describe('what could break out of its line', () => {
  test.each([
    ['a newline in a label', { label: 'a\nevil', type: 'A', value: '10.0.0.1' }],
    ['a comment in a label', { label: 'a;', type: 'A', value: '10.0.0.1' }],
    ['a directive as a label', { label: '$INCLUDE', type: 'A', value: '10.0.0.1' }],
    ['an empty label', { label: '', type: 'A', value: '10.0.0.1' }],
    ['two dots', { label: 'a..b', type: 'A', value: '10.0.0.1' }],
    ['a label of 64', { label: 'a'.repeat(64), type: 'A', value: '10.0.0.1' }],
    ['a newline in an address', { label: 'a', type: 'A', value: '10.0.0.1\nb IN A 10.0.0.2' }],
    ['a relative target', { label: 'a', type: 'CNAME', value: 'b' }],
    ['a target with a space', { label: 'a', type: 'CNAME', value: 'b.kota.go.id evil' }],
    ['a preference over 65535', { label: 'a', type: 'MX', value: '65536 mx.kota.go.id' }],
    ['a quote in a CAA', { label: 'a', type: 'CAA', value: '0 issue "a"b"' }],
  ] as const)('is refused: %s', (_, part) => {
    expect(() => printRecord({ ttl: null, ...part })).toThrow(/^not a/);
  });

  test('is escaped in a text: quotes, backslashes, newlines, bytes beyond ASCII, and long ones split', () => {
    expect(printValue('TXT', 'a"b\\c\nd')).toBe('"a\\"b\\\\c\\010d"');
    expect(printValue('TXT', 'é;(')).toBe('"\\195\\169;("');
    expect(printValue('TXT', 'x'.repeat(300))).toBe(`"${'x'.repeat(255)}" "${'x'.repeat(45)}"`);
    expect(printValue('TXT', '')).toBe('""');
  });
});

describe('the serial', () => {
  const day = Temporal.PlainDate.from('2026-11-24');

  test('is the day with a number, grows within a day and past 99, and never falls when the clock goes back', () => {
    expect(nextSerial(0, day)).toBe(2_026_112_400);
    expect(nextSerial(2_026_112_400, day)).toBe(2_026_112_401);
    expect(nextSerial(2_026_112_499, day)).toBe(2_026_112_500);
    expect(nextSerial(2_026_112_500, day.add({ days: 1 }))).toBe(2_026_112_501);
    expect(nextSerial(2_026_112_500, day.subtract({ years: 1 }))).toBe(2_026_112_501);
  });

  test('is read from a file of our own only, and does not count when files are compared', () => {
    const first = printZone(zone, 2_026_112_400, []);
    expect(serialOf(first)).toBe(2_026_112_400);
    expect(serialOf(first.replace('; Zone file written by Griya', '; by hand'))).toBeNull();
    expect(sameContent(first, printZone(zone, 7, []))).toBe(true);
    expect(sameContent(first, printZone(zone, 2_026_112_400, [{ label: 'a', type: 'A', value: '10.0.0.1', ttl: null }]))).toBe(
      false,
    );
  });
});
