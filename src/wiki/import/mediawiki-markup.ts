import { escaped, escapedStart, literal } from './escape.ts';
import { aside, marksInTable } from './link-marks.ts';

/** Where links of a text lead: what stands in the text for a page and for a file. */
export type MediawikiPlaces = { page: (title: string, heading: string, label: string) => string };

type Making = {
  places: MediawikiPlaces;
  lost: Set<string>;
  footnotes: string[];
  named: Map<string, number>;
  templates: Set<string>;
  categories: Set<string>;
  files: Set<string>;
};

const fileWords = 'File|Image|Berkas|Gambar|Media';
const categoryWords = 'Category|Kategori';

const fileOf = (making: Making, name: string, rest: string | undefined): string => {
  const parts = rest?.split('|').map((part) => part.trim()) ?? [];
  const label = parts
    .filter(
      (part) =>
        !/^(?:thumb|mini|miri|frame|frameless|border|left|right|center|none|kiri|kanan|pus|tepi|bing|upright.*|\d*x?\d+px|(?:alt|link|page|lang|class)=.*)$/i.test(
          part,
        ),
    )
    .at(-1);
  making.files.add(name.trim());
  return `![${label || name.trim()}](${encodeURIComponent(name.trim().replaceAll(' ', '_'))})`;
};

const pieces = new RegExp(
  [
    '<nowiki>([^\\n]{0,2000}?)</nowiki>',
    '<(?:code|tt|kbd)>([^\\n]{0,1000}?)</(?:code|tt|kbd)>',
    `\\[\\[:?(?:${fileWords}):([^[\\]|\\n]{1,200})(?:\\|((?:[^[\\]\\n]|\\[\\[[^[\\]\\n]{0,300}\\]\\]){0,600}))?\\]\\]`,
    `\\[\\[(?:${categoryWords}):([^[\\]|\\n]{1,200})(?:\\|[^[\\]\\n]{0,200})?\\]\\]`,
    '\\[\\[:?([^[\\]|\\n]{1,300})(?:\\|([^[\\]\\n]{0,300}))?\\]\\]([\\p{L}]{0,30})',
    '(?<!\\[)\\[((?:https?|ftp|mailto):[^\\s\\]]{1,500})(?:\\s+([^\\]\\n]{1,300}))?\\]',
    '(https?:\\/\\/[^\\s<>"|\\]]{1,500})',
    '\\{\\{((?:[^{}\\n]|\\{[^{}\\n]{0,200}\\}){1,600})\\}\\}',
  ].join('|'),
  'giu',
);

type Put = (text: string) => string;

/** The tags of MediaWiki that a page of the wiki may hold as well. */
const known =
  /^<\/?(?:b|i|u|s|br|hr|del|ins|sub|sup|small|kbd|mark|abbr|q|div|span|p|center|blockquote|strong|em|big|tt|font|dl|dt|dd)\b/i;

const plain = (text: string, put: Put): string => {
  const wrap = (sign: string) => (_: string, inner: string) => `${put(sign)}${inner}${put(sign)}`;
  return escaped(
    text
      .replace(/__(?:NOTOC|TOC|FORCETOC|NOEDITSECTION|NOINDEX)__/g, '')
      .replace(/'''''([^\n]{1,500}?)'''''/g, wrap('***'))
      .replace(/'''([^\n]{1,500}?)'''/g, wrap('**'))
      .replace(/''([^\n]{1,500}?)''/g, wrap('*'))
      .replace(/<br\s*\/?>/gi, () => put('<br>')),
    known,
  );
};

