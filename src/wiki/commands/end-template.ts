import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { needSpaceKeeper } from '../policy.ts';
import { getTemplateVersion } from '../templates/queries.ts';
import { needDraft } from './save-template.ts';

/**
 * Throws a draft away; a template that was never in force goes with it. `stale_page` when somebody kept another text
 * meanwhile, `not_possible_now` for a version that has been in force, `forbidden`, `not_found`.
 */
export const discardTemplate = async (
  tx: Db,
  { now, actor, versionId, seen }: Act & { versionId: string; seen: number },
): Promise<{ templateId: string | null }> => {
  needSpaceKeeper(actor);
  const version = await getTemplateVersion(tx, actor, versionId, { lock: true });
  needDraft(version, actor);
  if (version.version !== seen) throw new AppError('stale_page', { seen, now: version.version });
  const { templateId, no, name } = version;
  await tx.deleteFrom('wiki_template_version').where('id', '=', versionId).execute();
  if (no === 1) await tx.deleteFrom('wiki_template').where('id', '=', templateId).execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: templateId,
    at: now,
    type: 'wiki-template.discarded',
    doer: doerOf(actor),
    data: { no, name },
  });
  return { templateId: no === 1 ? null : templateId };
};

const needed = {
  id: 'Halaman utama sebuah catatan selalu mempunyai templat. Ubah isinya dengan draf baru.',
  en: 'The main page of a record always has a template. Change what it says by a new draft.',
};

/**
 * Takes a template out of use: no page is begun with it any more, its pages and its history stay. Bringing a draft of it
 * into force takes it up again. `invalid` for the main page of a record, which every record needs; `forbidden`, `not_found`.
 */
export const endTemplate = async (
  tx: Db,
  { now, actor, versionId, seen }: Act & { versionId: string; seen?: number },
): Promise<{ templateId: string }> => {
  needSpaceKeeper(actor);
  const version = await getTemplateVersion(tx, actor, versionId, { lock: true });
  if (version.kind !== 'free' && version.part === '') throw invalid([{ field: 'end', message: needed }]);
  if (version.status !== 'active') throw new AppError('stale_page', { seen: 'active', now: version.status });
  if (seen !== undefined && version.version !== seen) throw new AppError('stale_page', { seen, now: version.version });
  await tx.updateTable('wiki_template_version').set({ status: 'retired', retired_at: now }).where('id', '=', versionId).execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: version.templateId,
    at: now,
    type: 'wiki-template.ended',
    doer: doerOf(actor),
    data: { no: version.no, name: version.name },
  });
  return { templateId: version.templateId };
};
