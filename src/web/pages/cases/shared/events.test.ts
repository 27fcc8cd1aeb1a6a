import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';
import { doneBy, gathered, knownEvents, lookOf } from './events.ts';

test('every act of the SOP has words for when it has happened', () => {
  const missing = hostingSop.actions.map((action) => `case.${action.key}`).filter((type) => !knownEvents.includes(type));
  expect(missing).toEqual([]);
});

test('every icon exists', () => {
  const icons = new URL('../../../../../node_modules/@tabler/icons/icons/outline/', import.meta.url);
  const missing = knownEvents
    .map((type) => lookOf(hostingSop, type).icon)
    .filter((icon) => !existsSync(new URL(`${icon}.svg`, icons)));
  expect(missing).toEqual([]);
});

test('a run of small acts by one person is one line, anything else stays apart', () => {
  const event = (type: string, person_name: string) => ({ type, person_name });
  const runs = gathered([
    event('case.save-draft', 'Ani'),
    event('case.save-draft', 'Ani'),
    event('case.save-draft', 'Budi'),
    event('case.submit', 'Budi'),
    event('case.submit', 'Budi'),
  ]);
  expect(runs.map(({ event: { type }, count }) => `${type} ${count}`)).toEqual([
    'case.save-draft 2',
    'case.save-draft 1',
    'case.submit 1',
    'case.submit 1',
  ]);
});

test('who acts for a post is said with Plt. or Plh.', () => {
  expect(doneBy({ person_name: 'Sari', post_title: 'Kepala Dinas', acting: 'plh' })).toBe('Sari, Plh. Kepala Dinas');
  expect(doneBy({ person_name: 'Sari', post_title: 'Kepala Dinas', acting: 'definitive' })).toBe('Sari, Kepala Dinas');
  expect(doneBy({ person_name: null, post_title: null, acting: null })).toBeNull();
});
