import type { Db } from '#db/index.ts';

export type JournalEntry = {
  seq: number;
  at: Temporal.Instant;
  type: string;
  data: Record<string, unknown>;
  /** Null: the system itself. */
  personName: string | null;
  postTitle: string | null;
  /** How the post was held: definitive, plt, plh. */
  acting: string | null;
};

/** The last events of one subject, newest first, with the names of who did them. */
export const listJournal = async (db: Db, subject: { kind: string; id: string; limit?: number }): Promise<JournalEntry[]> => {
  const rows = await db
    .selectFrom('audit_event as e')
    .leftJoin('person', 'person.id', 'e.person_id')
    .leftJoin('post', 'post.id', 'e.post_id')
    .where('e.subject_kind', '=', subject.kind)
    .where('e.subject_id', '=', subject.id)
    .select([
      'e.seq as seq',
      'e.at as at',
      'e.type as type',
      'e.data as data',
      'e.acting as acting',
      'person.name as personName',
      'post.title as postTitle',
    ])
    .orderBy('e.seq', 'desc')
    .limit(subject.limit ?? 50)
    .execute();
  return rows.map((row) => ({ ...row, data: row.data as Record<string, unknown> }));
};
