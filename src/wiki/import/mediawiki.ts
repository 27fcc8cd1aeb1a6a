import { Parser } from 'htmlparser2';
import { invalid } from '#lib/errors.ts';
import { longestBody } from '../input.ts';
import { cleanBody, cleanTitle, type Source, tooLong } from './source.ts';

const inline = (line: string): string =>
  line
    .replace(/<nowiki>([\s\S]{0,500}?)<\/nowiki>/g, '`$1`')
    .replace(
      /\[\[(?:File|Image|Berkas|Gambar):([^[\]|\n]{1,200})(?:\|([^[\]\n]{0,500}))?\]\]/gi,
      (_, name: string, rest?: string) => {
        const label = rest?.split('|').at(-1)?.trim() ?? '';
        return `![${label || name.trim()}](${encodeURIComponent(name.trim())})`;
      },
    )
    .replace(/\[\[(?:Category|Kategori):[^[\]\n]{1,200}\]\]/gi, '')
    .replace(/\[\[:?([^[\]|\n]{1,300})(?:\|([^[\]\n]{0,300}))?\]\]/g, (_, target: string, label?: string) => {
      const [title = '', heading = ''] = target.split('#');
      const to = cleanTitle(title.replaceAll('_', ' '), title || 'x') + (heading ? `#${heading}` : '');
      return `[[${to}${label?.trim() ? `|${label.trim()}` : ''}]]`;
    })
    .replace(
      /(?<!\[)\[((?:https?|ftp|mailto):[^\s\]]{1,500})(?:\s+([^\]\n]{1,300}))?\](?!\])/g,
      (_, href: string, label?: string) => `[${label ?? href}](${href})`,
    )
    .replace(/\{\{([^{}\n]{1,300})\}\}/g, '`{{$1}}`')
    .replace(/'''''([^\n]{1,500}?)'''''/g, '***$1***')
    .replace(/'''([^\n]{1,500}?)'''/g, '**$1**')
    .replace(/''([^\n]{1,500}?)''/g, '*$1*');

/** Cells of a table's line: what stands before a single `|` are attributes, which Markdown has none for. */
const cellsOf = (line: string, mark: string): string[] =>
  line
    .split(mark)
    .map((cell) => cell.replace(/^[^|[\]]{0,200}\|(?!\|)/, '').trim())
    .map((cell) => inline(cell).replaceAll('|', '\\|'));

const tableOf = (lines: readonly string[]): string[] => {
  const rows: string[][] = [];
  let row: string[] = [];
  for (const line of lines) {
    if (/^\s*\|-/.test(line)) {
      if (row.length > 0) rows.push(row);
      row = [];
    } else if (/^\s*\|\+/.test(line)) continue;
    else if (/^\s*!/.test(line)) row.push(...cellsOf(line.replace(/^\s*!/, ''), '!!'));
    else if (/^\s*\|/.test(line)) row.push(...cellsOf(line.replace(/^\s*\|/, ''), '||'));
    else if (row.length > 0) row[row.length - 1] = `${row.at(-1)}<br>${inline(line)}`;
  }
  if (row.length > 0) rows.push(row);
  const columns = Math.max(1, ...rows.map((each) => each.length));
  const print = (cells: readonly string[]): string =>
    `| ${Array.from({ length: columns }, (_, n) => cells[n] ?? '').join(' | ')} |`;
  const [head = [], ...rest] = rows;
  return ['', print(head), `|${' --- |'.repeat(columns)}`, ...rest.map(print), ''];
};

