import { z } from 'zod';
import { type FieldFault, invalid } from '#lib/errors.ts';
import { faultsOf, inWords, oneOf } from '#lib/input.ts';
import type { Words } from '#lib/words.ts';
import type { VerifyMode } from './choices.ts';
import { readHost, readMailbox, readServers } from './host.ts';
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

const ttlWords: Words = { id: 'Isi detik dari 60 sampai 604.800.', en: 'Enter seconds from 60 to 604,800.' };

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
  ttl: z
    .unknown()
    .transform((typed, context) => {
      const value = typeof typed === 'number' ? typed : /^\d{1,6}$/.test(String(typed).trim()) ? Number(typed) : Number.NaN;
      if (Number.isInteger(value) && value >= 60 && value <= 604_800) return value;
      context.addIssue({ code: 'custom', message: inWords(ttlWords) });
      return z.NEVER;
    })
    .optional(),
  verify: oneOf(['zonefile', 'authoritative']).optional(),
  verifyServers: reads(readServers, {
    id: 'Isi alamat IP server nama, misalnya 203.0.113.1:53, dipisahkan koma.',
    en: 'Enter IP addresses of name servers, for example 203.0.113.1:53, separated by commas.',
  }).optional(),
});

type Read = {
  name: string;
  primaryServer: string;
  mailbox: string;
  nameServers: NameServer[];
  ttl: number;
  verify: VerifyMode;
  verifyServers: string;
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

/** A zone with all its settings as they are stored. Throws `invalid` with every faulty field. */
export const readZone = (typed: Typed<ZoneInput>): Read => {
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
  if (verify === 'authoritative' && verifyServers.length === 0)
    faults.push({
      field: 'verifyServers',
      message: { id: 'Isi server nama yang akan ditanya.', en: 'Enter the name servers to be asked.' },
    });
  if (faults.length > 0) throw invalid(faults);
  return { name, primaryServer, mailbox, nameServers, ttl, verify, verifyServers: verifyServers.join(', ') };
};
