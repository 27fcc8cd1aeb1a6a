import { sql } from 'kysely';
import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Book, bookPrefix, letterKinds } from './choices.ts';
import type { LetterKind } from './kinds/index.ts';
import { formatNumber } from './number.ts';
import { pageSchema } from './page-settings.ts';
import { clockTime, type Sheet, type Signature, zoneName } from './sheet.ts';
import type { SigningProvider } from './signing/choices.ts';
import { type Parts, partsColumn } from './templates/parts.ts';
import { verificationOf } from './verification/code.ts';

/** Who signs: the person, the post in whose name it is done, how the post is held. */
export type Signer = {
  personId: string;
  postId: string;
  acting: 'definitive' | 'plt' | 'plh';
  /** Role of the post of the same office in whose name (a.n.) the signer signs: 'agency-head'. */
  onBehalfOf?: string;
};

/** What every command of this room is called with beside its own input. */
export type Act = { now: Temporal.Instant; doer: Doer };

/** What stands around a letter and lives in other records. */
export type Facts = {
  governmentName: string;
  cityName: string;
  place: string;
  timeZone: string;
  officeId: string;
  officeName: string;
  abbreviation: string;
  headTitle: string;
  address: string;
  phone: string;
  email: string;
  website: string;
  logoFileId: string | null;
  pattern: string;
  publicAddress: string;
  signerName: string | null;
  signerNip: string | null;
  signerRank: string | null;
  signerTitle: string | null;
  superiorTitle: string | null;
  /** How the office's outgoing letters are signed. */
  provider: SigningProvider;

  /** Parts that kinds share, where the office has its own; null: those of the release. */
  parts: Parts;
  /** Paper and font of the office, or of the installation; null: the standard. */
  page: unknown;
};

/** The office's number pattern on a day, or at a moment by the installation's clocks. */
const patternOn = (on: Temporal.PlainDate | Temporal.Instant) =>
  on instanceof Temporal.PlainDate
    ? sql`letter_pattern_on(o.id, ${on}::date)`
    : sql`letter_pattern_on(o.id, (${on}::timestamptz at time zone i.time_zone)::date)`;

/** Columns of `Facts` for a statement that has the office as `o`; the number pattern is the one that holds `on` that day. */
export const factColumns = (signer: Signer | null, on: Temporal.PlainDate | Temporal.Instant) => sql`
  i.government_name as "governmentName", i.city_name as "cityName", i.place, i.time_zone as "timeZone",
  o.id as "officeId", o.name as "officeName", o.abbreviation, o.head_title as "headTitle", o.address, o.phone, o.email,
  o.website, o.logo_file_id as "logoFileId", ${patternOn(on)} as pattern,
  coalesce((select address from public_address), '') as "publicAddress",
  signer.name as "signerName", signer.nip as "signerNip", signer.rank as "signerRank", signing.title as "signerTitle",
  (select title from post where office_id = o.id and role = ${signer?.onBehalfOf ?? null} and active limit 1) as "superiorTitle",
  coalesce((select provider from signing_setting where office_id = o.id), 'local') as provider,
  (select settings from letter_page where office_id = o.id or office_id is null order by office_id nulls last limit 1) as page,
  ${partsColumn} as parts`;

/** The tables behind `factColumns`, to follow a FROM that has the office as `o`. */
export const factTables = (signer: Signer | null) => sql`
  cross join installation i
  left join person signer on signer.id = ${signer?.personId ?? null}::uuid
  left join post signing on signing.id = ${signer?.postId ?? null}::uuid`;

type FactsOf = {
  officeId: string;
  signer: Signer | null;
  kind: LetterKind;
  today: Temporal.PlainDate;
  /** The book whose next number is taken. */
  allot: Book | null;
};

