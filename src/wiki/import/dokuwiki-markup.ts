import { escaped, escapedStart, literal } from './escape.ts';
import { aside, marksInTable } from './link-marks.ts';

/** Where links and files of a text lead. Both answer what stands in the text then. */
export type DokuwikiPlaces = {
  page: (written: string, heading: string, label: string) => string;
  /** The name of a file that came along; null when it is not there. */
  media: (written: string) => string | null;
};

const isOutside = (target: string): boolean =>
  /^(?:https?|mailto|ftp|file|ssh):/i.test(target) || /^\S+@\S+\.\S+$/.test(target) || target.startsWith('\\\\');

type Making = { places: DokuwikiPlaces; footnotes: string[]; lost: Set<string>; tags: Set<string> };

const mediaOf = (making: Making, target: string, label: string | undefined): string => {
  const plugin = /^\s*(\w{1,30})>(.*)$/.exec(target);
  if (plugin?.[1] === 'tag') {
    for (const tag of (plugin[2] ?? '').trim().split(/\s+/)) making.tags.add(tag.replaceAll('_', ' '));
    return '';
  }
  if (plugin) {
    making.lost.add(`{{${plugin[1]}>…}}`);
    return `\`{{${target}}}\``;
  }
  const [written = ''] = target.trim().split('?');
  if (/^https?:/i.test(written)) return `[${label?.trim() || written}](${target.trim()})`;
  const name = making.places.media(written);
  const said = label?.trim() || (written.split(':').at(-1) ?? written);
  const isPicture = /\.(?:png|jpe?g|gif|svg|webp)$/i.test(written);
  return `${isPicture ? '!' : ''}[${said}](${encodeURIComponent(name ?? written.split(':').at(-1) ?? written)})`;
};

const linkOf = (making: Making, target: string, label: string | undefined): string => {
  const [to = '', ...headings] = target.trim().split('#');
  const heading = headings.join('#');
  const said = label?.replace(/\{\{[^{}]*\}\}/g, (media) => media.split('|')[1]?.replace('}}', '') ?? '').trim() ?? '';
  if (isOutside(to)) {
    const href = to.startsWith('\\\\')
      ? `file:${to.replaceAll('\\', '/')}`
      : /@/.test(to) && !/^\w+:/.test(to)
        ? `mailto:${to}`
        : target.trim();
    return `[${said || to}](${href.replaceAll(' ', '%20')})`;
  }
  const wiki = /^(\w[\w.-]{0,20})>(.*)$/.exec(target.trim());
  if (wiki) {
    making.lost.add(`[[${wiki[1]}>…]]`);
    return said || `${wiki[2]}`;
  }
  return making.places.page(to, heading.replaceAll('_', ' '), said);
};

