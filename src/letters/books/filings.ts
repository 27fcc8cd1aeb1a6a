import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import type { Fate } from '../choices.ts';
import { defaultFiling, type Filing, type FilingKind, filingKinds, isFilingKind, retentionEnds } from '../filing.ts';
import { inSight } from './scope.ts';

/** The rule of a kind, and whether the administrator set it (`basis` says where it stands) or it is Griya's estimate. */
export type FilingRule = Filing & { kind: FilingKind; set: boolean; basis: string };

/** Archive code and retention of every kind of letter. */
export const listFilings = async (db: Db): Promise<FilingRule[]> => {
  const rows = await db.selectFrom('letter_filing').selectAll().execute();
  return filingKinds.map((kind) => {
    const row = rows.find((each) => each.kind === kind);
    if (!row) return { kind, ...defaultFiling(kind), set: false, basis: '' };
    return {
      kind,
      classification: row.classification,
      activeYears: row.active_years,
      inactiveYears: row.inactive_years,
      fate: row.fate as Fate,
      set: true,
      basis: row.basis,
    };
  });
};

/** The rule that holds for a kind; one that this version does not know follows the rule of what came in. */
export const ruleFor = (rules: readonly FilingRule[], kind: string): FilingRule => {
  const wanted = isFilingKind(kind) ? kind : 'incoming';
  const rule = rules.find((each) => each.kind === wanted);
  return rule ?? { kind: wanted, ...defaultFiling(wanted), set: false, basis: '' };
};

/** A letter whose retention has ended. */
export type EndedRow = {
  id: string;
  source: 'letter' | 'agenda';
  kind: string;
  officeAbbreviation: string;
  number: string;
  date: Temporal.PlainDate;
  hal: string;
  endedOn: Temporal.PlainDate;
  fate: Fate;
  estimate: boolean;
};

type Candidate = Omit<EndedRow, 'endedOn' | 'fate' | 'estimate'>;

/**
 * Letters out and in whose retention has ended by `today`, the oldest first, for the proposal to destroy, to hand over or to
 * review. A list only: nothing is ever destroyed here.
 */
export const listEnded = async (
  db: Db,
  actor: Actor,
  filter: { today: Temporal.PlainDate; officeId?: string | undefined; fate?: Fate | undefined; limit?: number },
): Promise<EndedRow[]> => {
  const rules = await listFilings(db);
  const shortest = Math.min(...rules.map((rule) => rule.activeYears + rule.inactiveYears));
  // No rule ends earlier than this, so that younger letters need not be looked at.
  const before = Temporal.PlainDate.from({ year: filter.today.year - shortest, month: 1, day: 1 });
  const only = filter.officeId === undefined ? sql`` : sql`and office_id = ${filter.officeId}::uuid`;
  const { rows } = await sql<Candidate>`
    select l.*, o.abbreviation as "officeAbbreviation" from (
      select id, 'letter' as source, kind, office_id, number, letter_date as date, hal from letter
        where number is not null and letter_date < ${before}::date and ${inSight(actor, 'letter.office_id')} ${only}
      union all
      select id, 'agenda', 'incoming', office_id, letter_number, letter_date, hal from agenda_entry
        where letter_id is null and letter_date < ${before}::date and ${inSight(actor, 'agenda_entry.office_id')} ${only}
    ) l join office o on o.id = l.office_id order by l.date, l.number limit 5000`.execute(db);
  return rows
    .map((row) => {
      const rule = ruleFor(rules, row.kind);
      return { ...row, endedOn: retentionEnds(rule, row.date), fate: rule.fate, estimate: !rule.set };
    })
    .filter((row) => Temporal.PlainDate.compare(row.endedOn, filter.today) <= 0 && (!filter.fate || row.fate === filter.fate))
    .slice(0, filter.limit ?? 500);
};
