import { z } from 'zod';
import { type Doer, record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { getOwnUpload } from '#files/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { optionalText, parse, text } from '#lib/input.ts';
import { needRecordKeeper, type RecordRef } from './kinds.ts';

type Annotation = { actor: Actor; ref: RecordRef; now: Temporal.Instant };

const mostTags = 20;

/** Tags as people type them, "Produksi, layanan kritis", as they are stored: lower case, without spaces, each once. Throws `invalid`. */
export const readTags = (typed: string): string[] => {
  const tags = typed
    .split(/[,;\n]/)
    .map((tag) => tag.trim().toLowerCase().replaceAll(/\s+/g, '-'))
    .filter((tag) => tag !== '');
  const wrong = tags.find((tag) => !/^[a-z0-9][a-z0-9-]{0,39}$/.test(tag));
  if (wrong !== undefined || tags.length > mostTags) {
    const message = {
      id: `Tag terdiri atas huruf, angka, dan tanda hubung, paling banyak 40 karakter dan ${mostTags} tag, dipisahkan koma.`,
      en: `A tag has letters, digits and hyphens, at most 40 of them; at most ${mostTags} tags, separated by commas.`,
    };
    throw invalid([{ field: 'tags', message }]);
  }
  return [...new Set(tags)].sort();
};

/** Gives a record these tags and no others. The journal keeps before and after. */
export const tagRecord = async (tx: Db, input: Annotation & { tags: string }): Promise<void> => {
  await needRecordKeeper(tx, input.actor, input.ref);
  const tags = readTags(input.tags);
  await setTags(tx, { ref: input.ref, tags, now: input.now, doer: doerOf(input.actor) });
};

/** The same for a caller that has its own right: an import. Says whether anything changed. */
export const setTags = async (
  tx: Db,
  { ref, tags, now, doer }: { ref: RecordRef; tags: readonly string[]; now: Temporal.Instant; doer: Doer },
): Promise<boolean> => {
  const { kind, id } = ref;
  const removed = await tx
    .deleteFrom('record_tag')
    .where('kind', '=', kind)
    .where('record_id', '=', id)
    .returning('tag')
    .execute();
  const before = removed.map(({ tag }) => tag).sort();
  if (tags.length > 0)
    await tx
      .insertInto('record_tag')
      .values(tags.map((tag) => ({ kind, record_id: id, tag })))
      .execute();
  if (before.join() === tags.join()) return false;
  const changes = { tags: [before.join(', '), tags.join(', ')] };
  await record(tx, { subjectKind: kind, subjectId: id, at: now, type: 'record.tagged', doer, data: { changes } });
  return true;
};

const noteSchema = z.strictObject({ note: text(5000) });

/** Writes a note at a record; it stays, with who wrote it and when. */
export const noteRecord = async (tx: Db, input: Annotation & { note: unknown }): Promise<{ noteId: string }> => {
  const { actor, ref, now } = input;
  await needRecordKeeper(tx, actor, ref);
  const { note } = parse(noteSchema, { note: input.note });
  const noteId = newId();
  await tx
    .insertInto('record_note')
    .values({ id: noteId, kind: ref.kind, record_id: ref.id, body: note, person_id: actor.personId, at: now })
    .execute();
  await record(tx, {
    subjectKind: ref.kind,
    subjectId: ref.id,
    at: now,
    type: 'record.noted',
    doer: doerOf(actor),
    data: { noteId },
  });
  return { noteId };
};

const fileSchema = z.strictObject({ title: optionalText(200) });

/** Attaches a file that this account has uploaded for the purpose. `invalid` when there is none. */
export const attachToRecord = async (tx: Db, input: Annotation & { uploadId: string; title: unknown }): Promise<void> => {
  const { actor, ref, now, uploadId } = input;
  await needRecordKeeper(tx, actor, ref);
  if (!isId(uploadId)) throw invalid([{ field: 'file', message: { id: 'Pilih berkasnya.', en: 'Choose the file.' } }]);
  const { title } = parse(fileSchema, { title: input.title });
  const upload = await getOwnUpload(tx, { uploadId, accountId: actor.accountId, purpose: attachmentPurpose });
  await tx
    .insertInto('record_file')
    .values({
      id: newId(),
      kind: ref.kind,
      record_id: ref.id,
      upload_id: upload.id,
      title: title || upload.name,
      person_id: actor.personId,
      at: now,
    })
    .execute();
  await record(tx, {
    subjectKind: ref.kind,
    subjectId: ref.id,
    at: now,
    type: 'record.attached',
    doer: doerOf(actor),
    data: { title: title || upload.name, sha256: upload.sha256 },
  });
};

/** As what attachments of records are uploaded. */
export const attachmentPurpose = 'register-attachment';

/** Takes an attachment off a record; the journal keeps its name and hash. `not_found`. */
export const detachFromRecord = async (tx: Db, input: Annotation & { fileId: string }): Promise<void> => {
  const { actor, ref, now, fileId } = input;
  await needRecordKeeper(tx, actor, ref);
  const gone = isId(fileId)
    ? await tx
        .deleteFrom('record_file')
        .where('id', '=', fileId)
        .where('kind', '=', ref.kind)
        .where('record_id', '=', ref.id)
        .returning('title')
        .executeTakeFirst()
    : undefined;
  if (!gone) throw new AppError('not_found', { what: `attachment ${fileId}` });
  await record(tx, {
    subjectKind: ref.kind,
    subjectId: ref.id,
    at: now,
    type: 'record.detached',
    doer: doerOf(actor),
    data: { title: gone.title },
  });
};
