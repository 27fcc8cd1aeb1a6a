import { randomBytes } from 'node:crypto';
import { getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { longDate, shortMoment } from '#lib/format.ts';
import { printable } from '#lib/printable.ts';
import { say } from '#lib/words.ts';
import { accesses } from '../../choices.ts';
import type { Space } from '../../queries/spaces.ts';
import { type Exporting, pageHtml } from '../page-html.ts';
import { type ExportedPage, listOutline, type Outlined, readPages } from '../pages.ts';
import { settleLinks } from './links.ts';
import { type PictureSource, readPictures, type WantedPicture } from './pictures.ts';
import type { Chapter } from './tree.ts';
import { tooLarge } from './typeset.ts';
import { typesetWhole } from './volumes.ts';
import { type Around, walkHtml } from './walk.ts';
import { words } from './words.ts';

export type MadeBook = {
  /** A PDF, or a ZIP of the volumes of a book that is too large for one, with a volume of contents. */
  bytes: Uint8Array;
  mediaType: 'application/pdf' | 'application/zip';
  volumes: number;
  /** Sheets of paper, and chapters: pages of the wiki. */
  sheets: number;
  chapters: number;
  /** What could not be printed, in words; it stands in the book too. */
  leftOut: string[];
};

/** A book of more pages than this is made part by part. */
export const mostChapters = 5000;

/** "1", "1.1", "1.2", "2": numbers by the tree, in its order. */
const numbersOf = (outline: readonly Outlined[]): string[] => {
  const above: number[] = [];
  return outline.map(({ depth, place }) => {
    above.length = depth;
    above.push(place);
    return above.join('.');
  });
};

type Making = { exporting: Exporting; space: Space; mark: string; byAddress: ReadonlyMap<string, string> };

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A link of a text: into the book, to an address, or (null) nowhere that paper could say. */
const leads = ({ exporting, mark }: Making, own: string, href: string): { to: string } | { url: string } | null => {
  if (href.startsWith(`${mark}:in/`)) return { to: href.slice(mark.length + 4) };
  if (href.startsWith(`${mark}:file/`)) return null;
  if (/^(?:https?:\/\/|mailto:)/i.test(href)) return href.length <= 2000 ? { url: href } : null;
  if (href.startsWith('#')) return { to: `${own}#${decoded(href.slice(1))}` };
  return exporting.baseUrl && href.startsWith('/') && href.length <= 2000 ? { url: exporting.baseUrl + href } : null;
};

const sourceOf = (mark: string, drawings: readonly string[], src: string): PictureSource => {
  const data = /^data:image\/svg\+xml;base64,([\s\S]*)$/.exec(src)?.[1];
  if (data !== undefined) return { kind: 'svg', svg: Buffer.from(data, 'base64').toString('utf8') };
  const [, kind, first = '', rest = ''] = new RegExp(`^${mark}:(file|drawing)/([^/]*)(?:/(.*))?$`).exec(src) ?? [];
  if (kind === 'file') return { kind: 'file', pageId: first, name: decoded(rest) };
  const svg = kind === 'drawing' ? drawings[Number(first)] : undefined;
  return svg === undefined ? { kind: 'none', name: src.slice(0, 100) } : { kind: 'svg', svg };
};

/** Reads a page as a chapter. Its pictures join those of the book. */
const readChapter = async (
  making: Making,
  { page, place, number, id }: { page: ExportedPage; place: Outlined; number: string; id: string },
  wanted: Map<string, { n: number } & WantedPicture>,
): Promise<Chapter> => {
  const { exporting, space, mark, byAddress } = making;
  const { language } = exporting.actor;
  const drawings: string[] = [];
  const html = await pageHtml(exporting, space, page, {
    page: (key, slug) => {
      const chapter = byAddress.get(`${key}/${slug}`);
      return chapter ? `${mark}:in/${chapter}` : exporting.pagePath(key, slug);
    },
    file: (pageId, name) => `${mark}:file/${pageId}/${encodeURIComponent(name)}`,
    picture: async (picture) => {
      const svg = await exporting.picture(picture);
      return svg === null ? null : `${mark}:drawing/${drawings.push(svg) - 1}`;
    },
  });
  const around: Around = {
    language,
    link: (href) => leads(making, id, href),
    heading: (heading) => `${id}#${heading}`,
    picture: (src, alt, title) => {
      const source = sourceOf(mark, drawings, src);
      const key = `${source.kind === 'svg' ? source.svg : JSON.stringify(source)}\n${alt}`;
      const known = wanted.get(key) ?? { n: wanted.size, source, alt: printable(alt || title).slice(0, 500) };
      wanted.set(key, known);
      return known.n;
    },
  };
  const b = walkHtml(html, around);
  return {
    id,
    number,
    title: printable(page.title),
    level: place.depth + 1,
    about: aboutOf(exporting, page),
    b: b.length > 0 ? b : [{ t: 'p', c: [{ v: words.nothingYet[language], f: 'i' }] }],
  };
};

const aboutOf = ({ actor: { language }, timeZone }: Exporting, page: ExportedPage): string => {
  const [day, name] = [longDate(page.updatedAt, language, timeZone), page.updatedByName];
  return [
    say(words.version, language, { n: page.revision }),
    name ? say(words.updated, language, { day, name }) : say(words.updatedOnly, language, { day }),
    ...(page.ownerName ? [say(words.owner, language, { name: page.ownerName })] : []),
  ].join(' · ');
};

/**
 * A book of a space, or of one of its pages and those below it, as PDF/A for one reader at one moment. `told` hears how many
 * chapters are read; then it is typeset, which cannot be counted. What is too large for one PDF comes in volumes. Throws `not_found` for a page that is not there, `invalid`
 * for a book that is too large, with what to do.
 */
export const makeBook = async (
  exporting: Exporting,
  space: Space,
  {
    root = null,
    told = async () => undefined,
  }: { root?: string | null; told?: (done: number, total: number) => Promise<void> } = {},
): Promise<MadeBook> => {
  const { db, actor, now, timeZone } = exporting;
  const { language } = actor;
  const outline = await listOutline(db, actor, space.id, root);
  const top = root === null ? null : outline[0];
  if (top === undefined) throw new AppError('not_found', { what: `wiki page ${root}` });
  if (outline.length > mostChapters) throw tooLarge();
  const { governmentName, hostOfficeName } = await getInstallation(db);
  const numbers = numbersOf(outline);
  const places = outline.map((place, n) => ({ ...place, label: `c${n + 1}`, number: numbers[n] ?? '' }));
  const byAddress = new Map(places.map(({ slug, label }) => [`${space.key}/${slug}`, label]));
  const making = { exporting, space, mark: `w${randomBytes(12).toString('hex')}`, byAddress };
  const wanted = new Map<string, { n: number } & WantedPicture>();
  const chapters: Chapter[] = [];
  for await (const { place, page } of readPages(db, actor, places)) {
    const { label: id, number } = place;
    chapters.push(await readChapter(making, { page, place, number, id }, wanted));
    await told(chapters.length, outline.length);
  }
  settleLinks(chapters);
  const { pictures, files, leftOut } = await readPictures(db, [...wanted.values()], language);
  const title = printable(top ? top.title : space.name);
  const moment = `${shortMoment(now, language, timeZone)} (${timeZone})`;
  const access = accesses.find(({ value }) => value === space.access)?.label[language] ?? space.access;
  const held = actor.posts.map((post) => post.title).join(', ');
  const facts = [
    ...(top ? [[words.space, space.name] as const] : []),
    [words.extent, say(words.extentOf, language, { n: chapters.length })] as const,
    [words.access, access] as const,
    [words.madeFor, [actor.personName, held].filter(Boolean).join(' · ')] as const,
    [words.madeAt, moment] as const,
  ];
  const data = {
    language,
    title,
    kind: words.book[language],
    subtitle: printable(top ? say(words.below, language, { title: top.title }) : space.description),
    author: printable(hostOfficeName),
    government: printable(governmentName),
    running: top ? `${printable(space.name)} · ${title}` : title,
    marking: `${access} · ${actor.personName} · ${moment}`,
    madeOn: now.toZonedDateTimeISO(timeZone).toPlainDate().toString(),
    facts: facts.map(([label, value]) => ({ label: label[language], value: printable(value) })),
    words: Object.fromEntries(Object.entries(words).map(([key, each]) => [key, each[language]])),
    pictures,
    aboutText: say(words.aboutText, language, { name: actor.personName, moment }),
    leftOut,
  };
  const { bytes, mediaType, volumes, sheets, broken } = await typesetWhole(data, chapters, files, `book of ${space.key}`);
  const spoiled = broken.map((n) => `${words.broken[language]}: ${pictures[n]?.alt ?? ''}`);
  return { bytes, mediaType, volumes, sheets, chapters: chapters.length, leftOut: [...leftOut, ...spoiled] };
};
