import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';

export type LockedComment = {
  id: string;
  parentId: string | null;
  personId: string;
  body: string;
  resolvedAt: Temporal.Instant | null;
  removedAt: Temporal.Instant | null;
};

/** A comment of a page that the caller has found for its reader, its row held; `not_found` for one of another page. */
export const lockComment = async (tx: Db, pageId: string, commentId: string): Promise<LockedComment> => {
  const comment = isId(commentId)
    ? await tx
        .selectFrom('wiki_comment')
        .select(['id', 'parent_id as parentId', 'person_id as personId', 'body', 'resolved_at as resolvedAt'])
        .select('removed_at as removedAt')
        .where('id', '=', commentId)
        .where('page_id', '=', pageId)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!comment) throw new AppError('not_found', { what: `comment ${commentId}` });
  return comment;
};
