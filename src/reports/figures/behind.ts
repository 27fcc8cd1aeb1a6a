import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { caseMinutes, countedEnd, countedVisit, lateEnd, type Moments, ofOffice, within } from './facts.ts';
import { openNow } from './open-now.ts';

/** A figure by what it counts; each has the list of what it counted. */
export type FigureName =
  | { figure: 'submitted' | 'answered' | 'completed' | 'refused' | 'withdrawn' | 'on-time' | 'late' | 'returned' }
  | { figure: 'step' | 'step-late'; step: number }
  | { figure: 'reason' | 'delay'; reason: string }
  | { figure: 'open' | 'open-late'; states: readonly string[] };

export type BehindRow = {
  number: string;
  applicationName: string;
  officeId: string;
  officeName: string;
  officeAbbreviation: string;
  state: string;
  /** When what was counted happened; for what is open, since when its state holds. */
  at: Temporal.Instant;
  dueAt: Temporal.Instant | null;
  minutes: number | null;
  late: boolean;
};

type Asked = { name: FigureName; moments: Moments; officeId: string | null; now: Temporal.Instant };

const answeredStates = sql<boolean>`c.state <> 'withdrawn'`;

type Source = {
  from: RawBuilder<unknown>;
  where: RawBuilder<unknown>;
  at: string;
  minutes: RawBuilder<unknown>;
  late: RawBuilder<unknown>;
};

const sourceOf = ({ name, moments, now }: Asked): Source => {
  const cases = sql`hosting_case c`;
  const ends = (where: RawBuilder<unknown>): Source => ({
    from: cases,
    where: sql`${within('c.closed_at', moments)} and ${countedEnd} and ${where}`,
    at: 'c.closed_at',
    minutes: caseMinutes,
    late: sql`(c.state <> 'withdrawn' and ${lateEnd})`,
  });
  const visits = (where: RawBuilder<unknown>): Source => ({
    from: sql`case_step s join hosting_case c on c.id = s.case_id left join case_delay d on d.step_id = s.id`,
    where: sql`${within('s.closed_at', moments)} and ${countedVisit} and ${where}`,
    at: 's.closed_at',
    minutes: sql`coalesce(s.working_minutes, 0)`,
    late: sql`s.late`,
  });
  const returns = (where: RawBuilder<unknown>): Source => ({
    from: sql`case_return r join hosting_case c on c.id = r.case_id`,
    where: sql`${within('r.at', moments)} and not r.final and ${where}`,
    at: 'r.at',
    minutes: sql`null::int`,
    late: sql`false`,
  });
  const open = (where: RawBuilder<unknown>, states: readonly string[]): Source => ({
    from: cases,
    where: sql`${openNow} and c.state = any(${[...states]}) and ${where}`,
    at: 'c.state_since',
    minutes: sql`null::int`,
    late: sql`c.due_at < ${now}`,
  });
  switch (name.figure) {
    case 'submitted':
      return {
        from: cases,
        where: within('c.submitted_at', moments),
        at: 'c.submitted_at',
        minutes: sql`null::int`,
        late: sql`false`,
      };
    case 'answered':
      return ends(answeredStates);
    case 'completed':
    case 'refused':
    case 'withdrawn':
      return ends(sql`c.state = ${name.figure}`);
    case 'on-time':
      return ends(sql`${answeredStates} and not coalesce(${lateEnd}, false)`);
    case 'late':
      return ends(sql`${answeredStates} and ${lateEnd}`);
    case 'returned':
      return returns(sql`true`);
    case 'reason':
      return returns(sql`${name.reason} = any(r.reasons)`);
    case 'step':
      return visits(sql`s.step = ${name.step}`);
    case 'step-late':
      return visits(sql`s.step = ${name.step} and s.late`);
    case 'delay':
      return visits(sql`s.late and coalesce(d.reason, '') = ${name.reason}`);
    case 'open':
      return open(sql`true`, name.states);
    case 'open-late':
      return open(sql`c.due_at < ${now}`, name.states);
  }
};

/** How many records a figure counted, asked of the records themselves. */
export const countBehind = async (db: Db, asked: Asked): Promise<number> => {
  const { from, where } = sourceOf(asked);
  const { rows } = await sql<{ total: number }>`
    select count(*)::int as total from ${from} where ${where} and ${ofOffice(asked.officeId)}`.execute(db);
  return rows[0]?.total ?? 0;
};

/** The records that a figure counted, the latest first. A step that was visited twice stands in it twice, as it was counted. */
export const listBehind = async (db: Db, asked: Asked, page: { limit: number; offset: number }): Promise<BehindRow[]> => {
  const { from, where, at, minutes, late } = sourceOf(asked);
  const { rows } = await sql<BehindRow>`
    select c.number, c.application_name as "applicationName", c.office_id as "officeId", o.name as "officeName", o.abbreviation as "officeAbbreviation", c.state,
      listed.at, c.due_at as "dueAt", listed.minutes, coalesce(listed.late, false) as late
    from (select c.id, ${sql.ref(at)} as at, ${minutes} as minutes, ${late} as late from ${from}
      where ${where} and ${ofOffice(asked.officeId)} order by ${sql.ref(at)} desc, c.id limit ${page.limit} offset ${page.offset}) as listed
    join hosting_case c on c.id = listed.id join office o on o.id = c.office_id
    order by listed.at desc, c.id`.execute(db);
  return rows;
};
