import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { say, type Words } from '#lib/words.ts';
import type { GeneratedCell, GeneratedTable } from '../generated.ts';
import { findByTitle } from '../queries/links.ts';
import { listChildren } from '../queries/pages.ts';
import { listSpaces } from '../queries/spaces.ts';
import { titleKey } from '../title.ts';
import { renderedOf } from './rendered.ts';
import type { Include, Rendering } from './rendering.ts';
import { escapeHtml } from './tags.ts';

/**
 * What the wiki is handed over by who shows a page: where things are found, and the tables of the registers, of which the
 * wiki itself knows nothing. `table` answers null for what it does not know and for what the reader may not see, and a problem for
 * what is asked for wrongly.
 */
export type Surroundings = {
  page: (space: string, slug: string) => string;
  /** Where a page that is not there yet is begun; null where this reader begins none. */
  create: (space: string, title: string) => string | null;
  file: (pageId: string, name: string) => string;
  /** Where a record of a register is shown; null where it is not. */
  record: (kind: string, id: string) => string | null;
  table: (include: Include) => Promise<GeneratedTable | IncludeProblem | null>;
  /** How many rows such a table would have; `more`: at least so many. */
  count: (include: Include) => Promise<{ total: number; more: boolean } | IncludeProblem | null>;
};

/** What is wrong with an include, as a sentence for its place. */
export type IncludeProblem = { problem: string };

export type Shown = { id: string; spaceId: string; spaceKey: string };

const words = {
  nothing: { id: 'Tidak ada yang cocok.', en: 'Nothing matches.' },
  more: { id: 'Hanya {n} baris yang tampil di sini.', en: 'Only {n} rows are shown here.' },
  unknown: {
    id: 'Bagian ini tidak tersedia bagi Anda atau tidak ada: {what}',
    en: 'This part is not there, or not for you: {what}',
  },
  cycle: { id: 'Halaman ini menyertakan dirinya sendiri: {what}', en: 'This page includes itself: {what}' },
  tooMany: { id: 'Terlalu banyak bagian yang disertakan.', en: 'Too many parts are included.' },
  atLeast: { id: 'lebih dari {n}', en: 'more than {n}' },
  noPages: { id: 'Belum ada halaman di sini.', en: 'There is no page here yet.' },
  pagesFilter: {
    id: '“{name}” bukan saringan untuk daftar halaman. Yang ada: bawah, ruang.',
    en: '“{name}” is no condition for a list of pages. There are: below, space.',
  },
  missing: { id: 'halaman belum ada', en: 'no such page yet' },
} as const satisfies Record<string, Words>;

/** How deep pages include pages, how many parts one page may draw in, and how many different ones it may ask the registers for. */
const deepest = 3;
const mostIncludes = 40;
const mostAsked = 60;

const note = (pieces: readonly string[]): string => {
  const said = pieces.filter((piece) => piece !== '').join(' ');
  return said === '' ? '' : `<p class="g-include-note">${said}</p>`;
};

const notice = (text: string): string => `<p class="g-include-note">${escapeHtml(text)}</p>`;

const cellHtml = (cell: GeneratedCell, record: Surroundings['record']): string => {
  if (typeof cell === 'string') return escapeHtml(cell);
  const href = record(cell.kind, cell.id);
  return href ? `<a href="${escapeHtml(href)}">${escapeHtml(cell.text)}</a>` : escapeHtml(cell.text);
};

/** A generated table as HTML, every value escaped. */
export const tableHtml = (table: GeneratedTable, language: Actor['language'], record: Surroundings['record']): string => {
  const whole = table.list ? cellHtml(table.list, record) : '';
  const link = whole.startsWith('<a ') ? whole : '';
  if (table.rows.length === 0) return note([escapeHtml(`${table.caption}: ${words.nothing[language]}`), link]);
  const head = table.columns.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('');
  const body = table.rows.map((row) => `<tr>${row.map((cell) => `<td>${cellHtml(cell, record)}</td>`).join('')}</tr>`).join('\n');
  return `<div class="g-wide g-include" tabindex="0"><table><caption>${escapeHtml(table.caption)}</caption><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>${note([table.more ? say(words.more, language, { n: table.rows.length }) : '', link])}`;
};

