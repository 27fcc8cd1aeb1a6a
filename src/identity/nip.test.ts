import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanNip, maskNip, nipFault } from './nip.ts';

const english = (nip: string, today?: Temporal.PlainDate) => nipFault(nip, today)?.en ?? null;

describe('nipFault', () => {
  test('accepts numbers of PNS and of PPPK, however they are spaced', () => {
    for (const nip of [
      '198609262015051001',
      '19860926 201505 1 001',
      '1986.0926-201505.1.001',
      '199002282024212003',
      '198402292010012007',
    ]) {
      expect(nipFault(nip), nip).toBeNull();
    }
  });

  test.each([
    ['19860926201505100', '17 were entered'],
    ['1986092620150510011', '19 were entered'],
    ['', '0 were entered'],
    ['19860926201505100A', 'digits only'],
    ['１９８６０９２６２０１５０５１００１', 'digits only'],
    ['198602302015051001', 'date of birth'],
    ['198302292005011001', 'date of birth'],
    ['198613262015051001', 'date of birth'],
    ['208609262015051001', 'age at appointment'],
    ['188609262015051001', 'date of birth'],
    ['198609262015131001', 'PPPK'],
    ['198609262015001001', 'PPPK'],
    ['198609262015201001', 'PPPK'],
    ['198609263015051001', 'PPPK'],
    ['198609262015053001', 'male'],
    ['198609262015050001', 'male'],
    ['201009262015051001', 'age at appointment'],
    ['193009262015051001', 'age at appointment'],
  ])('refuses %s and says what is wrong', (nip, words) => {
    expect(english(nip)).toContain(words);
  });

  test('measures the age at the appointment to the month of a PNS and to the year of a PPPK', () => {
    expect(nipFault('200005152017051001')).toBeNull();
    expect(english('200006012017051001')).toContain('age at appointment');
    expect(nipFault('200012312017211001')).toBeNull();
    expect(english('195404302015051001')).toContain('age at appointment');
    expect(nipFault('195405022015051001')).toBeNull();
  });

  test('refuses an appointment that has not happened when it knows the day', () => {
    const today = Temporal.PlainDate.from('2026-11-24');
    expect(nipFault('199001012026111001', today)).toBeNull();
    expect(english('199001012026121001', today)).toContain('not happened');
  });

  test('every NIP made from a birth and an appointment 17 to 60 years later is accepted, with any mark between', () => {
    const nip = fc
      .record({
        day: fc.integer({ min: 0, max: 15_000 }),
        age: fc.integer({ min: 18, max: 59 }),
        month: fc.constantFrom(...['01', '06', '12', '21', '22']),
        sex: fc.constantFrom('1', '2'),
        no: fc.integer({ min: 1, max: 999 }),
        mark: fc.constantFrom('', ' ', '.', '-'),
      })
      .map(({ day, age, month, sex, no, mark }) => {
        const birth = Temporal.PlainDate.from('1950-01-01').add({ days: day });
        return [birth.toString().replaceAll('-', ''), `${birth.year + age}${month}`, sex, String(no).padStart(3, '0')].join(mark);
      });
    fc.assert(
      fc.property(nip, (text) => nipFault(text) === null && cleanNip(text).length === 18),
      { seed: 20261124 },
    );
  });

  test('no text makes it throw, and each fault speaks both languages', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^\d{18}$/)), (text) => {
        const fault = nipFault(text);
        return fault === null || (fault.id.length > 10 && fault.en.length > 10);
      }),
      { seed: 20261124 },
    );
  });
});

test('maskNip hides the birthday, the appointment and the sex', () => {
  expect(maskNip('19860926 201505 1 001')).toBe('1986•••••••••••001');
  expect(maskNip('123')).toBe('•••');
});
