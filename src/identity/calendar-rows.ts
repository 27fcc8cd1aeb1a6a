import { sql } from 'kysely';
import type { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { holidayInput } from './input.ts';
import { getInstallation } from './installation.ts';
import { type By, doerOf } from './policy.ts';

export type Change = { by: By; now: Temporal.Instant };

/** The calendar is one subject of the audit trail, under the id of the hosting office. */
export const note = async (tx: Db, { by, now }: Change, type: string, data: Record<string, unknown>): Promise<void> => {
  const { hostOfficeId } = await getInstallation(tx);
  await record(tx, { subjectKind: 'calendar', subjectId: hostOfficeId, at: now, type, doer: doerOf(by), data });
};

export type Holiday = z.output<typeof holidayInput>;

export const asData = (holiday: Holiday) => ({ ...holiday, date: holiday.date.toString() });

/** Writes holidays by their dates and says which were new and which differ from what was there. */
export const writeHolidays = async (tx: Db, holidays: readonly Holiday[]): Promise<{ added: string[]; changed: string[] }> => {
  const { rows } = await sql<{ date: string; added: boolean }>`
    with given as (
      select * from jsonb_to_recordset(${JSON.stringify(holidays.map(asData))}::jsonb)
        as row (date date, kind text, name text, basis text, status text)
    ), known as (select date from holiday), written as (
      insert into holiday as h (date, kind, name, basis, status) select date, kind, name, basis, status from given
      on conflict (date) do update set kind = excluded.kind, name = excluded.name, basis = excluded.basis, status = excluded.status
        where (h.kind, h.name, h.basis, h.status) is distinct from (excluded.kind, excluded.name, excluded.basis, excluded.status)
      returning date
    )
    select date::text as date, date not in (select date from known) as added from written order by 1`.execute(tx);
  return {
    added: rows.filter((row) => row.added).map((row) => row.date),
    changed: rows.filter((row) => !row.added).map((row) => row.date),
  };
};

/** A period, its row locked. Throws `not_found`. */
export const findPeriod = async (tx: Db, id: string): Promise<{ name: string; base: boolean }> => {
  const found = isId(id)
    ? await tx.selectFrom('working_period').select(['name', 'first_day']).where('id', '=', id).forUpdate().executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: 'working period' });
  return { name: found.name, base: found.first_day === null };
};
