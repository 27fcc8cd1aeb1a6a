import { z } from 'zod';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { faultsOf, inWords, oneOf, ticked } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import {
  keyAlgorithms,
  type ProviderKind,
  providers,
  type SensitiveMark,
  type SerialPolicy,
  sensitiveMarks,
  serialPolicies,
  type VerifyMode,
  valuesOf,
} from './choices.ts';
import { readHost, readMailbox, readServers } from './host.ts';
import { type SoaTimers, usualTimers } from './zone/print.ts';
import { readValue } from './zone/value.ts';

export type NameServer = {
  /** "ns1.kota.go.id" */
  name: string;
  /** Its addresses: needed when its name lies in the zone itself (glue), of no use otherwise. */
  addresses: readonly string[];
};

export type ZoneSettings = {
  primaryServer: string;
  /** "hostmaster@kota.go.id" or "hostmaster.kota.go.id" */
  mailbox: string;
  /** The servers that answer for the zone; the primary one alone when left out. */
  nameServers?: readonly NameServer[];
  ttl?: number;
  verify?: VerifyMode;
  /** "203.0.113.1:53, [2001:db8::1]:53" */
  verifyServers?: string;
  /** "9.9.9.9:53": a resolver of the outside, which the comparison asks; empty: none. */
  resolver?: string;
  provider?: ProviderKind;
  /** Where the provider is reached: "203.0.113.1:53" for dynamic updates, "http://127.0.0.1:8081" for the API. */
  server?: string;
  /** Name and algorithm of the TSIG key. */
  keyName?: string;
  keyAlgorithm?: string;
  /** The TSIG secret in base64, or the API key; empty leaves the stored one. It is never given back. */
  providerSecret?: string;
  /** A zone for the inside only: it may hold private addresses, and no public list names it. */
  internal?: boolean;
  /** Whether the public list of names has those of this zone. */
  listed?: boolean;
  /** Seconds of the SOA. */
  refresh?: number;
  retry?: number;
  expire?: number;
  negative?: number;
  serialPolicy?: SerialPolicy;
  /** What needs a second person. */
  sensitive?: readonly SensitiveMark[];
};

export type ZoneInput = ZoneSettings & { name: string };

/** As typed into a form or sent as JSON: a number may be a text. */
export type Typed<T> = { [Key in keyof T]?: unknown };

const wrongHost: Words = {
  id: 'Isi nama host yang lengkap, misalnya ns1.kota.go.id.',
  en: 'Enter a complete host name, for example ns1.kota.go.id.',
};

const reads = <T>(read: (text: string) => T | null, words: Words) =>
  z.unknown().transform((typed, context) => {
    const value = typeof typed === 'string' ? read(typed) : null;
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: inWords(words) });
    return z.NEVER;
  });

/** One server or none. */
const readOneServer = (text: string): string | null => {
  const servers = readServers(text);
  return servers === null || servers.length > 1 ? null : (servers[0] ?? '');
};

const seconds = (least: number, most: number) =>
  z.unknown().transform((typed, context) => {
    const value = typeof typed === 'number' ? typed : /^\d{1,8}$/.test(String(typed).trim()) ? Number(typed) : Number.NaN;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    const words: Words = {
      id: `Isi detik dari ${least.toLocaleString('id-ID')} sampai ${most.toLocaleString('id-ID')}.`,
      en: `Enter seconds from ${least.toLocaleString('en-GB')} to ${most.toLocaleString('en-GB')}.`,
    };
    context.addIssue({ code: 'custom', message: inWords(words) });
    return z.NEVER;
  });

