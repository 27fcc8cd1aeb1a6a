import { invalid } from '#lib/errors.ts';
import { textOf } from './archive.ts';
import { readDokuwiki } from './dokuwiki.ts';
import { readMarkdownFolder } from './markdown.ts';
import { readMediawiki } from './mediawiki.ts';
import { cleanSource, type Source } from './source.ts';
import { failures } from './words.ts';

export const importKinds = ['markdown', 'dokuwiki', 'mediawiki'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What is done where a title is there already: the page stays out, gets another title, or becomes a new version of that page. */
export const collisions = ['skip', 'rename', 'version'] as const;
export type Collision = (typeof collisions)[number];

/** As what the file of an import is sent. */
export const importPurpose = 'wiki-import';

/** The pages of a file that was sent, in the form of the wiki it came from. `invalid` when it is not what it was said to be. */
export const readSource = async (kind: ImportKind, bytes: Uint8Array, fileName: string): Promise<Source> => {
  const beginning = Buffer.from(bytes.subarray(0, 200)).toString('latin1').trimStart();
  if (kind === 'mediawiki') {
    const text = textOf(bytes);
    if (beginning.startsWith('PK')) throw invalid([{ field: 'file', message: failures.zipForXml }]);
    if (text === null) throw invalid([{ field: 'file', message: failures.notText }]);
    return cleanSource(await readMediawiki(text));
  }
  if (kind === 'markdown' && /\.(?:md|markdown)$/i.test(fileName)) return cleanSource(await readMarkdownFolder(bytes, fileName));
  if (beginning.startsWith('<')) throw invalid([{ field: 'file', message: failures.xmlForZip }]);
  return cleanSource(await (kind === 'markdown' ? readMarkdownFolder(bytes) : readDokuwiki(bytes)));
};
