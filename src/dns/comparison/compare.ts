import type { Words } from '#lib/words.ts';
import { diffZones } from '../changes/diff.ts';
import type { FindingKind } from '../choices.ts';
import { labelIn } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { targetOf } from '../zone/value.ts';
import type { Dnssec } from './dnssec.ts';

/** One thing that is not as the register wants it. */
export type Finding = {
  kind: FindingKind;
  label: string;
  type: string;
  value: string;
  ttl: number | null;
  /** Where it was seen; empty for what the register shows by itself. */
  servers: string[];
  detail: Words;
};

/** What one place was found to hold: the records of the sets that were asked for, or of the whole zone. */
export type Place = {
  /** "203.0.113.1:53", or the name of the zone file. */
  server: string;
  /** The sets that were asked for; null: the whole zone, so that what is foreign can be seen. */
  asked: readonly string[] | null;
  records: readonly ZoneRecord[];
};

export type ServerState = { server: string; serial: number | null; fault: string | null; authoritative: boolean };

export type Observation = {
  places: readonly Place[];
  servers: readonly ServerState[];
  /** What a resolver of the outside says of some sets. */
  resolved: Place | null;
  /** Delegations whose name servers were asked: those that do not answer for them. */
  lame: readonly { label: string; server: string; why: Words }[];
  dnssec: Dnssec;
};

export type Facts = {
  zone: { name: string; ttl: number };
  /** What is published. */
  wanted: readonly ZoneRecord[];
  /** What waits to be published or removed: it is neither missing nor foreign. */
  moving: readonly ZoneRecord[];
  /** Addresses that nobody has any more, by the register of networks, with their network. */
  dead: ReadonlyMap<string, string>;
  /** Records of applications that are retired: "label type value" and the application's name. */
  retired: ReadonlyMap<string, string>;
  /** Names of the office's other zones that have records, to tell a target that is gone. */
  knows: (fqdn: string) => boolean | null;
};

const setOf = ({ label, type }: { label: string; type: string }): string => `${label} ${type}`;
const keyOf = (record: ZoneRecord): string => `${setOf(record)} ${record.value}`;
const bare = { type: '', value: '', ttl: null, servers: [] };

/** Signatures that run out within so many days are told: signing anew has failed by then. */
const signatureDays = 3;

/** Everything that is not as it should be, each once, with every server where it was seen. Pure. */
export const compare = (facts: Facts, seen: Observation, now: Temporal.Instant): Finding[] => {
  const all = [
    ...seen.places.flatMap((place) => comparePlace(facts, place)),
    ...compareResolved(facts, seen.resolved),
    ...dangling(facts),
    ...seen.lame.map(
      ({ label, server, why }): Finding => ({ ...bare, kind: 'lame', label, type: 'NS', value: server, detail: why }),
    ),
    ...silent(seen.servers),
    ...serials(seen.servers),
    ...signature(seen.dnssec, now),
  ];
  const merged = new Map<string, Finding>();
  for (const finding of all) {
    const key = `${finding.kind} ${finding.label} ${finding.type} ${finding.value}`;
    const other = merged.get(key);
    if (other) merged.set(key, { ...other, servers: [...new Set([...other.servers, ...finding.servers])] });
    else merged.set(key, finding);
  }
  return [...merged.values()];
};

const comparePlace = ({ zone, wanted, moving }: Facts, { server, asked, records }: Place): Finding[] => {
  const concerned = asked === null ? wanted : wanted.filter((record) => asked.includes(setOf(record)));
  const { missing, changed, foreign } = diffZones(concerned, records, zone.ttl);
  const known = new Set(moving.map(keyOf));
  const movingSets = new Set(moving.map(setOf));
  const at = { servers: [server] };
  return [
    ...missing.map((record): Finding => ({ ...record, ...at, kind: 'missing', detail: missingWords })),
    ...changed
      .filter(({ wanted: record }) => !movingSets.has(setOf(record)))
      .map(({ wanted: record, found }): Finding => ({ ...record, ...at, kind: 'changed', detail: ttlWords(found, zone.ttl) })),
    ...foreign
      .filter((record) => !known.has(keyOf(record)))
      .map((record): Finding => ({ ...record, ...at, kind: 'foreign', detail: foreignWords })),
  ];
};

const missingWords: Words = { id: 'Ada di daftar, tetapi tidak dijawab.', en: 'In the register, but not answered.' };
const foreignWords: Words = {
  id: 'Dijawab, tetapi tidak ada di daftar.',
  en: 'Answered, but not in the register.',
};
const ttlWords = (found: ZoneRecord, standard: number): Words => ({
  id: `TTL di sana ${found.ttl ?? standard} detik.`,
  en: `The TTL there is ${found.ttl ?? standard} seconds.`,
});

