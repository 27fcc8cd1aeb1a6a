import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import { type Db, json } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { stepOf } from '#sop/index.ts';
import type { RequestDraft } from '../request.ts';
import { currentSopVersion } from '../sop-version.ts';

/**
 * Opens a case as a draft of the actor's office, under the SOP version in effect today. Head and staff of an office may
 * (SOP step 1). The case number is allotted here, per calendar year.
 */
export const createCase = async (
  tx: Db,
  input: { actor: Actor; draft: RequestDraft; now: Temporal.Instant; timeZone: string },
): Promise<{ id: string; number: string }> => {
  const post = input.actor.posts.find((each) => each.role === 'applicant-head' || each.role === 'applicant-staff');
  if (!post) {
    throw new AppError('forbidden', {
      why:
        input.actor.language === 'id'
          ? 'permohonan diajukan oleh kepala OPD atau stafnya'
          : 'a request is made by the head of an office or the staff',
    });
  }
  const today = input.now.toZonedDateTimeISO(input.timeZone).toPlainDate();
  const { id: sopVersionId, definition } = await currentSopVersion(tx, today);
  const id = newId();
  const { rows } = await sql<{ number: string }>`
    with numbered as (
      insert into case_sequence as s (year, last) values (${today.year}, 1)
      on conflict (year) do update set last = s.last + 1 returning last
    ), opened as (
      insert into hosting_case (id, number, sop_version_id, office_id, state, application_name, subdomain, request, asked_by, created_by, created_at, state_since)
      select ${id}, 'K-' || ${String(today.year)} || '-' || lpad(last::text, greatest(4, length(last::text)), '0'), ${sopVersionId}, ${post.officeId}, ${definition.initial},
        ${input.draft.application_name ?? ''}, ${input.draft.subdomain ?? ''}, ${json(input.draft)}, array[${input.actor.personId}]::uuid[],
        ${input.actor.personId}, ${input.now}, ${input.now}
      from numbered returning number
    ), step as (
      insert into case_step (id, case_id, step, state, opened_at)
      select ${newId()}, ${id}, ${stepOf(definition, 1).no}, ${definition.initial}, ${input.now} from opened
    )
    select number from opened`.execute(tx);
  const number = rows[0]?.number;
  if (!number) throw new AppError('internal', { why: 'no case number', trace: id });
  await record(tx, {
    subjectKind: 'case',
    subjectId: id,
    at: input.now,
    type: 'case.created',
    doer: { accountId: input.actor.accountId, personId: input.actor.personId, postId: post.postId, acting: post.kind },
    data: {
      number,
      office_id: post.officeId,
      sop: `${definition.code} ${definition.version}`,
      state: definition.initial,
      version: 1,
    },
  });
  return { id, number };
};
