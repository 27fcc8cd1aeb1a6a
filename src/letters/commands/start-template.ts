import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { lockKind } from '../templates/lock.ts';
import type { TemplateKind } from '../templates/parts.ts';
import { getTemplate, shippedTemplate } from '../templates/queries.ts';

/**
 * Begins a new version of a kind's template as a draft, from another version or (null) from the one that this release brings.
 * Throws `forbidden`, `not_found`.
 */
export const startTemplate = async (
  tx: Db,
  input: { kind: TemplateKind; fromId: string | null; by: By; now: Temporal.Instant },
): Promise<{ templateId: string }> => {
  const { kind, fromId, by, now } = input;
  needAdministrator(by);
  const from = fromId === null ? null : await getTemplate(tx, fromId, kind);
  const template = from?.template ?? (await shippedTemplate(kind));
  await lockKind(tx, kind);
  const { last } = await tx
    .selectFrom('letter_template')
    .select((is) => is.fn.coalesce(is.fn.max('no'), is.lit(0)).as('last'))
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow();
  const templateId = newId();
  const no = last + 1;
  const doer = doerOf(by);
  await tx
    .insertInto('letter_template')
    .values({
      id: templateId,
      kind,
      no,
      status: 'draft',
      template,
      based_on: from?.no ?? null,
      made_by: doer.personId,
      made_at: now,
    })
    .execute();
  const data = { kind, no, based_on: from?.no ?? null };
  await record(tx, { subjectKind: 'letter-template', subjectId: templateId, at: now, type: 'template.started', doer, data });
  return { templateId };
};