type Filling = {
  db: Db;
  actor: Actor;
  now: Temporal.Instant;
  around: Surroundings;
  left: { includes: number; asked: number; told: boolean };
  /** What was asked before on this page: equal parts are asked once. */
  known: Map<string, Promise<unknown>>;
  above: readonly string[];
};

/** Asks once for each include; null where too many different ones are asked for. */
const askedOnce = <Answer>(
  filling: Filling,
  include: Include,
  ask: (include: Include) => Promise<Answer>,
): Promise<Answer> | null => {
  const key = JSON.stringify([include.kind, include.count ?? false, Object.entries(include.args).sort()]);
  const known = filling.known.get(key);
  if (known) return known as Promise<Answer>;
  if (filling.left.asked <= 0) return null;
  filling.left.asked -= 1;
  const answer = ask(include);
  filling.known.set(key, answer);
  return answer;
};

/** That there are too many parts is told once. */
const tooMany = ({ left, actor }: Filling): string => {
  if (left.told) return '';
  left.told = true;
  return notice(words.tooMany[actor.language]);
};

/**
 * The HTML of a page for one reader: links by title lead to what he or she may read (all others look like pages that are
 * not there), included tables are read now. Included pages are drawn in up to three deep, and never into themselves.
 */
export const fillIn = (
  input: { db: Db; actor: Actor; now: Temporal.Instant; around: Surroundings },
  page: Shown,
  rendering: Rendering,
): Promise<string> =>
  fill(
    { ...input, left: { includes: mostIncludes, asked: mostAsked, told: false }, known: new Map(), above: [page.id] },
    page,
    rendering,
  );

const fill = async (filling: Filling, page: Shown, rendering: Rendering): Promise<string> => {
  const { mark } = rendering;
  const hrefs = await linkTargets(filling, page, rendering);
  const parts: string[] = [];
  for (const include of rendering.includes) parts.push(await includeHtml(filling, page, include));
  return rendering.html
    .replace(new RegExp(`href="${mark}/link/(\\d+)"`, 'g'), (_, n: string) => hrefs[Number(n)] ?? '')
    .replace(
      new RegExp(`(href|src)="${mark}/file/([^"]*)"`, 'g'),
      (_, attribute: string, name: string) =>
        `${attribute}="${escapeHtml(filling.around.file(page.id, decodeURIComponent(name)))}"`,
    )
    .replace(new RegExp(`<(div|span) id="${mark}-i-(\\d+)"></\\1>`, 'g'), (_, _tag: string, n: string) => parts[Number(n)] ?? '');
};

const linkTargets = async ({ db, actor, around }: Filling, page: Shown, { links }: Rendering): Promise<string[]> => {
  if (links.length === 0) return [];
  const found = await findByTitle(db, actor, page, links);
  return links.map((link, n) => {
    const target = found[n];
    if (target) return `href="${escapeHtml(around.page(target.spaceKey, target.slug) + (link.anchor ? `#${link.anchor}` : ''))}"`;
    const create = around.create(link.space || page.spaceKey, link.title);
    const said = `class="g-missing" title="${escapeHtml(words.missing[actor.language])}"`;
    return create ? `${said} href="${escapeHtml(create)}"` : said;
  });
};

