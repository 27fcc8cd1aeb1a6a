import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { TemplateStatus } from '../choices.ts';
import { sharedFiles, shippedSource } from '../sources.ts';
import { asTemplateKind, isPart, partKinds, type TemplateKind } from './parts.ts';

/** A version without its text, as the history shows it. */
export type TemplateRow = {
  id: string;
  kind: TemplateKind;
  no: number;
  status: TemplateStatus;
  reason: string;
  basedOn: number | null;
  madeBy: string | null;
  madeAt: Temporal.Instant;
  activatedBy: string | null;
  activatedAt: Temporal.Instant | null;
  retiredAt: Temporal.Instant | null;
  version: number;
};

/** `sourceHash` is what was proven when it came into force; null for a draft. */
export type TemplateVersion = TemplateRow & { template: string; sourceHash: string | null };

const rows = (db: Db) =>
  db
    .selectFrom('letter_template as t')
    .leftJoin('person as maker', 'maker.id', 't.made_by')
    .leftJoin('person as activator', 'activator.id', 't.activated_by')
    .select(['t.id', 't.kind', 't.no', 't.status', 't.reason', 't.based_on as basedOn', 't.version'])
    .select(['t.made_at as madeAt', 't.activated_at as activatedAt', 't.retired_at as retiredAt'])
    .select(['maker.name as madeBy', 'activator.name as activatedBy']);

/** The versions of a kind, the latest first. */
export const listTemplates = (db: Db, kind: TemplateKind): Promise<TemplateRow[]> =>
  rows(db).where('t.kind', '=', kind).orderBy('t.no', 'desc').$castTo<TemplateRow>().execute();

/** The versions in force, of all kinds. */
export const listActiveTemplates = (db: Db): Promise<TemplateRow[]> =>
  rows(db).where('t.status', '=', 'active').$castTo<TemplateRow>().execute();

/** A version with its text. Throws not_found, also for one of another kind than was asked for. */
export const getTemplate = async (db: Db, templateId: string, kind?: TemplateKind): Promise<TemplateVersion> => {
  const found = isId(templateId)
    ? await rows(db)
        .select(['t.template', 't.source_hash as sourceHash'])
        .where('t.id', '=', templateId)
        .$castTo<TemplateVersion>()
        .executeTakeFirst()
    : undefined;
  if (!found || (kind !== undefined && found.kind !== kind)) throw new AppError('not_found', { what: `template ${templateId}` });
  return { ...found, kind: asTemplateKind(found.kind) };
};

/** The text that this release brings for a kind or a shared part. */
export const shippedTemplate = async (kind: TemplateKind): Promise<string> => {
  if (isPart(kind)) return (await sharedFiles())[partKinds[kind].path] ?? '';
  const { files, main } = await shippedSource(kind);
  return files[main] ?? '';
};
