import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { applicationFields } from '../application-fields.ts';
import { maySeeServers, officeScope } from '../policy.ts';

/** Why a record needs somebody. */
export type WorkKind = 'administrator-lapsed' | 'administrator-lapses' | 'unowned' | 'contract' | 'incomplete' | 'warranty';

export type WorkItem = {
  kind: WorkKind;
  subject: 'application' | 'server';
  id: string;
  name: string;
  officeName: string;
  /** The day that is near or past, where there is one. */
  until: Temporal.PlainDate | null;
  /** Required fields that are empty, where that is why. */
  missing: number;
  /** The first of them in the form's order. */
  field: string | null;
};

/** An appointment or a contract is spoken of so long before it ends; a warranty earlier, because a budget takes a year's turn. */
const soon = { days: 30 };
const warrantySoon = { days: 90 };

/** Of each kind so many are shown; `counts` says how many there are. */
const most = 50;

const empty = (key: string) => sql`${sql.ref(`a.${key}`)}::text = ''`;

/** How many required fields of an application are empty, as the database counts it: the same rule as `missingFields`. */
export const missingCount = sql<number>`(${sql.join(
  [
    ...applicationFields.filter((field) => field.required).map(({ key }) => sql`(${empty(key)})::int`),
    sql`(a.personal_data and a.personal_data_note = '')::int`,
  ],
  sql` + `,
)})`;

/** The first of them, in the order of the form; null where nothing is empty. */
const firstMissing = sql<string | null>`case ${sql.join(
  [
    ...applicationFields.filter((field) => field.required).map(({ key }) => sql`when ${empty(key)} then ${key}`),
    sql`when a.personal_data and a.personal_data_note = '' then 'personal_data_note'`,
  ],
  sql` `,
)} end`;

/** How many fields of an application must be filled. */
export const requiredCount = sql<number>`(${applicationFields.filter((field) => field.required).length}::int + a.personal_data::int)`;

type WorkScope = {
  /** One office's own; null: every office's. */
  officeId: string | null;
  /** Whether servers and devices count too. */
  servers: boolean;
};

/**
 * What the register still needs, by urgency: administrators whose term is over or ends soon, applications without an
 * administrator or of an office that is no more, contracts and warranties that end, entries that are incomplete. An office
 * sees its own applications; warranties only who may see servers. `today` is the office's day.
 */
export const listWork = async (db: Db, actor: Actor, today: Temporal.PlainDate): Promise<Work> =>
  workWithin(db, { officeId: officeScope(actor), servers: maySeeServers(actor) }, today);

export type Work = { items: WorkItem[]; counts: Record<WorkKind, number> };

/** The same for a caller with its own right to know: the weekly notice. */
export const workWithin = async (db: Db, { officeId: office, servers }: WorkScope, today: Temporal.PlainDate): Promise<Work> => {
  const scope = office === null ? sql`true` : sql`a.office_id = ${office}::uuid`;
  const due = today.add(soon);
  const { rows } = await sql<WorkItem & { n: number }>`
    with found as (
      select case
          when a.administrator_until < ${today}::date then 'administrator-lapsed'
          else 'administrator-lapses' end as kind, 'application' as subject, a.id, a.name, a.office_id,
        a.administrator_until as until, 0 as missing, null::text as field
      from application a where ${scope} and a.status <> 'retired' and a.administrator_until <= ${due}::date
      union all
      select 'unowned', 'application', a.id, a.name, a.office_id, null, 0, null
      from application a join office o on o.id = a.office_id
      where ${scope} and a.status in ('active', 'suspended') and (a.administrator_name = '' or not o.active)
      union all
      select 'contract', 'application', a.id, a.name, a.office_id, a.contract_until, 0, null
      from application a where ${scope} and a.status <> 'retired' and a.contract_until <= ${due}::date
      union all
      select 'incomplete', 'application', a.id, a.name, a.office_id, null, ${missingCount}, ${firstMissing}
      from application a where ${scope} and a.status in ('active', 'suspended') and ${missingCount} > 0
      union all
      select 'warranty', 'server', s.id, s.name, s.owner_office_id, s.warranty_until, 0, null
      from server s where ${servers} and s.status <> 'retired' and s.warranty_until <= ${today.add(warrantySoon)}::date
    ), ranked as (
      select *, row_number() over (partition by kind order by until, missing desc, name, id) as place, count(*) over (partition by kind)::int as n
      from found
    )
    select r.kind, r.subject, r.id, r.name, coalesce(o.name, '') as "officeName", r.until, r.missing, r.field, r.n
    from ranked r left join office o on o.id = r.office_id where place <= ${most} order by r.kind, place`.execute(db);
  const counts: Record<WorkKind, number> = {
    'administrator-lapsed': 0,
    'administrator-lapses': 0,
    unowned: 0,
    contract: 0,
    incomplete: 0,
    warranty: 0,
  };
  for (const row of rows) counts[row.kind] = row.n;
  return { items: rows.map(({ n: _, ...item }) => item), counts };
};

export type OfficeCompleteness = {
  officeId: string;
  officeName: string;
  applications: number;
  complete: number;
  percent: number;
};

/** How complete the entries of each office's applications in service are, the least complete first; an office sees its own. */
export const completenessByOffice = async (db: Db, actor: Actor): Promise<OfficeCompleteness[]> => {
  const office = officeScope(actor);
  const { rows } = await sql<OfficeCompleteness>`
    select o.id as "officeId", o.name as "officeName", count(*)::int as applications,
      (count(*) filter (where ${missingCount} = 0))::int as complete,
      floor(100.0 * sum(${requiredCount} - ${missingCount}) / sum(${requiredCount}))::int as percent
    from application a join office o on o.id = a.office_id
    where a.status in ('active', 'suspended') ${office === null ? sql`` : sql`and a.office_id = ${office}::uuid`}
    group by o.id, o.name order by percent, o.name`.execute(db);
  return rows;
};
