import { parse } from 'yaml';
import { z } from 'zod';

const words = z.union([z.string(), z.number(), z.date()]).transform(String);
const list = z
  .union([z.array(words), z.string().transform((text) => text.split(',').map((each) => each.trim()))])
  .transform((each) => each.filter((tag) => tag !== '').slice(0, 50))
  .catch([]);

const word = words.optional().catch(undefined);
const known = z.looseObject({ title: word, author: word, date: word, tags: list.optional(), keywords: list.optional() });

/** What programs write there for themselves: nobody misses it. */
const ownOfPrograms = new Set([
  ...[
    'published',
    'editor',
    'dateCreated',
    'layout',
    'draft',
    'weight',
    'id',
    'slug',
    'permalink',
    'sidebar_position',
    'nav_order',
  ],
]);

export type FrontMatter = {
  title: string | undefined;
  tags: string[];
  /** Who wrote it and when, as far as it is said. */
  by: string;
  /** What stands there besides, for which a page has no place. */
  unknown: string[];
  body: string;
};

/** The head of a text between two lines `---`, in YAML; a text without one, or with one that is no YAML, is all body. */
export const readFrontMatter = (text: string): FrontMatter => {
  const none = { title: undefined, tags: [], by: '', unknown: [], body: text };
  const found = /^---[ \t]*\n([\s\S]{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n+|$)/.exec(text);
  if (!found) return none;
  try {
    const read = known.safeParse(parse(found[1] ?? '', { maxAliasCount: 0, logLevel: 'silent' }));
    if (!read.success) return none;
    const { title, author, date, tags = [], keywords = [], ...rest } = read.data;
    const by = [author?.slice(0, 80), date?.slice(0, 10)].filter(Boolean).join(', ');
    const unknown = Object.keys(rest)
      .filter((key) => !ownOfPrograms.has(key))
      .slice(0, 20);
    return { title, tags: [...tags, ...keywords], by, unknown, body: text.slice(found[0].length) };
  } catch {
    return none;
  }
};
