import { parse } from 'yaml';
import { z } from 'zod';
import { manifestName } from '../export/markdown-folder.ts';
import { longestBody } from '../input.ts';
import { cleanBody, cleanTitle, notUtf8, type Source, type SourceFault, type SourcePage, tooLong } from './source.ts';
import { textOf, unzipFiles } from './unzip.ts';

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
const lost = { id: 'lampiran tidak ada di dalam arsip', en: 'the attachment is not in the archive' };

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

const isOurs = (bytes: Uint8Array | undefined): boolean => {
  try {
    return manifest.safeParse(JSON.parse(textOf(bytes ?? new Uint8Array()) ?? '')).success;
  } catch {
    return false;
  }
};

/** Where the manifest lies: at the top, or in the one folder that was packed around everything; null: no folder of ours. */
const topOf = (archive: Uint8Array): string | null => {
  const { files } = unzipFiles(archive, (name) => name === manifestName || /^[^/]+\/griya\.json$/.test(name));
  const [path, bytes] = [...files].find(([, each]) => isOurs(each)) ?? [];
  return path !== undefined && bytes ? path.slice(0, path.length - manifestName.length) : null;
};

type Files = { inside: ReadonlyMap<string, Uint8Array>; source: Source };

const attach = ({ inside, source }: Files, key: string, folder: string, matter: Matter): void => {
  const files = matter.attachments.flatMap(({ file, name }) => {
    const bytes = inside.get(folder === '' ? file : `${folder}/${file}`);
    if (!bytes) source.faults.push({ at: `${matter.title}: ${name}`, why: lost });
    return bytes ? [{ name: name.replace(/[/\\:?#]/g, '-').slice(0, 200), bytes, listed: true }] : [];
  });
  if (files.length > 0) source.files.set(key, files);
};

/**
 * A space as `exportMarkdown` wrote it; null for any other archive. `index.md` stands for its folder. A file that the head of a
 * page lists is its attachment, whatever its name.
 */
export const readGriyaFolder = (archive: Uint8Array): Source | null => {
  const top = topOf(archive);
  if (top === null) return null;
  const { files, skipped } = unzipFiles(archive, (name) => name.startsWith(top));
  const inside = new Map([...files].map(([path, bytes]) => [path.slice(top.length), bytes]));
  const faults: SourceFault[] = skipped.map((at) => ({ at, why: tooLong }));
  const source: Source = { pages: [], files: new Map(), faults };
  const heads = new Map<string, { matter: Matter; body: string }>();
  const attachments = new Set<string>();
  const inOrder = [...inside].sort(
    ([a], [b]) => a.split('/').length - b.split('/').length || Number(isIndex(b)) - Number(isIndex(a)),
  );
  for (const [path, bytes] of inOrder) {
    if (!path.endsWith('.md') || attachments.has(path)) continue;
    const text = textOf(bytes);
    const read = text === null ? null : split(text.replaceAll('\r\n', '\n'));
    if (text === null) faults.push({ at: path, why: notUtf8 });
    else if (!read) faults.push({ at: path, why: unreadable });
    else if (read.body.length > longestBody) faults.push({ at: path, why: tooLong });
    else {
      heads.set(path, read);
      const folder = folderOf(path);
      for (const { file } of read.matter.attachments) attachments.add(folder === '' ? file : `${folder}/${file}`);
    }
  }
  const keyOf = (path: string): string => (isIndex(path) ? folderOf(path) : path.slice(0, -3));
  const keys = new Set([...heads.keys()].map(keyOf));
  for (const [path, { matter, body }] of heads) {
    const key = keyOf(path);
    const above = folderOf(key);
    const page: SourcePage = {
      key,
      parent: keys.has(above) && above !== '' ? above : null,
      title: cleanTitle(matter.title, path, 200),
      body: cleanBody(body),
      position: matter.position,
    };
    source.pages.push(page);
    attach({ inside, source }, key, folderOf(path), matter);
  }
  return source;
};

const isIndex = (path: string): boolean => path.endsWith('/index.md');
