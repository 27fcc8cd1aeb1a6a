import { parse } from 'yaml';
import { z } from 'zod';

const words = z.union([z.string(), z.number(), z.date()]).transform(String);
const list = z
  .union([z.array(words), z.string().transform((text) => text.split(',').map((each) => each.trim()))])
  .transform((each) => each.filter((tag) => tag !== '').slice(0, 50))
  .catch([]);

const known = z.looseObject({ title: words.optional().catch(undefined), tags: list.optional(), keywords: list.optional() });

export type FrontMatter = {
  title: string | undefined;
  tags: string[];
  /** What stands there besides, for which a page has no place. */
  unknown: string[];
  body: string;
};

/** The head of a text between two lines `---`, in YAML; a text without one, or with one that is no YAML, is all body. */
export const readFrontMatter = (text: string): FrontMatter => {
  const none = { title: undefined, tags: [], unknown: [], body: text };
  const found = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n+|$)/.exec(text);
  if (!found) return none;
  try {
    const read = known.safeParse(parse(found[1] ?? '', { maxAliasCount: 0, logLevel: 'silent' }));
    if (!read.success) return none;
    const { title, tags = [], keywords = [], ...rest } = read.data;
    return { title, tags: [...tags, ...keywords], unknown: Object.keys(rest).slice(0, 20), body: text.slice(found[0].length) };
  } catch {
    return none;
  }
};
