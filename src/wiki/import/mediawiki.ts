import { Parser } from 'htmlparser2';
import { invalid } from '#lib/errors.ts';
import { longestBody } from '../input.ts';
import { titleKey } from '../title.ts';
import { markerFor } from './link-marks.ts';
import { fromMediawiki } from './mediawiki-markup.ts';
import { breather, cleanBody, cleanTitle, type Source, type SourcePage, tooLong } from './source.ts';
import { note } from './words.ts';

const noExport = {
  id: 'Berkas ini bukan ekspor XML MediaWiki (Special:Export).',
  en: 'This file is no XML export of MediaWiki (Special:Export).',
};
const otherSpace = {
  id: 'bukan halaman isi (pembicaraan, pengguna, templat, berkas …)',
  en: 'no page of content (talk, user, template, file …)',
};
const tooMany = {
  id: 'Ekspor ini memuat lebih dari 20.000 halaman. Bagi menjadi beberapa ekspor.',
  en: 'This export holds more than 20,000 pages. Split it into several exports.',
};
const mostPages = 20_000;

type Raw = { title: string; ns: string; text: string; by: string; at: string; long: boolean };

/** Content: the main namespace, and of the project's own, help and categories what has a text. */
const contentSpaces = new Set(['0', '4', '12', '14']);

const pieceSize = 256 * 1024;

const readXml = async (xml: string): Promise<Raw[]> => {
  const pages: Raw[] = [];
  let path: string[] = [];
  let page: Raw = { title: '', ns: '', text: '', by: '', at: '', long: false };
  let revision = { text: '', by: '', at: '', long: false };
  let seen = false;
  const parser = new Parser(
    {
      onopentag: (name) => {
        if (path.length < 50) path.push(name);
        if (name === 'mediawiki') seen = true;
        if (name === 'page') page = { title: '', ns: '', text: '', by: '', at: '', long: false };
        if (name === 'revision') revision = { text: '', by: '', at: '', long: false };
      },
      ontext: (data) => {
        const at = path.slice(-2).join('/');
        if (at === 'page/title') page.title = `${page.title}${data}`.slice(0, 1000);
        else if (at === 'page/ns') page.ns = `${page.ns}${data}`.slice(0, 10);
        else if (at === 'revision/timestamp') revision.at = `${revision.at}${data}`.slice(0, 40);
        else if (at === 'contributor/username') revision.by = `${revision.by}${data}`.slice(0, 80);
        else if (at === 'revision/text') {
          if (revision.text.length + data.length > longestBody * 2) revision.long = true;
          else revision.text += data;
        }
      },
      onclosetag: (name) => {
        path = path.slice(0, Math.max(0, path.lastIndexOf(name)));
        // The newest of several revisions, wherever it stands among them.
        if (name === 'revision' && revision.at.trim() >= page.at) page = { ...page, ...revision, at: revision.at.trim() };
        if (name !== 'page') return;
        if (pages.length >= mostPages) throw invalid([{ field: 'file', message: tooMany }]);
        pages.push(page);
      },
    },
    // No entities but XML's own are known, so none can grow.
    { xmlMode: true, decodeEntities: true },
  );
  const rest = breather();
  for (let at = 0; at < xml.length; at += pieceSize) {
    parser.write(xml.slice(at, at + pieceSize));
    await rest();
  }
  parser.end();
  if (!seen) throw invalid([{ field: 'file', message: noExport }]);
  return pages;
};

/** Links take the first letter of a title in any case, and blanks as `_`. */
const keyOf = (title: string): string => titleKey(title.replaceAll('_', ' ').replace(/^:/, '').trim());

const redirectOf = (text: string): string | null =>
  /^\s*#(?:REDIRECT|ALIH)\w*\s*:?\s*\[\[([^[\]|#\n]{1,300})/i.exec(text)?.[1]?.trim() ?? null;

/** An XML export of MediaWiki: the newest text of every page of content; subpages stand below the page that their name begins with. */
export const readMediawiki = async (xml: string): Promise<Source> => {
  const source: Source = { pages: [], redirects: [], refused: [], unused: [] };
  const raws = await readXml(xml);
  const texts = new Map<string, Raw>();
  for (const raw of raws) {
    const ns = raw.ns.trim() || '0';
    const to = redirectOf(raw.text);
    if (!contentSpaces.has(ns)) source.refused.push({ at: raw.title, why: otherSpace });
    else if (raw.long || raw.text.length > longestBody) source.refused.push({ at: raw.title, why: tooLong });
    else if (to !== null) source.redirects.push({ source: raw.title, title: cleanTitle(raw.title, raw.title), to: keyOf(to) });
    else texts.set(texts.has(keyOf(raw.title)) ? `${keyOf(raw.title)}\n${texts.size}` : keyOf(raw.title), raw);
  }
  // A redirect to a redirect leads to where that one leads.
  const leads = new Map(source.redirects.map(({ title, to }) => [keyOf(title), to]));
  const end = (key: string): string => {
    let at = key;
    for (let n = 0; n < 10 && !texts.has(at) && leads.has(at); n += 1) at = leads.get(at) ?? at;
    return at;
  };
  source.redirects = source.redirects.map((each) => ({ ...each, to: end(each.to) }));
  const rest = breather();
  for (const [key, raw] of texts) {
    await rest();
    const { markdown, templates, files, lost } = fromMediawiki(cleanBody(raw.text), {
      page: (title, heading, label) => {
        const name = title.startsWith('/') ? `${raw.title}${title}` : title;
        const to = title.trim() === '' ? key : end(keyOf(name));
        if (texts.has(to))
          return markerFor({
            key: to,
            heading,
            label: label || (title.trim() === '' ? heading : name.replaceAll('_', ' ').trim()),
          });
        const clean = cleanTitle(name.replaceAll('_', ' '), name || 'x');
        return `[[${clean}${heading ? `#${heading}` : ''}${label && label !== clean ? `|${label.replace(/[|[\]]/g, ' ')}` : ''}]]`;
      },
    });
    const above = key.split('/').slice(0, -1).join('/');
    const page: SourcePage = {
      ...{ key, source: raw.title, parent: above !== '' && texts.has(above) ? above : null },
      ...{ title: cleanTitle(raw.title, raw.title), body: markdown },
      notes: [
        ...(templates.length > 0 ? [note.templates(templates)] : []),
        ...(files.length > 0 ? [note.missingFiles(files)] : []),
        ...(lost.length > 0 ? [note.lost(lost)] : []),
      ],
      ...(raw.by.trim() || raw.at ? { by: [raw.by.trim(), raw.at.slice(0, 10)].filter(Boolean).join(', ') } : {}),
    };
    source.pages.push(page);
  }
  return source;
};
