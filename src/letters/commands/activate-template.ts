import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type By, doerOf, needAdministrator } from '#identity/index.ts';
import { AppError, type FieldFault, invalid } from '#lib/errors.ts';
import type { Words } from '#lib/words.ts';
import { letterKinds } from '../choices.ts';
import type { LetterKind } from '../kinds/index.ts';
import type { Source } from '../sources.ts';
import type { Variant } from '../templates/examples.ts';
import { explain } from '../templates/explain.ts';
import { lockKind, lockTemplate } from '../templates/lock.ts';
import {
  type Composed,
  composeAll,
  digestOfAll,
  isPart,
  type PartKind,
  partKinds,
  partSource,
  type TemplateKind,
} from '../templates/parts.ts';
import { draftSource, type Failure, proveSource } from '../templates/preview.ts';
import { getTemplate } from '../templates/queries.ts';
import { rerenderDrafts } from '../templates/rerender.ts';
import { getSource, keepSource } from '../templates/source-queries.ts';

/** The hash of a source that was seen to stand the kind's example with all its edge data. */
export type Proof = { templateId: string; hash: string };

const variantWords: Readonly<Record<Variant, Words>> = {
  example: { id: 'contoh surat', en: 'the example' },
  long: { id: 'contoh dengan nama yang sangat panjang', en: 'the example with very long names' },
  many: { id: 'contoh dengan banyak baris', en: 'the example with many rows' },
  empty: { id: 'contoh tanpa isian yang boleh kosong', en: 'the example without what may be left empty' },
};

/**
 * Renders a version with the kind's example and its edge data, outside of any transaction; the proof is what activating asks
 * for. Throws `invalid` with line and reason when the version does not stand it, not_found.
 */
export const proveTemplate = async (db: Db, templateId: string): Promise<Proof> => {
  const version = await getTemplate(db, templateId);
  const { kind, no, template, sourceHash } = version;
  if (isPart(kind)) return provePart(db, { templateId, kind, template });
  const source = await sourceOfVersion(db, { kind, template, sourceHash });
  const failure = await proveSource(kind, source, `${source.main} (versi ${no})`);
  if (failure) throw invalid(faultsOf(failure, source.main, null));
  return { templateId, hash: source.hash };
};

/** A shared part must stand with every kind: the first that does not is named. */
const provePart = async (db: Db, version: { templateId: string; kind: PartKind; template: string }): Promise<Proof> => {
  const composed = await composeAll(db, version.kind, version.template);
  for (const { kind, source } of composed) {
    const failure = await proveSource(kind, source, source.main);
    if (failure) throw invalid(faultsOf(failure, partKinds[version.kind].path, letterKinds[kind].label));
  }
  return { templateId: version.templateId, hash: digestOfAll(composed) };
};

const faultsOf = (failure: Failure, main: string, kind: Words | null): FieldFault[] => {
  const on = variantWords[failure.variant];
  const of = { id: kind ? `${kind.id}, ` : '', en: kind ? `${kind.en}, ` : '' };
  return explain(failure.error, main).map(({ message }) => ({
    field: 'template',
    message: { id: `${message.id} (pada ${of.id}${on.id})`, en: `${message.en} (on ${of.en}${on.en})` },
  }));
};

/** A version that has been in force is what it was then; a draft takes the shared parts of this release. */
const sourceOfVersion = async (
  db: Db,
  version: { kind: LetterKind; template: string; sourceHash: string | null },
): Promise<Source> => (version.sourceHash ? getSource(db, version.sourceHash) : draftSource(db, version.kind, version.template));

/**
 * Brings a version into force, a draft or one that was in force before; the one until now retires. Letters that are issued
 * from here on are made with it. A version that is in force already stays so. Throws `forbidden`, `not_found`, `stale_page` when
 * the text is not the one that was proven, `invalid` without a reason.
 */
export const activateTemplate = async (
  tx: Db,
  input: { proof: Proof; version: number; by: By; now: Temporal.Instant },
): Promise<void> => {
  const { proof, by, now } = input;
  needAdministrator(by);
  const row = await lockTemplate(tx, proof.templateId);
  if (row.status === 'active') return;
  const { kind, template } = row;
  const composed = isPart(kind) ? await composeAll(tx, kind, template) : null;
  const source = isPart(kind)
    ? partSource(kind, template)
    : await sourceOfVersion(tx, { kind, template, sourceHash: row.source_hash });
  const proven = composed ? digestOfAll(composed) : source.hash;
  if (row.version !== input.version || proven !== proof.hash) {
    throw new AppError('stale_page', { seen: input.version, now: row.version });
  }
  if (row.reason === '') {
    const message = { id: 'Tulis alasan perubahan lalu simpan dahulu.', en: 'Write why it was changed, and keep that first.' };
    throw invalid([{ field: 'reason', message }]);
  }
  await lockKind(tx, row.kind);
  await keepSource(tx, source, now);
  const retired = await retireActive(tx, row.kind, now);
  const doer = doerOf(by);
  await tx
    .updateTable('letter_template')
    .set({ status: 'active', source_hash: source.hash, activated_by: doer.personId, activated_at: now, retired_at: null })
    .set((is) => ({ version: is('version', '+', 1) }))
    .where('id', '=', row.id)
    .execute();
  const data = { kind: row.kind, no: row.no, instead_of: retired, source: source.hash };
  await record(tx, { subjectKind: 'letter-template', subjectId: row.id, at: now, type: 'template.activated', doer, data });
  for (const each of composed ?? []) await takeSource(tx, each, now);
  await rerenderDrafts(tx, isPart(kind) ? {} : { kind });
};

/** An office's own version goes on with the shared part that it was proven with; every other kind follows by itself. */
const takeSource = async (tx: Db, { source, templateId }: Composed, now: Temporal.Instant): Promise<void> => {
  if (templateId === null) return;
  await keepSource(tx, source, now);
  await tx.updateTable('letter_template').set({ source_hash: source.hash }).where('id', '=', templateId).execute();
};

/**
 * Back to what this release brings: the version in force retires. Nothing happens where none is. Of a shared part, kinds with
 * a version of their own keep the part that they were proven with until that is brought into force again. Throws `forbidden`.
 */
export const restoreShipped = async (tx: Db, input: { kind: TemplateKind; by: By; now: Temporal.Instant }): Promise<void> => {
  const { kind, by, now } = input;
  needAdministrator(by);
  await lockKind(tx, kind);
  const active = await tx
    .selectFrom('letter_template')
    .select('id')
    .where('kind', '=', kind)
    .where('status', '=', 'active')
    .forUpdate()
    .executeTakeFirst();
  if (!active) return;
  const no = await retireActive(tx, kind, now);
  const data = { kind, no };
  await record(tx, {
    subjectKind: 'letter-template',
    subjectId: active.id,
    at: now,
    type: 'template.retired',
    doer: doerOf(by),
    data,
  });
  await rerenderDrafts(tx, isPart(kind) ? {} : { kind });
};

/** The number of the version that was in force, or null. */
const retireActive = async (tx: Db, kind: TemplateKind, now: Temporal.Instant): Promise<number | null> => {
  const retired = await tx
    .updateTable('letter_template')
    .set({ status: 'retired', retired_at: now })
    .set((is) => ({ version: is('version', '+', 1) }))
    .where('kind', '=', kind)
    .where('status', '=', 'active')
    .returning('no')
    .executeTakeFirst();
  return retired?.no ?? null;
};
