import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { lockTemplate, templateNotPossible } from '../templates/lock.ts';
import type { TemplateKind } from '../templates/parts.ts';

/**
 * Throws a draft away that never was in force; the trail keeps that it was there. Throws `forbidden`, not_found, `stale_page`
 * when somebody kept another text meanwhile, and not_possible_now for a version that has been in force.
 */
export const discardTemplate = async (
  tx: Db,
  input: { templateId: string; version: number; by: By; now: Temporal.Instant },
): Promise<{ kind: TemplateKind }> => {
  needAdministrator(input.by);
  const { id, kind, no, status, version } = await lockTemplate(tx, input.templateId);
  if (status !== 'draft') throw templateNotPossible('template.discard', status, input.by);
  if (version !== input.version) throw new AppError('stale_page', { seen: input.version, now: version });
  await tx.deleteFrom('letter_template').where('id', '=', id).execute();
  const event = { subjectKind: 'letter-template', subjectId: id, at: input.now, type: 'template.discarded' };
  await record(tx, { ...event, doer: doerOf(input.by), data: { kind, no } });
  return { kind };
};
