import { longestBody } from '../input.ts';
import { cleanBody, cleanTitle, notUtf8, type Source, titleOfName, tooLong } from './source.ts';
import { textOf, unzipFiles } from './unzip.ts';

const folderOf = (id: string): string => id.split(':').slice(0, -1).join(':');

/** Outside of code, a line's marks become those of Markdown. */
const inline = (line: string, titles: ReadonlyMap<string, string>, from: string): string =>
  line
    .replace(/%%([^%\n]{1,500})%%/g, '`$1`')
    .replace(/\[\[([^[\]|\n]{1,300})(?:\|([^[\]\n]{0,300}))?\]\]/g, (_, target: string, label?: string) => {
      const [to = '', heading = ''] = target.trim().split('#');
      if (/^(?:https?|mailto|ftp):/i.test(to) || /^\S+@\S+\.\S+$/.test(to))
        return `[${(label ?? to).trim()}](${to}${heading ? `#${heading}` : ''})`;
      const id =
        to.startsWith(':') || to.includes(':') ? to.replace(/^[:.]+/, '') : [folderOf(from), to].filter(Boolean).join(':');
      const key = id.toLowerCase().replace(/\s+/g, '_');
      const title = titles.get(key) ?? titleOfName(key.split(':').at(-1) ?? key);
      const said = label?.trim();
      return `[[${title}${said && said !== title ? `|${said}` : ''}]]`;
    })
    .replace(/\{\{\s*([^{}|\n]{1,300}?)\s*(?:\|([^{}\n]{0,300}))?\}\}/g, (_, target: string, label?: string) => {
      const name = (target.split('?')[0] ?? '').split(':').at(-1) ?? '';
      return /^https?:/.test(target)
        ? `[${label ?? target}](${target})`
        : `![${label?.trim() ?? name}](${encodeURIComponent(name)})`;
    })
    .replace(/(?<!:)\/\/([^/\n]{1,500}?)\/\/(?!\/)/g, '*$1*')
    .replace(/__([^_\n]{1,500})__/g, '<u>$1</u>')
    .replace(/''([^'\n]{1,500})''/g, '`$1`')
    .replace(/\\\\(?:\s|$)/g, '<br>')
    .replace(/\(\(([^()\n]{1,500})\)\)/g, ' ($1)');

const tableRow = (line: string, cell: (text: string) => string): string => {
  const cells = line
    .trim()
    .replace(/^[|^]/, '')
    .replace(/[|^]\s*$/, '')
    .split(/(?<!\[\[[^\]]{0,300})[|^]/);
  return `| ${cells.map((each) => cell(each.trim()).replaceAll('|', '\\|')).join(' | ')} |`;
};

/** DokuWiki's markup as Markdown. What it has no word for stays as it was typed. */
export const fromDokuwiki = (text: string, titles: ReadonlyMap<string, string> = new Map(), from = ''): string => {
  const out: string[] = [];
  let code: string | null = null;
  let inTable = false;
  for (const line of text.split('\n')) {
    if (code !== null) {
      const end = new RegExp(`^(.*)</${code}>(.*)$`).exec(line);
      if (!end) {
        out.push(line);
        continue;
      }
      if ((end[1] ?? '').trim() !== '') out.push(end[1] ?? '');
      out.push('```');
      code = null;
      continue;
    }
    const begin = /^\s*<(code|file)(?:\s+([\w+-]+))?[^>]*>(.*)$/.exec(line);
    if (begin) {
      const [, kind = 'code', language = '', rest = ''] = begin;
      const whole = rest.split(`</${kind}>`);
      out.push(`\`\`\`${language === '-' ? '' : language}`);
      if (whole.length > 1) out.push(whole[0] ?? '', '```');
      else {
        if (rest.trim() !== '') out.push(rest);
        code = kind;
      }
      continue;
    }
    const heading = /^\s*(={2,6})\s*(.+?)\s*={2,6}\s*$/.exec(line);
    const item = /^( {2,}|\t+)([*-])\s*(.*)$/.exec(line);
    const table = /^\s*[|^]/.test(line);
    if (table && !inTable) {
      const row = tableRow(line, (cell) => inline(cell, titles, from));
      const columns = row.split(/(?<!\\)\|/).length - 2;
      const head = line.trim().startsWith('^');
      out.push('', head ? row : `|${'  |'.repeat(columns)}`, `|${' --- |'.repeat(columns)}`, ...(head ? [] : [row]));
    } else if (table) out.push(tableRow(line, (cell) => inline(cell, titles, from)));
    else if (heading) out.push(`${'#'.repeat(7 - (heading[1] ?? '').length)} ${heading[2]}`);
    else if (item) {
      const depth = Math.max(0, Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2) - 1);
      out.push(`${'   '.repeat(depth)}${item[2] === '-' ? '1.' : '-'} ${inline(item[3] ?? '', titles, from)}`);
    } else if (/^\s*-{4,}\s*$/.test(line)) out.push('---');
    else out.push(inline(line, titles, from));
    if (inTable && !table) out.splice(-1, 0, '');
    inTable = table;
  }
  if (code !== null) out.push('```');
  return out.join('\n');
};

/**
 * An export of DokuWiki: a ZIP with its `pages` folder (files `.txt`), wherever in the archive it lies. Namespaces become
 * pages above their pages; a namespace's `start` page is its own.
 */
export const readDokuwiki = (archive: Uint8Array): Source => {
  const { files, skipped } = unzipFiles(archive, (name) => /\.txt$/i.test(name));
  const source: Source = { pages: [], files: new Map(), faults: skipped.map((at) => ({ at, why: tooLong })) };
  const texts = new Map<string, string>();
  for (const [path, bytes] of files) {
    const inside = path.replace(/^.*?(?:^|\/)pages\//, '');
    const id = inside
      .replace(/\.txt$/i, '')
      .replaceAll('/', ':')
      .toLowerCase();
    const text = textOf(bytes);
    if (text === null) source.faults.push({ at: path, why: notUtf8 });
    else if (text.length > longestBody) source.faults.push({ at: path, why: tooLong });
    else texts.set(/(?:^|:)start$/.test(id) && id !== 'start' ? folderOf(id) : id, cleanBody(text));
  }
  const titleOf = (id: string, text: string): string =>
    cleanTitle(/^\s*={5,6}\s*(.+?)\s*={5,6}\s*$/m.exec(text)?.[1] ?? '', id.split(':').at(-1) ?? id);
  const titles = new Map([...texts].map(([id, text]) => [id, titleOf(id, text)]));
  const made = new Set<string>();
  const namespace = (id: string): string | null => {
    if (id === '') return null;
    if (!texts.has(id) && !made.has(id)) {
      made.add(id);
      source.pages.push({ key: id, parent: namespace(folderOf(id)), title: titleOfName(id.split(':').at(-1) ?? id), body: '' });
    }
    return id;
  };
  for (const [id, text] of texts) {
    const body = fromDokuwiki(text.replace(/^\s*={5,6}\s*(.+?)\s*={5,6}\s*\n/, ''), titles, id);
    source.pages.push({ key: id, parent: namespace(folderOf(id)), title: titles.get(id) ?? id, body });
  }
  return source;
};
