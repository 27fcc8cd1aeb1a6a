import { expect, test } from 'vitest';
import { makeActor } from '../../test/support/registry.ts';
import { mayChangeRecords } from './policy.ts';

const post = {
  appointmentId: 'a',
  postId: 'p',
  role: 'technician',
  officeId: 'o',
  title: 'Teknisi',
  kind: 'definitive',
} as const;

test('whoever only audits at the hosting office changes no record of a zone; who also holds a post there does', () => {
  const may = (part: Parameters<typeof makeActor>[1]): boolean => {
    const actor = makeActor('o', { host: true, ...part });
    return mayChangeRecords(actor);
  };
  expect(may({})).toBe(true);
  expect(may({ auditor: true })).toBe(false);
  expect(may({ auditor: true, posts: [post] })).toBe(true);
});
