import { longestBody } from '../input.ts';
import { readGriyaFolder } from './griya-folder.ts';
import { cleanBody, cleanTitle, notUtf8, type Source, type SourceFile, titleOfName, tooLong } from './source.ts';
import { textOf, unzipFiles } from './unzip.ts';

const isPage = (name: string): boolean => /\.(md|markdown)$/i.test(name);
const isPicture = (name: string): boolean => /\.(png|jpe?g)$/i.test(name);
const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');

/** `a/b/../c.md` from the folder of the page that names it; null when it leads out. */
const resolve = (folder: string, href: string): string | null => {
  const parts: string[] = [];
  for (const part of `${folder}/${href}`.split('/')) {
    if (part === '..') {
      if (parts.pop() === undefined) return null;
    } else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
};

const decoded = (href: string): string => {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
};

const frontMatter = /^---\n([\s\S]{0,5000}?)\n---\n+/;

/** The title that a text gives itself, and the text without it. */
const split = (text: string, name: string): { title: string; body: string } => {
  const matter = frontMatter.exec(text);
  const named = matter && /^title:\s*["']?(.+?)["']?\s*$/m.exec(matter[1] ?? '')?.[1];
  const body = matter ? text.slice(matter[0].length) : text;
  const heading = /^\s*#[ \t]+(.+?)[ \t]*#*[ \t]*(?:\n|$)/.exec(body);
  if (named) return { title: cleanTitle(named, name), body };
  return heading
    ? { title: cleanTitle(heading[1] ?? '', name), body: body.slice(heading[0].length).trimStart() }
    : { title: titleOfName(name), body };
};

/** A page that stands for its folder: `index.md` or `readme.md` in it, or `folder.md` beside it. */
const keyOf = (path: string): string => {
  const plain = path.replace(/\.(md|markdown)$/i, '');
  return /(?:^|\/)(?:index|readme)$/i.test(plain) ? folderOf(plain) : plain;
};

/**
 * A folder of Markdown files, as a ZIP: folders become pages above their files, titles come from the front matter, the first
 * heading or the name; links between the files become links by title, and their pictures come along.
 */
export const readMarkdownFolder = (archive: Uint8Array): Source => {
  const own = readGriyaFolder(archive);
  if (own) return own;
  const { files, skipped } = unzipFiles(archive, (name) => isPage(name) || isPicture(name));
  const source: Source = { pages: [], files: new Map(), faults: skipped.map((at) => ({ at, why: tooLong })) };
  // One folder around everything is only how it was packed.
  const tops = new Set([...files.keys()].map((path) => path.split('/')[0]));
  const top = tops.size === 1 && [...files.keys()].every((path) => path.includes('/')) ? `${[...tops][0]}/` : '';
  const inside = new Map([...files].map(([path, bytes]) => [path.slice(top.length), bytes]));
  const texts = new Map<string, { path: string; title: string; body: string }>();
  for (const [path, bytes] of inside) {
    if (!isPage(path)) continue;
    const text = textOf(bytes);
    if (text === null) source.faults.push({ at: path, why: notUtf8 });
    else if (text.length > longestBody) source.faults.push({ at: path, why: tooLong });
    else texts.set(keyOf(path), { path, ...split(cleanBody(text), path.split('/').at(-1) ?? path) });
  }
  const made = new Set<string>();
  const folder = (key: string): string | null => {
    if (key === '') return null;
    if (!texts.has(key) && !made.has(key)) {
      made.add(key);
      source.pages.push({ key, parent: folder(folderOf(key)), title: titleOfName(key.split('/').at(-1) ?? key), body: '' });
    }
    return key;
  };
  for (const [key, { path, title, body }] of texts) {
    const parent = key === '' ? null : folder(folderOf(key));
    const pictures: SourceFile[] = [];
    const linked = body.replace(
      /(!?)\[([^[\]\n]{0,300})\]\(([^()\s]{1,300})\)/g,
      (whole, mark: string, label: string, href: string) => {
        if (/^[a-z][a-z0-9+.-]*:|^[/#]/i.test(href)) return whole;
        const target = resolve(folderOf(path), decoded(href.split('#')[0] ?? ''));
        if (target === null) return whole;
        const bytes = inside.get(target);
        if (mark === '!' && bytes && isPicture(target)) {
          const name = (target.split('/').at(-1) ?? target).replace(/[:?#\\]/g, '-');
          pictures.push({ name, bytes });
          return `![${label}](${encodeURIComponent(name)})`;
        }
        const other = isPage(target) ? texts.get(keyOf(target)) : undefined;
        return other ? `[[${other.title}${label && label !== other.title ? `|${label.replace(/[|\]]/g, ' ')}` : ''}]]` : whole;
      },
    );
    source.pages.push({ key, parent: parent === key ? null : parent, title, body: linked });
    if (pictures.length > 0) source.files.set(key, pictures);
  }
  return source;
};