const schema = z.strictObject({
  name: reads(readHost, { id: 'Isi nama domain, misalnya kota.go.id.', en: 'Enter a domain name, for example kota.go.id.' }),
  primaryServer: reads(readHost, wrongHost),
  mailbox: reads(readMailbox, {
    id: 'Isi alamat pos-el, misalnya hostmaster@kota.go.id.',
    en: 'Enter an e-mail address, for example hostmaster@kota.go.id.',
  }),
  nameServers: z
    .array(z.strictObject({ name: z.string(), addresses: z.array(z.string()) }), { error: inWords(wrongHost) })
    .max(13, { error: inWords({ id: 'Paling banyak 13 server nama.', en: 'At most 13 name servers.' }) })
    .optional(),
  ttl: seconds(60, 604_800).optional(),
  verify: oneOf(['zonefile', 'authoritative']).optional(),
  verifyServers: reads(readServers, {
    id: 'Isi alamat IP server nama, misalnya 203.0.113.1:53, dipisahkan koma.',
    en: 'Enter IP addresses of name servers, for example 203.0.113.1:53, separated by commas.',
  }).optional(),
  resolver: reads(readOneServer, {
    id: 'Isi satu alamat IP resolver, misalnya 9.9.9.9:53.',
    en: 'Enter one IP address of a resolver, for example 9.9.9.9:53.',
  }).optional(),
  provider: oneOf(valuesOf(providers)).optional(),
  server: z.string().trim().max(200).optional(),
  keyName: z.string().trim().max(253).optional(),
  keyAlgorithm: oneOf(valuesOf(keyAlgorithms)).optional(),
  providerSecret: z.string().trim().max(1000).optional(),
  internal: ticked().optional(),
  listed: ticked().optional(),
  refresh: seconds(300, 604_800).optional(),
  retry: seconds(60, 604_800).optional(),
  expire: seconds(86_400, 31_536_000).optional(),
  negative: seconds(30, 86_400).optional(),
  serialPolicy: oneOf(valuesOf(serialPolicies)).optional(),
  sensitive: z.array(oneOf(valuesOf(sensitiveMarks))).optional(),
});

type Read = {
  name: string;
  primaryServer: string;
  mailbox: string;
  nameServers: NameServer[];
  ttl: number;
  verify: VerifyMode;
  verifyServers: string;
  resolver: string;
  provider: ProviderKind;
  server: string;
  keyName: string;
  keyAlgorithm: string;
  /** Null: the stored one stays. */
  key: string | null;
  internal: boolean;
  listed: boolean;
  soa: SoaTimers;
  serialPolicy: SerialPolicy;
  sensitive: SensitiveMark[];
};

/** What the chosen provider needs, each in the one form in which it is used. */
const readProvider = (
  { provider = 'zonefile', server = '', keyName = '', keyAlgorithm = 'hmac-sha256', providerSecret: key = '' }: ProviderFields,
  hasKey: boolean,
): { read: Pick<Read, 'provider' | 'server' | 'keyName' | 'keyAlgorithm' | 'key'>; faults: FieldFault[] } => {
  const faults: FieldFault[] = [];
  const wrong = (field: string, id: string, en: string) => faults.push({ field, message: { id, en } });
  const read = { provider, server, keyName, keyAlgorithm, key: key === '' ? null : key };
  if (provider === 'zonefile') return { read, faults };
  if (provider === 'powerdns') {
    const url = URL.parse(server);
    const plain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.search === '' && url.hash === '';
    if (!plain)
      wrong(
        'server',
        'Isi alamat API, misalnya http://127.0.0.1:8081.',
        'Enter the address of the API, for example http://127.0.0.1:8081.',
      );
    if (key === '' && !hasKey) wrong('providerSecret', 'Isi kunci API PowerDNS.', 'Enter the PowerDNS API key.');
    if (!/^[\x21-\x7e]*$/.test(key))
      wrong('providerSecret', 'Kunci API memuat karakter yang tidak sah.', 'The API key has characters that cannot be.');
    return { read: { ...read, server: plain ? url.href.replace(/\/$/, '') : server }, faults };
  }
  const [address, ...more] = readServers(server) ?? [];
  if (address === undefined || more.length > 0)
    wrong(
      'server',
      'Isi satu alamat IP server nama, misalnya 203.0.113.1:53.',
      'Enter one IP address of a name server, for example 203.0.113.1:53.',
    );
  const name = keyName.toLowerCase().replace(/\.$/, '');
  if (!/^[a-z0-9_]([a-z0-9_.-]{0,250}[a-z0-9_])?$/.test(name) || name.includes('..'))
    wrong('keyName', 'Isi nama kunci TSIG, misalnya griya-kunci.', 'Enter the name of the TSIG key, for example griya-key.');
  const base64 = /^[A-Za-z0-9+/]{20,}={0,2}$/.test(key);
  if ((key === '' && !hasKey) || (key !== '' && !base64))
    wrong('providerSecret', 'Isi rahasia kunci TSIG dalam bentuk base64.', 'Enter the secret of the TSIG key in base64.');
  return { read: { ...read, server: address ?? server, keyName: name }, faults };
};

