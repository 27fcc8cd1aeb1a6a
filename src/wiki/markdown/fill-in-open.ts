import type { Db } from '#db/index.ts';
import type { Language, Words } from '#lib/words.ts';
import type { GeneratedTable } from '../generated.ts';
import { findOpenByTitle, listOpenFiles, type OpenPage } from '../queries/open.ts';
import { tableHtml } from './fill-in.ts';
import { renderedOf } from './rendered.ts';
import type { Include, Rendering } from './rendering.ts';
import { escapeHtml } from './tags.ts';

/** What who shows an open page hands over. `table` answers null for every table that is not public as a whole. */
export type OpenSurroundings = {
  page: (space: string, slug: string) => string;
  file: (pageId: string, name: string) => string;
  table: (include: Include) => Promise<GeneratedTable | null>;
};

/** It names neither what is asked for nor whether it is there. */
const within: Words = {
  id: 'Bagian ini hanya tampil setelah masuk.',
  en: 'This part is shown after signing in only.',
};

const mostIncludes = 40;
const deepest = 3;

type Filling = {
  db: Db;
  now: Temporal.Instant;
  language: Language;
  around: OpenSurroundings;
  left: { includes: number };
  above: readonly string[];
};

type Place = Pick<OpenPage, 'id' | 'spaceId'>;

/**
 * The HTML of a page for who is not signed in: a link by title leads to an open page or is plain text, as if nobody had
 * linked it, and so is a file that is not open; open pages are drawn in, and tables that are public as a whole; every other part is a sentence.
 */
export const fillInOpen = (input: Omit<Filling, 'left' | 'above'>, page: Place, rendering: Rendering): Promise<string> =>
  fill({ ...input, left: { includes: mostIncludes }, above: [page.id] }, page, rendering);

const fill = async (filling: Filling, page: Place, rendering: Rendering): Promise<string> => {
  const { db, around, language } = filling;
  const { mark } = rendering;
  const targets = await findOpenByTitle(db, page, rendering.links);
  const files = new Set(
    rendering.html.includes(`${mark}/file/`) ? (await listOpenFiles(db, page.id)).map(({ name }) => name.toLowerCase()) : [],
  );
  const address = (name: string): string => escapeHtml(around.file(page.id, decodeURIComponent(name)));
  const parts: string[] = [];
  for (const include of rendering.includes) {
    if (include.count) parts.push(`<abbr title="${escapeHtml(within[language])}">–</abbr>`);
    else parts.push((await includeHtml(filling, page, include)) ?? notice(language));
  }
  return rendering.html
    .replace(new RegExp(`<a href="${mark}/link/(\\d+)">([^<]*)</a>`, 'g'), (_, n: string, label: string) => {
      const target = targets[Number(n)];
      if (!target) return label;
      const anchor = rendering.links[Number(n)]?.anchor;
      return `<a href="${escapeHtml(around.page(target.spaceKey, target.slug) + (anchor ? `#${anchor}` : ''))}">${label}</a>`;
    })
    .replace(
      new RegExp(`<img src="${mark}/file/([^"]*)" alt="([^"]*)"([^>]*)>`, 'g'),
      (_, name: string, alt: string, rest: string) =>
        files.has(nameIn(name)) ? `<img src="${address(name)}" alt="${alt}"${rest}>` : alt,
    )
    .replace(new RegExp(`<a href="${mark}/file/([^"]*)"`, 'g'), (_, name: string) =>
      files.has(nameIn(name)) ? `<a href="${address(name)}"` : '<a',
    )
    .replace(new RegExp(`<(div|span) id="${mark}-i-(\\d+)"></\\1>`, 'g'), (_, _tag: string, n: string) => parts[Number(n)] ?? '');
};

const nameIn = (encoded: string): string => decodeURIComponent(encoded).toLowerCase();

const notice = (language: Language): string => `<p class="g-include-note">${escapeHtml(within[language])}</p>`;

const includeHtml = async (filling: Filling, page: Place, include: Include): Promise<string | null> => {
  if (filling.left.includes <= 0) return null;
  filling.left.includes -= 1;
  if (include.kind === 'page') return includedPage(filling, page, include.args.q ?? include.args.title ?? '');
  const table = await filling.around.table(include);
  return table ? tableHtml(table, filling.language, () => null) : null;
};

const includedPage = async (filling: Filling, page: Place, name: string): Promise<string | null> => {
  const { db, now } = filling;
  const [space = '', title = ''] = name.includes('::') ? name.split('::') : ['', name];
  const [found] = await findOpenByTitle(db, page, [{ space: space.trim(), key: title.trim().toLowerCase() }]);
  if (!found || filling.above.includes(found.id) || filling.above.length > deepest) return null;
  const body = await db
    .selectFrom('wiki_page')
    .select(['body', 'body_hash as hash'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow();
  const rendering = await renderedOf(db, body, now);
  // As it was typed it also holds what a page does not show.
  if (rendering.plainly) return null;
  const inner = await fill({ ...filling, above: [...filling.above, found.id] }, found, rendering);
  // The ids of headings belong to the page itself.
  return inner.replaceAll(/ id="b-[^"]*"/g, '');
};
