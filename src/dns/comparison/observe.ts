import { isIP } from 'node:net';
import { basename } from 'node:path';
import type { Words } from '#lib/words.ts';
import { readServers } from '../host.ts';
import type { StoredZone } from '../provided.ts';
import { digLook, digTransfer } from '../providers/dig.ts';
import { networkProviders } from '../providers/index.ts';
import { ProviderFault, type SetName } from '../providers/provider.ts';
import { fqdnOf, labelIn } from '../zone/name.ts';
import { readMasterFile } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { readZoneFile, zonePath } from '../zone/write.ts';
import type { Observation, Place, ServerState } from './compare.ts';
import { digOne } from './dig-answer.ts';
import { type Dnssec, readDnssec } from './dnssec.ts';

/** How many sets one server, and the resolver, are asked for in one run where the zone cannot be had as a whole. */
const mostAsked = 2000;
const mostResolved = 500;

export type Looking = {
  zone: StoredZone & { resolver: string };
  /** What is published. */
  wanted: readonly ZoneRecord[];
  dataDirectory: string;
  /** Counts the runs: where not every set can be asked for, each run asks for others. */
  turn: number;
  signal: AbortSignal;
};

const setsOf = (records: readonly ZoneRecord[]): SetName[] => [
  ...new Map(records.map(({ label, type }) => [`${label} ${type}`, { label, type }])).values(),
];

const setName = ({ label, type }: SetName): string => `${label} ${type}`;

/** Some of the sets, others at every turn. */
const some = (sets: readonly SetName[], most: number, turn: number): SetName[] => {
  if (sets.length <= most) return [...sets];
  const start = (turn * most) % sets.length;
  return [...sets, ...sets].slice(start, start + most);
};

/** Looks at everything that a comparison needs, outside any transaction. What does not answer is part of what was seen. */
export const observe = async (look: Looking): Promise<Observation> => {
  const servers = await Promise.all(serversOf(look).map((server) => soaOf(server, look)));
  const alive = servers.filter(({ fault, authoritative }) => fault === null && authoritative).map(({ server }) => server);
  const own = await ownPlace(look).catch((error: unknown) => faultState(look.zone.server || look.zone.name, error));
  const places: Place[] = 'records' in own ? [own] : [];
  // A dead publication server is told, once.
  const state = 'records' in own || servers.some(({ server }) => server === own.server) ? servers : [...servers, own];
  for (const server of alive) {
    if (look.zone.provider === 'rfc2136' && server === look.zone.server) continue; // read whole already
    const place = await askPlace(server, look).catch(() => null);
    if (place) places.push(place);
  }
  return {
    places,
    servers: state,
    resolved: await askResolver(look).catch(() => null),
    lame: await lameDelegations(look),
    dnssec: await dnssecOf(alive[0], look).catch(() => unknownDnssec),
  };
};

const unknownDnssec: Dnssec = { state: 'unknown', keys: [], ds: null, expires: null };

/** The servers of the settings, and the addresses that the zone itself gives for its name servers. */
const serversOf = ({ zone, wanted }: Looking): string[] => {
  if (zone.verify !== 'authoritative') return [];
  const asked = readServers(zone.verifyServers) ?? [];
  const ns = new Set(wanted.filter(({ label, type }) => label === '@' && type === 'NS').map(({ value }) => value));
  const glue = wanted
    .filter(({ label, type }) => (type === 'A' || type === 'AAAA') && ns.has(fqdnOf(label, zone.name)))
    .map(({ value }) => (isIP(value) === 6 ? `[${value}]:53` : `${value}:53`));
  // Servers on other ports are servers under another name: the settings know better.
  return [...new Set([...asked, ...(asked.every((server) => server.endsWith(':53')) ? glue : [])])];
};

const faultState = (server: string, error: unknown): ServerState => {
  const { code = 'ERROR' } = error as { code?: string };
  return { server, serial: null, fault: code, authoritative: false };
};

const soaOf = async (server: string, { zone, signal }: Looking): Promise<ServerState> => {
  try {
    const { status, authoritative, records } = await digOne({ server, name: zone.name, type: 'SOA' }, signal);
    if (status !== 'NOERROR') return { server, serial: null, fault: status, authoritative };
    const serial = Number(records.find(({ type }) => type === 'SOA')?.data[2] ?? Number.NaN);
    return { server, serial: Number.isSafeInteger(serial) ? serial : null, fault: null, authoritative };
  } catch (error) {
    return faultState(server, error);
  }
};

