import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { needSpaceKeeper } from '../policy.ts';
import { partInput } from '../templates/input.ts';
import { type TemplateKind, templateKinds } from '../templates/kinds.ts';
import { getTemplateVersion } from '../templates/queries.ts';
import { readTemplate } from './save-template.ts';

const hasDraft = {
  id: 'Templat ini sudah mempunyai draf. Berlakukan atau buang draf itu lebih dahulu.',
  en: 'This template has a draft already. Bring it into force or discard it first.',
};
const taken = {
  id: 'Himpunan ini sudah mempunyai halaman dengan kunci itu.',
  en: 'This set has a page of that key already.',
};

/**
 * Begins a new version of a template as a draft that says what another version said: the one in force to go on from, an older
 * one to restore it. `forbidden`, `not_found`; `invalid` while there is a draft.
 */
export const startTemplate = async (
  tx: Db,
  { now, actor, fromId, reason = '' }: Act & { fromId: string; reason?: string },
): Promise<{ versionId: string; no: number }> => {
  needSpaceKeeper(actor);
  const from = await getTemplateVersion(tx, actor, fromId);
  await tx.selectFrom('wiki_template').select('id').where('id', '=', from.templateId).forUpdate().execute();
  const rows = await tx
    .selectFrom('wiki_template_version')
    .select(['no', 'status'])
    .where('template_id', '=', from.templateId)
    .execute();
  if (rows.some(({ status }) => status === 'draft')) throw invalid([{ field: 'from', message: hasDraft }]);
  const versionId = newId();
  const no = Math.max(...rows.map((row) => row.no)) + 1;
  const { name, title, body, required, spaceId, forOffice, position } = from;
  await tx
    .insertInto('wiki_template_version')
    .values({
      ...{ id: versionId, template_id: from.templateId, no, status: 'draft', name, title, body, required, position },
      ...{ space_id: spaceId, for_office: forOffice, reason, based_on: from.no, made_by: actor.personId, made_at: now },
    })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: from.templateId,
    at: now,
    type: 'wiki-template.started',
    doer: doerOf(actor),
    data: { no, based_on: from.no, name },
  });
  return { versionId, no };
};

/**
 * Makes a new template with its first draft: a free one, or a further page of a record's set, named by `part`. `forbidden`;
 * `invalid` for a part that the set has, and for what a template may not be.
 */
export const createTemplate = async (
  tx: Db,
  { now, actor, kind: wanted, part: typedPart, template: typed }: Act & { kind: string; part: string; template: unknown },
): Promise<{ templateId: string; versionId: string }> => {
  needSpaceKeeper(actor);
  const kind = templateKinds.find(({ value }) => value === wanted)?.value as TemplateKind | undefined;
  if (!kind) throw new AppError('not_found', { what: `wiki templates of ${wanted}` });
  const { part } = kind === 'free' ? { part: '' } : parse(partInput, { part: typedPart });
  const there = await tx
    .selectFrom('wiki_template')
    .select('id')
    .where('kind', '=', kind)
    .where('part', '=', part)
    .executeTakeFirst();
  if (there && kind !== 'free') throw invalid([{ field: 'part', message: taken }]);
  const { template } = await readTemplate(tx, actor, { kind, part }, typed);
  const [templateId, versionId] = [newId(), newId()];
  const { last } = await tx
    .selectFrom('wiki_template_version as v')
    .innerJoin('wiki_template as t', 't.id', 'v.template_id')
    .where('t.kind', '=', kind)
    .select((is) => is.fn.coalesce(is.fn.max('v.position'), is.lit(0)).as('last'))
    .executeTakeFirstOrThrow();
  await tx.insertInto('wiki_template').values({ id: templateId, kind, part, made_at: now, made_by: actor.personId }).execute();
  const { spaceId, forOffice, ...said } = template;
  await tx
    .insertInto('wiki_template_version')
    .values({
      ...{ ...said, id: versionId, template_id: templateId, no: 1, status: 'draft', position: last + 1 },
      ...{ space_id: spaceId, for_office: forOffice, made_by: actor.personId, made_at: now },
    })
    .execute();
  await record(tx, {
    subjectKind: 'wiki-template',
    subjectId: templateId,
    at: now,
    type: 'wiki-template.started',
    doer: doerOf(actor),
    data: { no: 1, kind, part, name: template.name },
  });
  return { templateId, versionId };
};
