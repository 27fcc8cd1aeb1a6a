import { expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';
import { acts } from './acts.ts';
import { knownRequirements } from './requirements.ts';

test('every act of the definition that a person does can be reached through the API, and no other', () => {
  const human = hostingSop.actions.filter((action) => action.by.length > 0).map((action) => action.key);
  expect(Object.keys(acts).sort()).toEqual(human.sort());
});

test('every requirement that an act needs can be told from the records', () => {
  const needed = new Set(hostingSop.actions.flatMap((action) => action.needs));
  expect([...needed].filter((key) => !knownRequirements.includes(key))).toEqual([]);
});
