import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { labelFault, labelFaults, suggestLabels } from './label.ts';
import { defaultReservedLabels } from './reserved-labels.ts';

describe('a subdomain is refused', () => {
  test.each([
    ['', 'belum diisi'],
    ['antrean.dinkes', 'tanpa titik'],
    ['antrean.', 'tanpa titik'],
    ['..', 'tanpa titik'],
    ['a'.repeat(64), 'paling panjang 63'],
    ['Antrean', 'huruf kecil'],
    ['antrean_rs', 'hanya boleh berisi'],
    ['antrean rs', 'hanya boleh berisi'],
    ['antréan', 'hanya boleh berisi'],
    ['*', 'hanya boleh berisi'],
    ['@', 'hanya boleh berisi'],
    ["x';drop", 'hanya boleh berisi'],
    ['<b>', 'hanya boleh berisi'],
    ['a\nb', 'hanya boleh berisi'],
    ['-antrean', 'diawali atau diakhiri'],
    ['antrean-', 'diawali atau diakhiri'],
    ['xn--antran-eya', 'ketiga dan keempat'],
    ['ab--cd', 'ketiga dan keempat'],
    ['2026', 'hanya berisi angka'],
    ['antrean\u202e', 'hanya boleh berisi'],
    ['аntrean', 'hanya boleh berisi'], // the first letter is Cyrillic
  ])('%j: %s', (label, words) =>
    expect(
      labelFaults(label)
        .map((fault) => fault.id)
        .join(' '),
    ).toContain(words),
  );

  test('with every reason at once, in both languages', () => {
    const faults = labelFaults(`-${'A_'.repeat(40)}`);
    expect(faults).toHaveLength(4);
    for (const fault of faults) expect(fault.en).not.toBe(fault.id);
  });
});

test.each(['a', 'a'.repeat(63), 'e-planning', '3d', 'a-b-c', 'x1', 'a--b', '4a'])('%j is accepted', (label) =>
  expect(labelFault(label)).toBeNull(),
);

describe('suggestions', () => {
  test('come from the telling words, the initials and numbers, without what is taken', () => {
    expect(suggestLabels('Sistem Informasi Antrean Puskesmas', new Set())).toEqual([
      'antreanpuskesmas',
      'antrean',
      'siap',
      'antrean-puskesmas',
      'sistem-informasi-antrean-puske',
    ]);
    expect(suggestLabels('Sistem Informasi Antrean Puskesmas', new Set(['antrean', 'siap', 'antreanpuskesmas']))).not.toContain(
      'siap',
    );
    expect(suggestLabels('Perizinan', new Set(['perizinan']))).toEqual(['perizinan2', 'perizinan3', 'perizinan4', 'perizinan5']);
  });

  test('always meet the rules and are free, whatever the application is called', () => {
    const taken = new Set(defaultReservedLabels.map(({ label }) => label));
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (name) => {
        for (const label of suggestLabels(name, taken)) {
          expect(labelFaults(label)).toEqual([]);
          expect(taken.has(label)).toBe(false);
        }
      }),
      { seed: 20_261_124, numRuns: 300 },
    );
  });
});

test('the labels that a new office reserves are themselves valid', () => {
  for (const { label } of defaultReservedLabels) expect(labelFaults(label)).toEqual([]);
});
