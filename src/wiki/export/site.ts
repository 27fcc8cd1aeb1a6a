import { randomBytes } from 'node:crypto';
import { readFile } from '#files/index.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { listAttachments } from '../commands/attach-file.ts';
import { escapeHtml } from '../markdown/tags.ts';
import type { Space } from '../queries/spaces.ts';
import { createNames } from './names.ts';
import { type Exporting, pageHtml } from './page-html.ts';
import { type ExportedPage, listOutline, type Outlined, readPages } from './pages.ts';
import { anchor, css, type Link, linkList, shell } from './site-shell.ts';
import { words } from './site-words.ts';
import { type ZipFile, zipOf } from './zip.ts';

// A space as files that a browser opens from a folder, without a server and without scripts. Every page knows the way up, its
// neighbours and what is below it: not all pages, or a large site would grow with the square of its pages.

/** So many pages are listed beside or below another; the index has all of them. */
const mostListed = 300;
const mostBeside = 40;
/** So many titles stand in one file of the index. */
const mostInIndex = 1500;

type Placed = Outlined & { file: string; number: number };

type Site = {
  exporting: Exporting;
  space: Space;
  pages: readonly Placed[];
  byId: ReadonlyMap<string, Placed>;
  below: ReadonlyMap<string | null, readonly Placed[]>;
  bySlug: ReadonlyMap<string, Placed>;
  /** The names of the attachments of a page, once they are asked for; pages of other spaces too, where one is included. */
  attached: Map<string, { file: string; name: string; fileId: string; sent: boolean }[]>;
  nameIn: ReturnType<typeof createNames>;
  mark: string;
  foot: string;
};

const linkTo = ({ title, file }: Placed): Link => ({ title, href: encodeURIComponent(file) });

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

const attachedTo = async (site: Site, pageId: string) => {
  const known = site.attached.get(pageId);
  if (known) return known;
  const folder = `files/${site.byId.get(pageId)?.file.replace(/\.html$/, '') ?? `_${site.attached.size}`}/`;
  const files = (await listAttachments(site.exporting.db, pageId)).map(({ name, fileId }) => ({
    ...{ name, fileId, sent: false },
    file: `${folder}${site.nameIn(folder, name)}`,
  }));
  site.attached.set(pageId, files);
  return files;
};

const encoded = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

/** Puts the addresses of files where the text names them, and says which of them are to be sent. */
const withFiles = async (
  site: Site,
  html: string,
): Promise<{ html: string; needed: { file: string; fileId: string; sent: boolean }[] }> => {
  const pattern = new RegExp(`${site.mark}:file/([0-9a-f-]{36})/([^"&]*)`, 'g');
  const needed = new Set<{ file: string; fileId: string; sent: boolean }>();
  const hrefs = new Map<string, string>();
  for (const [whole, pageId = '', name = ''] of html.matchAll(pattern)) {
    const wanted = decodeURIComponent(name).toLowerCase();
    const found = (await attachedTo(site, pageId)).find((each) => each.name.toLowerCase() === wanted);
    if (found) needed.add(found);
    hrefs.set(whole, found ? encoded(found.file) : '');
  }
  return { html: html.replace(pattern, (whole) => hrefs.get(whole) ?? ''), needed: [...needed] };
};

/** The pages around one, as many as can be read at a glance. */
const besideOf = (site: Site, page: Placed): readonly Placed[] => {
  const all = site.below.get(page.parentId) ?? [];
  const from = Math.max(0, Math.min(page.place - 1 - mostBeside / 2, all.length - mostBeside));
  return all.slice(from, from + mostBeside);
};

const sideOf = (site: Site, page: Placed): string => {
  const { language } = site.exporting.actor;
  const above: Placed[] = [];
  for (let next = site.byId.get(page.parentId ?? ''); next; next = site.byId.get(next.parentId ?? '')) above.unshift(next);
  const up =
    above.length > 0
      ? `<nav aria-label="${words.above[language]}"><h2>${words.above[language]}</h2>${linkList(above.map(linkTo))}</nav>`
      : '';
  const beside = linkList(besideOf(site, page).map(linkTo), linkTo(page).href);
  return `${up}<nav aria-label="${words.beside[language]}"><h2>${words.beside[language]}</h2>${beside}</nav>`;
};

