import type { Words } from '#lib/words.ts';
import { type Fate, letterKinds } from './choices.ts';
import type { LetterKind } from './kinds/index.ts';

/** What is filed: every kind of letter that Griya makes, and what came in. */
export type FilingKind = LetterKind | 'incoming';

export type Filing = {
  /** Archive code of Permendagri 83/2022. */
  classification: string;
  /** Years as active and as inactive record (JRA), counted from the end of the letter's year. */
  activeYears: number;
  inactiveYears: number;
  fate: Fate;
};

type Retention = Omit<Filing, 'classification'>;

const daily: Retention = { activeYears: 2, inactiveYears: 3, fate: 'destroy' };
const weighed: Retention = { activeYears: 2, inactiveYears: 3, fate: 'review' };
const lasting: Retention = { activeYears: 2, inactiveYears: 5, fate: 'keep' };

/** Kinds that are more than daily correspondence. */
const retentions: Partial<Record<FilingKind, Retention>> = {
  refusal: weighed,
  handover: weighed,
  decommission: weighed,
  'appointment-letter': weighed,
  reply: weighed,
  recommendation: weighed,
  'server-document': weighed,
  'topology-document': weighed,
  'installation-document': weighed,
  'application-list': weighed,
  sop: lasting,
  book: lasting,
  'monthly-report': weighed,
};

export const filingKinds: readonly FilingKind[] = ['incoming', ...(Object.keys(letterKinds) as LetterKind[])];

export const isFilingKind = (kind: string): kind is FilingKind => (filingKinds as readonly string[]).includes(kind);

const incoming: Words = { id: 'Surat masuk', en: 'Incoming letter' };

export const filingLabel = (kind: FilingKind): Words => (kind === 'incoming' ? incoming : letterKinds[kind].label);

/**
 * Archive code and retention of a kind as Griya brings them, until the administrator sets those of the city's own decree.
 * The codes 500.12 (communication and informatics) and 000.8.3.3 (SOP) were read in letters that follow Permendagri
 * 83/2022; years and fates are estimates, because no city's JRA was found.
 */
export const defaultFiling = (kind: FilingKind): Filing => ({
  classification: kind === 'incoming' ? '500.12' : letterKinds[kind].classification,
  ...(retentions[kind] ?? daily),
});

/** The first day on which a letter's retention has ended: the years are counted from the end of the year of its date. */
export const retentionEnds = (
  filing: Pick<Filing, 'activeYears' | 'inactiveYears'>,
  date: Temporal.PlainDate,
): Temporal.PlainDate =>
  Temporal.PlainDate.from({ year: date.year + 1 + filing.activeYears + filing.inactiveYears, month: 1, day: 1 });
