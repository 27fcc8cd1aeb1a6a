import { createRequire } from 'node:module';
import { Marked, type RendererObject, type Tokens, type TokensList } from 'marked';
import sanitize from 'sanitize-html';
import { readCount, readInclude } from './include.ts';
import { mermaidToDot } from './mermaid.ts';
import type { Include, OutlineEntry, RenderedLink, Rendering } from './rendering.ts';
import { readTitleLink, titleLinkPattern } from './scan.ts';
import { escapeHtml } from './tags.ts';

/** What is used of highlight.js. Its own types bring those of a browser with them, which would hold for all of Griya. */
type Highlighter = {
  getLanguage: (name: string) => object | undefined;
  highlight: (text: string, options: { language: string; ignoreIllegals: boolean }) => { value: string };
};

const require = createRequire(import.meta.url);
const hljs = require('highlight.js/lib/common') as Highlighter;

// Runs in the renderer's thread. What it makes holds no script, no style, no address but http(s), mailto and our own, and
// marks (`mark`, pure chance, so that no text can name it) where links and tables are filled in when a page is read.

/** Code beyond this is shown without colours. */
const mostCode = 60_000;
const mostDiagrams = 30;

const callouts: Readonly<Record<string, readonly [look: string, title: string]>> = {
  note: ['note', 'Catatan'],
  catatan: ['note', 'Catatan'],
  info: ['note', 'Info'],
  tip: ['tip', 'Saran'],
  saran: ['tip', 'Saran'],
  important: ['important', 'Penting'],
  penting: ['important', 'Penting'],
  warning: ['warning', 'Peringatan'],
  peringatan: ['warning', 'Peringatan'],
  caution: ['danger', 'Awas'],
  awas: ['danger', 'Awas'],
};

const tags = [
  ...[
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'p',
    'br',
    'hr',
    'blockquote',
    'aside',
    'pre',
    'code',
    'div',
    'span',
    'figure',
    'figcaption',
  ],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'caption'],
  ...['strong', 'em', 'b', 'i', 'u', 's', 'del', 'ins', 'sub', 'sup', 'kbd', 'mark', 'small', 'abbr', 'q', 'a', 'img'],
  ...['details', 'summary'],
];

const classes: Record<string, (string | RegExp)[]> = {
  code: ['hljs', /^language-[\w-]{1,40}$/],
  span: [
    /^hljs-[\w-]{1,40}$/,
    'function_',
    'class_',
    'inherited__',
    'constant_',
    'language_',
    'escape_',
    'g-task',
    'g-task-done',
  ],
  aside: ['g-callout', 'g-callout-note', 'g-callout-tip', 'g-callout-important', 'g-callout-warning', 'g-callout-danger'],
  p: ['g-callout-title'],
  div: ['g-wide'],
};

type Making = {
  mark: string;
  outline: OutlineEntry[];
  includes: Include[];
  links: RenderedLink[];
  /** What is drawn: as it was written, and as Graphviz takes it. */
  diagrams: { source: string; dot: string }[];
  /** On which line each part of the text begins. */
  lines: ReadonlyMap<object, number>;
};

const idOf = (title: string, taken: ReadonlySet<string>): string => {
  const base =
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 60) || 'bagian';
  for (let n = 1; ; n += 1) {
    const id = n === 1 ? base : `${base}-${n}`;
    if (!taken.has(id)) return id;
  }
};

