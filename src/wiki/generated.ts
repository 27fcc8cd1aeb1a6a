/** A value that a register knows; with `kind` and `id` it leads to its record. */
export type GeneratedCell = string | { text: string; kind: string; id: string };

/** A table as one reader may see it. */
export type GeneratedTable = {
  caption: string;
  columns: readonly string[];
  rows: readonly (readonly GeneratedCell[])[];
  more: boolean;
  /** Where the register shows the whole list with the same conditions. */
  list?: GeneratedCell;
};

/**
 * A part of a record's page that nobody writes: read from the registers whenever the page is shown. `above` what people
 * wrote stands what the record is, below it what happened to it.
 */
export type GeneratedPart = {
  key: string;
  title: string;
  place: 'above' | 'below';
  /** Something to know before the rest is read: that the record has ended, and why. */
  notice?: readonly GeneratedCell[];
  facts?: readonly { label: string; value: readonly GeneratedCell[] }[];
  table?: GeneratedTable;
  /** A drawing of the record: where it is, by kind and id, and what it shows in words. */
  picture?: { kind: string; id: string; alt: string };
};
