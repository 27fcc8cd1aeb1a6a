import { listZones, toShown } from '#dns/index.ts';
import { listOffices } from '#identity/index.ts';
import { say, type Words } from '#lib/words.ts';
import { listNetworks, listSites } from '#registry/index.ts';
import type { Include } from '#wiki/index.ts';
import type { Asked, Conditions, FilterKey, TableFilter, TableKind } from './kind.ts';
import { filterNames } from './registers.ts';

/** What is wrong with an include, as a sentence that stands in its place. */
export type Problem = { problem: string };

const words = {
  filter: {
    id: '“{name}” bukan saringan untuk {what}. Yang ada: {known}.',
    en: '“{name}” is no condition for {what}. There are: {known}.',
  },
  value: { id: '{name}="{value}" tidak dikenal. Yang ada: {known}.', en: '{name}="{value}" is not known. There are: {known}.' },
  absent: { id: '{name}="{value}" tidak ada dalam daftarnya.', en: '{name}="{value}" is not in its register.' },
  column: {
    id: 'Kolom “{name}” tidak ada untuk {what}. Yang ada: {known}.',
    en: 'There is no column “{name}” for {what}. There are: {known}.',
  },
  limit: { id: 'batas="{value}": isi dengan angka 1 sampai {most}.', en: 'limit="{value}": write a number from 1 to {most}.' },
} as const satisfies Record<string, Words>;

/** So many rows stand in a page; the register itself shows all. */
export const mostRows = 200;

const same = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase();

const isWord = ({ id, en }: Words, typed: string): boolean => same(id, typed) || same(en, typed);

const listed = (names: readonly string[]): string => names.join(', ');

const shape: Readonly<Record<'columns' | 'sort' | 'limit', Words>> = {
  columns: { id: 'kolom', en: 'columns' },
  sort: { id: 'urut', en: 'sort' },
  limit: { id: 'batas', en: 'limit' },
};

/** The register's id for what a writer calls by its name, in any case; undefined when there is none. */
const idOf = async ({ db, actor }: Asked, key: FilterKey, typed: string): Promise<string | undefined> => {
  if (key === 'site') return (await listSites(db, actor, { retired: true })).find(({ name }) => same(name, typed))?.id;
  if (key === 'office') {
    return (await listOffices(db)).find(({ name, abbreviation }) => same(name, typed) || same(abbreviation, typed))?.id;
  }
  if (key === 'network') {
    const { rows } = await listNetworks(db, actor, { search: typed, pageSize: 50 });
    return rows.find(({ name, prefix }) => same(name, typed) || same(prefix, typed))?.id;
  }
  return (await listZones(db)).find(({ name }) => same(name, typed) || same(toShown(name), typed))?.id;
};

const named = ['site', 'office', 'network', 'zone'] as const;

const readOne = async (asked: Asked, filter: TableFilter, name: string, value: string): Promise<string | Problem> => {
  const { language } = asked.actor;
  const { key, choices } = filter;
  if (choices) {
    const choice = choices.find((each) => same(each.value, value) || isWord(each.label, value));
    const known = listed(choices.map((each) => each.label[language]));
    return choice?.value ?? { problem: say(words.value, language, { name, value, known }) };
  }
  if (!named.some((each) => each === key)) return value;
  return (await idOf(asked, key, value)) ?? { problem: say(words.absent, language, { name, value }) };
};

export type Shape = { columns: readonly string[]; sort: { key: string; down: boolean } | null; limit: number };

/** The conditions of an include as its register takes them, or what is wrong with one of them. Nothing unknown is passed over. */
export const readConditions = async <Row>(
  asked: Asked,
  kind: TableKind<Row>,
  { args }: Include,
): Promise<{ conditions: Conditions; shape: Shape } | Problem> => {
  const { language } = asked.actor;
  const what = kind.label[language];
  const conditions: Partial<Record<FilterKey, string>> = {};
  const shaped: Partial<Record<keyof typeof shape, string>> = {};
  for (const [name, value] of Object.entries(args)) {
    if (value === '') continue;
    const form = (Object.keys(shape) as (keyof typeof shape)[]).find((key) => isWord(shape[key], name));
    const filter = kind.filters.find(({ key }) => isWord(filterNames[key] ?? { id: key, en: key }, name));
    if (form) shaped[form] = value;
    else if (filter) {
      const read = await readOne(asked, filter, name, value);
      if (typeof read !== 'string') return read;
      conditions[filter.key] = read;
    } else {
      const known = [
        ...kind.filters.map(({ key }) => filterNames[key]?.[language] ?? key),
        ...Object.values(shape).map((each) => each[language]),
      ];
      return { problem: say(words.filter, language, { name, what, known: listed(known) }) };
    }
  }
  const keyOf = (typed: string): string | undefined =>
    kind.columns.find(({ key, label }) => same(key, typed) || isWord(label, typed))?.key;
  const wanted = (shaped.columns ?? '')
    .split(',')
    .map((each) => each.trim())
    .filter(Boolean);
  const order = (shaped.sort ?? '').trim();
  const sorted = order.replace(/^-\s*/, '');
  const strange = [...wanted, ...(sorted ? [sorted] : [])].find((each) => keyOf(each) === undefined);
  if (strange !== undefined) {
    const known = listed(kind.columns.map(({ label }) => label[language]));
    return { problem: say(words.column, language, { name: strange, what, known }) };
  }
  const limit = shaped.limit === undefined ? mostRows : Number(shaped.limit);
  if (!(Number.isInteger(limit) && limit >= 1 && limit <= mostRows)) {
    return { problem: say(words.limit, language, { value: shaped.limit ?? '', most: mostRows }) };
  }
  const columns = wanted.length > 0 ? [...new Set(wanted.map((each) => keyOf(each) ?? ''))] : kind.shown;
  const key = keyOf(sorted);
  return { conditions, shape: { columns, sort: key ? { key, down: order.startsWith('-') } : null, limit } };
};
