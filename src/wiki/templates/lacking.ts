import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { headingsOf, sectionOf } from '../markdown/scan.ts';
import { lackingHeadings } from '../markdown/written.ts';
import { readable } from '../policy.ts';
import type { PageLink } from '../queries/pages.ts';
import type { TemplateVersion } from './queries.ts';

export type LackingPage = PageLink & {
  revision: number;
  body: string;
  /** The headings of the template that the page has not, in order. */
  headings: string[];
  /** The number of the version that the page was begun with; null: it had no template. */
  begunWith: number | null;
};

/** So many pages are looked through at once; beyond, some stay for the next time. */
const mostPages = 2000;

/** Pages of the records that a template is for which lack headings of it, by title, as far as this actor reads them. */
export const listLackingPages = async (db: Db, actor: Actor, template: TemplateVersion): Promise<LackingPage[]> => {
  if (template.kind === 'free') return [];
  const { rows } = await sql<Omit<LackingPage, 'headings'>>`
    select p.id, p.title, p.slug, s.key as "spaceKey", p.revision, p.body, v.no as "begunWith"
    from wiki_page p join wiki_space s on s.id = p.space_id left join wiki_template_version v on v.id = p.template_version_id
    where p.record_kind = ${template.kind} and p.part = ${template.part} and p.state = 'live' and ${readable(actor)}
    order by p.title limit ${mostPages}`.execute(db);
  return rows
    .map((row) => ({ ...row, headings: lackingHeadings(row.body, template.body) }))
    .filter(({ headings }) => headings.length > 0);
};

/** The hints that a template gives under a heading; what is filled in for each page is not theirs. */
const hintsOf = (template: string, heading: string): string =>
  ((sectionOf(template, heading) ?? '').split(/^ {0,3}#{1,6}[ \t]/m)[0] ?? '').match(/<!--[\s\S]*?-->/g)?.join('\n\n') ?? '';

/** A page with these headings of its template at its end, each with the hints that stand under it there. */
export const withHeadings = (body: string, template: string, headings: readonly string[]): string => {
  const levels = new Map(headingsOf(template).map(({ title, level }) => [title, level]));
  const added = headings.map((heading) =>
    [`${'#'.repeat(levels.get(heading) ?? 2)} ${heading}`, hintsOf(template, heading)].filter(Boolean).join('\n\n'),
  );
  return `${[body.trimEnd(), ...added].filter(Boolean).join('\n\n')}\n`;
};
