import type { Words } from '#lib/words.ts';
import { skipWords } from '../changes/input.ts';
import { type ChangeItem, judge, type ZoneFacts } from '../changes/rules.ts';
import type { ImportVerdict } from '../choices.ts';
import type { ParsedZone } from '../zone/parse.ts';
import type { ZoneRecord } from '../zone/print.ts';

/** One line of an import: a record, or what stood there instead of one, and how it stands to the register. */
export type JudgedLine = {
  label: string;
  type: string;
  value: string;
  ttl: number | null;
  verdict: ImportVerdict;
  why: Words | null;
};

export type RegisterFacts = {
  zone: ZoneFacts & { ttl: number };
  /** What the register has in this zone. */
  records: readonly ZoneRecord[];
  /** Names that a request holds, and who that is. */
  held: ReadonlyMap<string, string>;
};

const setOf = ({ label, type }: { label: string; type: string }): string => `${label} ${type}`;
const keyOf = (record: ZoneRecord): string => `${setOf(record)} ${record.value}`;

/** The label of the zone that a name belongs to: "_acme.siap" and "*.siap" are of "siap". */
const nameOf = (label: string): string => label.split('.').at(-1) ?? label;

/**
 * Says of each record that was read whether it is new, is there already, differs (the set has other values or another TTL),
 * stands at a name that a request holds, or cannot be held, and why. What the parser did not take follows. The rules are those
 * of a change set, as if everything new were added.
 */
export const judgeLines = ({ records: read, skipped }: ParsedZone, { zone, records, held }: RegisterFacts): JudgedLine[] => {
  const there = new Map(records.map((record) => [keyOf(record), record]));
  const sets = new Map(records.map((record) => [setOf(record), record]));
  const items = read
    .filter((record) => !there.has(keyOf(record)))
    .map((record): ChangeItem => ({ ...record, ttl: ttlFor(record, sets), action: 'add', comment: '' }));
  const faults = new Map(
    judge(zone, records, items).faults.map(({ item, message }) => [keyOf(items[item] as ChangeItem), message]),
  );
  const judged = read.map((record): JudgedLine => {
    const { label, type, value, ttl } = record;
    const line = { label, type, value, ttl, why: null };
    const twin = there.get(keyOf(record));
    if (twin) return { ...line, verdict: (twin.ttl ?? zone.ttl) === (ttl ?? zone.ttl) ? 'same' : 'differs' };
    const fault = faults.get(keyOf(record));
    if (fault) return { ...line, verdict: 'refused', why: fault };
    const holder = held.get(nameOf(label));
    if (holder !== undefined) return { ...line, verdict: 'foreign', why: heldBy(label, holder) };
    return { ...line, verdict: sets.has(setOf(record)) ? 'differs' : 'new' };
  });
  return [
    ...judged,
    ...skipped.map(
      ({ line, text, why }): JudgedLine => ({
        label: '',
        type: '',
        value: text,
        ttl: null,
        verdict: 'refused',
        why: { id: `Baris ${line}: ${skipWords[why].id}.`, en: `Line ${line}: ${skipWords[why].en}.` },
      }),
    ),
  ];
};

/** A record that joins a set of the register takes the TTL of that set; whoever adopts it decides on the set. */
const ttlFor = (record: ZoneRecord, sets: ReadonlyMap<string, ZoneRecord>): number | null => {
  const set = sets.get(setOf(record));
  return set ? set.ttl : record.ttl;
};

const heldBy = (label: string, holder: string): Words => ({
  id: `Nama "${nameOf(label)}" dipegang permohonan ${holder}; rekaman ini bukan miliknya.`,
  en: `The name "${nameOf(label)}" is held by request ${holder}; this record is not its own.`,
});
