import { BlockList, isIP } from 'node:net';

const family = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4');

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList();
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    list.addSubnet(address, Number(bits), family(address));
  }
  return list;
};

/** What nobody may reach through us, also when it is allowed: unspecified, link-local (the metadata of clouds), multicast, reserved. */
const never = listOf(['0.0.0.0/8', '169.254.0.0/16', '224.0.0.0/4', '240.0.0.0/4', '::/128', 'fe80::/10', 'ff00::/8']);

/** Networks that are not the public internet: RFC 1918, 6598, loopback, documentation, benchmarks, unique local, translations. */
const inner = listOf([
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '::1/128',
  '64:ff9b::/96',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/23',
  '2001:db8::/32',
  '2002::/16',
  'fc00::/7',
  'fec0::/10',
]);

/** IPv6 as eight groups, so that an IPv4 address inside one is seen however it is written. */
const mappedV4 = (address: string): string | null => {
  const url = URL.parse(`http://[${address.split('%')[0]}]/`);
  const groups = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(url?.hostname ?? '');
  if (!groups) return null;
  const [high, low] = [Number.parseInt(groups[1] ?? '', 16), Number.parseInt(groups[2] ?? '', 16)];
  return [high >> 8, high & 255, low >> 8, low & 255].join('.');
};

/** Whether a text is a network such as "10.20.0.0/16" or "fd00::/8". */
export const isNetwork = (text: string): boolean => {
  const [address = '', bits, more] = text.split('/');
  const kind = isIP(address);
  if (kind === 0 || more !== undefined || bits === undefined || !/^\d{1,3}$/.test(bits)) return false;
  return Number(bits) >= 1 && Number(bits) <= (kind === 4 ? 32 : 128);
};

/**
 * Whether an address may be called: a public one always, one of an inner network only where the administrator has allowed the
 * network, link-local and the like never. `plain` (http without TLS) only into allowed networks.
 */
export const mayReach = (address: string, { allowed, plain }: { allowed: readonly string[]; plain: boolean }): boolean => {
  const asked = mappedV4(address) ?? address;
  if (isIP(asked) === 0 || never.check(asked, family(asked))) return false;
  const named = listOf(allowed.filter(isNetwork)).check(asked, family(asked));
  if (named) return true;
  return !plain && !inner.check(asked, family(asked));
};
