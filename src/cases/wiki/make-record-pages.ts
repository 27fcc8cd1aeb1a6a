import { sql } from 'kysely';
import { system } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { ensureRecordPages, type RecordKind } from '#wiki/index.ts';
import { pageRecordOf } from './page-record.ts';

/** So many records of a kind get their pages in one run; the next run goes on. */
const most = 1000;

/** Sites before their servers, whose pages stand under theirs. */
const kinds: readonly RecordKind[] = ['site', 'server', 'application', 'zone', 'sop'];

/** The records in use that never had a page, by kind. One whose page a person has deleted had one. */
const lacking = async (db: Db, kind: RecordKind): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select r.id from (
      select 'application' as kind, id from application where status <> 'retired'
      union all select 'server', id from server where status <> 'retired'
      union all select 'site', id from site where status <> 'retired'
      union all select 'zone', id from dns_zone
      union all select 'sop', host_office_id from installation
    ) r
    where r.kind = ${kind}
      and not exists (select from wiki_page p where p.record_kind = r.kind and p.record_id = r.id)
    order by r.id limit ${most}`.execute(db);
  return rows.map(({ id }) => id);
};

const madeFor = async (db: Db, about: { kind: RecordKind; id: string }, now: Temporal.Instant): Promise<boolean> => {
  try {
    const record = await pageRecordOf(db, about);
    const { pageId } = await db.transaction().execute((tx) => ensureRecordPages(tx, { about: record, doer: system, now }));
    return pageId !== '';
  } catch (error) {
    // Removed since the list was read.
    if (error instanceof AppError && error.code === 'not_found') return true;
    throw error;
  }
};

/**
 * Gives every record in use the pages that it never had, by whatever door it came into its register: a page, the API, an
 * import, or years before the wiki. A kind without a template in force gets none. `stopped` is asked between two records.
 * Returns how many records got pages; a record for which it goes wrong keeps none of the others from theirs, and is thrown
 * of in the end.
 */
export const makeRecordPages = async (db: Db, now: Temporal.Instant, stopped: () => boolean = () => false): Promise<number> => {
  let made = 0;
  const failed: unknown[] = [];
  for (const kind of kinds) {
    for (const id of await lacking(db, kind)) {
      if (stopped()) return made;
      try {
        if (!(await madeFor(db, { kind, id }, now))) break;
        made += 1;
      } catch (error) {
        failed.push(error);
      }
    }
  }
  if (failed.length > 0) throw failed[0];
  return made;
};
