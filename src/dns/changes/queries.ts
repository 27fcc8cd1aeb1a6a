import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import type { ChangeAction, ChangeState, RecordOrigin, RecordType, SensitiveMark } from '../choices.ts';
import { type ChangeItem, judge } from './rules.ts';
import { concerned, type Seen } from './store.ts';

/** The items of a change set in their order. */
export const getItems = async (db: Db, changeId: string): Promise<ChangeItem[]> => {
  const rows = await db
    .selectFrom('dns_change_item')
    .where('change_id', '=', changeId)
    .select([
      'action',
      'label',
      'type',
      'value',
      'ttl',
      'ttl_before as ttlBefore',
      'comment',
      'origin',
      'office_id as officeId',
      'application_id as applicationId',
      'reference',
    ])
    .orderBy('position')
    .execute();
  return rows.map((row) => ({
    ...row,
    action: row.action as ChangeAction,
    type: row.type as RecordType,
    origin: row.origin as RecordOrigin,
  }));
};

export type ChangeRow = {
  id: string;
  number: number;
  state: ChangeState;
  reason: string;
  author: string | null;
  authorLabel: string;
  approverLabel: string | null;
  note: string;
  holderLabel: string;
  sensitive: SensitiveMark[];
  proposedAt: Temporal.Instant;
  decidedAt: Temporal.Instant | null;
  publishedAt: Temporal.Instant | null;
  verifiedAt: Temporal.Instant | null;
  /** How many records it touches, and the first of them. */
  size: number;
  first: string;
};

const changes = (db: Db) =>
  db
    .selectFrom('dns_change as c')
    .select([
      'c.id',
      'c.number',
      'c.state',
      'c.reason',
      'c.author',
      'c.author_label as authorLabel',
      'c.approver_label as approverLabel',
      'c.decision_note as note',
      'c.holder_label as holderLabel',
      'c.sensitive',
      'c.proposed_at as proposedAt',
      'c.decided_at as decidedAt',
      'c.published_at as publishedAt',
      'c.verified_at as verifiedAt',
      sql<number>`(select count(*) from dns_change_item i where i.change_id = c.id)`.as('size'),
      sql<string>`coalesce((select i.label || ' ' || i.type from dns_change_item i where i.change_id = c.id order by i.position limit 1), '')`.as(
        'first',
      ),
    ]);

type Raw = Awaited<ReturnType<ReturnType<typeof changes>['executeTakeFirstOrThrow']>>;
const toRow = (raw: Raw): ChangeRow => ({ ...raw, state: raw.state as ChangeState, sensitive: raw.sensitive as SensitiveMark[] });

/** The change sets of a zone, the newest first, one page of them. */
export const listChanges = async (
  db: Db,
  zoneId: string,
  { page = 1, pageSize = 30 } = {},
): Promise<{ rows: ChangeRow[]; total: number }> => {
  const rows = await changes(db)
    .where('c.zone_id', '=', zoneId)
    .orderBy('c.number', 'desc')
    .limit(pageSize)
    .offset(pageSize * (Math.max(1, page) - 1))
    .execute();
  const { total } = await db
    .selectFrom('dns_change')
    .where('zone_id', '=', zoneId)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(toRow), total };
};

export type ChangePage = ChangeRow & {
  items: ChangeItem[];
  seen: Seen;
  warnings: Words[];
  /** Numbers and ids of the change set that this one reverses, and of the one that reverses it. */
  reverses: { id: string; number: number } | null;
  reversedBy: { id: string; number: number } | null;
};

/** One change set with everything that who decides must see. `not_found`. */
export const getChange = async (db: Db, input: { zoneId: string; changeId: string }): Promise<ChangePage> => {
  const missing = new AppError('not_found', { what: `change ${input.changeId}` });
  if (!isId(input.changeId) || !isId(input.zoneId)) throw missing;
  const row = await changes(db)
    .innerJoin('dns_zone as z', 'z.id', 'c.zone_id')
    .leftJoin('dns_change as old', 'old.id', 'c.reverses')
    .where('c.id', '=', input.changeId)
    .where('c.zone_id', '=', input.zoneId)
    .select(['c.seen', 'z.name', 'z.internal', 'old.id as oldId', 'old.number as oldNumber'])
    .executeTakeFirst();
  if (!row) throw missing;
  const reversedBy = await db
    .selectFrom('dns_change')
    .where('reverses', '=', input.changeId)
    .where('state', 'not in', ['refused', 'withdrawn'])
    .select(['id', 'number'])
    .executeTakeFirst();
  const items = await getItems(db, input.changeId);
  const zone = { id: input.zoneId, name: row.name, internal: row.internal };
  const { warnings } = row.state === 'proposed' ? judge(zone, await concerned(db, zone, items), items) : { warnings: [] };
  const reverses = row.oldId !== null && row.oldNumber !== null ? { id: row.oldId, number: row.oldNumber } : null;
  return { ...toRow(row), items, seen: row.seen as Seen, warnings, reverses, reversedBy: reversedBy ?? null };
};
