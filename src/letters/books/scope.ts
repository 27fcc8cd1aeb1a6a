import { type SqlBool, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { bookOffices } from '../policy.ts';

/** What a book is narrowed to. Pages count from 1. */
export type BookFilter = {
  officeId?: string | undefined;
  year?: number | undefined;
  from?: Temporal.PlainDate | undefined;
  until?: Temporal.PlainDate | undefined;
  text?: string | undefined;
  page?: number | undefined;
  pageSize?: number | undefined;
};

export type BookPage<Row, Sums> = { rows: Row[]; sums: Sums; page: number; pageSize: number };

const longestPage = 10_000;

export const pageOf = ({ page = 1, pageSize = 50 }: BookFilter) => {
  const size = Math.min(longestPage, Math.max(1, Math.trunc(pageSize)));
  const no = Math.max(1, Math.trunc(page));
  return { page: no, pageSize: size, limit: size, offset: (no - 1) * size };
};

/** The offices whose books this actor reads, as a condition on a column. */
export const inSight = (actor: Actor, column: string) => {
  const offices = bookOffices(actor);
  return offices === 'all' ? sql<SqlBool>`true` : sql<SqlBool>`${sql.ref(column)} = any(${offices}::uuid[])`;
};

/** A text to be found anywhere, with LIKE's own signs taken literally. */
export const like = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;

/** The words of a search as a query of PostgreSQL: all of them, each by its beginning. Null when there is no word in it. */
export const wordsQuery = (text: string) => {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.length === 0 ? null : words.map((word) => `${word}:*`).join(' & ');
};

/** The day of a moment by the installation's clocks. */
export const localDay = (column: string) =>
  sql<Temporal.PlainDate>`(${sql.ref(column)} at time zone (select time_zone from installation))::date`;

/** Offices whose books an actor reads, for the choice of one: the host first. */
export const listBookOffices = (db: Db, actor: Actor): Promise<{ id: string; name: string; abbreviation: string }[]> =>
  db
    .selectFrom('office')
    .select(['id', 'name', 'abbreviation'])
    .where(inSight(actor, 'office.id'))
    .orderBy(sql`kind = 'host'`, 'desc')
    .orderBy(sql`name collate "id-x-icu"`)
    .execute();
