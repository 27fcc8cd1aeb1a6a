import { type RawBuilder, sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { inTransaction } from './chunks.ts';

/** Content whose sender went away in the middle; nobody takes that long. */
const unfinishedAfter = Temporal.Duration.from({ hours: 24 });

/**
 * Removes uploads that nothing refers to and that are older than `olderThan`, then files that nobody names any longer and
 * content that never came in whole. What refers to them is read from the foreign keys, so this room need not know who uses
 * it: a reference without a foreign key keeps nothing.
 */
export const sweepUnreferenced = (
  db: Db,
  { now, olderThan }: { now: Temporal.Instant; olderThan: Temporal.Duration },
): Promise<{ uploads: number; files: number }> =>
  inTransaction(db, async (tx) => {
    const before = now.subtract({
      milliseconds: olderThan.total({ unit: 'milliseconds', relativeTo: Temporal.PlainDate.from('2026-01-01') }),
    });
    const uploads = await remove(tx, 'upload', sql`created_at < ${before}`);
    const abandoned = sql`sha256 is null and created_at < ${now.subtract(unfinishedAfter)}`;
    const files = await remove(tx, 'file', sql`(created_at < ${before} or (${abandoned}))`);
    return { uploads, files };
  });

/**
 * Locks what may go, and only then looks whether it is referred to: whoever wants to refer to it in between waits for the
 * lock and finds it gone. What somebody is about to refer to is locked already, and is passed over.
 */
const remove = async (tx: Db, table: 'upload' | 'file', when: RawBuilder<unknown>): Promise<number> => {
  const unused = await unreferenced(tx, table);
  const from = sql.table(table);
  const { rows } = await sql<{ id: string }>`select id from ${from} where ${when} and ${unused} for update skip locked`.execute(
    tx,
  );
  if (rows.length === 0) return 0;
  const gone = await sql`delete from ${from} where id = any(${rows.map((row) => row.id)}) and ${unused}`.execute(tx);
  return Number(gone.numAffectedRows ?? 0);
};

/** "No row refers to this one", for each foreign key that does not simply follow its deletion. */
const unreferenced = async (tx: Db, table: 'upload' | 'file'): Promise<RawBuilder<boolean>> => {
  const { rows } = await sql<{ source: string; column: string }>`
    select con.conrelid::regclass::text as source, quote_ident(att.attname) as column
    from pg_constraint con join pg_attribute att on att.attrelid = con.conrelid and att.attnum = con.conkey[1]
    where con.contype = 'f' and con.confrelid = ${table}::regclass and con.confdeltype <> 'c'`.execute(tx);
  const conditions = rows.map(
    ({ source, column }) =>
      sql`not exists (select from ${sql.raw(source)} as user_of where user_of.${sql.raw(column)} = ${sql.ref(`${table}.id`)})`,
  );
  return sql`(${sql.join([sql`true`, ...conditions], sql` and `)})`;
};
