import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { lackingHeadings } from '../markdown/written.ts';
import { needSpaceKeeper } from '../policy.ts';
import { type LackingPage, listLackingPages, withHeadings } from '../templates/lacking.ts';
import { getTemplateVersion } from '../templates/queries.ts';
import { findDraft } from './save-draft.ts';
import { savePage } from './save-page.ts';

/** So many pages are changed by one act. */
const mostAtOnce = 500;

export type HeadingsAdded = {
  /** Pages that have the headings now, or for which they are proposed. */
  added: number;
  /** Pages on which the actor has a draft of his or her own: they are left as they are. */
  skipped: number;
  /** Pages for which a change with these headings waits for approval already. */
  waiting: number;
  left: number;
  /** The proposals that were made, where pages change only with approval. */
  proposals: string[];
};

/** Pages for which a change of the text with these headings waits already: the act repeated proposes nothing twice. */
const waitingFor = async (tx: Db, lacking: readonly LackingPage[], template: string): Promise<Set<string>> => {
  if (lacking.length === 0) return new Set();
  const headings = new Map(lacking.map((page) => [page.id, page.headings]));
  const rows = await tx
    .selectFrom('wiki_proposal')
    .select(['page_id', 'body'])
    .where('state', '=', 'open')
    .where('kind', '=', 'text')
    .where('page_id', 'in', [...headings.keys()])
    .execute();
  const has = (id: string, body: string): boolean => {
    const still = lackingHeadings(body, template);
    return (headings.get(id) ?? []).every((heading) => !still.includes(heading));
  };
  return new Set(rows.flatMap(({ page_id: id, body }) => (id && has(id, body) ? [id] : [])));
};

/**
 * Adds the headings of the template in force at the end of the pages that lack them, each as a version of its page in the
 * actor's name; nothing that is written is changed, and what the page requires stays. `not_possible_now` for a version
 * that is not in force, `forbidden`, `not_found`.
 */
export const addHeadings = async (
  tx: Db,
  { now, actor, versionId, seen }: Act & { versionId: string; seen?: number },
): Promise<HeadingsAdded> => {
  needSpaceKeeper(actor);
  const template = await getTemplateVersion(tx, actor, versionId);
  if (template.status !== 'active') throw new AppError('stale_page', { seen: 'active', now: template.status });
  if (seen !== undefined && template.version !== seen) throw new AppError('stale_page', { seen, now: template.version });
  const lacking = await listLackingPages(tx, actor, template);
  const why = { id: `Judul dari templat, versi ${template.no}`, en: `Headings of the template, version ${template.no}` };
  const waiting = await waitingFor(tx, lacking, template.body);
  const open = lacking.filter(({ id }) => !waiting.has(id));
  const left = Math.max(0, open.length - mostAtOnce);
  const result: HeadingsAdded = { added: 0, skipped: 0, waiting: waiting.size, left, proposals: [] };
  for (const { id: pageId, body, headings, revision } of open.slice(0, mostAtOnce)) {
    // What the same person is writing there at this moment goes first.
    if (await findDraft(tx, actor.personId, pageId)) {
      result.skipped += 1;
      continue;
    }
    const edit = { body: withHeadings(body, template.body, headings), base: revision, why: why[actor.language] };
    const { proposalId } = await savePage(tx, { now, actor, pageId, edit });
    if (proposalId) result.proposals.push(proposalId);
    result.added += 1;
  }
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: template.templateId,
    at: now,
    type: 'wiki-template.headings-added',
    doer: doerOf(actor),
    data: { no: template.no, name: template.name, pages: result.added },
  });
  return result;
};