const listedBelow = (site: Site, pages: readonly Placed[]): string => {
  const { language } = site.exporting.actor;
  const rest = pages.length - mostListed;
  const more = rest > 0 ? `<p><a href="indeks.html">${escapeHtml(say(words.more, language, { n: rest }))}</a></p>` : '';
  return `${linkList(pages.slice(0, mostListed).map(linkTo))}${more}`;
};

const afterOf = async (site: Site, page: Placed): Promise<string> => {
  const { language } = site.exporting.actor;
  const below = site.below.get(page.id) ?? [];
  const files = await attachedTo(site, page.id);
  const [before, after] = [site.pages[page.number - 1], site.pages[page.number + 1]];
  return [
    files.length > 0
      ? `<section><h2>${words.files[language]}</h2>${linkList(files.map(({ name, file }) => ({ title: name, href: encoded(file) })))}</section>`
      : '',
    below.length > 0 ? `<section><h2>${words.below[language]}</h2>${listedBelow(site, below)}</section>` : '',
    `<nav class="row" aria-label="${words.reading[language]}">`,
    before ? `<span>${words.previous[language]}: ${anchor(linkTo(before), ' rel="prev"')}</span>` : '<span></span>',
    after ? `<span>${words.next[language]}: ${anchor(linkTo(after), ' rel="next"')}</span>` : '',
    '</nav>',
  ].join('\n');
};

const pageFiles = async function* (site: Site, page: ExportedPage, place: Placed): AsyncGenerator<ZipFile> {
  const { exporting, space } = site;
  const { language } = exporting.actor;
  const at = page.updatedAt.toZonedDateTimeISO(exporting.timeZone).toPlainDateTime();
  const drawings: { file: string; svg: string }[] = [];
  const html = await pageHtml(exporting, space, page, {
    page: (key, slug) => {
      const here = key === space.key ? site.bySlug.get(slug) : undefined;
      if (here) return linkTo(here).href;
      return exporting.baseUrl ? exporting.baseUrl + exporting.pagePath(key, slug) : '#';
    },
    file: (pageId, name) => `${site.mark}:file/${pageId}/${encodeURIComponent(name)}`,
    picture: async (picture) => {
      const svg = await exporting.picture(picture);
      if (svg === null) return null;
      const folder = `files/${place.file.replace(/\.html$/, '')}/`;
      const file = `${folder}${site.nameIn(folder, `${picture.kind}.svg`)}`;
      drawings.push({ file, svg });
      return encoded(file);
    },
  });
  const { html: text, needed } = await withFiles(site, html);
  const about = [
    say({ id: 'Versi {n}', en: 'Version {n}' }, language, { n: page.revision }),
    shortMoment(page.updatedAt, language, exporting.timeZone),
    ...(page.updatedByName ? [page.updatedByName] : []),
  ].join(' · ');
  const main = `<p class="about">${escapeHtml(about)}</p>\n${text}\n${await afterOf(site, place)}`;
  const side = sideOf(site, place);
  yield {
    name: place.file,
    at,
    content: bytesOf(shell(language, { site: space.name, title: page.title, side, main, foot: site.foot })),
  };
  for (const { file, svg } of drawings) yield { name: file, at, content: bytesOf(svg) };
  for (const each of [...(await attachedTo(site, page.id)), ...needed]) {
    if (each.sent) continue;
    each.sent = true;
    const { stream } = await readFile(exporting.db, each.fileId);
    yield { name: each.file, at, content: stream };
  }
};

/** The tree of the whole space, or, where that would be too long to read, its topmost pages. */
const treeHtml = (site: Site): string => {
  const { language } = site.exporting.actor;
  if (site.pages.length > mostInIndex) return listedBelow(site, site.below.get(null) ?? []);
  const list = (pages: readonly Placed[]): string =>
    pages.length === 0
      ? ''
      : `<ul>${pages.map((page) => `<li>${anchor(linkTo(page))}${list(site.below.get(page.id) ?? [])}</li>`).join('')}</ul>`;
  return `<nav class="tree" aria-label="${words.tree[language]}">${list(site.below.get(null) ?? [])}</nav>`;
};

