/** A stretch of text in one look. `f`: letters of `flags`; left out for plain text. */
export type Run = { v: string; f?: string };

/** What a run may be, by the letter that stands for it. */
export const flags = {
  bold: 'b',
  italic: 'i',
  underlined: 'u',
  struck: 'd',
  sub: 's',
  sup: 'p',
  marked: 'm',
  code: 'c',
  small: 'l',
} as const;

/**
 * What stands in a line. `to` leads to a label of the book, `url` out of it; `n` is the number of a picture. Nothing here is
 * nested but the runs of a link, so that no text can be deeper than the typesetter goes.
 */
export type Inline =
  | Run
  | { t: 'br' }
  | { t: 'task'; done: boolean }
  | { t: 'pic'; n: number }
  | { t: 'link'; to: string; c: Run[] }
  /** Leads into another volume: `said` is where. */
  | { t: 'far'; said: string; c: Run[] }
  | { t: 'url'; url: string; said: boolean; c: Run[] };

/** A cell by its place in the grid; spans never overlap and never leave the table. */
export type Cell = { x: number; y: number; w: number; h: number; head: boolean; align: string; b: Block[] };

/** One table as it fits on paper: a table that is too wide becomes several. */
export type Grid = { columns: number[]; cells: Cell[]; headRows: number; flipped: boolean; size: number; note: string };

/** What stands below another. */
export type Block =
  | { t: 'p'; c: Inline[] }
  | { t: 'h'; level: number; id: string; c: Inline[] }
  | { t: 'list'; ordered: boolean; start: number; tasks: boolean; items: Block[][] }
  | { t: 'terms'; items: { term: Inline[]; b: Block[] }[] }
  | { t: 'table'; caption: string; grids: Grid[] }
  | { t: 'code'; lines: string[] }
  | { t: 'callout'; look: string; title: Inline[]; b: Block[] }
  | { t: 'quote'; b: Block[] }
  | { t: 'picture'; n: number }
  | { t: 'details'; title: Inline[]; b: Block[] }
  | { t: 'rule' };

/** How a picture is printed: its file, or what is said instead of it. Sizes in points. */
export type BookPicture =
  | { path: string; width: number; height: number; alt: string }
  | { path: null; said: string; alt: string };

export type Chapter = {
  id: string;
  /** "3.2.1" */
  number: string;
  title: string;
  /** 1 for the topmost. */
  level: number;
  /** Version, day and persons, in one line. */
  about: string;
  b: Block[];
};
