import { sql } from 'kysely';
import { appended, system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { storeBytes } from '#files/index.ts';
import { AppError } from '#lib/errors.ts';
import { asLetterKind } from '../content.ts';
import { type Facts, factColumns, factTables, numberOf, sheetOf } from '../facts.ts';
import { type LetterKind, schemas } from '../kinds/index.ts';
import { readLogo } from '../logo.ts';
import { type Rendering, renderSource } from '../render.ts';
import { type Sheet, type Signature, sheetSchema } from '../sheet.ts';
import { signEnqueued } from '../signing/jobs.ts';
import { shippedSource } from '../sources.ts';
import { currentSource, freezeShipped, getSource, type NamedSource } from '../templates/source-queries.ts';

type Row = Facts & {
  kind: string;
  status: string;
  version: number;
  hal: string;
  classification: string;
  number: string | null;
  data: { content: unknown; sheet?: unknown };
  /** What it was issued with; null: a draft, or issued before templates were kept. */
  sourceHash: string | null;
  /** Title of the post that will sign, where it is known. */
  postTitle: string | null;
  createdAt: Temporal.Instant;
  renderState: string;
  fileId: string | null;
};

const longestError = 500;

/**
 * Makes the PDF of a letter and stores it; returns its file. A draft comes with watermark and the letterhead of today, an
 * issued letter from what was frozen in it, its template too. A letter that is rendered already answers with its file. A
 * failure is recorded at the letter and thrown, for the job to try again. Throws not_found.
 */
export const renderLetter = async (db: Db, input: { letterId: string; now: Temporal.Instant }): Promise<string> => {
  const letter = await getRow(db, input.letterId, input.now);
  if (letter.renderState === 'done' && letter.fileId) return letter.fileId;
  let rendering: Rendering;
  try {
    rendering = await renderRow(db, letter, input);
  } catch (error) {
    await recordFailure(db, input.letterId, letter.version, error);
    throw error;
  }
  const { pdf: bytes, pages } = rendering;
  const fileId = await storeBytes(db, { bytes, mediaType: 'application/pdf', pages, now: input.now });
  const kept = await keep(db, input, letter, fileId, rendering.unprintable);
  // The letter changed while it was rendered (what was made is of the text before), or another was faster.
  return kept ? fileId : renderLetter(db, input);
};

const getRow = async (db: Db, letterId: string, now: Temporal.Instant): Promise<Row> => {
  const { rows } = await sql<Row>`
    select l.kind, l.status, l.version, l.hal, l.classification, l.number, l.data, l.source_hash as "sourceHash", l.created_at as "createdAt", l.render_state as "renderState", l.file_id as "fileId", ${factColumns(null, now)},
      (select title from post where id = l.signer_post_id) as "postTitle"
    from letter l join office o on o.id = l.office_id ${factTables(null)} where l.id = ${letterId}`.execute(db);
  const [found] = rows;
  if (!found) throw new AppError('not_found', { what: `letter ${letterId}` });
  return found;
};

const renderRow = async (
  db: Db,
  letter: Row,
  { letterId, now }: { letterId: string; now: Temporal.Instant },
): Promise<Rendering> => {
  const kind = asLetterKind(letter.kind);
  const content = schemas[kind].parse(letter.data.content);
  const issued = letter.data.sheet !== undefined;
  const sheet = issued ? sheetSchema.parse(letter.data.sheet) : draftSheet(letter, content);
  const { source, name } = issued ? await issuedSource(db, kind, letter.sourceHash) : await currentSource(db, kind);
  if (issued && !letter.sourceHash) await freezeShipped(db, letterId, source, now);
  return renderSource(source, { content, sheet }, { logo: await readLogo(db, sheet.letterhead.logoFileId), name });
};

/** What it was issued with. A letter from before templates were kept takes those of this release, and keeps them. */
const issuedSource = async (db: Db, kind: LetterKind, hash: string | null): Promise<NamedSource> => ({
  source: hash ? await getSource(db, hash) : await shippedSource(kind),
  name: `${kind}/template.typ`,
});

/** Number and date are still open; the signature shows whose it will be. */
const draftSheet = (letter: Row, content: object): Sheet => {
  const signature: Signature = {
    title: letter.postTitle ?? letter.headTitle,
    prefix: '',
    onBehalfOf: '',
    name: '',
    rank: '',
    nip: '',
    electronic: false,
    at: '',
    zone: '',
  };
  const number = numberOf(letter, {
    kind: asLetterKind(letter.kind),
    classification: letter.classification,
    seq: null,
    date: null,
    nature: 'nature' in content ? content.nature : undefined,
  });
  const madeOn = letter.createdAt.toZonedDateTimeISO(letter.timeZone).toPlainDate();
  return sheetOf(letter, { draft: true, number, hal: letter.hal, date: null, madeOn, signature, code: null });
};

/** False when the letter is no longer the version that was rendered, or was rendered by another meanwhile. Asks for the signature where Griya makes it. */
const keep = async (
  db: Db,
  { letterId, now }: { letterId: string; now: Temporal.Instant },
  letter: Row,
  fileId: string,
  unprintable: readonly string[],
): Promise<boolean> => {
  const { rows } = await sql`
    with kept as (
      update letter set render_state = 'done', file_id = ${fileId}::uuid, render_error = ${unprintableNote(unprintable)}
      where id = ${letterId} and version = ${letter.version} and render_state <> 'done' returning id, sign_provider, sign_state
    )
    select ${appended({
      subjectKind: 'letter',
      subjectId: letterId,
      at: now,
      type: 'letter.rendered',
      doer: system,
      data: { file_id: fileId, draft: letter.data.sheet === undefined },
    })}, case when sign_provider = 'local' and sign_state = 'waiting' then ${signEnqueued(letterId)} end from kept`.execute(db);
  return rows.length > 0;
};

const unprintableNote = (letters: readonly string[]): string | null =>
  letters.length === 0 ? null : `Karakter tanpa bentuk cetak diganti dengan □: ${letters.join(' ')}`.slice(0, longestError);

const recordFailure = async (db: Db, letterId: string, version: number, error: unknown): Promise<void> => {
  const message = (error instanceof Error ? error.message : String(error)).slice(0, longestError);
  await db
    .updateTable('letter')
    .set({ render_state: 'failed', render_error: message })
    .where('id', '=', letterId)
    .where('version', '=', version)
    .execute();
};