const indexFiles = function* (site: Site, at: Temporal.PlainDateTime): Generator<ZipFile> {
  const { exporting, space, foot } = site;
  const { language } = exporting.actor;
  const collator = new Intl.Collator(language === 'id' ? 'id' : 'en', { numeric: true });
  const sorted = site.pages.toSorted((a, b) => collator.compare(a.title, b.title));
  const groups = new Map<string, Placed[]>();
  for (const page of sorted) {
    const first = (page.title.normalize('NFD')[0] ?? '').toUpperCase();
    const letter = /^\p{L}$/u.test(first) ? first : words.other[language];
    const group = groups.get(letter);
    if (group) group.push(page);
    else groups.set(letter, [page]);
  }
  const file = (name: string, title: string, main: string): ZipFile => ({
    ...{ name, at },
    content: bytesOf(shell(language, { site: space.name, title, side: '', main, foot })),
  });
  const sections = [...groups].map(([letter, pages]) => ({ letter, pages }));
  if (sorted.length <= mostInIndex) {
    const main = sections.map(({ letter, pages }) => `<h2>${escapeHtml(letter)}</h2>${linkList(pages.map(linkTo))}`).join('\n');
    yield file('indeks.html', words.index[language], main);
    return;
  }
  const parts: Link[] = [];
  let n = 0;
  for (const { letter, pages } of sections)
    for (let from = 0; from < pages.length; from += mostInIndex) {
      const slice = pages.slice(from, from + mostInIndex);
      n += 1;
      const title = `${letter}: ${slice[0]?.title} – ${slice.at(-1)?.title}`;
      const name = `indeks-${n}.html`;
      parts.push({ title: `${title} (${slice.length})`, href: name });
      yield file(name, `${words.index[language]}, ${title}`, linkList(slice.map(linkTo)));
    }
  yield file('indeks.html', words.index[language], `<nav aria-label="${words.letters[language]}">${linkList(parts)}</nav>`);
};

const siteFiles = async function* (exporting: Exporting, space: Space): AsyncGenerator<ZipFile> {
  const { db, actor, now, timeZone } = exporting;
  const { language } = actor;
  const at = now.toZonedDateTimeISO(timeZone).toPlainDateTime();
  const nameIn = createNames();
  for (const name of ['index.html', 'indeks.html', 'style.css', 'files']) nameIn('', name);
  const outline = await listOutline(db, actor, space.id);
  // "indeks-3" may be a page: its file gets another name than that part of the index.
  const fileOf = (slug: string): string => nameIn('', /^indeks-\d+$/.test(slug) ? `_${slug}` : slug, '.html');
  const pages = outline.map((page, number): Placed => ({ ...page, number, file: fileOf(page.slug) }));
  const below = new Map<string | null, Placed[]>();
  for (const page of pages) {
    const list = below.get(page.parentId);
    if (list) list.push(page);
    else below.set(page.parentId, [page]);
  }
  const site: Site = {
    ...{ exporting, space, pages, below, nameIn, attached: new Map() },
    byId: new Map(pages.map((page) => [page.id, page])),
    bySlug: new Map(pages.map((page) => [page.slug, page])),
    mark: `w${randomBytes(12).toString('hex')}`,
    foot: say(words.made, language, { moment: shortMoment(now, language, timeZone), name: actor.personName }),
  };
  yield { name: 'style.css', at, content: bytesOf(css) };
  const main = `${space.description ? `<p>${escapeHtml(space.description)}</p>` : ''}<h2>${words.tree[language]}</h2>${treeHtml(site)}`;
  const home = { site: space.name, title: space.name, side: '', main, foot: site.foot };
  yield { name: 'index.html', at, content: bytesOf(shell(language, home)) };
  yield* indexFiles(site, at);
  for await (const { place, page } of readPages(db, actor, pages)) {
    yield* pageFiles(site, page, place);
    // What was sent and is not included elsewhere need not be held.
    if ((site.attached.get(page.id)?.length ?? 0) === 0) site.attached.delete(page.id);
  }
};

/** A space as a web site in a ZIP, as a stream: one HTML file per page, without scripts, for who has no Griya at hand. */
export const exportSite = (exporting: Exporting, space: Space): AsyncGenerator<Uint8Array> => zipOf(siteFiles(exporting, space));
