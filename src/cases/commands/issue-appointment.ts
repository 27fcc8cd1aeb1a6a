import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { stateOf } from '#sop/index.ts';
import { getCase } from '../find-case.ts';
import { appointmentLetter, findAppointment } from '../letters/appointment.ts';
import { parseRequest, type RequestDraft } from '../request.ts';

const needed = ['application_name', 'administrator_name', 'administrator_nip', 'administrator_title'];

/**
 * The head of the applicant's office appoints the administrator whom the draft names, by a letter that Griya makes instead of
 * an uploaded scan (SOP step 1). The second click gives the letter that is there. Throws not_found, forbidden for everybody
 * but the head, not_possible_now once the request was sent, `invalid` with the fields that are not filled in yet.
 */
export const issueAppointment = async (
  tx: Db,
  input: { number: string; actor: Actor; now: Temporal.Instant },
): Promise<{ letterId: string; number: string }> => {
  const { actor, now } = input;
  const found = await getCase(tx, actor, input.number, { lock: true });
  const post = actor.posts.find((each) => each.role === 'applicant-head' && each.officeId === found.row.office_id);
  if (!post) {
    throw new AppError('forbidden', {
      why: actor.language === 'id' ? 'penunjukan ditandatangani Kepala OPD' : 'the head of the office signs the appointment',
    });
  }
  if (found.row.state !== 'draft' && found.row.state !== 'returned') {
    throw new AppError('not_possible_now', {
      action: 'issue-appointment',
      state: stateOf(found.definition, found.row.state).label[actor.language],
      possible: '–',
    });
  }
  const parsed = parseRequest(found.row.request as RequestDraft);
  const faults = parsed.ok ? [] : parsed.faults.filter((fault) => needed.includes(fault.field));
  if (faults.length > 0) throw invalid(faults);
  const standing = await findAppointment(tx, found);
  if (standing) return { letterId: standing.id, number: standing.number ?? '' };
  const doer = { accountId: actor.accountId, personId: actor.personId, postId: post.postId, acting: post.kind };
  const made = await appointmentLetter(tx, {
    found,
    signer: { personId: actor.personId, postId: post.postId, acting: post.kind },
    today: now.toZonedDateTimeISO(found.host.timeZone).toPlainDate(),
    now,
    doer,
  });
  await record(tx, {
    subjectKind: 'case',
    subjectId: found.row.id,
    at: now,
    type: 'case.appointment-issued',
    doer,
    data: { letter_id: made.letterId, number: made.number },
  });
  return made;
};
