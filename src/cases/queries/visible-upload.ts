import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { isId } from '#lib/ids.ts';
import { visibleTo } from '../find-case.ts';

export type VisibleUpload = { id: string; fileId: string; name: string; mediaType: string; size: number; pages: number | null };

/** Who works on cases for the host, or audits them: evidence and scans of paper are theirs alone. */
const seesInside = (actor: Actor): boolean => actor.auditor || (actor.host && actor.posts.length > 0);

/**
 * An upload that the actor may read: one's own, a document of a visible case, and (for the host and auditors) evidence of
 * an installation and scans of what was done on paper. Undefined for everything else, so that an id alone opens nothing.
 */
export const findVisibleUpload = async (db: Db, actor: Actor, uploadId: string): Promise<VisibleUpload | undefined> => {
  if (!isId(uploadId)) return undefined;
  return db
    .selectFrom('upload')
    .innerJoin('file', 'file.id', 'upload.file_id')
    .select(['upload.id', 'upload.name', 'file.id as fileId', 'file.media_type as mediaType', 'file.size', 'file.pages'])
    .where('upload.id', '=', uploadId)
    .where('file.sha256', 'is not', null)
    .where((eb) =>
      eb.or([
        eb('upload.uploaded_by', '=', actor.accountId),
        eb.exists(
          eb
            .selectFrom('case_document')
            .innerJoin('hosting_case', 'hosting_case.id', 'case_document.case_id')
            .select('case_document.id')
            .whereRef('case_document.upload_id', '=', 'upload.id')
            .where(visibleTo(actor) as never),
        ),
        eb.and([
          sql<boolean>`${seesInside(actor)}`,
          eb.or([
            eb.exists(eb.selectFrom('install_item').select('install_item.id').whereRef('evidence_upload_id', '=', 'upload.id')),
            eb.exists(
              eb.selectFrom('manual_record').select('manual_record.id').whereRef('manual_record.upload_id', '=', 'upload.id'),
            ),
          ]),
        ]),
      ]),
    )
    .executeTakeFirst();
};