/** A cache counts the TTL down, so that only values are compared. */
const compareResolved = ({ zone, wanted, moving }: Facts, resolved: Place | null): Finding[] => {
  if (!resolved) return [];
  const asked = new Set(resolved.asked ?? []);
  const untimed = (records: readonly ZoneRecord[]) => records.map((record) => ({ ...record, ttl: null }));
  const { missing } = diffZones(
    untimed(wanted.filter((record) => asked.has(setOf(record)))),
    untimed(resolved.records),
    zone.ttl,
  );
  const movingSets = new Set(moving.map(setOf));
  return missing
    .filter((record) => !movingSets.has(setOf(record)))
    .map(
      (record): Finding => ({
        ...record,
        kind: 'unresolved',
        servers: [resolved.server],
        detail: {
          id: 'Resolver luar belum atau tidak menjawab nilai ini.',
          en: 'A resolver of the outside does not answer this value, or not yet.',
        },
      }),
    );
};

const dangling = ({ zone, wanted, dead, retired, knows }: Facts): Finding[] => {
  const labels = new Set(wanted.map(({ label }) => label));
  return wanted.flatMap((record): Finding[] => {
    const why = danglingWhy(record, { zone, dead, retired, knows, labels });
    return why ? [{ ...record, kind: 'dangling', servers: [], detail: why }] : [];
  });
};

type DanglingFacts = Pick<Facts, 'zone' | 'dead' | 'retired' | 'knows'> & { labels: ReadonlySet<string> };

const danglingWhy = (record: ZoneRecord, { zone, dead, retired, knows, labels }: DanglingFacts): Words | null => {
  const network = record.type === 'A' || record.type === 'AAAA' ? dead.get(record.value) : undefined;
  if (network !== undefined)
    return {
      id: `Alamat ini di jaringan ${network}, tetapi tidak dipakai server mana pun.`,
      en: `This address lies in network ${network}, but no server has it.`,
    };
  const application = retired.get(keyOf(record));
  if (application !== undefined)
    return { id: `Aplikasi ${application} sudah dihentikan.`, en: `The application ${application} is retired.` };
  const target = targetOf(record.type, record.value);
  if (target === null) return null;
  const label = labelIn(target, zone.name);
  const known = label === null ? knows(target) : answers(label, labels);
  return known === false
    ? { id: `Menunjuk ${target}, yang tidak lagi memiliki rekaman.`, en: `Points to ${target}, which has no records any more.` }
    : null;
};

/** Whether a name of the zone has records, by itself, by a wildcard, or below a delegation. */
const answers = (label: string, labels: ReadonlySet<string>): boolean => {
  if (label === '@' || labels.has(label)) return true;
  const parts = label.split('.');
  return parts.some((_, from) => {
    const above = parts.slice(from + 1).join('.');
    return labels.has(above === '' ? '*' : `*.${above}`) || (above !== '' && labels.has(above));
  });
};

const silent = (servers: readonly ServerState[]): Finding[] =>
  servers
    .filter(({ fault, authoritative }) => fault !== null || !authoritative)
    .map(
      ({ server, fault }): Finding => ({
        ...bare,
        kind: 'silent',
        label: '@',
        value: server,
        servers: [server],
        detail:
          fault === null
            ? { id: 'Server nama ini menjawab tanpa wewenang atas zona.', en: 'This name server answers without authority.' }
            : { id: `Server nama ini tidak menjawab (${fault}).`, en: `This name server does not answer (${fault}).` },
      }),
    );

const serials = (servers: readonly ServerState[]): Finding[] => {
  const told = servers.filter(({ serial }) => serial !== null);
  if (new Set(told.map(({ serial }) => serial)).size < 2) return [];
  const list = told.map(({ server, serial }) => `${server} ${serial}`).join(', ');
  return [
    {
      ...bare,
      kind: 'serial',
      label: '@',
      type: 'SOA',
      servers: told.map(({ server }) => server),
      detail: { id: `Nomor seri tidak sama: ${list}.`, en: `Serials differ: ${list}.` },
    },
  ];
};

const signature = ({ state, expires, ds }: Dnssec, now: Temporal.Instant): Finding[] => {
  const one = (detail: Words): Finding[] => [{ ...bare, kind: 'signature', label: '@', type: 'DNSKEY', detail }];
  if (state === 'broken')
    return one({
      id: `Zona induk mencatat DS ${ds?.join(', ')}, tetapi zona ini tidak memiliki kunci itu: nama gagal divalidasi.`,
      en: `The zone above has DS ${ds?.join(', ')}, but this zone has no such key: names fail validation.`,
    });
  if (expires === null) return [];
  const end = Temporal.Instant.from(expires);
  if (Temporal.Instant.compare(end, now) <= 0)
    return one({
      id: `Tanda tangan DNSSEC sudah habis masanya (${expires}).`,
      en: `The DNSSEC signature has expired (${expires}).`,
    });
  if (Temporal.Instant.compare(end, now.add({ hours: signatureDays * 24 })) > 0) return [];
  return one({
    id: `Tanda tangan DNSSEC habis masanya pada ${expires}.`,
    en: `The DNSSEC signature runs out at ${expires}.`,
  });
};
