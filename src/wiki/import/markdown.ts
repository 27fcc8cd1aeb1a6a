import { longestBody } from '../input.ts';
import { headingsOf } from '../markdown/scan.ts';
import { type Archive, aloneAs, damaged, openArchive, textOf } from './archive.ts';
import { readFrontMatter } from './front-matter.ts';
import { readGriyaFolder } from './griya-folder.ts';
import { markerFor } from './link-marks.ts';
import { relinked } from './relink.ts';
import {
  breather,
  cleanBody,
  cleanTitle,
  fileGatherer,
  notUtf8,
  type Source,
  type SourcePage,
  titleOfName,
  tooLong,
} from './source.ts';
import { note } from './words.ts';

const isPage = (name: string): boolean => /\.(md|markdown)$/i.test(name);
export const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');
const lastOf = (path: string): string => path.split('/').at(-1) ?? path;

/** `a/b/../c.md` from the folder of the page that names it, or from the top where it begins with `/`; null when it leads out. */
export const resolvePath = (folder: string, href: string): string | null => {
  const parts: string[] = [];
  for (const part of (href.startsWith('/') ? href : `${folder}/${href}`).split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
};

type Text = { key: string; path: string; title: string; body: string; by: string; notes: SourcePage['notes'] & object };

/** The title that a text gives itself, and the text without it. */
const read = (text: string, name: string): Pick<Text, 'title' | 'body' | 'by' | 'notes'> => {
  const { title, tags, by, unknown, body } = readFrontMatter(text);
  const notes = unknown.length > 0 ? [note.frontMatter(unknown)] : [];
  const tagged = (plain: string): string =>
    tags.length > 0 ? `${plain.trimEnd()}\n\n---\n\nLabel: ${tags.join(', ')}\n` : plain;
  if (title) return { title: cleanTitle(title, name), body: tagged(body), by, notes };
  const heading = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(body);
  return heading
    ? { title: cleanTitle(heading[1] ?? '', name), body: tagged(body.slice(heading[0].length).trimStart()), by, notes }
    : { title: titleOfName(name), body: tagged(body), by, notes };
};

/** A page that stands for its folder: `index.md` or `readme.md` in it, or `folder.md` beside it. */
const keyOf = (path: string): string => {
  const plain = path.replace(/\.(md|markdown)$/i, '');
  return /(?:^|\/)(?:index|readme|_index)$/i.test(plain) ? folderOf(plain) : plain;
};

/** One folder around everything is only how it was packed. */
const topOf = ({ names }: Archive): string => {
  const tops = new Set(names.map((path) => path.split('/')[0]));
  return tops.size === 1 && names.every((path) => path.includes('/')) ? `${[...tops][0]}/` : '';
};

const readTexts = async (archive: Archive, top: string, source: Source): Promise<Map<string, Text>> => {
  const rest = breather();
  const texts = new Map<string, Text>();
  for (const full of archive.names) {
    const path = full.slice(top.length);
    if (!isPage(path)) continue;
    await rest();
    const bytes = archive.read(full);
    const text = bytes && textOf(bytes);
    if (bytes === null) source.refused.push({ at: path, why: damaged });
    else if (text === null) source.refused.push({ at: path, why: notUtf8 });
    else if (text.length > longestBody) source.refused.push({ at: path, why: tooLong });
    else {
      const wanted = keyOf(path);
      // Both index.md and README.md, or one beside the folder: the later ones are pages of their own.
      const key = texts.has(wanted) ? path : wanted;
      texts.set(key, { key, path, ...read(cleanBody(text), lastOf(path)) });
    }
  }
  return texts;
};

/** Wiki.js writes links from the top, with the language before: `/en/server/web`. */
const withoutLanguage = (path: string): string => path.replace(/^[a-z]{2}(?:-[a-z]{2})?\//i, '');

const plainOf = (heading: string): string => heading.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** The heading that an anchor means, as it is written; nothing when there is none. */
const headingOf = (body: string, anchor: string): string =>
  anchor === '' ? '' : (headingsOf(body).find(({ title }) => plainOf(title) === plainOf(anchor))?.title ?? '');

/**
 * A folder of Markdown files, as a ZIP: folders become pages above their files, titles come from the front matter, the first
 * heading or the name; links between the files become links by title, and the files that they show or link come along. What
 * Griya exported itself comes back as it was. A single Markdown file, known by its name, is a folder of one.
 */
export const readMarkdownFolder = async (bytes: Uint8Array, fileName = ''): Promise<Source> => {
  const archive = isPage(fileName) ? aloneAs(fileName.split('/').at(-1) ?? fileName, bytes) : openArchive(bytes);
  const own = await readGriyaFolder(archive);
  if (own) return own;
  const source: Source = { pages: [], redirects: [], refused: [...archive.refused], unused: [] };
  const top = topOf(archive);
  const inside = new Set(archive.names.map((path) => path.slice(top.length)));
  const texts = await readTexts(archive, top, source);
  const byPath = new Map([...texts.values()].map((text) => [text.path, text]));
  const byName = new Map(
    [...texts.values()].map((text) => [
      lastOf(text.path)
        .replace(/\.\w+$/, '')
        .toLowerCase(),
      text,
    ]),
  );
  const files = new Map([...inside].filter((path) => !isPage(path)).map((path) => [lastOf(path).toLowerCase(), path]));
  const folders = new Set<string>();
  const folder = (key: string): string | null => {
    if (key === '') return null;
    if (!texts.has(key) && !folders.has(key)) {
      folders.add(key);
      source.pages.push({ key, source: `${key}/`, parent: folder(folderOf(key)), title: titleOfName(lastOf(key)), body: '' });
    }
    return key;
  };
  /** The page that a path means: the file itself, without its ending, or the folder. */
  const pageAt = (path: string): Text | undefined =>
    byPath.get(path) ?? byPath.get(`${path}.md`) ?? (isPage(path) ? undefined : texts.get(path));
  const used = new Set<string>();
  const rest = breather();
  for (const [key, text] of texts) {
    await rest();
    const gathered = fileGatherer((path) => archive.read(`${top}${path}`));
    const missing: string[] = [];
    const body = relinked(text.body, {
      link: ({ href, label, picture }) => {
        const [target = '', anchor = ''] = href.split('#');
        if (target === '') {
          const heading = headingOf(text.body, anchor);
          return heading === '' ? null : markerFor({ key, heading, label });
        }
        const path = resolvePath(folderOf(text.path), target.split('?')[0] ?? target);
        const page =
          path === null || picture
            ? undefined
            : (pageAt(path) ?? (target.startsWith('/') ? pageAt(withoutLanguage(path)) : undefined));
        if (page) return markerFor({ key: page.key, heading: headingOf(page.body, anchor), label });
        if (path !== null && inside.has(path) && !isPage(path)) {
          used.add(path);
          return { file: gathered.take(path) };
        }
        if (picture || /\.\w{1,8}$/.test(target)) missing.push(target);
        return null;
      },
      named: ({ name, heading, label, picture }) => {
        if (picture) {
          const path = files.get(lastOf(name).toLowerCase());
          if (path) used.add(path);
          else missing.push(name);
          return path ? { file: gathered.take(path) } : null;
        }
        const page = byName.get(lastOf(name).toLowerCase());
        return page ? markerFor({ key: page.key, heading, label: label || name }) : null;
      },
    });
    const parent = key === '' ? null : folder(folderOf(key));
    source.pages.push({
      ...{ key, source: text.path, parent: parent === key ? null : parent, title: text.title, body },
      files: [...gathered.files.values()],
      ...(text.by ? { by: text.by } : {}),
      notes: [...text.notes, ...(missing.length > 0 ? [note.missingFiles(missing)] : [])],
    });
  }
  source.unused = [...inside].filter((path) => !isPage(path) && !used.has(path));
  return source;
};