/** An address that a picture of the page itself has: a name without scheme and folder. */
const attachmentName = (href: string): string | null => {
  const name = safely(() => decodeURIComponent(href), href);
  return /^(?:\.\/)?[^/\\:?#]{1,200}$/.test(name) ? name.replace(/^\.\//, '') : null;
};

const safely = <Value>(make: () => Value, otherwise: Value): Value => {
  try {
    return make();
  } catch {
    return otherwise;
  }
};

const highlighted = (text: string, language: string): string => {
  if (!language || text.length > mostCode || !hljs.getLanguage(language)) return escapeHtml(text);
  return safely(() => hljs.highlight(text, { language, ignoreIllegals: true }).value, escapeHtml(text));
};

const textOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const mermaidFault =
  'Diagram Mermaid ini memakai penulisan yang belum dikenal Griya (baris {line}). Yang dikenal: bagan alir (graph, flowchart) dengan simpul, garis, dan subgraph.';

/** Keeps a diagram to be drawn, and gives the place where its drawing will stand. */
const placed = (making: Making, diagram: Making['diagrams'][number]): string =>
  `<div id="${making.mark}-d-${making.diagrams.push(diagram) - 1}"></div>\n`;

const rendererOf = (making: Making): RendererObject => {
  const ids = new Set<string>();
  return {
    heading(token) {
      const { tokens, depth } = token;
      const inner = this.parser.parseInline(tokens);
      const title = textOf(inner).trim();
      const id = idOf(title, ids);
      ids.add(id);
      const line = making.lines.get(token);
      const place = line === undefined ? {} : { line };
      if (title !== '') making.outline.push({ level: depth, title: title.slice(0, 200), id: `b-${id}`, ...place });
      // The page's own title is the h1: what a text calls so stands one below.
      const level = Math.min(6, Math.max(2, depth));
      return `<h${level} id="${making.mark}-h-${id}">${inner}</h${level}>\n`;
    },
    code({ text, lang }) {
      const language = (lang ?? '').trim().split(/\s/)[0]?.toLowerCase() ?? '';
      if (['dot', 'graphviz'].includes(language) && making.diagrams.length < mostDiagrams) {
        return placed(making, { source: text, dot: text });
      }
      if (language === 'mermaid' && making.diagrams.length < mostDiagrams) {
        const made = mermaidToDot(text);
        if ('dot' in made) return placed(making, { source: text, dot: made.dot });
        const told = mermaidFault.replace('{line}', String(made.line));
        const code = `<pre><code class="hljs">${escapeHtml(text)}</code></pre>`;
        return `<aside class="g-callout g-callout-warning"><p class="g-callout-title">${told}</p>${code}</aside>\n`;
      }
      const look = language ? ` language-${language.replace(/[^\w-]/g, '').slice(0, 40)}` : '';
      return `<pre><code class="hljs${look}">${highlighted(text, language)}</code></pre>\n`;
    },
    blockquote({ tokens, text }) {
      const found = /^\[!(\w{1,20})\][ \t]*(.*)(?:\n|$)/.exec(text);
      const callout = found && callouts[(found[1] ?? '').toLowerCase()];
      if (!found || !callout) return `<blockquote>\n${this.parser.parse(tokens)}</blockquote>\n`;
      const [look, title] = callout;
      const rest = text.slice(found[0].length);
      const body = marking.get(making)?.parse(rest) ?? '';
      return `<aside class="g-callout g-callout-${look}"><p class="g-callout-title">${escapeHtml(found[2]?.trim() || title)}</p>\n${body}</aside>\n`;
    },
    checkbox({ checked }) {
      const id = `${making.mark}-t`;
      return checked ? `<span id="${id}" class="g-task g-task-done">☑</span> ` : `<span id="${id}" class="g-task">☐</span> `;
    },
    table(token: Tokens.Table) {
      const cell = (each: Tokens.TableCell): string => {
        const name = each.header ? 'th' : 'td';
        const align = each.align ? ` align="${each.align}"` : '';
        return `<${name}${align}>${this.parser.parseInline(each.tokens)}</${name}>`;
      };
      const head = token.header.map(cell).join('');
      const rows = token.rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n');
      return `<div class="g-wide"><table><thead><tr>${head}</tr></thead><tbody>${rows}</tbody></table></div>\n`;
    },
    image({ href, title, text }) {
      const name = attachmentName(href);
      const alt = escapeHtml(text);
      if (name !== null)
        return `<img src="${making.mark}/file/${encodeURIComponent(name)}" alt="${alt}"${title ? ` title="${escapeHtml(title)}"` : ''}>`;
      // Other sites' pictures are not loaded: whoever reads a page is not told to them.
      return `<a href="${escapeHtml(href)}">${alt || escapeHtml(href)}</a>`;
    },
    link({ href, title, tokens }) {
      const inner = this.parser.parseInline(tokens);
      const name = /\.\w{1,8}$/.test(href) ? attachmentName(href) : null;
      const target = name === null ? escapeHtml(href) : `${making.mark}/file/${encodeURIComponent(name)}`;
      return `<a href="${target}"${title ? ` title="${escapeHtml(title)}"` : ''}>${inner}</a>`;
    },
  };
};

const marking = new WeakMap<Making, { parse: (text: string) => string }>();

type Parser = { parse: (text: string) => string; read: (text: string) => TokensList; write: (tokens: TokensList) => string };

const markedFor = (making: Making): Parser => {
  const marked = new Marked({ gfm: true });
  marked.use({
    renderer: rendererOf(making),
    extensions: [
      {
        name: 'titleLink',
        level: 'inline',
        start: (src) => {
          const at = src.indexOf('[[');
          return at < 0 ? undefined : at;
        },
        tokenizer: (src) => {
          const found = new RegExp(`^${titleLinkPattern.source}`).exec(src);
          const link = found && readTitleLink(found[1] ?? '');
          return link ? { type: 'titleLink', raw: found[0], link } : undefined;
        },
        renderer: (token) => {
          const { space, title, key, heading, label } = (token as unknown as { link: ReturnType<typeof readTitleLink> & object })
            .link;
          const n = making.links.push({ space, title, key, anchor: heading ? `b-${idOf(heading, new Set())}` : '' }) - 1;
          return `<a href="${making.mark}/link/${n}">${escapeHtml(label)}</a>`;
        },
      },
      {
        name: 'include',
        level: 'block',
        start: (src) => {
          const at = src.indexOf('\n{{');
          return at < 0 ? undefined : at + 1;
        },
        tokenizer: (src) => {
          const found = /^\{\{([^{}\n]{1,300})\}\}[ \t]*(?:\n+|$)/.exec(src);
          const include = found && readInclude(found[1] ?? '');
          return include ? { type: 'include', raw: found[0], include } : undefined;
        },
        renderer: (token) => {
          const n = making.includes.push((token as unknown as { include: Include }).include) - 1;
          return `<div id="${making.mark}-i-${n}"></div>\n`;
        },
      },
      {
        name: 'count',
        level: 'inline',
        start: (src) => {
          const at = src.indexOf('{{');
          return at < 0 ? undefined : at;
        },
        tokenizer: (src) => {
          const found = /^\{\{([^{}\n]{1,300})\}\}/.exec(src);
          const include = found && readCount(found[1] ?? '');
          return include ? { type: 'count', raw: found[0], include } : undefined;
        },
        renderer: (token) => {
          const n = making.includes.push((token as unknown as { include: Include }).include) - 1;
          return `<span id="${making.mark}-i-${n}"></span>`;
        },
      },
    ],
  });
  return {
    parse: (text) => marked.parse(text, { async: false }),
    read: (text) => marked.lexer(text),
    write: (tokens) => marked.parser(tokens),
  };
};

const external = /^(?:https?:)?\/\//i;

const sanitised = (html: string, mark: string): string =>
  sanitize(html, {
    allowedTags: tags,
    allowedAttributes: {
      '*': ['id'],
      a: ['href', 'title', 'rel'],
      img: ['src', 'alt', 'title'],
      th: ['align', 'colspan', 'rowspan', 'scope'],
      td: ['align', 'colspan', 'rowspan'],
      ol: ['start'],
      code: ['class'],
      span: ['class'],
      aside: ['class'],
      div: ['class'],
      p: ['class'],
      abbr: ['title'],
    },
    allowedClasses: classes,
    allowedSchemes: ['http', 'https', 'mailto'],
    allowedSchemesAppliedToAttributes: ['href', 'src', 'cite'],
    allowProtocolRelative: false,
    disallowedTagsMode: 'discard',
    nestingLimit: 900,
    transformTags: {
      '*': (tagName, attribs) => {
        const { id, ...rest } = attribs;
        return { tagName, attribs: id?.startsWith(`${mark}-`) ? attribs : rest };
      },
      // A box of a task is one that was written as a task: nobody draws one with a tag.
      span: (tagName, { class: look = '', ...attribs }) => {
        const drawn = attribs.id === `${mark}-t` ? look : look.replaceAll(/\bg-task(?:-done)?\b/g, '').trim();
        return { tagName, attribs: drawn === '' ? attribs : { ...attribs, class: drawn } };
      },
      a: (tagName, { id: _, ...attribs }) => ({
        tagName,
        attribs: external.test(attribs.href ?? '') ? { ...attribs, rel: 'noopener noreferrer nofollow' } : attribs,
      }),
    },
    exclusiveFilter: (frame) => frame.tag === 'img' && !(frame.attribs.src ?? '').startsWith(`${mark}/file/`),
  });

const diagramFault = 'Diagram ini tidak dapat digambar. Periksa penulisan DOT-nya.';

const drawDiagrams = async (sources: readonly string[]): Promise<(string | null)[]> => {
  if (sources.length === 0) return [];
  const { Graphviz } = await import('@hpcc-js/wasm-graphviz');
  const drawn: (string | null)[] = [];
  for (const source of sources) {
    // One that fails leaves the library in an unknown state: the next gets a fresh one.
    try {
      const graphviz = await Graphviz.load();
      drawn.push(source.length > 20_000 ? null : graphviz.layout(source, 'svg', 'dot'));
    } catch {
      Graphviz.unload();
      drawn.push(null);
    }
  }
  return drawn;
};

const mostSvg = 400_000;

/** A drawing is a picture, so nothing in it can run or be clicked; its source stands under it for who cannot see it. */
const diagramHtml = (svg: string | null, source: string): string => {
  const code = `<pre><code class="hljs">${escapeHtml(source)}</code></pre>`;
  if (!svg || svg.length > mostSvg)
    return `<aside class="g-callout g-callout-warning"><p class="g-callout-title">${diagramFault}</p>${code}</aside>`;
  const drawing = svg.slice(Math.max(0, svg.indexOf('<svg')));
  const data = Buffer.from(drawing).toString('base64');
  return `<figure class="g-diagram"><img src="data:image/svg+xml;base64,${data}" alt="Diagram"><details><summary>Sumber diagram</summary>${code}</details></figure>`;
};

/** On which line each part of a text begins; nothing where the parts do not add up to the text. */
const linesOf = (tokens: TokensList, markdown: string): [object, number][] => {
  if (tokens.map(({ raw }) => raw).join('') !== markdown) return [];
  let line = 0;
  return tokens.map((token) => {
    const at = line;
    line += token.raw.split('\n').length - 1;
    return [token, at];
  });
};

/** Makes of Markdown the HTML of a page. It may throw on what no parser can take; the caller shows such a text plainly. */
export const toHtml = async (markdown: string, mark: string): Promise<Omit<Rendering, 'plainly'>> => {
  const lines = new Map<object, number>();
  const making: Making = { mark, outline: [], includes: [], links: [], diagrams: [], lines };
  const parser = markedFor(making);
  marking.set(making, parser);
  const tokens = parser.read(markdown);
  for (const [token, line] of linesOf(tokens, markdown)) lines.set(token, line);
  const clean = sanitised(parser.write(tokens), mark).replaceAll(` id="${mark}-t"`, '');
  const svgs = await drawDiagrams(making.diagrams.map(({ dot }) => dot));
  const html = clean
    .replace(new RegExp(`<div id="${mark}-d-(\\d+)"></div>`, 'g'), (_, n: string) =>
      diagramHtml(svgs[Number(n)] ?? null, making.diagrams[Number(n)]?.source ?? ''),
    )
    .replaceAll(`id="${mark}-h-`, 'id="b-')
    // What may be wider than a phone is reached by the keyboard.
    .replaceAll('<pre>', '<pre tabindex="0">')
    .replaceAll('<div class="g-wide">', '<div class="g-wide" tabindex="0">');
  return { mark, html, outline: making.outline, includes: making.includes, links: making.links };
};
