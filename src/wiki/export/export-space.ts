import { zipSync } from 'fflate';
import type { Db } from '#db/index.ts';
import { readBytes } from '#files/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { listAttachments } from '../commands/attach-file.ts';
import type { GeneratedPart } from '../generated.ts';
import { fillIn, type Surroundings, tableHtml } from '../markdown/fill-in.ts';
import { renderedOf } from '../markdown/rendered.ts';
import { escapeHtml } from '../markdown/tags.ts';
import type { Space } from '../queries/spaces.ts';
import { type ExportedPage, listForExport } from './pages.ts';

/** All attachments of one export together. */
const mostBytes = 200_000_000;

/** What an export is told beside the space: who reads, when, and what the registers know of a page's record. */
export type Exporting = {
  db: Db;
  actor: Actor;
  now: Temporal.Instant;
  table: Surroundings['table'];
  parts: (page: ExportedPage) => Promise<readonly GeneratedPart[]>;
};

const quoted = (text: string): string => JSON.stringify(text);

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

/** The attachments of a page, as far as all of them stay within the limit. */
const filesOf = async (db: Db, page: ExportedPage, size: { bytes: number }): Promise<{ name: string; bytes: Uint8Array }[]> => {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const { name, fileId, size: length } of await listAttachments(db, page.id)) {
    size.bytes += length;
    if (size.bytes > mostBytes) throw new AppError('too_large', { limit: '200 MB' });
    files.push({ name, bytes: await readBytes(db, fileId) });
  }
  return files;
};

/**
 * A space as a folder of Markdown files in a ZIP: the tree as folders, what is known of each page before its text, its
 * attachments beside it. `import` takes it again.
 */
export const exportMarkdown = async ({ db, actor }: Pick<Exporting, 'db' | 'actor'>, space: Space): Promise<Uint8Array> => {
  const pages = await listForExport(db, actor, space.id);
  const entries: Record<string, Uint8Array> = {};
  const size = { bytes: 0 };
  for (const page of pages) {
    const folder = page.path.slice(0, -1).join('/');
    const matter = [
      '---',
      `title: ${quoted(page.title)}`,
      `revision: ${page.revision}`,
      `updated: ${page.updatedAt}`,
      ...(page.updatedByName ? [`author: ${quoted(page.updatedByName)}`] : []),
      ...(page.ownerName ? [`owner: ${quoted(page.ownerName)}`] : []),
      '---',
      '',
      '',
    ].join('\n');
    entries[`${folder ? `${folder}/` : ''}${page.slug}.md`] = text(matter + page.body);
    for (const { name, bytes } of await filesOf(db, page, size)) entries[`${folder ? `${folder}/` : ''}${name}`] ??= bytes;
  }
  return zipSync(entries, { level: 6 });
};

const css = `body{font:16px/1.6 system-ui,sans-serif;margin:0;color:#16252b}nav{padding:1rem;background:#f3f5f4}nav ul{list-style:none;padding-left:1rem;margin:0}
main{max-width:52rem;padding:1rem 1.5rem}table{border-collapse:collapse}th,td{border:1px solid #dde3e3;padding:.3rem .6rem;text-align:left;vertical-align:top}pre{background:#f3f5f4;padding:.6rem;overflow:auto}
img{max-width:100%}aside{border-left:4px solid #7d8b90;background:#f3f5f4;padding:.5rem .85rem}.g-missing{color:#ad231c}a[aria-current]{font-weight:700}
@media(min-width:60rem){body{display:grid;grid-template-columns:18rem 1fr}nav{min-height:100vh}}@media print{nav{display:none}}`;

const factsHtml = (part: GeneratedPart): string =>
  part.facts
    ? `<table><tbody>${part.facts
        .map(
          ({ label, value }) =>
            `<tr><th scope="row">${escapeHtml(label)}</th><td>${value.map((cell) => escapeHtml(typeof cell === 'string' ? cell : cell.text)).join(', ')}</td></tr>`,
        )
        .join('')}</tbody></table>`
    : '';

const partHtml = (part: GeneratedPart, language: Actor['language']): string =>
  part.facts || part.table
    ? `<section><h2>${escapeHtml(part.title)}</h2>${factsHtml(part)}${part.table ? tableHtml(part.table, language, () => null) : ''}</section>`
    : '';

/** A page as it stands in a book or a site: what the registers know of it, and its text, for this reader at this moment. */
export const pageHtml = async (
  exporting: Exporting,
  space: Space,
  page: ExportedPage,
  around: Pick<Surroundings, 'page' | 'file'>,
): Promise<string> => {
  const { db, actor, now, table, parts } = exporting;
  const rendering = await renderedOf(db, page, now);
  const place = { id: page.id, spaceId: space.id, spaceKey: space.key };
  const body = await fillIn(
    { db, actor, now, around: { ...around, table, create: () => null, record: () => null } },
    place,
    rendering,
  );
  const generated = await parts(page);
  const print = (where: 'above' | 'below'): string =>
    generated
      .filter((part) => part.place === where)
      .map((part) => partHtml(part, actor.language))
      .join('\n');
  return `${print('above')}\n${body}\n${print('below')}`;
};

/** A space as a web site in a ZIP, one HTML file per page, without scripts: for who has no Griya at hand. */
export const exportSite = async (exporting: Exporting, space: Space): Promise<Uint8Array> => {
  const { db, actor, now } = exporting;
  const pages = await listForExport(db, actor, space.id);
  const here = new Set(pages.map(({ slug }) => slug));
  const entries: Record<string, Uint8Array> = { 'style.css': text(css) };
  const size = { bytes: 0 };
  const menu = (current: string): string =>
    `<nav><p><a href="index.html">${escapeHtml(space.name)}</a></p><ul>${pages
      .map(
        ({ slug, title, depth }) =>
          `<li>${'&nbsp;&nbsp;'.repeat(depth)}<a href="${encodeURIComponent(slug)}.html"${slug === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a></li>`,
      )
      .join('')}</ul></nav>`;
  const shell = (title: string, current: string, content: string): string =>
    `<!doctype html><html lang="${actor.language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><link rel="stylesheet" href="style.css"></head><body>${menu(current)}<main><h1>${escapeHtml(title)}</h1>${content}<hr><p><small>Griya, ${now.toString().slice(0, 16).replace('T', ' ')} UTC</small></p></main></body></html>`;
  entries['index.html'] = text(shell(space.name, '', `<p>${escapeHtml(space.description)}</p>`));
  for (const page of pages) {
    const around = {
      page: (key: string, slug: string) => (key === space.key && here.has(slug) ? `${encodeURIComponent(slug)}.html` : '#'),
      file: (_: string, name: string) => `files/${encodeURIComponent(page.slug)}/${encodeURIComponent(name)}`,
    };
    entries[`${page.slug}.html`] = text(shell(page.title, page.slug, await pageHtml(exporting, space, page, around)));
    for (const { name, bytes } of await filesOf(db, page, size)) entries[`files/${page.slug}/${name}`] = bytes;
  }
  return zipSync(entries, { level: 6 });
};
