import { longestBody } from '../input.ts';
import { damaged, openArchive, textOf } from './archive.ts';
import { fromDokuwiki } from './dokuwiki-markup.ts';
import { markerFor } from './link-marks.ts';
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

const namespaceOf = (id: string): string => id.split(':').slice(0, -1).join(':');
const lastOf = (id: string): string => id.split(':').at(-1) ?? id;

/** Names as DokuWiki keeps them on disk: percent-encoded UTF-8. */
const decoded = (path: string): string => {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
};

/** A page's id as links may write it: cleaned as DokuWiki itself does. */
const cleanId = (written: string): string =>
  written
    .trim()
    .toLowerCase()
    .replaceAll('/', ':')
    .replace(/[^\p{L}\p{N}:._-]+/gu, '_')
    .replace(/:{2,}/g, ':')
    .replace(/^[:._-]+|[:._-]+$/g, '');

/** What a link in the namespace of `from` means: `:a:b` and `a:b` from the top, `.b`, `..:b` and `b` from where it stands. */
export const resolveId = (from: string, written: string): string => {
  const target = written.trim();
  const here = namespaceOf(from);
  if (target.startsWith(':')) return cleanId(target);
  const up = /^((?:\.\.?:?)+)(.*)$/.exec(target);
  if (up) {
    const levels = (up[1]?.match(/\.\./g) ?? []).length;
    const base = here
      .split(':')
      .slice(0, levels === 0 ? undefined : -levels)
      .join(':');
    return cleanId(`${base}:${up[2] ?? ''}`);
  }
  return cleanId(target.includes(':') ? target : `${here}:${target}`);
};

type Text = { id: string; path: string; text: string; title: string };

const headline = /^\s*={5,6}[ \t]*([^\n]+?)[ \t]*={5,6}[ \t]*(?:\n|$)/;

/** Where pages lie: in the folder `pages` (of `data`), else everything is one. */
const rootOf = (names: readonly string[], folder: string): string | null => {
  const found = names.map((name) => new RegExp(`^(?:.*?/)?${folder}/`).exec(name)?.[0]).find((each) => each !== undefined);
  return found ?? null;
};

/** Of `meta/_dokuwiki.changes` and its like: who last wrote a page and when. Lines: time, address, kind, id, user, summary. */
const lastChange = (text: string): string | undefined => {
  const [seconds = '', , , , user = ''] = (text.trim().split('\n').at(-1) ?? '').split('\t');
  const at = Number(seconds);
  if (!Number.isInteger(at) || at <= 0 || at > 4_102_444_800) return undefined;
  const day = Temporal.Instant.fromEpochMilliseconds(at * 1000)
    .toString()
    .slice(0, 10);
  return user.trim() === '' ? day : `${user.trim().slice(0, 80)}, ${day}`;
};

/**
 * A data directory of DokuWiki as a ZIP: `pages` (files `.txt`), `media`, and where it is there `meta`. Namespaces become pages above
 * their pages; a namespace's `start` page, or the one that is called as it is, is its own.
 */
export const readDokuwiki = async (bytes: Uint8Array): Promise<Source> => {
  const archive = openArchive(bytes);
  const source: Source = { pages: [], redirects: [], refused: [...archive.refused], unused: [] };
  const [root, mediaRoot, metaRoot] = ['pages', 'media', 'meta'].map((folder) => rootOf(archive.names, folder));
  const within = (name: string, folder: string | null | undefined): boolean =>
    typeof folder === 'string' && name.startsWith(folder);
  const media = new Map<string, string>();
  const changes = new Map<string, string>();
  const texts = new Map<string, Text>();
  const rest = breather();
  for (const path of archive.names) {
    if (within(path, mediaRoot)) media.set(cleanId(decoded(path.slice((mediaRoot ?? '').length))), path);
    else if (within(path, metaRoot)) {
      if (path.endsWith('.changes')) changes.set(cleanId(decoded(path.slice((metaRoot ?? '').length, -'.changes'.length))), path);
    } else if (/\.txt$/i.test(path) && (root === null || within(path, root))) {
      await rest();
      const id = cleanId(decoded(path.slice((root ?? '').length)).replace(/\.txt$/i, ''));
      const content = archive.read(path);
      const text = content && textOf(content);
      if (content === null) source.refused.push({ at: path, why: damaged });
      else if (text === null) source.refused.push({ at: path, why: notUtf8 });
      else if (text.length > longestBody) source.refused.push({ at: path, why: tooLong });
      else {
        const plain = cleanBody(text);
        // Two names that DokuWiki takes for one (upper and lower case): both come in.
        const own = id === '' || texts.has(id) ? path : id;
        texts.set(own, { id: own, path, text: plain, title: cleanTitle(headline.exec(plain)?.[1] ?? '', lastOf(id) || path) });
      }
    } else if (root === null || within(path, root)) source.unused.push(path);
  }
  // A namespace's own page: `ns:start`, `ns:ns` or `ns` beside it.
  const keys = new Map<string, string>();
  for (const id of texts.keys()) {
    const space = namespaceOf(id);
    const stands = space !== '' && !texts.has(space) && (lastOf(id) === 'start' || lastOf(id) === lastOf(space));
    keys.set(id, stands && ![...keys.values()].includes(space) ? space : id);
  }
  const byKey = new Map([...texts].map(([id, text]) => [keys.get(id) ?? id, text]));
  const made = new Set<string>();
  const namespace = (id: string): string | null => {
    if (id === '') return null;
    if (!byKey.has(id) && !made.has(id)) {
      made.add(id);
      source.pages.push({
        key: id,
        source: `${id.replaceAll(':', '/')}/`,
        parent: namespace(namespaceOf(id)),
        title: titleOfName(lastOf(id)),
        body: '',
      });
    }
    return id;
  };
  const used = new Set<string>();
  for (const [id, { path, text, title }] of texts) {
    await rest();
    const key = keys.get(id) ?? id;
    const gathered = fileGatherer((each) => archive.read(each));
    const missing: string[] = [];
    const { markdown, lost } = fromDokuwiki(text.replace(headline, ''), {
      page: (written, heading, label) => {
        const to = resolveId(id, written === '' ? id : written);
        const found = [to, `${to}:start`, `${to}:${lastOf(to)}`].map((each) => keys.get(each)).find((each) => each !== undefined);
        if (found !== undefined || made.has(to)) return markerFor({ key: found ?? to, heading, label });
        const name = titleOfName(lastOf(to) || written);
        return `[[${name}${heading ? `#${heading}` : ''}${label && label !== name ? `|${label}` : ''}]]`;
      },
      media: (written) => {
        const to = resolveId(id, written);
        const there = media.get(to);
        if (there === undefined) {
          missing.push(to);
          return null;
        }
        used.add(there);
        return gathered.take(there);
      },
    });
    const by = changes.get(id);
    const changed = by === undefined ? undefined : lastChange(textOf(archive.read(by) ?? new Uint8Array()) ?? '');
    const page: SourcePage = {
      ...{ key, source: path, parent: namespace(namespaceOf(key)), title, body: markdown },
      files: [...gathered.files.values()],
      notes: [...(missing.length > 0 ? [note.missingFiles(missing)] : []), ...(lost.length > 0 ? [note.lost(lost)] : [])],
      ...(changed ? { by: changed } : {}),
    };
    source.pages.push(page);
  }
  source.unused.push(...[...media.values()].filter((path) => !used.has(path)));
  return source;
};