const includeHtml = async (filling: Filling, page: Shown, include: Include): Promise<string> => {
  const { actor, around, left } = filling;
  const { language } = actor;
  const what = `${include.kind} ${Object.values(include.args).join(' ')}`.trim();
  if (include.count) return countHtml(filling, include);
  if (left.includes <= 0) return tooMany(filling);
  left.includes -= 1;
  if (include.kind === 'page') return includedPage(filling, page, include.args.q ?? include.args.title ?? '');
  if (include.kind === 'pages') return pageList(filling, page, include);
  const answer = askedOnce(filling, include, around.table);
  if (!answer) return tooMany(filling);
  const table = await answer;
  if (!table) return notice(say(words.unknown, language, { what }));
  return 'problem' in table ? notice(table.problem) : tableHtml(table, language, around.record);
};

/** A number in a sentence; what cannot be counted is a dash that says why. */
const countHtml = async (filling: Filling, include: Include): Promise<string> => {
  const { language } = filling.actor;
  const dash = (why: string): string => `<abbr title="${escapeHtml(why)}">–</abbr>`;
  const answer = askedOnce(filling, include, filling.around.count);
  if (!answer) return dash(words.tooMany[language]);
  const counted = await answer;
  if (!counted) return dash(say(words.unknown, language, { what: include.kind }));
  if ('problem' in counted) return dash(counted.problem);
  const n = number(counted.total, language);
  return escapeHtml(counted.more ? say(words.atLeast, language, { n }) : n);
};

const mostListed = 200;

/** The pages below this one or below another, or the topmost of a space, as far as the reader reads them. */
const pageList = async (filling: Filling, page: Shown, { args }: Include): Promise<string> => {
  const { db, actor, around } = filling;
  const { language } = actor;
  const { space, ruang, below, bawah, q, ...strange } = args;
  const [name] = Object.keys(strange);
  if (name !== undefined) return notice(say(words.pagesFilter, language, { name }));
  const [key, title] = [space ?? ruang, below ?? bawah ?? q];
  const spaceId =
    key === undefined ? page.spaceId : (await listSpaces(db, actor)).find((each) => each.key === key.toLowerCase())?.id;
  if (spaceId === undefined) return notice(say(words.unknown, language, { what: key ?? '' }));
  const named = title === undefined ? [] : [{ space: key ?? '', key: titleKey(title) }];
  const [found] = await findByTitle(db, actor, { spaceId }, named);
  if (title !== undefined && !found) return notice(say(words.unknown, language, { what: title }));
  const under = found ?? (key === undefined ? page : null);
  // A page that is being written has nothing below it yet.
  if (under && !isId(under.id)) return notice(words.noPages[language]);
  const place = { spaceId: found?.spaceId ?? spaceId, parentId: under?.id ?? null };
  const pages = await listChildren(db, actor, { ...place, most: mostListed });
  if (pages.length === 0) return notice(words.noPages[language]);
  const link = (each: { spaceKey: string; slug: string; title: string }): string =>
    `<li><a href="${escapeHtml(around.page(each.spaceKey, each.slug))}">${escapeHtml(each.title)}</a></li>`;
  return `<ul class="g-include-pages">${pages.map(link).join('')}</ul>`;
};

const includedPage = async (filling: Filling, page: Shown, name: string): Promise<string> => {
  const { db, actor, now } = filling;
  const [space = '', title = ''] = name.includes('::') ? name.split('::') : ['', name];
  const key = title.trim().toLowerCase();
  const [found] = await findByTitle(db, actor, page, [{ space: space.trim(), key }]);
  if (!found) return notice(say(words.unknown, actor.language, { what: name }));
  if (filling.above.includes(found.id)) return notice(say(words.cycle, actor.language, { what: found.title }));
  if (filling.above.length > deepest) return tooMany(filling);
  const body = await db
    .selectFrom('wiki_page')
    .select(['body', 'body_hash as hash'])
    .where('id', '=', found.id)
    .executeTakeFirstOrThrow();
  const rendering = await renderedOf(db, body, now);
  const inner = await fill({ ...filling, above: [...filling.above, found.id] }, found, rendering);
  // The ids of headings belong to the page itself.
  return inner.replaceAll(/ id="b-[^"]*"/g, '');
};