/** MediaWiki's markup as Markdown. Templates stay as code, because what they stood for is not in the export. */
export const fromMediawiki = (text: string): string => {
  const out: string[] = [];
  let code: string | null = null;
  let table: string[] | null = null;
  for (const line of text.split('\n')) {
    if (code !== null) {
      const end = line.toLowerCase().indexOf(`</${code}>`);
      if (end < 0) out.push(line);
      else {
        if (line.slice(0, end).trim() !== '') out.push(line.slice(0, end));
        out.push('```');
        code = null;
      }
      continue;
    }
    if (table !== null) {
      if (/^\s*\|\}/.test(line)) {
        out.push(...tableOf(table));
        table = null;
      } else table.push(line);
      continue;
    }
    const begin = /^\s*<(syntaxhighlight|source|pre)(?:[^>]*?lang="?([\w+-]+)"?)?[^>]*>(.*)$/i.exec(line);
    const heading = /^(={1,6})\s*(.+?)\s*\1\s*$/.exec(line);
    const item = /^([*#:;]+)\s*(.*)$/.exec(line);
    if (begin) {
      const [, kind = 'pre', language = '', rest = ''] = begin;
      out.push(`\`\`\`${language}`);
      const end = rest.toLowerCase().indexOf(`</${kind.toLowerCase()}>`);
      if (end >= 0) out.push(rest.slice(0, end), '```');
      else {
        if (rest.trim() !== '') out.push(rest);
        code = kind.toLowerCase();
      }
    } else if (/^\s*\{\|/.test(line)) table = [];
    else if (heading) out.push('', `${'#'.repeat((heading[1] ?? '').length)} ${inline(heading[2] ?? '')}`, '');
    else if (item) {
      const marks = item[1] ?? '';
      const last = marks.at(-1);
      const indent = '   '.repeat(marks.length - 1);
      if (last === ';') out.push(`**${inline(item[2] ?? '')}**`);
      else if (/^:+$/.test(marks)) out.push(`${'> '.repeat(marks.length)}${inline(item[2] ?? '')}`);
      else out.push(`${indent}${last === '#' ? '1.' : '-'} ${inline(item[2] ?? '')}`);
    } else if (/^-{4,}\s*$/.test(line)) out.push('', '---', '');
    else out.push(inline(line));
  }
  if (code !== null) out.push('```');
  if (table !== null) out.push(...tableOf(table));
  return out
    .join('\n')
    .replace(/<ref[^>]{0,200}>([\s\S]{0,1000}?)<\/ref>/g, ' ($1)')
    .replace(/<!--[\s\S]{0,5000}?-->/g, '')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
};

const noExport = {
  id: 'Berkas ini bukan ekspor XML MediaWiki (Special:Export).',
  en: 'This file is no XML export of MediaWiki (Special:Export).',
};
const redirected = { id: 'halaman pengalihan, dilewati', en: 'a redirect, passed over' };

/** An XML export of MediaWiki: the newest text of every page of the main namespace. */
export const readMediawiki = (xml: string): Source => {
  const source: Source = { pages: [], files: new Map(), faults: [] };
  let path: string[] = [];
  let page = { title: '', ns: '', text: '' };
  let revision = '';
  let seen = false;
  const parser = new Parser(
    {
      onopentag: (name) => {
        path.push(name);
        if (name === 'mediawiki') seen = true;
        if (name === 'page') page = { title: '', ns: '', text: '' };
        if (name === 'text') revision = '';
      },
      ontext: (data) => {
        const at = path.slice(-2).join('/');
        if (at === 'page/title') page.title += data;
        else if (at === 'page/ns') page.ns += data;
        else if (at === 'revision/text' && revision.length <= longestBody * 2) revision += data;
      },
      onclosetag: (name) => {
        path = path.slice(0, path.lastIndexOf(name));
        // Later revisions follow earlier ones.
        if (name === 'text') page.text = revision;
        if (name !== 'page' || (page.ns.trim() || '0') !== '0') return;
        const title = cleanTitle(page.title, page.title);
        if (/^\s*#(?:REDIRECT|ALIH)/i.test(page.text)) source.faults.push({ at: title, why: redirected });
        else if (page.text.length > longestBody) source.faults.push({ at: title, why: tooLong });
        else source.pages.push({ key: title, parent: null, title, body: fromMediawiki(cleanBody(page.text)) });
      },
    },
    // No entities but XML's own are known, so none can grow.
    { xmlMode: true, decodeEntities: true },
  );
  parser.end(xml);
  if (!seen) throw invalid([{ field: 'file', message: noExport }]);
  return source;
};
