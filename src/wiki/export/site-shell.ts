import type { Language } from '#lib/words.ts';
import { escapeHtml } from '../markdown/tags.ts';
import { words } from './site-words.ts';

export const css = `body{font:16px/1.6 system-ui,sans-serif;margin:0;color:#16252b;background:#fff}a{color:#0b5a6f}
.skip{position:absolute;left:-9999px}.skip:focus{left:.5rem;top:.5rem;background:#fff;padding:.3rem .6rem}
.side{padding:1rem;background:#f3f5f4;font-size:.9375rem}.side ul,.tree ul{list-style:none;padding-left:1rem;margin:0}.side>nav>ul,.tree>ul{padding-left:0}
main{max-width:52rem;padding:1rem 1.5rem;min-width:0}h1{line-height:1.25}.about,footer{color:#4a5b62;font-size:.875rem}
table{border-collapse:collapse}caption{text-align:left;font-weight:600}th,td{border:1px solid #c9d2d2;padding:.3rem .6rem;text-align:left;vertical-align:top}th{background:#f3f5f4}
.g-wide{overflow-x:auto}pre{background:#f3f5f4;padding:.6rem;overflow:auto}code,kbd{font-family:ui-monospace,monospace;font-size:.9em}
img{max-width:100%;height:auto}figure{margin:1rem 0}blockquote{border-left:4px solid #c9d2d2;margin:1rem 0;padding:0 1rem}
aside{border-left:4px solid #0b5a6f;background:#f3f5f4;padding:.5rem .85rem;margin:1rem 0}.g-callout-title{font-weight:700;margin:0 0 .3rem}
.g-callout-tip{border-color:#1c6b3c}.g-callout-important{border-color:#5a3d8f}.g-callout-warning{border-color:#8a5a00}.g-callout-danger{border-color:#a3211b}
.g-missing{color:#a3211b}.hljs-comment{color:#5b6b71;font-style:italic}.hljs-keyword,.hljs-built_in{font-weight:600}.hljs-string{color:#1c6b3c}
[aria-current]{font-weight:700;color:#16252b}.row{display:flex;justify-content:space-between;gap:1rem;flex-wrap:wrap}
@media(min-width:60rem){.page{display:grid;grid-template-columns:18rem 1fr;min-height:100vh}}@media print{.side,.row,.skip{display:none}}`;

export type Link = { title: string; href: string };

export const anchor = ({ title, href }: Link, attributes = ''): string =>
  `<a href="${escapeHtml(href)}"${attributes}>${escapeHtml(title)}</a>`;

export const linkList = (links: readonly Link[], current = ''): string =>
  links.length === 0
    ? ''
    : `<ul>${links.map((link) => `<li>${anchor(link, link.href === current ? ' aria-current="page"' : '')}</li>`).join('')}</ul>`;

/** A document of the site: what is found from it at the side, its text, and how the site came to be. */
export const shell = (
  language: Language,
  page: { site: string; title: string; side: string; main: string; foot: string; root?: string },
): string => {
  const { site, title, side, main, foot, root = '' } = page;
  const full = title === site ? title : `${title} – ${site}`;
  const home = linkList([
    { title: site, href: `${root}index.html` },
    { title: words.index[language], href: `${root}indeks.html` },
  ]);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(full)}</title><link rel="stylesheet" href="${root}style.css"></head>
<body><a class="skip" href="#isi">${words.skip[language]}</a><div class="page"><div class="side"><nav aria-label="${words.pages[language]}">${home}</nav>${side}</div>
<main id="isi"><h1>${escapeHtml(title)}</h1>
${main}
<hr><footer>${escapeHtml(foot)}</footer></main></div></body></html>
`;
};
