import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { RecordType } from './choices.ts';

export type RecordRow = {
  id: string;
  label: string;
  type: RecordType;
  value: string;
  ttl: number | null;
  state: string;
  comment: string;
  verifiedAt: Temporal.Instant | null;
  /** The request behind it, when there is one. */
  holderLabel: string | null;
  changeId: string | null;
  changeNumber: number | null;
  /** Whether it came in from outside. */
  outside: boolean;
  /** The case, letter or contract behind a record that was entered by hand. */
  reference: string;
  applicationId: string | null;
  applicationName: string | null;
  officeName: string | null;
};

export type RecordFilter = { search?: string; type?: string; page?: number; pageSize?: number };

/** The records of a zone that are there or are to be, one page of them, in the order of their names. */
export const listRecords = async (
  db: Db,
  zoneId: string,
  filter: RecordFilter = {},
): Promise<{ rows: RecordRow[]; total: number }> => {
  const size = filter.pageSize ?? 50;
  const pattern = `%${(filter.search ?? '').replace(/[\\%_]/g, (mark) => `\\${mark}`)}%`;
  const rows = await db
    .selectFrom('dns_record as r')
    .leftJoin('dns_name as n', (join) => join.onRef('n.holder', '=', 'r.holder').on('n.state', '<>', 'released'))
    .leftJoin('dns_change as c', 'c.id', 'r.change_id')
    .leftJoin('application as a', (join) =>
      join.on((on) => on.or([on('a.id', '=', on.ref('r.application_id')), on('a.origin', '=', on.ref('r.holder'))])),
    )
    .leftJoin('office as o', (join) => join.on((on) => on('o.id', '=', on.fn.coalesce('a.office_id', 'r.office_id'))))
    .where('r.zone_id', '=', zoneId)
    .where('r.state', '<>', 'removed')
    .$if(Boolean(filter.type), (query) => query.where('r.type', '=', String(filter.type)))
    .$if(Boolean(filter.search), (query) =>
      query.where((where) =>
        where.or([where('r.label', 'ilike', pattern), where('r.value', 'ilike', pattern), where('r.comment', 'ilike', pattern)]),
      ),
    )
    .select([
      'r.id',
      'r.label',
      'r.type',
      'r.value',
      'r.ttl',
      'r.state',
      'r.comment',
      'r.verified_at as verifiedAt',
      'n.holder_label as holderLabel',
      'c.id as changeId',
      'c.number as changeNumber',
      'r.origin',
      'r.reference',
      'a.id as applicationId',
      'a.name as applicationName',
      'o.name as officeName',
      sql<number>`count(*) over ()`.as('total'),
    ])
    .orderBy(sql`r.label <> '@'`)
    .orderBy('r.label')
    .orderBy('r.type')
    .orderBy('r.value')
    .limit(size)
    .offset(size * (Math.max(1, filter.page ?? 1) - 1))
    .execute();
  return {
    rows: rows.map(({ total: _, origin, ...row }) => ({ ...row, type: row.type as RecordType, outside: origin === 'outside' })),
    total: rows[0]?.total ?? 0,
  };
};

/** Some records by their ids, for a proposal that takes them out. */
export const listRecordsById = async (db: Db, zoneId: string, ids: readonly string[]) =>
  ids.length === 0
    ? []
    : db
        .selectFrom('dns_record')
        .where('zone_id', '=', zoneId)
        .where('id', 'in', ids)
        .where('state', 'in', ['wanted', 'published'])
        .select([
          'id',
          'label',
          'type',
          'value',
          'ttl',
          'comment',
          'office_id as officeId',
          'application_id as applicationId',
          'reference',
        ])
        .orderBy('label')
        .execute();