type ProviderFields = {
  provider?: ProviderKind | undefined;
  server?: string | undefined;
  keyName?: string | undefined;
  keyAlgorithm?: string | undefined;
  providerSecret?: string | undefined;
};

const readNameServers = (
  servers: readonly NameServer[],
  zone: string,
  glueNeeded: boolean,
): { read: NameServer[]; faults: FieldFault[] } => {
  const faults: FieldFault[] = [];
  const wrong = (message: Words) => faults.push({ field: 'nameServers', message });
  const read = servers.map((server): NameServer => {
    const name = readHost(server.name);
    if (name === null) wrong(wrongHost);
    const addresses = server.addresses.map((address) => readValue('A', address) ?? readValue('AAAA', address));
    if (addresses.includes(null))
      wrong({
        id: `Alamat ${server.name} bukan alamat IP yang sah.`,
        en: `An address of ${server.name} is not a valid IP address.`,
      });
    if (glueNeeded && name?.endsWith(`.${zone}`) && addresses.length === 0)
      wrong({
        id: `${name} berada di dalam zona ini: isi juga alamat IP-nya.`,
        en: `${name} lies in this zone: give its IP address too.`,
      });
    return { name: name ?? '', addresses: addresses.filter((address) => address !== null) };
  });
  return { read, faults };
};

/** A zone with all its settings as they are stored; `hasKey`: one is stored already. Throws `invalid` with every faulty field. */
export const readZone = (typed: Typed<ZoneInput>, hasKey = false): Read => {
  const parsed = schema.safeParse(typed);
  if (!parsed.success) throw invalid(faultsOf(parsed.error));
  const { name, primaryServer, mailbox, ttl = 3600, verify = 'zonefile', verifyServers = [] } = parsed.data;
  const given = parsed.data.nameServers;
  const { read: nameServers, faults } = readNameServers(
    given ?? [{ name: primaryServer, addresses: [] }],
    name,
    given !== undefined,
  );
  if (nameServers.length === 0)
    faults.push({
      field: 'nameServers',
      message: { id: 'Isi sedikitnya satu server nama.', en: 'Enter at least one name server.' },
    });
  const asks = verify === 'authoritative' || parsed.data.provider === 'powerdns';
  if (asks && parsed.data.provider !== 'rfc2136' && verifyServers.length === 0)
    faults.push({
      field: 'verifyServers',
      message: { id: 'Isi server nama yang akan ditanya.', en: 'Enter the name servers to be asked.' },
    });
  const provider = readProvider(parsed.data, hasKey);
  faults.push(...provider.faults);
  if (faults.length > 0) throw invalid(faults);
  const { internal = false, sensitive = sensitiveMarks.map(({ value }) => value) } = parsed.data;
  return {
    name,
    primaryServer,
    mailbox,
    nameServers,
    ttl,
    // What is published over the network cannot be read back from a file.
    verify: provider.read.provider === 'zonefile' ? verify : 'authoritative',
    verifyServers: (verifyServers.length > 0 || provider.read.provider !== 'rfc2136'
      ? verifyServers
      : [provider.read.server]
    ).join(', '),
    resolver: parsed.data.resolver ?? '',
    ...provider.read,
    internal,
    listed: typed.listed === undefined ? true : (parsed.data.listed ?? false),
    soa: {
      refresh: parsed.data.refresh ?? usualTimers.refresh,
      retry: parsed.data.retry ?? usualTimers.retry,
      expire: parsed.data.expire ?? usualTimers.expire,
      negative: parsed.data.negative ?? usualTimers.negative,
    },
    serialPolicy: parsed.data.serialPolicy ?? 'date',
    sensitive,
  };
};
