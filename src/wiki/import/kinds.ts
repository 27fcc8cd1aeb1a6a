import { invalid } from '#lib/errors.ts';
import { textOf } from './archive.ts';
import { readDokuwiki } from './dokuwiki.ts';
import { readMarkdownFolder } from './markdown.ts';
import { readMediawiki } from './mediawiki.ts';
import { notUtf8, type Source } from './source.ts';

export const importKinds = ['markdown', 'dokuwiki', 'mediawiki'] as const;
export type ImportKind = (typeof importKinds)[number];

/** What is done where a title is there already: the page stays out, gets another title, or becomes a new version of that page. */
export const collisions = ['skip', 'rename', 'version'] as const;
export type Collision = (typeof collisions)[number];

/** As what the file of an import is sent. */
export const importPurpose = 'wiki-import';

/** The pages of a file that was sent, in the form of the wiki it came from. `invalid` when it is not what it was said to be. */
export const readSource = async (kind: ImportKind, bytes: Uint8Array): Promise<Source> => {
  if (kind === 'markdown') return readMarkdownFolder(bytes);
  if (kind === 'dokuwiki') return readDokuwiki(bytes);
  const text = textOf(bytes);
  if (text === null)
    throw invalid([{ field: 'file', message: { id: `Berkas ini ${notUtf8.id}.`, en: `This file is ${notUtf8.en}.` } }]);
  return readMediawiki(text);
};
