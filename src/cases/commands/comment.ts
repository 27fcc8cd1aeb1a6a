import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { getCase } from '../find-case.ts';
import { tellOtherSide } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

/** A comment on a case; an internal one is seen by the host office alone. Whoever sees the case may comment, an auditor only reads. */
export const comment = async (
  tx: Db,
  input: { number: string; actor: Actor; body: string; internal: boolean; now: Temporal.Instant },
): Promise<{ commentId: string }> => {
  const found = await getCase(tx, input.actor, input.number);
  const { actor } = input;
  if (actor.posts.length === 0)
    throw new AppError('forbidden', { why: actor.language === 'id' ? 'Anda hanya membaca' : 'you only read' });
  const body = input.body.trim();
  if (body === '' || body.length > 5000) {
    throw invalid([
      { field: 'body', message: { id: 'Tulis komentar 1–5.000 karakter.', en: 'Write a comment of 1–5,000 characters.' } },
    ]);
  }
  const internal = input.internal && actor.host;
  const commentId = newId();
  await tx
    .insertInto('case_comment')
    .values({
      id: commentId,
      case_id: found.row.id,
      body,
      internal,
      author_person_id: actor.personId,
      at: input.now,
    })
    .execute();
  await record(tx, {
    subjectKind: 'case',
    subjectId: found.row.id,
    at: input.now,
    type: 'case.commented',
    doer: {
      accountId: actor.accountId,
      personId: actor.personId,
      postId: actor.posts[0]?.postId ?? null,
      acting: actor.posts[0]?.kind ?? null,
    },
    data: { comment_id: commentId, internal },
  });
  await tellOtherSide({
    tx,
    found,
    calendar: await currentCalendar(tx),
    now: input.now,
    today: input.now.toZonedDateTimeISO(found.host.timeZone).toPlainDate(),
    except: actor.personId,
    fromHost: !internal && actor.officeId !== found.row.office_id,
    kind: 'case-commented',
  });
  return { commentId };
};
