import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { renderEnqueued } from '../jobs.ts';

/** What is still a draft is shown in its new form: its picture is made again. What was issued keeps its own. */
export const rerenderDrafts = async (tx: Db, which: { kind?: string; officeId?: string }): Promise<void> => {
  let query = tx.selectFrom('letter').select('id').where('status', 'in', ['draft', 'initialled']);
  if (which.kind !== undefined) query = query.where('kind', '=', which.kind);
  if (which.officeId !== undefined) query = query.where('office_id', '=', which.officeId);
  for (const { id } of await query.execute()) {
    await tx
      .updateTable('letter')
      .set({ render_state: 'waiting', version: sql<number>`version + 1` })
      .where('id', '=', id)
      .execute();
    await sql`select ${renderEnqueued(id, 'usual')}`.execute(tx);
  }
};
