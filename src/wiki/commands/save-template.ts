import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import type { Access } from '../choices.ts';
import { mayReadSpace, needSpaceKeeper } from '../policy.ts';
import { type TemplateFault, templateFaults } from '../templates/check.ts';
import { type TemplateInput, templateInput } from '../templates/input.ts';
import type { TemplateKind } from '../templates/kinds.ts';
import { getTemplateVersion, type TemplateVersion } from '../templates/queries.ts';

const noSpace: FieldFault = {
  field: 'spaceId',
  message: { id: 'Pilih ruang dari daftar.', en: 'Choose a space from the list.' },
};

type Space = { access: Access; roles: string[]; needsApproval: boolean };

const spaceOf = async (db: Db, actor: Actor, id: string | null): Promise<Space | null> => {
  if (id === null) return null;
  const space = (await db
    .selectFrom('wiki_space')
    .select(['access', 'roles', 'needs_approval as needsApproval'])
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .executeTakeFirst()) as Space | undefined;
  if (!space || !mayReadSpace(actor, space)) throw invalid([noSpace]);
  return space;
};

/** A template as it was typed; `invalid` with everything that is wrong with it. */
export const readTemplate = async (
  db: Db,
  actor: Actor,
  about: { kind: TemplateKind; part: string },
  typed: unknown,
): Promise<{ template: TemplateInput }> => {
  const template = parse(templateInput, typed);
  const faults = templateFaults({ ...about, space: await spaceOf(db, actor, template.spaceId) }, template);
  if (faults.length > 0) throw invalid(faults);
  return { template };
};

/**
 * What would be refused of a template as it is typed now: what `readTemplate` refuses, without refusing. Empty: it may come
 * into force.
 */
export const checkTemplate = async (
  db: Db,
  actor: Actor,
  about: { kind: TemplateKind; part: string },
  typed: unknown,
): Promise<TemplateFault[]> => {
  try {
    const template = parse(templateInput, typed);
    return templateFaults({ ...about, space: await spaceOf(db, actor, template.spaceId) }, template);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    return error.faults.map((fault) => ({ ...fault, line: null }));
  }
};

/** Refuses what is done only to a draft. */
export const needDraft = (version: TemplateVersion, actor: Actor): void => {
  if (version.status === 'draft') return;
  const state = { id: `versi ${version.no} sudah pernah berlaku`, en: `version ${version.no} has been in force` }[actor.language];
  const possible = { id: 'memulai draf baru dari versi ini', en: 'beginning a new draft from this version' }[actor.language];
  throw new AppError('not_possible_now', { action: 'wiki-template.save', state, possible });
};

/**
 * Keeps what a draft says. A draft with faults is refused (`invalid`), so that every draft could come into force; `stale_page`
 * when somebody was faster, `not_possible_now` for a version that has been in force, `forbidden`, `not_found`.
 */
export const saveTemplate = async (
  tx: Db,
  { now, actor, versionId, seen, template: typed }: Act & { versionId: string; seen: number; template: unknown },
): Promise<{ version: number }> => {
  needSpaceKeeper(actor);
  const version = await getTemplateVersion(tx, actor, versionId, { lock: true });
  needDraft(version, actor);
  if (version.version !== seen) throw new AppError('stale_page', { seen, now: version.version });
  const { template } = await readTemplate(tx, actor, version, typed);
  const { spaceId, forOffice, ...said } = template;
  await tx
    .updateTable('wiki_template_version')
    .set({ ...said, space_id: spaceId, for_office: forOffice, version: seen + 1 })
    .where('id', '=', versionId)
    .execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: version.templateId,
    at: now,
    type: 'wiki-template.saved',
    doer: doerOf(actor),
    data: { no: version.no, name: template.name },
  });
  return { version: seen + 1 };
};
