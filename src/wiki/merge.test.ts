import fc from 'fast-check';
import { expect, test } from 'vitest';
import { conflictMarks, hasConflict, mergeTexts } from './merge.ts';

const line = fc.constantFrom('', 'satu', 'dua', 'tiga', 'empat', 'lima');
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('of two texts no line is lost: it is in the merged text, or it was taken out by one of the two', () => {
  fc.assert(
    fc.property(text, text, text, (mine, base, theirs) => {
      const merged = mergeTexts({ mine, base, theirs });
      const lines = merged.text.split('\n');
      for (const added of [mine, theirs].flatMap((each) => each.split('\n').filter((one) => !base.split('\n').includes(one)))) {
        expect(lines).toContain(added);
      }
      expect(merged.clean).toBe(!hasConflict(merged.text));
    }),
    { seed: 80, numRuns: 200 },
  );
});

test('changes that lie apart are both taken; changes of one line stand side by side', () => {
  const base = 'a\nb\nc\nd\ne';
  expect(mergeTexts({ mine: 'A\nb\nc\nd\ne', base, theirs: 'a\nb\nc\nd\nE' })).toEqual({ text: 'A\nb\nc\nd\nE', clean: true });
  const { text: met, clean } = mergeTexts({ mine: 'a\nb\nsaya\nd\ne', base, theirs: 'a\nb\nmereka\nd\ne' });
  expect(clean).toBe(false);
  expect(met.split('\n')).toEqual([
    'a',
    'b',
    conflictMarks.mine,
    'saya',
    conflictMarks.between,
    'mereka',
    conflictMarks.theirs,
    'd',
    'e',
  ]);
});

test('texts of many thousand lines are laid one after the other rather than waited for', () => {
  const many = (word: string): string => Array.from({ length: 9000 }, (_, n) => `${word} ${n}`).join('\n');
  const { text: merged, clean } = mergeTexts({ mine: many('saya'), base: many('dulu'), theirs: many('mereka') });
  expect(clean).toBe(false);
  expect(merged).toContain('saya 8999');
  expect(merged).toContain('mereka 8999');
});