/** What stands where the zone is published, as a whole. */
const ownPlace = async ({ zone, dataDirectory, signal }: Looking): Promise<Place> => {
  if (zone.provider !== 'zonefile') {
    const { records } = await networkProviders[zone.provider].read(zone, signal);
    return { server: zone.server, asked: null, records };
  }
  const path = zonePath(dataDirectory, zone);
  const file = await readZoneFile(path);
  if (file === null) throw new ProviderFault('NOFILE', `${path} is not there`);
  return { server: basename(path), asked: null, records: readMasterFile(file, zone.name).records };
};

/** One name server: the whole zone where its key or address may transfer, else the sets that are wanted. */
const askPlace = async (server: string, { zone, wanted, turn, signal }: Looking): Promise<Place> => {
  const sets = setsOf(wanted);
  if (sets.length > mostAsked) {
    const whole = await digTransfer({ ...zone, server, ...(zone.provider === 'powerdns' ? { key: '' } : {}) }, signal).catch(
      () => null,
    );
    if (whole) return { server, asked: null, records: whole.records };
  }
  const asked = some(sets, mostAsked, turn);
  const records = await digLook({ name: zone.name, server }, asked, signal);
  return { server, asked: asked.map(setName), records };
};

const askResolver = async ({ zone, wanted, turn, signal }: Looking): Promise<Place | null> => {
  const [server] = readServers(zone.resolver) ?? [];
  if (server === undefined) return null;
  const sets = some(
    setsOf(wanted.filter(({ label, type }) => !label.startsWith('*') && !(type === 'NS' && label !== '@'))),
    mostResolved,
    turn,
  );
  const records = await digLook({ name: zone.name, server }, sets, signal, { recurse: true });
  return { server, asked: sets.map(setName), records };
};

/** Name servers of delegations that do not answer for them with authority. */
const lameDelegations = async (look: Looking): Promise<Observation['lame']> => {
  const { zone, wanted } = look;
  const cuts = wanted.filter(({ label, type }) => type === 'NS' && label !== '@').slice(0, 200);
  const asked = await Promise.all(
    cuts.map(async ({ label, value }) => {
      const why = await lameWhy(fqdnOf(label, zone.name), value, look);
      return why ? [{ label, server: value, why }] : [];
    }),
  );
  return asked.flat();
};

const lameWhy = async (child: string, host: string, look: Looking): Promise<Words | null> => {
  const addresses = await addressesOf(host, look);
  if (addresses === null) return null; // nobody to ask where it is
  if (addresses.length === 0) return { id: `${host} tidak memiliki alamat.`, en: `${host} has no address.` };
  for (const server of addresses) {
    const answer = await digOne({ server, name: child, type: 'SOA' }, look.signal).catch(() => null);
    if (answer?.authoritative) return null;
  }
  return {
    id: `${host} tidak menjawab dengan wewenang atas ${child}.`,
    en: `${host} does not answer with authority for ${child}.`,
  };
};

/** Where a host is: by its glue in the zone, else by the resolver; null when there is none to ask. */
const addressesOf = async (host: string, { zone, wanted, signal }: Looking): Promise<string[] | null> => {
  const label = labelIn(host, zone.name);
  const address = ({ value }: { value: string }) => (isIP(value) === 6 ? `[${value}]:53` : `${value}:53`);
  if (label !== null) return wanted.filter((each) => each.label === label && ['A', 'AAAA'].includes(each.type)).map(address);
  const [server] = readServers(zone.resolver) ?? [];
  if (server === undefined) return null;
  const answer = await digOne({ server, name: host, type: 'A', recurse: true }, signal).catch(() => null);
  if (answer === null) return null;
  return answer.records.filter(({ type }) => type === 'A').map(({ data }) => `${data[0]}:53`);
};

const dnssecOf = async (server: string | undefined, { zone, signal }: Looking): Promise<Dnssec> => {
  if (server === undefined) return unknownDnssec;
  const [resolver] = readServers(zone.resolver) ?? [];
  const at = { server, name: zone.name, dnssec: true };
  const [keys, soa, above] = await Promise.all([
    digOne({ ...at, type: 'DNSKEY' }, signal),
    digOne({ ...at, type: 'SOA' }, signal),
    resolver === undefined
      ? null
      : digOne({ server: resolver, name: zone.name, type: 'DS', recurse: true }, signal).catch(() => null),
  ]);
  return readDnssec(keys, soa, above);
};
