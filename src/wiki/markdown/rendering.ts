/** `line`: where the heading stands in the text, counted from 0; none for one inside of something else (a quotation, a list). */
export type OutlineEntry = { level: number; title: string; id: string; line?: number };

/** `{{servers site="X"}}`: what is asked for, and with which words; `count`: how many, as a number in a sentence. */
export type Include = { kind: string; args: Readonly<Record<string, string>>; count?: true };

export type RenderedLink = { space: string; title: string; key: string; anchor: string };

/** A text as it is shown, apart from what depends on who reads it: links by title and included tables are filled in later. */
export type Rendering = {
  /** Marks, in `html`, what is filled in. */
  mark: string;
  html: string;
  outline: OutlineEntry[];
  includes: Include[];
  links: RenderedLink[];
  /** Shown as plain text, because it could not be rendered in time. */
  plainly: boolean;
};

/** Counted up whenever the same text would be rendered differently: what was kept is then made anew. */
export const engine = 5;
