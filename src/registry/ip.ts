import { isIP } from 'node:net';

/** An address prefix as a number: family, the value of its first address, and how many bits are fixed. */
export type Prefix = { family: 4 | 6; value: bigint; length: number };

const bits = { 4: 32, 6: 128 } as const;

/** The number behind an IPv4 or IPv6 address, or null when the text is none (a zone such as "%eth0" is none). */
export const parseAddress = (text: string): { family: 4 | 6; value: bigint } | null => {
  const family = isIP(text);
  if (family === 4) return { family, value: text.split('.').reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
  if (family !== 6 || text.includes('%')) return null;
  const withoutDots = text.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a, b, c, d) =>
    [(Number(a) << 8) | Number(b), (Number(c) << 8) | Number(d)].map((part) => part.toString(16)).join(':'),
  );
  const [head = '', tail] = withoutDots.split('::');
  const groups = (side: string) => (side === '' ? [] : side.split(':'));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return { family, value: all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
};

/** Reads "10.20.30.0/24" or "2001:db8::/64"; null when it is malformed or has bits set behind its length. */
export const parsePrefix = (text: string): Prefix | null => {
  const [address = '', length = '', ...rest] = text.split('/');
  const parsed = parseAddress(address);
  if (!parsed || rest.length > 0 || !/^\d{1,3}$/.test(length) || Number(length) > bits[parsed.family]) return null;
  const free = BigInt(bits[parsed.family] - Number(length));
  if ((parsed.value >> free) << free !== parsed.value) return null;
  return { ...parsed, length: Number(length) };
};

/** Whether an address lies in a prefix of its own family. */
export const isInside = (address: { family: 4 | 6; value: bigint }, prefix: Prefix): boolean => {
  const free = BigInt(bits[prefix.family] - prefix.length);
  return address.family === prefix.family && address.value >> free === prefix.value >> free;
};

/** How many addresses of a prefix can be given to servers (without those that name the network or everybody in it). */
export const usableAddresses = ({ family, length }: Prefix): bigint => {
  const all = 1n << BigInt(bits[family] - length);
  if (all <= 2n) return all;
  return family === 4 ? all - 2n : all - 1n;
};
