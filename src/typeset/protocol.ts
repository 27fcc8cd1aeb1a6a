/** A picture that a template may show, by its path below the root of the tree. */
export type Picture = { path: string; bytes: Uint8Array };

/** What is rendered: the whole tree of files that the template may read, the data, the pictures. */
export type RenderRequest = {
  /** Path of the template below the root of the tree. */
  main: string;
  /** Every source by its path, "shared/base.typ". */
  files: Readonly<Record<string, string>>;
  /** JSON, which the template finds in `sys.inputs.letter`; beside it, in `broken`, the paths of pictures that it must leave out. */
  data: string;
  pictures: readonly Picture[];
  /** `pdf` is PDF/A-2b; `svg` all pages below one another, for the eye. */
  want: 'pdf' | 'svg';
  /** A label, "<places>": the values of the metadata that carry it come back with the document. */
  asked?: string;
};

/** A fault of a template as Typst tells it. Lines and columns count from 1. */
export type TemplateFault = { message: string; path: string; line: number | null; column: number | null };

export type RenderReply =
  | { ok: true; document: Uint8Array; pages: number; unprintable: string[]; broken: string[]; answers: unknown[] }
  | { ok: false; faults: TemplateFault[] };
