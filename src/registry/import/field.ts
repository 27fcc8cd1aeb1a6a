import type { Words } from '#lib/words.ts';
import type { Read } from './values.ts';

/** A field into which a column may go. */
export type ImportField = {
  key: string;
  label: Words;
  /** What else a column of it may be called, lower case. */
  names: readonly string[];
  /** Without it no row can be read. */
  needed?: boolean;
  /** Named in a verdict, its values never shown. */
  personal?: boolean;
  read: (text: string) => Read;
};

/** What stands in a cell, as it is. */
export const text = (value: string): Read => ({ value });

/** Names of devices are written in lower case. */
export const lowered = (value: string): Read => ({ value: value.toLowerCase() });

export const tags: ImportField = {
  key: 'tags',
  label: { id: 'Tag', en: 'Tags' },
  names: ['tag', 'tags', 'label'],
  read: text,
};
