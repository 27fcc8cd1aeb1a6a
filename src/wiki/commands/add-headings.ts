import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { needSpaceKeeper } from '../policy.ts';
import { listLackingPages, withHeadings } from '../templates/lacking.ts';
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
  left: number;
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
  const result: HeadingsAdded = { added: 0, skipped: 0, left: Math.max(0, lacking.length - mostAtOnce) };
  for (const { id: pageId, body, headings, revision } of lacking.slice(0, mostAtOnce)) {
    // What the same person is writing there at this moment goes first.
    if (await findDraft(tx, actor.personId, pageId)) {
      result.skipped += 1;
      continue;
    }
    const edit = { body: withHeadings(body, template.body, headings), base: revision, why: why[actor.language] };
    await savePage(tx, { now, actor, pageId, edit });
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
