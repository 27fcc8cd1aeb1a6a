import type { DeviceKind, NetworkZone } from '../choices.ts';

/** What a thing in a picture is; `group` gathers things that hang on the same lines and is no record. */
export type ThingKind =
  | DeviceKind
  | 'users'
  | 'internet'
  | 'name'
  | 'address'
  | 'network'
  | 'site'
  | 'group'
  | 'application'
  | 'database'
  | 'more';

/** The record behind a thing, so that a page can lead there. */
export type RecordRef = { kind: 'server' | 'network' | 'site' | 'application' | 'name'; id: string };

export type Thing = {
  id: string;
  kind: ThingKind;
  title: string;
  detail: string;
  /** A third line: what people know it by, an application on a server. */
  note: string;
  /** What it is found by beside what it shows: all its addresses and applications. */
  words: string;
  /** The thing it stands in: a virtual server in its host, a host at its site. */
  parent: string | null;
  record: RecordRef | null;
  /** Drawn with a broken edge: planned, or named somewhere but not in the register. */
  state: 'normal' | 'planned' | 'maintenance' | 'unknown';
  /** Of a network: its own; of a server: those of its networks, shown as marks. */
  zones: readonly NetworkZone[];
  /** What it holds but is not drawn, counted by kind; null: nothing is left out. */
  inside: Readonly<Partial<Record<ThingKind, number>>> | null;
  /** What the picture is about. */
  subject?: boolean;
};

/** `leads`: the way of a visitor; `network`: an address in a network; `runs`: what runs on it; `cable`: a physical one; `uses`: a store of data. */
export type LineKind = 'leads' | 'network' | 'runs' | 'cable' | 'uses';

export type Line = {
  from: string;
  to: string;
  kind: LineKind;
  label: string;
  /** How many of the register's own it stands for. */
  count: number;
};

/** A picture of the network as it is meant, before anything has a place. Parents come before what they hold. */
export type Picture = { title: string; things: readonly Thing[]; lines: readonly Line[] };

/** A thing with what most have. */
export const thing = (part: Pick<Thing, 'id' | 'kind' | 'title'> & Partial<Thing>): Thing => ({
  detail: '',
  note: '',
  words: '',
  parent: null,
  record: null,
  state: 'normal',
  zones: [],
  inside: null,
  ...part,
});

export const line = (from: string, to: string, kind: LineKind, label = ''): Line => ({ from, to, kind, label, count: 1 });

/** What stands in what, in the picture's order; the outermost under null. */
export const childrenOf = (things: readonly Thing[]): Map<string | null, Thing[]> => {
  const children = new Map<string | null, Thing[]>();
  for (const each of things) {
    const known = children.get(each.parent);
    if (known) known.push(each);
    else children.set(each.parent, [each]);
  }
  return children;
};

/** Lines between the same two things become one that says how many it stands for; a line from a thing to itself is none. */
export const mergedLines = (lines: readonly Line[]): Line[] => {
  const merged = new Map<string, Line>();
  for (const each of lines) {
    if (each.from === each.to) continue;
    const key = `${each.from}>${each.to}>${each.kind}`;
    const known = merged.get(key);
    merged.set(key, known ? { ...known, count: known.count + each.count, label: '' } : each);
  }
  return [...merged.values()];
};
