import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { GeneratedCell, GeneratedPart } from '../generated.ts';
import { fillIn, type Surroundings, tableHtml } from '../markdown/fill-in.ts';
import { renderedOf } from '../markdown/rendered.ts';
import { escapeHtml } from '../markdown/tags.ts';
import type { Space } from '../queries/spaces.ts';
import type { ExportedPage } from './pages.ts';

/** What an export is told beside the space: who reads, when, and what the registers know of a page's record. */
export type Exporting = {
  db: Db;
  actor: Actor;
  now: Temporal.Instant;
  timeZone: string;
  /** Where Griya is reached, without a final slash; null where that is not known. */
  baseUrl: string | null;
  /** The path of a page in Griya. */
  pagePath: (space: string, slug: string) => string;
  table: Surroundings['table'];
  count: Surroundings['count'];
  parts: (page: ExportedPage) => Promise<readonly GeneratedPart[]>;
  /** The drawing of a generated part as SVG; null where there is none for this reader. */
  picture: (picture: NonNullable<GeneratedPart['picture']>) => Promise<string | null>;
};

/** Where what a page names is found in the export. */
export type Places = Pick<Surroundings, 'page' | 'file'> & {
  /** Where a generated drawing is put; null: it is left out. */
  picture: (picture: NonNullable<GeneratedPart['picture']>) => Promise<string | null>;
};

const textOf = (cell: GeneratedCell): string => (typeof cell === 'string' ? cell : cell.text);

const factsHtml = (part: GeneratedPart): string =>
  part.facts
    ? `<table><tbody>${part.facts
        .map(
          ({ label, value }) =>
            `<tr><th scope="row">${escapeHtml(label)}</th><td>${value.map((cell) => escapeHtml(textOf(cell))).join(', ')}</td></tr>`,
        )
        .join('')}</tbody></table>`
    : '';

const partHtml = async (part: GeneratedPart, language: Actor['language'], places: Places): Promise<string> => {
  if (part.notice) {
    const said = part.notice.map((cell) => escapeHtml(textOf(cell))).join(' ');
    return `<section><p><strong>${escapeHtml(part.title)}</strong> ${said}</p></section>`;
  }
  const source = part.picture ? await places.picture(part.picture) : null;
  const picture =
    part.picture && source ? `<figure><img src="${escapeHtml(source)}" alt="${escapeHtml(part.picture.alt)}"></figure>` : '';
  const table = part.table ? tableHtml(part.table, language, () => null) : '';
  const body = `${factsHtml(part)}${table}${picture}`;
  return body === '' ? '' : `<section><h2>${escapeHtml(part.title)}</h2>${body}</section>`;
};

/** A page as it stands in a book or a site: what the registers know of it, and its text, for this reader at this moment. */
export const pageHtml = async (exporting: Exporting, space: Space, page: ExportedPage, places: Places): Promise<string> => {
  const { db, actor, now, table, count, parts } = exporting;
  const [rendering, generated] = [await renderedOf(db, page, now), await parts(page)];
  const around = { page: places.page, file: places.file, table, count, create: () => null, record: () => null };
  const place = { id: page.id, spaceId: space.id, spaceKey: space.key };
  const body = await fillIn({ db, actor, now, around }, place, rendering);
  const print = async (where: 'above' | 'below'): Promise<string> => {
    const made: string[] = [];
    for (const part of generated) if (part.place === where) made.push(await partHtml(part, actor.language, places));
    return made.join('\n');
  };
  return `${await print('above')}\n${body}\n${await print('below')}`;
};
