import { sql } from 'kysely';
import type { Db } from '#db/index.ts';

export type HistoryEvent = {
  seq: number;
  at: Temporal.Instant;
  type: string;
  data: Readonly<Record<string, unknown>>;
  person_name: string | null;
  post_title: string | null;
  acting: string | null;
  /** Whom an acting holder stood in for. */
  for_name: string | null;
};

/** Everything that happened on a case, oldest first, with who did it and in whose name. Internal comments and sub-tasks are left out for the applicant. */
export const caseHistory = async (db: Db, caseId: string, forHost: boolean): Promise<HistoryEvent[]> => {
  const { rows } = await sql<HistoryEvent>`
    select e.seq, e.at, e.type, e.data, p.name as person_name, o.title as post_title, e.acting, f.name as for_name
    from audit_event e
    left join person p on p.id = e.person_id
    left join post o on o.id = e.post_id
    left join person f on f.id = (e.data->>'for_person')::uuid
    where e.subject_kind = 'case' and e.subject_id = ${caseId}
      and (${forHost} or not (e.type like 'case.sub-task-%' or (e.type = 'case.commented' and (e.data->>'internal')::boolean)))
    order by e.seq`.execute(db);
  return rows;
};

/** Visits of steps, oldest first. */
export const listSteps = (db: Db, caseId: string) =>
  db
    .selectFrom('case_step')
    .leftJoin('person', 'person.id', 'case_step.closed_by_person_id')
    .leftJoin('post', 'post.id', 'case_step.closed_by_post_id')
    .selectAll('case_step')
    .select(['person.name as closed_by_name', 'post.title as closed_by_title'])
    .where('case_id', '=', caseId)
    .orderBy('opened_at')
    .orderBy('case_step.id')
    .execute();

/** Documents attached to a case, current and replaced, newest first. */
export const listDocuments = (db: Db, caseId: string) =>
  db
    .selectFrom('case_document')
    .innerJoin('upload', 'upload.id', 'case_document.upload_id')
    .innerJoin('file', 'file.id', 'upload.file_id')
    .innerJoin('person', 'person.id', 'case_document.added_by')
    .selectAll('case_document')
    .select([
      'upload.name as file_name',
      'file.media_type',
      'file.size',
      'file.pages',
      'file.id as file_id',
      'person.name as added_by_name',
    ])
    .select(sql<string>`encode(file.sha256, 'hex')`.as('sha256'))
    .where('case_id', '=', caseId)
    .orderBy('added_at', 'desc')
    .orderBy('case_document.id', 'desc')
    .execute();

/** Comments on a case, oldest first; internal ones only for the host office. */
export const listComments = (db: Db, caseId: string, forHost: boolean) => {
  let query = db
    .selectFrom('case_comment')
    .innerJoin('person', 'person.id', 'case_comment.author_person_id')
    .selectAll('case_comment')
    .select('person.name as author_name')
    .where('case_id', '=', caseId)
    .orderBy('at')
    .orderBy('case_comment.id');
  if (!forHost) query = query.where('internal', '=', false);
  return query.execute();
};

/** Verdicts of the completeness checks, by round. */
export const listChecks = (db: Db, caseId: string) =>
  db.selectFrom('case_check').selectAll().where('case_id', '=', caseId).orderBy('round').execute();

/** Returns and refusals with their reasons, newest first. */
export const listReturns = (db: Db, caseId: string) =>
  db.selectFrom('case_return').selectAll().where('case_id', '=', caseId).orderBy('at', 'desc').execute();

/** Dispositions, oldest first, with the posts' titles. */
export const listDispositions = (db: Db, caseId: string) =>
  db
    .selectFrom('case_disposition')
    .innerJoin('post as sender', 'sender.id', 'case_disposition.from_post_id')
    .innerJoin('post as receiver', 'receiver.id', 'case_disposition.to_post_id')
    .selectAll('case_disposition')
    .select(['sender.title as from_title', 'receiver.title as to_title'])
    .where('case_id', '=', caseId)
    .orderBy('at')
    .execute();

/** The installation checklist in order. */
export const listInstallItems = (db: Db, caseId: string) =>
  db
    .selectFrom('install_item')
    .leftJoin('person', 'person.id', 'install_item.done_by')
    .leftJoin('upload', 'upload.id', 'install_item.evidence_upload_id')
    .selectAll('install_item')
    .select(['person.name as done_by_name', 'upload.name as evidence_file'])
    .where('case_id', '=', caseId)
    .orderBy('position')
    .execute();

/** What was done on paper and entered afterwards. */
export const listManualRecords = (db: Db, caseId: string) =>
  db
    .selectFrom('manual_record')
    .innerJoin('person', 'person.id', 'manual_record.recorded_by')
    .selectAll('manual_record')
    .select('person.name as recorded_by_name')
    .where('case_id', '=', caseId)
    .orderBy('recorded_at')
    .execute();
