import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostingSop } from '#sop/index.ts';
import { lookOf } from '../../cases/shared/events.ts';
import { sentenceOf } from '../../registry/shared/events.ts';
import { sentenceFor, subjectKinds } from './sentences.ts';

const source = join(import.meta.dirname, '../../../../');

const texts = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.startsWith('web'))
  .map((file) => readFileSync(join(source, file), 'utf8'))
  .join('\n');

const all = (pattern: RegExp): string[] => [...new Set([...texts.matchAll(pattern)].map(([, found]) => found ?? ''))];

const worded = (type: string): boolean =>
  sentenceFor(type, {}, 'id') !== undefined ||
  sentenceOf({ type, data: {} }, 'id') !== type ||
  (type.startsWith('case.') && lookOf(hostingSop, type).what.id !== type);

test('every event that the code writes has words for the auditor', () => {
  const types = [...all(/\btype: '([a-z-]+\.[a-z_.-]+)'/g), ...all(/\bnote\([^)]*?'([a-z-]+\.[a-z_.-]+)'/g)];
  expect(types.length).toBeGreaterThan(40);
  expect(types.filter((type) => !worded(type))).toEqual([]);
});

test('every kind of subject has a name', () => {
  const kinds = all(/\bsubjectKind: '([a-z-]+)'/g);
  expect(kinds.length).toBeGreaterThan(10);
  expect(kinds.filter((kind) => !Object.hasOwn(subjectKinds, kind))).toEqual([]);
});
