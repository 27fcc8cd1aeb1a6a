import { expect, test } from 'vitest';
import { seal, unseal } from './seal.ts';

const secret = 'a secret of forty characters for tests only';

test('what was sealed opens with the same secret and purpose only, and never twice looks the same', () => {
  const sealed = seal(secret, 'nik:1', '2171010101900001');
  expect(unseal(secret, 'nik:1', sealed).toString()).toBe('2171010101900001');
  expect(sealed.includes('2171010101900001')).toBe(false);
  expect(seal(secret, 'nik:1', '2171010101900001').equals(sealed)).toBe(false);
  expect(() => unseal(secret, 'nik:2', sealed)).toThrow('another secret');
  expect(() => unseal(`${secret}!`, 'nik:1', sealed)).toThrow('another secret');
});

test('a changed byte is noticed, wherever it stands', () => {
  const sealed = seal(secret, 'key:1', Buffer.from([1, 2, 3]));
  for (const at of sealed.keys()) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => unseal(secret, 'key:1', changed)).toThrow('another secret');
  }
});
