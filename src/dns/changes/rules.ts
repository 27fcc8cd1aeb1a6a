import { BlockList, isIPv6 } from 'node:net';
import type { Words } from '#lib/words.ts';
import type { ChangeAction, RecordOrigin, RecordType, SensitiveMark } from '../choices.ts';
import { fqdnOf, labelIn } from '../zone/name.ts';
import type { ZoneRecord } from '../zone/print.ts';
import { targetOf } from '../zone/value.ts';

/** One line of a change set, as it is stored: name relative to the zone, value in its one form. */
export type ChangeItem = ZoneRecord & {
  action: ChangeAction;
  comment: string;
  ttlBefore?: number | null;
  /** 'outside': it was found at a server or in a file. One that is removed need not be in the register then. */
  origin?: RecordOrigin;
} & RecordOwner;

/** Whose a record is and why it is there; what is not known is left out. */
export type RecordOwner = { officeId?: string | null; applicationId?: string | null; reference?: string };

export type ZoneFacts = { name: string; internal: boolean };

/** What breaks a rule: the item and why. What may surprise without breaking one is a warning. */
export type Judgement = { faults: { item: number; message: Words }[]; warnings: Words[] };

const notPublic = new BlockList();
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
  ['224.0.0.0', 3],
] as const)
  notPublic.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [
  ['::', 127],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  notPublic.addSubnet(net, bits, 'ipv6');

/** Whether an address means something only inside a network (RFC 1918, 4193, 6598 …), so that no public zone should tell it. */
export const isInside = (address: string): boolean => notPublic.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');

const lowestTtl = 60;
const highestTtl = 604_800;

const isAddress = (type: RecordType): boolean => type === 'A' || type === 'AAAA';

/** The zone's records once the items are done. */
export const afterChange = (before: readonly ZoneRecord[], items: readonly ChangeItem[]): ZoneRecord[] => {
  const key = ({ label, type, value }: ZoneRecord) => `${label} ${type} ${value}`;
  const records = new Map(before.map((record) => [key(record), record]));
  for (const item of items) {
    if (item.action === 'remove') records.delete(key(item));
    if (item.action === 'add') records.set(key(item), { label: item.label, type: item.type, value: item.value, ttl: item.ttl });
    if (item.action !== 'change') continue;
    for (const [each, record] of records)
      if (record.label === item.label && record.type === item.type) records.set(each, { ...record, ttl: item.ttl });
  }
  return [...records.values()];
};

type Look = {
  zone: ZoneFacts;
  at: (label: string) => readonly ZoneRecord[];
  /** The delegation that a name lies at or below, or undefined. */
  above: (label: string) => string | undefined;
};
type Rule = (item: ChangeItem, look: Look) => Words | null;

const ttlRule: Rule = ({ ttl }) =>
  ttl === null || (ttl >= lowestTtl && ttl <= highestTtl)
    ? null
    : { id: `TTL harus dari ${lowestTtl} sampai 604.800 detik.`, en: `The TTL must be from ${lowestTtl} to 604,800 seconds.` };

const setTtlRule: Rule = ({ label, type, ttl }, { at }) =>
  at(label).every((other) => other.type !== type || other.ttl === ttl)
    ? null
    : {
        id: `Semua rekaman ${type} pada satu nama harus memiliki TTL yang sama.`,
        en: `All ${type} records of one name must have the same TTL.`,
      };

const addressRule: Rule = ({ type, value }, { zone }) =>
  isAddress(type) && !zone.internal && isInside(value)
    ? {
        id: `${value} adalah alamat privat; zona ini publik. Pakai alamat publik, atau zona internal.`,
        en: `${value} is a private address and this zone is public. Use a public address, or an internal zone.`,
      }
    : null;

const underscoreRule: Rule = ({ label, type }) =>
  (isAddress(type) || type === 'MX') && label.includes('_')
    ? {
        id: `Nama dengan garis bawah tidak dapat memiliki rekaman ${type}.`,
        en: `A name with an underscore cannot have ${type} records.`,
      }
    : null;

const aloneRule: Rule = ({ label, type }, { at }) => {
  if (type === 'CNAME' && label === '@')
    return { id: 'CNAME tidak boleh berada di puncak zona.', en: 'A CNAME cannot stand at the apex of a zone.' };
  const records = at(label);
  const alias = records.filter((each) => each.type === 'CNAME');
  if (alias.length === 0 || records.length === 1) return null;
  return {
    id: 'CNAME harus sendirian: nama ini memiliki rekaman lain. Hapus yang lain, atau jangan memakai CNAME.',
    en: 'A CNAME must stand alone: this name has other records. Remove them, or use no CNAME.',
  };
};

const loopRule: Rule = ({ label, type }, { zone, at }) => {
  if (type !== 'CNAME') return null;
  const seen = new Set<string>();
  for (let next: string | null = label; next !== null; ) {
    if (seen.has(next)) return { id: 'CNAME ini berputar kembali ke dirinya sendiri.', en: 'This CNAME leads back to itself.' };
    seen.add(next);
    const alias: ZoneRecord | undefined = at(next).find((each) => each.type === 'CNAME');
    next = alias ? labelIn(alias.value, zone.name) : null;
  }
  return null;
};

const targetRule: Rule = ({ type, value }, { zone, at, above }) => {
  const target = targetOf(type, value);
  if (target === null || type === 'CNAME' || type === 'PTR') return null;
  const label = labelIn(target, zone.name);
  if (label === null) return null;
  const there = at(label);
  if (there.some((each) => each.type === 'CNAME'))
    return {
      id: `${target} adalah CNAME; rekaman ${type} harus menunjuk nama yang memiliki alamat.`,
      en: `${target} is a CNAME; a ${type} record must point to a name that has an address.`,
    };
  const elsewhere = type !== 'NS' && above(label) !== undefined;
  if (elsewhere || there.some((each) => isAddress(each.type))) return null;
  return {
    id: `${target} berada di zona ini tetapi tidak memiliki alamat. Tambahkan alamatnya lebih dahulu.`,
    en: `${target} lies in this zone but has no address. Add its address first.`,
  };
};

const delegationRule: Rule = ({ label, type, value }, { zone, at, above }) => {
  if (type === 'NS' && label.startsWith('*'))
    return { id: 'Wildcard tidak dapat didelegasikan.', en: 'A wildcard cannot be delegated.' };
  const cut = above(label);
  if (cut === undefined || (type === 'NS' && label === cut)) return null;
  const glue = isAddress(type) && at(cut).some((each) => each.type === 'NS' && each.value === fqdnOf(label, zone.name));
  if (glue) return null;
  return {
    id: `${cut} didelegasikan ke server nama lain; ${type} ${value.slice(0, 60)} tidak akan pernah dijawab dari zona ini.`,
    en: `${cut} is delegated to other name servers; ${type} ${value.slice(0, 60)} would never be answered from this zone.`,
  };
};

const rules: readonly Rule[] = [
  ttlRule,
  underscoreRule,
  addressRule,
  aloneRule,
  loopRule,
  targetRule,
  delegationRule,
  setTtlRule,
];

/**
 * Judges a change set against the zone as it will be then. `before` must hold what stands at the names concerned, at what
 * they point to and above and below them; the whole zone is always right.
 */
export const judge = (zone: ZoneFacts, before: readonly ZoneRecord[], items: readonly ChangeItem[]): Judgement => {
  const after = afterChange(before, items);
  const byLabel = Map.groupBy(after, ({ label }) => label);
  const delegations = new Set(after.filter(({ label, type }) => type === 'NS' && label !== '@').map(({ label }) => label));
  const look: Look = { zone, at: (label) => byLabel.get(label) ?? [], above: (label) => highest(label, delegations) };
  const faults: Judgement['faults'] = [];
  const warnings: Words[] = [];
  const there = new Set(before.map(({ label, type, value }) => `${label} ${type} ${value}`));
  for (const [item, each] of items.entries()) {
    const message =
      each.action === 'remove'
        ? removalFault(each, there, look)
        : rules.map((rule) => rule(each, look)).find((found) => found !== null);
    if (message) faults.push({ item, message });
    else if (each.action === 'add' && each.label.startsWith('*')) warnings.push(wildcardWarning(each, after));
  }
  return { faults, warnings };
};

/** The highest of these names at or above a label: what lies below it is not answered from this zone. */
const highest = (label: string, names: ReadonlySet<string>): string | undefined => {
  const parts = label.split('.');
  for (let from = parts.length - 1; from >= 0; from -= 1) {
    const name = parts.slice(from).join('.');
    if (names.has(name)) return name;
  }
  return undefined;
};

const removalFault = ({ label, type, value }: ChangeItem, there: ReadonlySet<string>, { at }: Look): Words | null => {
  if (!there.has(`${label} ${type} ${value}`))
    return { id: 'Rekaman ini tidak ada di zona.', en: 'The zone has no such record.' };
  if (type === 'NS' && label === '@' && !at('@').some((each) => each.type === 'NS'))
    return { id: 'Zona harus memiliki sedikitnya satu server nama.', en: 'A zone must have at least one name server.' };
  return null;
};

const wildcardWarning = ({ label }: ChangeItem, after: readonly ZoneRecord[]): Words => {
  const base = label.slice(2);
  const below = after.filter(
    (each) => each.label !== label && (base === '' ? each.label !== '@' : each.label.endsWith(`.${base}`)),
  );
  const names = [...new Set(below.map((each) => each.label))].slice(0, 5).join(', ');
  const besides =
    names === ''
      ? { id: '', en: '' }
      : { id: ` Nama yang sudah ada tidak terkena: ${names}.`, en: ` Names that exist are not covered: ${names}.` };
  return {
    id: `${label} menjawab untuk setiap nama yang tidak ada, juga yang salah ketik.${besides.id}`,
    en: `${label} answers for every name that does not exist, mistyped ones too.${besides.en}`,
  };
};

/** Which of the office's marks a change set bears. A value that is replaced in its set is no deletion. */
export const marksOf = (items: readonly ChangeItem[]): SensitiveMark[] => {
  const added = new Set(items.filter(({ action }) => action === 'add').map(({ label, type }) => `${label} ${type}`));
  const marks = new Set<SensitiveMark>();
  for (const { action, label, type } of items) {
    if (label === '@') marks.add('apex');
    if (type === 'MX') marks.add('mx');
    if (type === 'NS') marks.add('ns');
    if (label.startsWith('*')) marks.add('wildcard');
    if (action === 'remove' && !added.has(`${label} ${type}`)) marks.add('deletion');
  }
  return [...marks];
};

/** The items that take a change set back, the last one first. */
export const reverseOf = (items: readonly ChangeItem[]): ChangeItem[] =>
  items.toReversed().map((item): ChangeItem => {
    if (item.action === 'change') return { ...item, ttl: item.ttlBefore ?? null, ttlBefore: item.ttl };
    return item.action === 'add' ? { ...item, action: 'remove', origin: 'register' } : { ...item, action: 'add' };
  });
