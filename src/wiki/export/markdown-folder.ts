import { readFile } from '#files/index.ts';
import { listAttachments } from '../commands/attach-file.ts';
import type { Space } from '../queries/spaces.ts';
import { createNames } from './names.ts';
import type { Exporting } from './page-html.ts';
import { type ExportedPage, listOutline, type Outlined, readPages } from './pages.ts';
import { type ZipFile, zipOf } from './zip.ts';

/** The file by which an import knows that a folder came from here. */
export const manifestName = 'griya.json';

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
const quoted = (text: string): string => JSON.stringify(text);

type Kept = { file: string; name: string };

/** What is known of a page before its text, as YAML; every value a number, a moment or a quoted text. */
const frontMatter = (page: ExportedPage, { position }: Outlined, attachments: readonly Kept[]): string =>
  [
    '---',
    `title: ${quoted(page.title)}`,
    `position: ${position}`,
    `revision: ${page.revision}`,
    `updated: ${page.updatedAt}`,
    ...(page.updatedByName ? [`author: ${quoted(page.updatedByName)}`] : []),
    ...(page.ownerName ? [`owner: ${quoted(page.ownerName)}`] : []),
    ...(attachments.length > 0 ? ['attachments:'] : []),
    ...attachments.flatMap(({ file, name }) => [`  - file: ${quoted(file)}`, `    name: ${quoted(name)}`]),
    '---',
    '',
    '',
  ].join('\n');

type Folder = Pick<Exporting, 'db' | 'actor' | 'now' | 'timeZone'>;

const filesOf = async function* ({ db, actor, now, timeZone }: Folder, space: Space): AsyncGenerator<ZipFile> {
  const clock = (at: Temporal.Instant): Temporal.PlainDateTime => at.toZonedDateTimeISO(timeZone).toPlainDateTime();
  const outline = await listOutline(db, actor, space.id);
  const { key, name, description } = space;
  const manifest = {
    format: 'griya-wiki',
    version: 1,
    space: { key, name, description },
    pages: outline.length,
    at: now.toString(),
  };
  const nameIn = createNames();
  nameIn('', manifestName);
  yield { name: manifestName, at: clock(now), content: bytesOf(`${JSON.stringify(manifest, null, 2)}\n`) };
  const folders: string[] = [''];
  for await (const { place, page } of readPages(db, actor, outline)) {
    const above = folders[place.depth] ?? '';
    const attached = await listAttachments(db, page.id);
    // A page with pages or files below it is a folder with its text in index.md; any other is a file.
    const isFolder = place.children > 0 || attached.length > 0;
    const own = nameIn(above, page.slug, isFolder ? '' : '.md');
    const folder = isFolder ? `${above}${own}/` : above;
    const file = isFolder ? `${folder}${nameIn(folder, 'index.md')}` : `${above}${own}`;
    folders[place.depth + 1] = folder;
    const kept = attached.map((each) => ({ ...each, file: nameIn(folder, each.name) }));
    yield { name: file, at: clock(page.updatedAt), content: bytesOf(frontMatter(page, place, kept) + page.body) };
    for (const each of kept) {
      const { stream } = await readFile(db, each.fileId);
      yield { name: `${folder}${each.file}`, at: clock(each.at), content: stream };
    }
  }
};

/**
 * A space as a folder of Markdown files in a ZIP, as a stream: the tree as folders, what is known of each page before its text,
 * its attachments beside it (docs/panduan). `import` takes it again, without a difference in titles, texts, tree and files.
 */
export const exportMarkdown = (folder: Folder, space: Space): AsyncGenerator<Uint8Array> => zipOf(filesOf(folder, space));
