import { type Expression, type ExpressionBuilder, type Selectable, type SqlBool, sql } from 'kysely';
import type { DB, Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { SopDefinition } from '#sop/index.ts';
import { definitionOf } from './sop-version.ts';

/** "K-2026-0042". Nothing else is looked up: PostgreSQL would stumble over some texts that an address can carry. */
const caseNumber = /^K-\d{4}-\d{4,9}$/;

export const isCaseNumber = (text: string): boolean => caseNumber.test(text);

export type CaseRow = Selectable<DB['hosting_case']>;

/** A case with what every act and page needs beside it. */
export type FoundCase = {
  row: CaseRow;
  definition: SopDefinition;
  office: { id: string; name: string; abbreviation: string; headTitle: string };
  host: { officeId: string; timeZone: string; calendarVersion: number; domain: string; place: string; cityName: string };
  /** Kinds of the documents that are attached now. */
  documentKinds: readonly string[];
  /** Requirements that the current round's check found complete. */
  checkedComplete: readonly string[];
  items: { total: number; open: number };
};

/** Whether an actor sees every case that was submitted: who works for the host, and auditors. */
export const seesSubmitted = (actor: Actor): boolean => actor.auditor || (actor.host && actor.posts.length > 0);

/**
 * Who may see a case: its own office always; the host office and auditors once it was submitted. Everything that reads
 * cases goes through this, so that another office's case is simply not there.
 */
export const visibleTo =
  (actor: Actor) =>
  (eb: ExpressionBuilder<DB, 'hosting_case'>): Expression<SqlBool> => {
    const own = eb('hosting_case.office_id', '=', actor.officeId);
    if (seesSubmitted(actor)) return eb.or([own, eb('hosting_case.submitted_at', 'is not', null)]);
    return own;
  };

/** A case by its number, or undefined when there is none or the actor may not see it. `lock` takes the row for an act. */
export const findCase = async (
  db: Db,
  actor: Actor | 'system',
  number: string,
  options: { lock?: boolean } = {},
): Promise<FoundCase | undefined> => {
  if (!caseNumber.test(number)) return undefined;
  let query = db
    .selectFrom('hosting_case')
    .innerJoin('office', 'office.id', 'hosting_case.office_id')
    .innerJoin('installation', (join) => join.on(sql<SqlBool>`true`))
    .selectAll('hosting_case')
    .select([
      'office.name as office_name',
      'office.abbreviation as office_abbreviation',
      'office.head_title as office_head_title',
      'installation.host_office_id',
      'installation.time_zone',
      'installation.calendar_version',
      'installation.domain',
      'installation.place',
      'installation.city_name',
      sql<
        string[]
      >`array(select distinct d.kind from case_document d where d.case_id = hosting_case.id and d.replaced_at is null)`.as(
        'document_kinds',
      ),
      sql<
        string[]
      >`array(select c.requirement from case_check c where c.case_id = hosting_case.id and c.round = hosting_case.round and c.verdict = 'complete')`.as(
        'checked_complete',
      ),
      sql<number>`(select count(*)::int from install_item i where i.case_id = hosting_case.id)`.as('items_total'),
      sql<number>`(select count(*)::int from install_item i where i.case_id = hosting_case.id and i.done_at is null)`.as(
        'items_open',
      ),
    ])
    .where('hosting_case.number', '=', number);
  if (actor !== 'system') query = query.where(visibleTo(actor));
  if (options.lock) query = query.forUpdate('hosting_case');
  const found = await query.executeTakeFirst();
  if (!found) return undefined;
  const {
    office_name,
    office_abbreviation,
    office_head_title,
    host_office_id,
    time_zone,
    calendar_version,
    domain,
    place,
    city_name,
    document_kinds,
    checked_complete,
    items_total,
    items_open,
    ...row
  } = found;
  return {
    row,
    definition: await definitionOf(db, row.sop_version_id),
    office: { id: row.office_id, name: office_name, abbreviation: office_abbreviation, headTitle: office_head_title },
    host: {
      officeId: host_office_id,
      timeZone: time_zone,
      calendarVersion: calendar_version,
      domain,
      place,
      cityName: city_name,
    },
    documentKinds: document_kinds,
    checkedComplete: checked_complete,
    items: { total: items_total, open: items_open },
  };
};

/** A case by its number. Throws not_found when there is none or the actor may not see it. */
export const getCase = async (
  db: Db,
  actor: Actor | 'system',
  number: string,
  options: { lock?: boolean } = {},
): Promise<FoundCase> => {
  const found = await findCase(db, actor, number, options);
  if (!found) throw new AppError('not_found', { what: `case ${number}` });
  return found;
};
