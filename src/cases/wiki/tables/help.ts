import type { Words } from '#lib/words.ts';
import { tableKinds } from '../tables.ts';
import { filterNames } from './registers.ts';

/** What can be drawn into a page, as its writer is told of it: one register. */
export type TableHelp = {
  kind: string;
  /** What it is called by in an include. */
  names: Words;
  label: Words;
  /** `values`: what a condition may say; none: it is looked for in the register. */
  filters: readonly { key: string; names: Words; values: readonly { value: string; label: Words }[] }[];
  /** `shown`: whether it stands there when nobody says which. */
  columns: readonly { key: string; label: Words; shown: boolean }[];
  example: Words;
};

/** The registers that can be drawn into a page with their conditions, columns and an example, for the editor and its help. */
export const tableHelp: readonly TableHelp[] = tableKinds.map(({ key, names, label, filters, columns, shown }) => {
  const first = columns[0]?.key ?? '';
  const filter = filters.find(({ choices }) => choices);
  const [choice] = filter?.choices?.slice(-2) ?? [];
  const condition = (language: 'id' | 'en'): string =>
    filter && choice ? ` ${filterNames[filter.key]?.[language]}="${choice.label[language]}"` : '';
  return {
    kind: key,
    names,
    label,
    filters: filters.map((each) => ({
      key: each.key,
      names: filterNames[each.key] ?? { id: each.key, en: each.key },
      values: each.choices ?? [],
    })),
    columns: columns.map((each) => ({ key: each.key, label: each.label, shown: shown.includes(each.key) })),
    example: {
      id: `{{${names.id}${condition('id')} urut="${first}"}}`,
      en: `{{${names.en}${condition('en')} sort="${first}"}}`,
    },
  };
});
