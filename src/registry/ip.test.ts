import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isInside, parseAddress, parsePrefix, usableAddresses } from './ip.ts';

const seed = { seed: 20_261_124, numRuns: 500 };

test('any IPv4 address is read as its number', () => {
  fc.assert(
    fc.property(fc.ipV4(), (text) => {
      const expected = text.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      expect(parseAddress(text)).toEqual({ family: 4, value: BigInt(expected) });
    }),
    seed,
  );
});

test('any IPv6 address, written in any way, is read as the number of its full form', () => {
  fc.assert(
    fc.property(fc.ipV6(), (text) => {
      const full = new URL(`http://[${text}]`).hostname.slice(1, -1);
      expect(parseAddress(text)).toEqual(parseAddress(full));
      const [head = '', tail] = full.split('::');
      const count = (side: string | undefined) => (side ? side.split(':').length : 0);
      const groups = [
        ...(head ? head.split(':') : []),
        ...Array(tail === undefined ? 0 : 8 - count(head) - count(tail)).fill('0'),
        ...(tail ? tail.split(':') : []),
      ];
      expect(parseAddress(text)?.value).toBe(BigInt(`0x${groups.map((group) => group.padStart(4, '0')).join('')}`));
    }),
    seed,
  );
});

test.each(['', '10.0.0', '10.0.0.256', '1.2.3.4.5', ' 10.0.0.1', ':::', 'fe80::1%eth0', '12345::', 'localhost', '٣.1.1.1'])(
  '%j is no address',
  (text) => expect(parseAddress(text)).toBeNull(),
);

test.each(['10.0.0.1/24', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/', '/24', '10.0.0.0/24/1', '::1/64', '::/129', '10.0.0.0/2a'])(
  '%j is no prefix',
  (text) => expect(parsePrefix(text)).toBeNull(),
);

test('knows what lies inside and how much can be given', () => {
  const prefix = parsePrefix('10.20.30.0/24');
  if (!prefix) throw new Error('should be a prefix');
  const inside = (text: string) => isInside(parseAddress(text) ?? { family: 4, value: -1n }, prefix);
  expect([inside('10.20.30.0'), inside('10.20.30.255'), inside('10.20.31.0'), inside('::10.20.30.1')]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(usableAddresses(prefix)).toBe(254n);
  expect(usableAddresses({ family: 4, value: 0n, length: 31 })).toBe(2n);
  expect(usableAddresses({ family: 6, value: 0n, length: 126 })).toBe(3n);
});
