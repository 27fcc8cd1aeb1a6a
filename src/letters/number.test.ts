import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNumber, type NumberParts, readNumber, validatePattern } from './number.ts';

const standard = '{klasifikasi}/{urut}/{unit}/{bulan_romawi}/{tahun}';
const parts: NumberParts = {
  grade: 'B',
  classification: '500.12',
  seq: 17,
  prefix: '',
  unit: 'DISKOMINFO',
  date: Temporal.PlainDate.from('2026-11-24'),
};

const anyParts = fc.record({
  grade: fc.constantFrom('B' as const, 'R' as const),
  classification: fc.stringMatching(/^[0-9]{3}(\.[0-9]{1,2}){0,3}$/),
  seq: fc.integer({ min: 1, max: 999_999 }),
  prefix: fc.constantFrom('', 'ND-', 'REK-'),
  unit: fc.stringMatching(/^[A-Z][A-Z0-9-]{1,14}$/),
  date: fc.integer({ min: 0, max: 20_000 }).map((days) => Temporal.PlainDate.from('2000-01-01').add({ days })),
});

const anyPattern = fc
  .tuple(
    fc.shuffledSubarray(['{derajat}', '{klasifikasi}', '{unit}', '{bulan_romawi}', '{tahun}']),
    fc.nat({ max: 5 }),
    fc.constantFrom('/', '.', ' - '),
  )
  .map(([others, at, joint]) => [...others.slice(0, at), '{urut}', ...others.slice(at)].join(joint));

const runs = { seed: 20261124, numRuns: 500 };

describe('formatNumber', () => {
  test('fills every token of the pattern', () => {
    expect(formatNumber(standard, parts)).toBe('500.12/17/DISKOMINFO/XI/2026');
    expect(formatNumber('{derajat}/{klasifikasi}/{urut}/{unit}', { ...parts, grade: 'R', prefix: 'ND-' })).toBe(
      'R/500.12/ND-17/DISKOMINFO',
    );
  });

  test('leaves room where a draft has no number and no date', () => {
    expect(formatNumber(standard, { ...parts, seq: null, date: null })).toBe('500.12/……/DISKOMINFO/……/……');
  });

  test('writes the twelve months in Roman figures', () => {
    const months = Array.from({ length: 12 }, (_, index) =>
      formatNumber('{bulan_romawi}{urut}', {
        ...parts,
        seq: 1,
        date: Temporal.PlainDate.from({ year: 2026, month: index + 1, day: 1 }),
      }),
    );
    expect(months.join(' ')).toBe('I1 II1 III1 IV1 V1 VI1 VII1 VIII1 IX1 X1 XI1 XII1');
  });

  test('a unit that looks like a token or a replacement pattern is printed as it is', () => {
    expect(formatNumber('{unit}/{urut}', { ...parts, unit: '$&{tahun}' })).toBe('$&{tahun}/17');
  });
});

describe('numbers as properties', () => {
  test('two letters of one book and year never bear the same number', () => {
    fc.assert(
      fc.property(anyPattern, anyParts, fc.integer({ min: 1, max: 999_999 }), (pattern, one, seq) => {
        fc.pre(seq !== one.seq);
        expect(formatNumber(pattern, { ...one, seq })).not.toBe(formatNumber(pattern, one));
      }),
      runs,
    );
  });

  test('a number that was formatted is read back to its sequence and year', () => {
    fc.assert(
      fc.property(anyPattern, anyParts, (pattern, one) => {
        const read = readNumber(pattern, one, formatNumber(pattern, one));
        expect(read).toEqual({ seq: one.seq, year: pattern.includes('{tahun}') ? one.date.year : null });
      }),
      runs,
    );
  });

  test('whatever pattern is accepted, its numbers lead back to their place, and no two places share one', () => {
    const piece = fc.oneof(
      fc.constantFrom('{derajat}', '{klasifikasi}', '{unit}', '{bulan_romawi}', '{tahun}'),
      fc.stringMatching(/^[A-Za-z0-9 ./()-]{1,4}$/),
    );
    const wild = fc
      .tuple(fc.array(piece, { maxLength: 5 }), fc.array(piece, { maxLength: 5 }))
      .map(([before, after]) => [...before, '{urut}', ...after].join(''));
    let accepted = 0;
    fc.assert(
      fc.property(wild, anyParts, fc.integer({ min: 1, max: 999_999 }), anyParts, (pattern, one, seq, other) => {
        if (validatePattern(pattern) !== null) return;
        accepted += 1;
        const number = formatNumber(pattern, one);
        expect(readNumber(pattern, one, number)?.seq).toBe(one.seq);
        expect(readNumber(pattern, one, ` ${number.toLowerCase()} `)?.seq).toBe(one.seq);
        if (seq === one.seq) return;
        const another = { ...one, seq, classification: other.classification, date: other.date, grade: other.grade };
        expect(formatNumber(pattern, another)).not.toBe(number);
      }),
      { seed: 20261124, numRuns: 3000 },
    );
    expect(accepted).toBeGreaterThan(500);
  });

  test('every pattern made of known tokens with one {urut} is accepted', () => {
    fc.assert(
      fc.property(anyPattern, (pattern) => {
        expect(validatePattern(pattern)).toBeNull();
      }),
      runs,
    );
  });
});

describe('readNumber', () => {
  test.each([
    ['500.12/17/DISKOMINFO/XI/2026', { seq: 17, year: 2026 }],
    ['500.12.16.3/0017/diskominfo/xi/2026', { seq: 17, year: 2026 }],
    ['500.12/17/DINKES/XI/2026', null],
    ['500.12/17a/DISKOMINFO/XI/2026', null],
    ['B/500.12/17/DISKOMINFO/XI/2026', null],
    ['17', null],
    ['', null],
  ])('%s', (number, expected) => {
    expect(readNumber(standard, parts, number)).toEqual(expected);
  });

  test('numbers of another book are not taken for this one', () => {
    expect(readNumber(standard, parts, '500.12/ND-17/DISKOMINFO/XI/2026')).toBeNull();
    expect(readNumber(standard, { ...parts, prefix: 'ND-' }, '500.12/ND-17/DISKOMINFO/XI/2026')).toEqual({ seq: 17, year: 2026 });
  });
});

describe('validatePattern', () => {
  test.each([
    ['{klasifikasi}/{unit}', '{urut}'],
    ['{urut}/{urut}', '{urut}'],
    ['{urut}/{bulan}', '{bulan}'],
    ['{urut}/{', 'kurawal'],
    ['{urut}}', 'kurawal'],
    ['{urut}/#set text(red)', 'huruf'],
    ['{klasifikasi}{urut}/{unit}', 'Pisahkan'],
    ['{urut}{tahun}', 'Pisahkan'],
    ['{unit}1{urut}', 'Pisahkan'],
    [' {urut}', 'spasi'],
    ['{urut}  {unit}', 'spasi'],
    [`{urut}${'/x'.repeat(60)}`, '100'],
  ])('refuses %s and says why in both languages', (pattern, mention) => {
    const fault = validatePattern(pattern);
    expect(fault?.id).toContain(mention);
    expect(fault?.en).toBeTruthy();
  });
});
