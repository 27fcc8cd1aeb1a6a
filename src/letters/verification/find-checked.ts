import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { letterKinds } from '../choices.ts';
import { type Sheet, sheetSchema } from '../sheet.ts';
import { digestOf, readCode } from './code.ts';

/** What anybody who holds a letter may be told of it, and nothing else: no NIP, no content, no case. */
export type CheckedLetter = {
  letterId: string;
  code: string;
  number: string;
  date: string | null;
  /** Null for a confidential letter. */
  hal: string | null;
  office: string;
  government: string;
  signer: { name: string; title: string } | null;
  state: 'valid' | 'void' | 'superseded';
  /** When it was made void or a later one took its place. */
  endedAt: Temporal.Instant | null;
  signed: SignedHow;
};

/**
 * How it is signed, as far as the file itself shows it: in ink; approved in Griya; with the installation's own certificate; with
 * a certified one (BSrE); signed elsewhere and uploaded; or not yet.
 */
export type SignedHow = 'ink' | 'griya' | 'local' | 'bsre' | 'elsewhere' | 'waiting';

type Row = {
  id: string;
  kind: string;
  status: string;
  sheet: unknown;
  nature: string | null;
  voidedAt: Temporal.Instant | null;
  replacedBy: string | null;
  followedAt: Temporal.Instant | null;
  provider: string | null;
  signState: string | null;
  form: string | null;
};

/** Kinds of which a later one for the same subject takes the place of an earlier one. */
const successive = Object.entries(letterKinds)
  .filter(([, kind]) => kind.successive)
  .map(([kind]) => kind);

const find = async (db: Db, which: RawBuilder<unknown>): Promise<CheckedLetter | undefined> => {
  const { rows } = await sql<Row>`
    select l.id, l.kind, l.status, l.data->'sheet' as sheet, l.data->'content'->>'nature' as nature,
      (select e.at from audit_event e where e.subject_kind = 'letter' and e.subject_id = l.id and e.type = 'letter.voided'
        order by e.seq limit 1) as "voidedAt",
      (select e.data->>'replaced_by' from audit_event e where e.subject_kind = 'letter' and e.subject_id = l.id
        and e.type = 'letter.voided' order by e.seq limit 1) as "replacedBy",
      (select min(n.issued_at) from letter n where l.kind = any(${successive}) and n.kind = l.kind and n.office_id = l.office_id
        and n.subject_id = l.subject_id and n.status in ('issued', 'sent') and n.issued_at > l.issued_at) as "followedAt",
      l.sign_provider as provider, l.sign_state as "signState",
      (select form from letter_signature s where s.letter_id = l.id) as form
    from letter l
    where ${which} and l.verification_digest is not null and l.status in ('issued', 'sent', 'void')
    order by l.issued_at limit 1`.execute(db);
  const [row] = rows;
  return row ? asChecked(row) : undefined;
};

/** The letter that bears this code, in whatever way it was typed; undefined for any other code. */
export const findByCode = async (db: Db, typed: string): Promise<CheckedLetter | undefined> => {
  const code = readCode(typed);
  return code === null ? undefined : find(db, sql`l.verification_digest = ${digestOf(code)}`);
};

/** The letter whose issued file has this SHA-256, byte for byte; undefined when there is none. */
export const findByFile = (db: Db, sha256: Buffer): Promise<CheckedLetter | undefined> =>
  find(db, sql`l.file_id = (select id from file where sha256 = ${sha256}) and (l.sign_state is null or l.sign_state = 'signed')`);

const asChecked = (row: Row): CheckedLetter => {
  const sheet = sheetSchema.parse(row.sheet);
  const superseded = row.replacedBy !== null || (row.status !== 'void' && row.followedAt !== null);
  return {
    letterId: row.id,
    code: sheet.verification?.code ?? '',
    number: sheet.number,
    date: sheet.date,
    hal: row.nature === 'confidential' ? null : sheet.hal,
    office: sheet.letterhead.office,
    government: sheet.letterhead.government,
    signer: sheet.signature && signerOf(sheet.signature),
    state: superseded ? 'superseded' : row.status === 'void' ? 'void' : 'valid',
    endedAt: row.voidedAt ?? row.followedAt,
    signed: signedHow(row, sheet.signature?.electronic ?? false),
  };
};

const signedHow = ({ provider, signState, form }: Row, electronic: boolean): SignedHow => {
  if (provider === null) return electronic ? 'griya' : 'ink';
  if (signState !== 'signed') return 'waiting';
  if (provider === 'manual') return form === 'scan' ? 'ink' : 'elsewhere';
  return provider === 'local' ? 'local' : 'bsre';
};

/** Whether this is a certificate that this installation made for one of its signers. */
export const isOwnCertificate = async (db: Db, certificate: Buffer): Promise<boolean> =>
  (await db.selectFrom('signing_certificate').select('id').where('certificate', '=', certificate).executeTakeFirst()) !==
  undefined;

const signerOf = (signature: NonNullable<Sheet['signature']>): { name: string; title: string } => {
  const own = [signature.prefix, signature.title].filter((part) => part !== '').join(' ');
  const title = signature.onBehalfOf === '' ? own : `a.n. ${signature.onBehalfOf}, ${own}`;
  return { name: signature.name, title };
};
