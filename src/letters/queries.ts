import { type Selectable, sql } from 'kysely';
import type { DB, Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import type { LetterStatus } from './choices.ts';
import type { Sheet } from './sheet.ts';
import type { SigningProvider, SignState } from './signing/choices.ts';

type Columns = Selectable<DB['letter']>;

/** A letter without its content, as lists need it. */
export type LetterRow = Omit<Columns, 'data' | 'status' | 'sign_provider' | 'sign_state'> & {
  status: LetterStatus;
  /** How its file is signed, and how far that is; null: it bears no signature of its own. */
  sign_provider: SigningProvider | null;
  sign_state: SignState | null;
};

export type LetterPage = LetterRow & {
  content: Record<string, unknown>;
  /** What was frozen when it was issued; null while it is a draft. */
  sheet: Sheet | null;
  initials: { personName: string; postTitle: string; acting: string; at: Temporal.Instant }[];
  /** Why it was sent back while it was a draft, in order. */
  remarks: { personName: string | null; postTitle: string | null; at: Temporal.Instant; remarks: string }[];
};

const columns = [
  'letter.id',
  'letter.kind',
  'letter.office_id',
  'letter.subject_id',
  'letter.status',
  'letter.book',
  'letter.number',
  'letter.number_seq',
  'letter.number_year',
  'letter.classification',
  'letter.hal',
  'letter.letter_date',
  'letter.signer_person_id',
  'letter.signer_post_id',
  'letter.signer_acting',
  'letter.issued_at',
  'letter.render_state',
  'letter.render_error',
  'letter.file_id',
  'letter.sign_provider',
  'letter.sign_state',
  'letter.void_reason',
  'letter.version',
  'letter.created_at',
] as const;

/** A letter with its content and its initials; undefined when there is none. Who may see it is the caller's question. */
export const findLetter = async (db: Db, letterId: string): Promise<LetterPage | undefined> => {
  const found = await db.selectFrom('letter').select(columns).select('letter.data').where('id', '=', letterId).executeTakeFirst();
  if (!found) return undefined;
  const { data, ...row } = found;
  const { content, sheet } = data as unknown as { content: Record<string, unknown>; sheet?: Sheet };
  const initials = await db
    .selectFrom('letter_initial')
    .innerJoin('person', 'person.id', 'letter_initial.person_id')
    .innerJoin('post', 'post.id', 'letter_initial.post_id')
    .select(['person.name as personName', 'post.title as postTitle', 'letter_initial.acting', 'letter_initial.at'])
    .where('letter_id', '=', letterId)
    .orderBy('at')
    .execute();
  const remarks = await db
    .selectFrom('letter_remark')
    .leftJoin('person', 'person.id', 'letter_remark.person_id')
    .leftJoin('post', 'post.id', 'letter_remark.post_id')
    .select(['person.name as personName', 'post.title as postTitle', 'letter_remark.at', 'letter_remark.remarks'])
    .where('letter_id', '=', letterId)
    .orderBy('at')
    .orderBy('letter_remark.id')
    .execute();
  return { ...(row as LetterRow), content, sheet: sheet ?? null, initials, remarks };
};

/** Like findLetter; throws not_found. */
export const getLetter = async (db: Db, letterId: string): Promise<LetterPage> => {
  const found = await findLetter(db, letterId);
  if (!found) throw new AppError('not_found', { what: `letter ${letterId}` });
  return found;
};

/** The letters of a case or other record, in the order in which they were made. */
export const listLettersOf = (db: Db, subjectId: string): Promise<LetterRow[]> =>
  db
    .selectFrom('letter')
    .select(columns)
    .where('subject_id', '=', subjectId)
    .orderBy('created_at')
    .orderBy('id')
    .$castTo<LetterRow>()
    .execute();

/** The letters of several cases or other records, the latest first, at most `most`. Who may see them is the caller's question. */
export const listLettersOfMany = (db: Db, subjectIds: readonly string[], most: number): Promise<LetterRow[]> =>
  db
    .selectFrom('letter')
    .select(columns)
    .where('subject_id', '=', sql<string>`any(${[...subjectIds]}::uuid[])`)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(most)
    .$castTo<LetterRow>()
    .execute();

/** What letters print to be checked by: `address` is empty where the installation knew none. Who may read the letter may know it. */
export type LetterCode = { code: string; address: string };

/** The codes of the issued letters of a case or other record, by letter. */
export const listCodesOf = async (db: Db, subjectId: string): Promise<ReadonlyMap<string, LetterCode>> => {
  const rows = await db
    .selectFrom('letter')
    .select('id')
    .select([
      sql<string>`data #>> '{sheet,verification,code}'`.as('code'),
      sql<string>`coalesce(data #>> '{sheet,verification,address}', '')`.as('address'),
    ])
    .where('subject_id', '=', subjectId)
    .where(sql<boolean>`data #>> '{sheet,verification,code}' is not null`)
    .execute();
  return new Map(rows.map(({ id, ...code }) => [id, code]));
};

/** The latest letters of a kind, whoever may see them: the caller asks for each. */
export const listRecentOf = (db: Db, kind: string, limit: number): Promise<LetterRow[]> =>
  db
    .selectFrom('letter')
    .select(columns)
    .where('kind', '=', kind)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .$castTo<LetterRow>()
    .execute();

/** Entries of the agenda that belong to a case or other record, in order. */
export const listAgendaOf = (db: Db, subjectId: string): Promise<Selectable<DB['agenda_entry']>[]> =>
  db.selectFrom('agenda_entry').selectAll().where('subject_id', '=', subjectId).orderBy('received_at').orderBy('id').execute();