/** The facts of an office for a new letter: its archive code, and the next number of a book where one is asked for. Throws not_found. */
export const getFacts = async (
  tx: Db,
  { officeId, signer, kind, today, allot }: FactsOf,
): Promise<Facts & { seq: number | null; filed: string }> => {
  const seq = allot ? sql`letter_allot(o.id, ${allot}, ${today.year}::integer)` : sql`null::integer`;
  const { rows } = await sql<Facts & { seq: number | null; filed: string }>`
    select ${factColumns(signer, today)}, ${filedUnder(kind)} as filed, ${seq} as seq
    from office o ${factTables(signer)} where o.id = ${officeId}`.execute(tx);
  const [found] = rows;
  if (!found) throw new AppError('not_found', { what: `office ${officeId}` });
  if (signer) checkSigner(found, signer);
  return found;
};

/** The archive code of a kind of letter: the office's own where the administrator set one. */
export const filedUnder = (kind: LetterKind) =>
  sql<string>`coalesce((select classification from letter_filing where kind = ${kind}), ${letterKinds[kind].classification})`;

export const checkSigner = (facts: Facts, signer: Signer): void => {
  if (facts.signerName === null) throw new AppError('not_found', { what: `person ${signer.personId}` });
  if (facts.signerTitle === null) throw new AppError('not_found', { what: `post ${signer.postId}` });
};

/** The number of a letter of this office; '' for a kind that bears none. */
export const numberOf = (
  facts: Facts,
  letter: { kind: LetterKind; classification: string; seq: number | null; date: Temporal.PlainDate | null; nature: unknown },
): string => {
  const { book } = letterKinds[letter.kind];
  if (!book) return '';
  return formatNumber(facts.pattern, {
    grade: letter.nature === 'confidential' ? 'R' : 'B',
    classification: letter.classification,
    seq: letter.seq,
    prefix: bookPrefix[book],
    unit: facts.abbreviation,
    date: letter.date,
  });
};

const actingPrefix = { definitive: '', plt: 'Plt.', plh: 'Plh.' } as const;

/**
 * How a letter of this kind is signed: as its office chose where it leaves the office, with the installation's certificate
 * otherwise. Null: in ink, before it came to Griya.
 */
export const providerOf = (facts: Facts, kind: LetterKind, onPaper: boolean): SigningProvider | null => {
  if (onPaper) return null;
  return letterKinds[kind].leaves ? facts.provider : 'local';
};

/** What the letter says of its signature; null: room is left for ink. */
const methodOf = (provider: SigningProvider | null): 'local' | 'bsre' | null => {
  if (provider === null || provider === 'manual') return null;
  return provider === 'local' ? 'local' : 'bsre';
};

/** The signature as it is frozen into the letter. */
export const signatureOf = (
  facts: Facts,
  signer: Signer,
  provider: SigningProvider | null,
  now: Temporal.Instant,
): Signature => ({
  title: facts.signerTitle ?? '',
  prefix: actingPrefix[signer.acting],
  onBehalfOf: signer.onBehalfOf ? (facts.superiorTitle ?? facts.headTitle) : '',
  name: facts.signerName ?? '',
  rank: facts.signerRank ?? '',
  nip: facts.signerNip ?? '',
  electronic: methodOf(provider) !== null,
  ...(methodOf(provider) === null ? {} : { method: methodOf(provider) ?? 'local' }),
  at: clockTime(now, facts.timeZone),
  zone: zoneName(facts.timeZone),
});

/** Letterhead, number, date and signature around a letter's content. */
export const sheetOf = (
  facts: Facts,
  letter: Pick<Sheet, 'draft' | 'number' | 'hal' | 'signature'> & {
    date: Temporal.PlainDate | null;
    madeOn: Temporal.PlainDate;
    /** The code by which it can be checked; null while it is a draft. */
    code: string | null;
  },
): Sheet => ({
  title: letter.hal,
  draft: letter.draft,
  madeOn: letter.madeOn.toString(),
  number: letter.number,
  date: letter.date?.toString() ?? null,
  hal: letter.hal,
  letterhead: {
    government: facts.governmentName,
    city: facts.cityName,
    place: facts.place,
    office: facts.officeName,
    address: facts.address,
    phone: facts.phone,
    website: facts.website,
    email: facts.email,
    logoFileId: facts.logoFileId,
  },
  signature: letter.signature,
  verification: letter.code === null ? null : verificationOf(facts.publicAddress, letter.code),
  ...(facts.page ? { page: pageSchema.parse(facts.page) } : {}),
});
