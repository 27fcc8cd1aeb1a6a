import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { needSpaceKeeper } from '../policy.ts';
import { getTemplateVersion, type TemplateVersion } from '../templates/queries.ts';
import { needDraft, readTemplate } from './save-template.ts';

const unexplained = {
  id: 'Tulis apa yang diubah dan mengapa, lalu simpan; itu tampil dalam riwayat templat.',
  en: 'Write what was changed and why, and save it; the history of the template shows it.',
};

/**
 * Brings a draft into force: pages that are begun from here on say what it says; pages that are there stay as they are, with
 * the headings that were required when they were made. `invalid` without a reason or when the draft no longer holds (its
 * space was opened to all), `stale_page`, `not_possible_now`, `forbidden`, `not_found`.
 */
export const activateTemplate = async (
  tx: Db,
  { now, actor, versionId, seen }: Act & { versionId: string; seen: number },
): Promise<TemplateVersion> => {
  needSpaceKeeper(actor);
  const version = await getTemplateVersion(tx, actor, versionId, { lock: true });
  needDraft(version, actor);
  if (version.version !== seen) throw new AppError('stale_page', { seen, now: version.version });
  const { name, title, body, required, spaceId, forOffice, reason } = version;
  await readTemplate(tx, actor, version, { name, title, body, required: required.join('\n'), spaceId, forOffice, reason });
  if (!text(300).safeParse(reason).success) throw invalid([{ field: 'reason', message: unexplained }]);
  await tx
    .updateTable('wiki_template_version')
    .set({ status: 'retired', retired_at: now })
    .where('template_id', '=', version.templateId)
    .where('status', '=', 'active')
    .execute();
  await tx
    .updateTable('wiki_template_version')
    .set({ status: 'active', activated_by: actor.personId, activated_at: now, version: seen + 1 })
    .where('id', '=', versionId)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: version.templateId,
    at: now,
    type: 'wiki-template.activated',
    doer: doerOf(actor),
    data: { no: version.no, name, why: reason },
  });
  return version;
};