/** What a line holds, piece by piece: what is literal, links and code first, so that no mark within them is read. */
const pieces =
  /%%(.{0,2000}?)%%|<nowiki>(.{0,2000}?)<\/nowiki>|\[\[([^[\]|\n]{0,300})(?:\|((?:[^[\]\n{}]|\{\{[^{}\n]{0,300}\}\}){0,300}))?\]\]|\{\{\s?([^{}|\n]{1,300}?)\s*(?:\|([^{}\n]{0,300}))?\}\}|''(.{1,500}?)''|\(\(((?:[^()\n]|\([^()\n]{0,200}\)){1,1000})\)\)|(https?:\/\/[^\s<>"|^]{1,500})|<(del|sub|sup)>([^\n]{0,500}?)<\/\10>|\\\\(?=\s|$)/g;

type Put = (text: string) => string;

/** Italics and underlines, and what would be read as marks. The signs that come in stand aside from what is escaped. */
const plain = (text: string, put: Put): string =>
  escaped(
    text
      .replace(/(?<!:)\/\/([^\n]{1,500}?)(?<!:)\/\/(?!\/)/g, (_, inner: string) => `${put('*')}${inner.trim()}${put('*')}`)
      .replace(/__([^_\n]{1,500})__/g, (_, inner: string) => `${put('<u>')}${inner}${put('</u>')}`),
    /^<\/?(?:br|hr)\b/i,
  );

const inline = (making: Making, line: string): string => {
  const { put, back } = aside();
  const marked = line.replace(
    pieces,
    (
      whole,
      percent?: string,
      nowiki?: string,
      target?: string,
      label?: string,
      media?: string,
      caption?: string,
      mono?: string,
      foot?: string,
      url?: string,
      tag?: string,
      within?: string,
    ) => {
      if (percent !== undefined || nowiki !== undefined) return put(literal(percent ?? nowiki ?? ''));
      if (target !== undefined) return put(linkOf(making, target, label));
      if (media !== undefined) return put(mediaOf(making, media, caption));
      if (mono !== undefined) return put(`\`${mono.replace(/%%/g, '').replaceAll('`', "'")}\``);
      if (url !== undefined) return put(url);
      if (tag !== undefined) return put(`<${tag}>${escaped(within ?? '', /^$/)}</${tag}>`);
      if (whole.startsWith('\\\\')) return put('<br>');
      if (foot === undefined) return whole;
      const n = making.footnotes.push(foot.trim());
      return put(`<sup>[${n}]</sup>`);
    },
  );
  return back(plain(marked, put));
};

/** The cells of a line, each with whether it is a head; signs within links and code do not divide. */
const cellsOf = (line: string): { head: boolean; text: string }[] => {
  const cells: { head: boolean; text: string }[] = [];
  const dividers = /\[\[[^\]\n]{0,600}\]\]|\{\{[^}\n]{0,600}\}\}|%%.{0,600}?%%|''.{0,600}?''|<nowiki>.{0,600}?<\/nowiki>|[|^]/g;
  const text = line.trim();
  let begin = -1;
  let head = false;
  for (const found of text.matchAll(dividers)) {
    if (found[0] !== '|' && found[0] !== '^') continue;
    if (begin >= 0) cells.push({ head, text: text.slice(begin, found.index) });
    begin = found.index + 1;
    head = found[0] === '^';
  }
  if (begin >= 0 && begin < text.length) cells.push({ head, text: text.slice(begin) });
  return cells;
};

const tableOf = (making: Making, lines: readonly string[]): string[] => {
  const rows = lines.map(cellsOf);
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const print = (row: readonly { head: boolean; text: string }[], bold: boolean): string =>
    `| ${Array.from({ length: columns }, (_, n) => {
      const cell = row[n];
      const said = marksInTable(inline(making, cell?.text.trim() ?? '').replaceAll(/(?<!\\)\|/g, '\\|'));
      return said === ':::' ? '' : bold && cell?.head && said !== '' ? `**${said}**` : said;
    }).join(' | ')} |`;
  // A column's alignment is where the blanks stand in its first cell below the head.
  const sides = Array.from({ length: columns }, (_, n) => {
    const cell = rows[rows.length > 1 ? 1 : 0]?.[n]?.text ?? '';
    const [left, right] = [/^ {2,}\S/.test(cell), /\S {2,}$/.test(cell)];
    return left && right ? ':---:' : left ? '---:' : '---';
  });
  const rule = `| ${sides.join(' | ')} |`;
  const [first = [], ...rest] = rows;
  const headed = first.length > 1 && first.every(({ head }) => head);
  return headed
    ? ['', print(first, false), rule, ...rest.map((row) => print(row, true)), '']
    : ['', `|${'  |'.repeat(columns)}`, rule, ...rows.map((row) => print(row, true)), ''];
};

const callouts: Readonly<Record<string, string>> = {
  '': 'note',
  tip: 'tip',
  important: 'important',
  warning: 'warning',
  info: 'info',
  classic: 'note',
};

/** The longest fence of the text, and one more: code that holds fences stays whole. */
const fenceFor = (code: readonly string[]): string => {
  const longest = Math.max(2, ...code.map((line) => /^\s*(`{3,})/.exec(line)?.[1]?.length ?? 0));
  return '`'.repeat(longest + 1);
};

/**
 * DokuWiki's markup as Markdown. What it has no word for stays as it was typed; `lost` names it.
 * Line by line: https://www.dokuwiki.org/wiki:syntax, and of the plugins Note, of which most wikis have it.
 */
export const fromDokuwiki = (text: string, places: DokuwikiPlaces): { markdown: string; lost: string[] } => {
  const making: Making = { places, footnotes: [], lost: new Set(), tags: new Set() };
  const out: string[] = [];
  const lines = text.split('\n');
  let table: string[] = [];
  let quoted = false;
  const put = (line: string): void => {
    if (table.length > 0) {
      out.push(...tableOf(making, table).map((each) => (quoted ? `> ${each}` : each)));
      table = [];
    }
    out.push(quoted ? `> ${line}`.trimEnd() : line);
  };
  for (let n = 0; n < lines.length; n += 1) {
    const line = lines[n] ?? '';
    const code = /^(.*?)<(code|file)(?:\s+([\w+#-]+))?([^>\n]*)>(.*)$/.exec(line);
    if (code && !/%%|<nowiki>/.test(code[1] ?? '')) {
      const [, before = '', kind = 'code', language = '', , after = ''] = code;
      const close = `</${kind}>`;
      const body: string[] = [];
      let rest = after;
      while (!rest.includes(close) && n + 1 < lines.length) {
        body.push(rest);
        n += 1;
        rest = lines[n] ?? '';
      }
      const at = rest.indexOf(close);
      body.push(at < 0 ? rest : rest.slice(0, at));
      if (body[0]?.trim() === '') body.shift();
      if (body.at(-1)?.trim() === '') body.pop();
      const fence = fenceFor(body);
      if (before.trim() !== '') put(inline(making, before));
      for (const each of [`${fence}${language === '-' ? '' : language}`, ...body, fence]) put(each);
      const behind = at < 0 ? '' : rest.slice(at + close.length);
      if (behind.trim() !== '') put(inline(making, behind));
      continue;
    }
    const noted = /^\s*<note(?:\s+(\w+))?>\s*(.*)$/i.exec(line);
    if (noted && !quoted) {
      put('');
      quoted = true;
      put(`[!${callouts[(noted[1] ?? '').toLowerCase()] ?? 'note'}]`);
      if ((noted[2] ?? '').trim() !== '') lines.splice(n + 1, 0, noted[2] ?? '');
      continue;
    }
    const ended = quoted ? /^(.*?)<\/note>\s*(.*)$/i.exec(line) : null;
    if (ended) {
      if ((ended[1] ?? '').trim() !== '') put(inline(making, ended[1] ?? ''));
      else if (table.length > 0) put('');
      quoted = false;
      put('');
      if ((ended[2] ?? '').trim() !== '') lines.splice(n + 1, 0, ended[2] ?? '');
      continue;
    }
    if (/^\s*[|^].*[|^]\s*$/.test(line)) {
      table.push(line);
      continue;
    }
    const heading = /^\s*(={2,6})\s*([^=\n][^\n]*?)\s*={2,6}\s*$/.exec(line);
    const item = /^( {2,}|\t+)([*-])\s*(.*)$/.exec(line);
    const quote = /^(>{1,6})\s?(.*)$/.exec(line);
    const macro = /^\s*~~([A-Z][A-Z0-9 :_-]{0,60})~~\s*$/.exec(line);
    if (macro) {
      if (!/^(?:NOTOC|NOCACHE)$/.test(macro[1] ?? '')) making.lost.add(`~~${macro[1]}~~`);
    } else if (heading) put(`${'#'.repeat(7 - (heading[1] ?? '').length)} ${inline(making, heading[2] ?? '')}`);
    else if (item) {
      const depth = Math.max(0, Math.floor((item[1] ?? '').replaceAll('\t', '  ').length / 2) - 1);
      put(`${'   '.repeat(Math.min(depth, 200))}${item[2] === '-' ? '1.' : '-'} ${inline(making, item[3] ?? '')}`);
    } else if (quote) put(`${'> '.repeat((quote[1] ?? '').length)}${inline(making, quote[2] ?? '')}`);
    else if (/^\s*-{4,}\s*$/.test(line)) {
      put('');
      put('---');
    } else if (/^ {2,}\S/.test(line)) {
      // Two blanks before a line are DokuWiki's oldest way to write code.
      const body: string[] = [];
      while (n < lines.length && /^ {2,}\S/.test(lines[n] ?? '') && !/^ {2,}[*-]/.test(lines[n] ?? '')) {
        body.push((lines[n] ?? '').slice(2));
        n += 1;
      }
      n -= 1;
      const fence = fenceFor(body);
      for (const each of [fence, ...body, fence]) put(each);
    } else {
      for (const [name] of line.matchAll(/<(?:wrap|WRAP|html|HTML|php|PHP|hidden|columns|gallery)\b[^>\n]{0,100}>/g))
        making.lost.add(name);
      put(escapedStart(inline(making, line)));
    }
  }
  const more = table.length > 0;
  if (more) put('');
  if (quoted) quoted = false;
  if (making.footnotes.length > 0) {
    out.push('', '---', '');
    for (let n = 0; n < making.footnotes.length && n < 2000; n += 1)
      out.push(`${n + 1}. ${inline({ ...making, footnotes: [] }, making.footnotes[n] ?? '')}`);
  }
  if (making.tags.size > 0) out.push('', '---', '', `Label: ${[...making.tags].slice(0, 50).join(', ')}`);
  return { markdown: out.join('\n'), lost: [...making.lost].slice(0, 20) };
};