const inline = (making: Making, line: string): string => {
  const { put, back } = aside();
  const marked = line.replace(
    pieces,
    (
      whole,
      nowiki?: string,
      code?: string,
      file?: string,
      fileRest?: string,
      category?: string,
      target?: string,
      label?: string,
      trail?: string,
      href?: string,
      hrefLabel?: string,
      bare?: string,
      template?: string,
    ) => {
      if (nowiki !== undefined) return put(literal(nowiki));
      if (code !== undefined) return put(`\`${code.replaceAll('`', "'")}\``);
      if (file !== undefined) return put(fileOf(making, file, fileRest));
      if (category !== undefined) {
        making.categories.add(category.replaceAll('_', ' ').trim());
        return '';
      }
      if (target !== undefined) {
        const [title = '', ...headings] = target.split('#');
        return put(
          making.places.page(
            title,
            headings.join('#').replaceAll('_', ' '),
            `${(label ?? (trail ? target : '')).trim()}${trail ?? ''}`,
          ),
        );
      }
      if (href !== undefined) return put(`[${hrefLabel?.trim() || href}](${href})`);
      if (bare !== undefined) return put(bare);
      if (template === undefined) return whole;
      making.templates.add((template.split('|')[0] ?? '').trim().slice(0, 60));
      return put(`\`{{${template.replaceAll('`', "'")}}}\``);
    },
  );
  return back(plain(marked, put));
};

/** What stands before a single `|` of a cell are attributes, which Markdown has none for. */
const withoutAttributes = (cell: string): string => cell.replace(/^[^|[\]{}]{0,200}\|(?!\|)/, '').trim();

const tableOf = (making: Making, lines: readonly string[]): string[] => {
  const rows: { head: boolean; text: string }[][] = [];
  let row: { head: boolean; text: string }[] = [];
  let caption = '';
  for (const line of lines) {
    if (/^\s*\|-/.test(line)) {
      if (row.length > 0) rows.push(row);
      row = [];
    } else if (/^\s*\|\+/.test(line)) caption = inline(making, withoutAttributes(line.replace(/^\s*\|\+/, '')));
    else if (/^\s*[!|]/.test(line)) {
      const head = /^\s*!/.test(line);
      // A divider within a link or a template divides nothing.
      const cells = line
        .replace(/^\s*[!|]/, '')
        .split(head ? /!!|\|\|/ : /\|\|/)
        .map((text) => ({ head, text: withoutAttributes(text) }));
      row.push(...cells);
    } else if (row.length > 0) {
      const last = row.at(-1);
      if (last && line.trim() !== '')
        last.text = `${last.text}${last.text === '' ? '' : '<br>'}${line.trim().replace(/^\*+\s*/, '• ')}`;
    }
  }
  if (row.length > 0) rows.push(row);
  const columns = Math.max(1, ...rows.map((each) => each.length));
  const print = (cells: readonly { head: boolean; text: string }[], bold: boolean): string =>
    `| ${Array.from({ length: columns }, (_, n) => {
      const cell = cells[n];
      const said = marksInTable(inline(making, cell?.text ?? '').replaceAll(/(?<!\\)\|/g, '\\|'));
      return bold && cell?.head && said !== '' ? `**${said}**` : said;
    }).join(' | ')} |`;
  const [first = [], ...rest] = rows;
  const rule = `|${' --- |'.repeat(columns)}`;
  const headed = first.length > 0 && first.every(({ head }) => head);
  const body = headed
    ? [print(first, false), rule, ...rest.map((each) => print(each, true))]
    : [`|${'  |'.repeat(columns)}`, rule, ...rows.map((each) => print(each, true))];
  return [...(caption ? ['', `**${caption}**`] : []), '', ...body, ''];
};

/** References first, which may go over lines: what they say becomes a note at the end. */
const takeFootnotes = (making: Making, text: string): string =>
  text
    .replace(/<ref(\s[^>/]{0,200})?(?:\/>|>([\s\S]{0,3000}?)<\/ref>)/gi, (_, attributes?: string, said?: string) => {
      const name = /name\s*=\s*["']?([^"'>/]{1,100})/i.exec(attributes ?? '')?.[1]?.trim() ?? '';
      const known = name === '' ? undefined : making.named.get(name);
      const n = known ?? making.footnotes.push('');
      if (name !== '') making.named.set(name, n);
      if (said?.trim()) making.footnotes[n - 1] = said.replace(/\s+/g, ' ').trim();
      return `<sup>&#91;${n}&#93;</sup>`;
    })
    .replace(/<\/?references\b[^>]{0,100}>/gi, '');

const codeBegin = /<(pre|syntaxhighlight|source|nowiki)\b[^>]{0,300}>/gi;

/** A text in parts of which every second one is code, with its tags. What is never closed is looked for once. */
const partsOf = (text: string): string[] => {
  const parts: string[] = [];
  const unclosed = new Set<string>();
  const begin = new RegExp(codeBegin);
  let at = 0;
  for (let found = begin.exec(text); found; found = begin.exec(text)) {
    const kind = (found[1] ?? '').toLowerCase();
    if (found[0].endsWith('/>') || unclosed.has(kind)) continue;
    const close = new RegExp(`</${kind}>`, 'gi');
    close.lastIndex = begin.lastIndex;
    const end = close.exec(text);
    if (!end) {
      unclosed.add(kind);
      continue;
    }
    parts.push(text.slice(at, found.index), text.slice(found.index, close.lastIndex));
    at = close.lastIndex;
    begin.lastIndex = at;
  }
  return [...parts, text.slice(at)];
};

const withoutComments = (text: string): string => {
  const kept: string[] = [];
  let at = 0;
  for (let begin = text.indexOf('<!--'); begin >= 0; begin = text.indexOf('<!--', at)) {
    const end = text.indexOf('-->', begin);
    if (end < 0) break;
    kept.push(text.slice(at, begin));
    at = end + 3;
  }
  return kept.join('') + text.slice(at);
};

export type FromMediawiki = { markdown: string; templates: string[]; files: string[]; lost: string[] };

/**
 * MediaWiki's markup as Markdown (https://www.mediawiki.org/wiki/Help:Formatting). Templates stay as code, because what they stood for is
 * not in the export; they, the files that are shown and the categories are named.
 */
export const fromMediawiki = (text: string, places: MediawikiPlaces): FromMediawiki => {
  const making: Making = {
    places,
    footnotes: [],
    named: new Map(),
    templates: new Set(),
    lost: new Set(),
    categories: new Set(),
    files: new Set(),
  };
  const prepared = partsOf(text)
    .map((part, n) => (n % 2 === 1 ? part : takeFootnotes(making, withoutComments(part))))
    .join('');
  for (const [, name] of text.matchAll(/<(gallery|math|timeline|score|imagemap|graph|hiero|poem)\b/gi))
    making.lost.add(`<${name?.toLowerCase()}>`);
  const out: string[] = [];
  const lines = prepared.split('\n');
  let table: string[] | null = null;
  let depth = 0;
  for (let n = 0; n < lines.length; n += 1) {
    const line = lines[n] ?? '';
    if (table !== null) {
      if (/^\s*\{\|/.test(line)) depth += 1;
      if (/^\s*\|\}/.test(line)) depth -= 1;
      if (depth > 0) {
        // A table within a cell has no place in Markdown: its cells follow each other.
        if (!/^\s*(?:\{\||\|\})/.test(line)) table.push(line);
        continue;
      }
      out.push(...tableOf(making, table));
      table = null;
      const behind = line.replace(/^\s*\|\}/, '');
      if (behind.trim() !== '') out.push(inline(making, behind));
      continue;
    }
    const begin = /^(.*?)<(syntaxhighlight|source|pre)\b(?:[^>]*?lang\s*=\s*["']?([\w+#-]+)["']?)?[^>]*>(.*)$/i.exec(line);
    if (begin) {
      const [, before = '', kind = 'pre', language = '', after = ''] = begin;
      const close = `</${kind.toLowerCase()}>`;
      const body: string[] = [];
      let rest = after;
      while (!rest.toLowerCase().includes(close) && n + 1 < lines.length) {
        body.push(rest);
        n += 1;
        rest = lines[n] ?? '';
      }
      const at = rest.toLowerCase().indexOf(close);
      body.push(at < 0 ? rest : rest.slice(0, at));
      if (body[0]?.trim() === '') body.shift();
      if (body.at(-1)?.trim() === '') body.pop();
      const fence = '`'.repeat(Math.max(2, ...body.map((each) => /^\s*(`{3,})/.exec(each)?.[1]?.length ?? 0)) + 1);
      if (before.trim() !== '') out.push(inline(making, before), '');
      out.push(`${fence}${language}`, ...body, fence);
      const behind = at < 0 ? '' : rest.slice(at + close.length);
      if (behind.trim() !== '') out.push('', inline(making, behind));
      continue;
    }
    const heading = /^(={1,6})\s*(.+?)\s*\1\s*$/.exec(line);
    const item = /^([*#:;]+)\s*(.*)$/.exec(line);
    const block = /^\{\{([^{}|]{1,80})\s*$/.exec(line) ?? /^\{\{([^{}|]{1,80})\|[^{}]*$/.exec(line);
    if (block) {
      // A template over several lines: down to where its braces close.
      making.templates.add((block[1] ?? '').trim());
      const body = [line];
      let open = 1;
      while (open > 0 && n + 1 < lines.length && body.length < 500) {
        n += 1;
        const next = lines[n] ?? '';
        body.push(next);
        open += (next.match(/\{\{/g) ?? []).length - (next.match(/\}\}/g) ?? []).length;
      }
      out.push('', '```', ...body, '```', '');
    } else if (/^\s*:*\{\|/.test(line)) {
      table = [];
      depth = 1;
    } else if (heading) out.push('', `${'#'.repeat((heading[1] ?? '').length)} ${inline(making, heading[2] ?? '')}`, '');
    else if (item) {
      const marks = item[1] ?? '';
      const last = marks.at(-1);
      const indent = '   '.repeat(Math.min(marks.length - 1, 200));
      if (marks === ';') {
        const [term = '', ...said] = (item[2] ?? '').split(/ : /);
        out.push('', `**${inline(making, term)}**${said.length > 0 ? `: ${inline(making, said.join(' : '))}` : ''}`);
      } else if (/^[:;]+$/.test(marks)) out.push(`${'> '.repeat(marks.length)}${inline(making, item[2] ?? '')}`);
      else if (last === ':') out.push(`${indent}${inline(making, item[2] ?? '')}`);
      else out.push(`${indent}${last === '#' ? '1.' : '-'} ${inline(making, item[2] ?? '')}`);
    } else if (/^-{4,}\s*$/.test(line)) out.push('', '---', '');
    else if (/^ \S/.test(line)) {
      const body: string[] = [];
      while (n < lines.length && /^ /.test(lines[n] ?? '') && (lines[n] ?? '').trim() !== '') {
        body.push((lines[n] ?? '').slice(1));
        n += 1;
      }
      n -= 1;
      out.push('', '```', ...body, '```', '');
    } else out.push(escapedStart(inline(making, line)));
  }
  if (table !== null) out.push(...tableOf(making, table));
  if (making.footnotes.length > 0) {
    out.push('', '---', '', ...making.footnotes.slice(0, 2000).map((said, n) => `${n + 1}. ${inline(making, said)}`));
  }
  if (making.categories.size > 0) out.push('', '---', '', `Kategori: ${[...making.categories].slice(0, 50).join(', ')}`);
  const markdown = out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
  return { markdown, templates: [...making.templates], files: [...making.files], lost: [...making.lost] };
};
