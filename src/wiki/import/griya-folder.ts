import { parse } from 'yaml';
import { z } from 'zod';
import { manifestName } from '../export/markdown-folder.ts';
import { longestBody } from '../input.ts';
import { type Archive, damaged, textOf } from './archive.ts';
import { breather, cleanBody, cleanTitle, notUtf8, type Source, type SourceFile, type SourcePage, tooLong } from './source.ts';
import { note } from './words.ts';

// A folder that Griya's own export made is taken as it is: titles, order and files from the front matter, texts without a change.

const manifest = z.looseObject({ format: z.literal('griya-wiki'), version: z.literal(1) });

const frontMatter = z.looseObject({
  title: z.string(),
  position: z.int().min(0).max(999_999_999).catch(0),
  attachments: z.array(z.object({ file: z.string(), name: z.string() })).catch([]),
});

type Matter = z.infer<typeof frontMatter>;

const unreadable = {
  id: 'bagian depan berkas (di antara ---) tidak terbaca',
  en: 'the head of the file (between ---) cannot be read',
};

const folderOf = (path: string): string => path.split('/').slice(0, -1).join('/');

/** The head of a page's file and its text, which begins after one empty line. */
const split = (text: string): { matter: Matter; body: string } | null => {
  const found = /^---\n([\s\S]{0,200000}?)\n---\n\n?/.exec(text);
  if (!found) return null;
  try {
    const read = frontMatter.safeParse(parse(found[1] ?? '', { maxAliasCount: 0, logLevel: 'silent' }));
    return read.success ? { matter: read.data, body: text.slice(found[0].length) } : null;
  } catch {
    return null;
  }
};

const isOurs = (bytes: Uint8Array | null): boolean => {
  try {
    return manifest.safeParse(JSON.parse(textOf(bytes ?? new Uint8Array()) ?? '')).success;
  } catch {
    return false;
  }
};

/** Where the manifest lies: at the top, or in the one folder that was packed around everything; null: no folder of ours. */
const topOf = ({ names, read }: Archive): string | null => {
  const path = names
    .filter((name) => name === manifestName || /^[^/]+\/griya\.json$/.test(name))
    .slice(0, 20)
    .find((name) => isOurs(read(name)));
  return path === undefined ? null : path.slice(0, path.length - manifestName.length);
};

type Head = { matter: Matter; body: string };

const within = (folder: string, file: string): string => (folder === '' ? file : `${folder}/${file}`);

/**
 * A space as `exportMarkdown` wrote it; null for any other archive. `index.md` stands for its folder. A file that the head of a
 * page lists is its attachment, whatever its name.
 */
export const readGriyaFolder = async (archive: Archive): Promise<Source | null> => {
  const top = topOf(archive);
  if (top === null) return null;
  const inside = new Set(archive.names.filter((name) => name.startsWith(top)).map((name) => name.slice(top.length)));
  const source: Source = { pages: [], redirects: [], refused: [...archive.refused], unused: [] };
  const heads = new Map<string, Head>();
  const attachments = new Set<string>();
  const inOrder = [...inside].sort(
    (a, b) => a.split('/').length - b.split('/').length || Number(isIndex(b)) - Number(isIndex(a)),
  );
  const rest = breather();
  for (const path of inOrder) {
    if (!path.endsWith('.md') || attachments.has(path)) continue;
    await rest();
    const bytes = archive.read(`${top}${path}`);
    const text = bytes && textOf(bytes);
    const head = text === null ? null : split(text.replaceAll('\r\n', '\n'));
    if (bytes === null) source.refused.push({ at: path, why: damaged });
    else if (text === null) source.refused.push({ at: path, why: notUtf8 });
    else if (!head) source.refused.push({ at: path, why: unreadable });
    else if (head.body.length > longestBody) source.refused.push({ at: path, why: tooLong });
    else {
      heads.set(path, head);
      for (const { file } of head.matter.attachments) attachments.add(within(folderOf(path), file));
    }
  }
  const keys = new Set([...heads.keys()].map(keyOf));
  for (const [path, { matter, body }] of heads) {
    const key = keyOf(path);
    const above = folderOf(key);
    const lacking = matter.attachments.filter(({ file }) => !inside.has(within(folderOf(path), file)));
    const page: SourcePage = {
      ...{ key, source: path, parent: keys.has(above) && above !== '' ? above : null },
      ...{ title: cleanTitle(matter.title, path, 200), body: cleanBody(body), position: matter.position },
      files: matter.attachments
        .filter((each) => !lacking.includes(each))
        .map(({ file, name }) => fileOf(within(folderOf(path), file), name)),
      notes: lacking.length > 0 ? [note.missingFiles(lacking.map(({ name }) => name))] : [],
    };
    source.pages.push(page);
  }
  function fileOf(path: string, name: string): SourceFile {
    return { name: name.replace(/[/\\:?#]/g, '-').slice(0, 200), path, bytes: () => archive.read(`${top}${path}`) };
  }
  source.unused = [...inside].filter((path) => !path.endsWith('.md') && path !== manifestName && !attachments.has(path));
  return source;
};

const isIndex = (path: string): boolean => path.endsWith('/index.md');
const keyOf = (path: string): string => (isIndex(path) ? folderOf(path) : path.slice(0, -3));
