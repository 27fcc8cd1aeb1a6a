import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { changeReservedName, reserveName } from '#dns/index.ts';
import { type AppError, invalid } from '#lib/errors.ts';
import { type Standing, systemActor, totalDue } from '#sop/index.ts';
import type { FoundCase } from '../find-case.ts';
import { requestLetter } from '../letters/request.ts';
import { type ActContext, type ActInput, type ActResult, perform } from '../perform.ts';
import { findRecommendation } from '../recommendations.ts';
import { parseRequest, type RequestDraft } from '../request.ts';

/**
 * SOP step 1: the head of the office sends the request. The subdomain is reserved, the Surat Permohonan made, the letter
 * entered in the agency's agenda. Sending again after a return keeps everything and starts a new round.
 */
export const submit = (tx: Db, input: ActInput): Promise<ActResult> =>
  perform(tx, input, 'submit', async (context) => {
    const { found, now, today, calendar, doer, standsInFor } = context;
    const parsed = parseRequest(found.row.request as RequestDraft);
    if (!parsed.ok) throw invalid(parsed.faults);
    const { request } = parsed;
    await checkRecommendation(context, request.application_name);
    const application = { name: request.application_name, officeId: found.row.office_id };
    const name = { label: request.subdomain, holder: found.row.id, holderLabel: found.row.number, application, now };
    await (found.row.round === 0 ? reserveName(tx, name) : changeReservedName(tx, name));
    const letterId = await requestLetter(context, request);
    const submittedAt = found.row.submitted_at ?? now;
    return {
      patch: {
        round: found.row.round + 1,
        submitted_at: submittedAt,
        application_name: request.application_name,
        subdomain: request.subdomain,
        total_due_at: totalDue(calendar, submittedAt, totalsOf(found), await standingTimes(tx, found, now)),
        // Who is stood in for asks too: nobody decides over what a stand-in sent in one's name.
        ...(input.actor === systemActor
          ? {}
          : { asked_by: [...new Set([...found.row.asked_by, doer.personId ?? '', ...(standsInFor ? [standsInFor] : [])])] }),
      },
      data: { round: found.row.round + 1, subdomain: request.subdomain, letter_id: letterId, today: today.toString() },
    };
  });

/** The published standard time of the whole, as far as it is known whether a server must be provided. */
export const totalsOf = (found: FoundCase) =>
  found.row.server_branch ? found.definition.totals.withServer : found.definition.totals.withCapacity;

/** When the agency's clock stood still: the case lay with the applicant (reading 5). */
export const standingTimes = async (tx: Db, found: FoundCase, now: Temporal.Instant): Promise<Standing[]> => {
  const standing = found.definition.states.filter((state) => state.clock === 'standing').map((state) => state.key);
  const { rows } = await sql<{ opened_at: Temporal.Instant; closed_at: Temporal.Instant | null }>`
    select opened_at, closed_at from case_step where case_id = ${found.row.id} and state = any(${standing})`.execute(tx);
  return rows.map((row) => ({ from: row.opened_at, until: row.closed_at ?? now }));
};

/** A recommendation that was issued in Griya is checked by its number; an uploaded one is read by the division head (reading 6). */
const checkRecommendation = async ({ tx, found, today }: ActContext, applicationName: string): Promise<void> => {
  if (!found.row.recommendation_id) return;
  const recommendation = await findRecommendation(tx, found.row.recommendation_id);
  const fault = (id: string, en: string): AppError => invalid([{ field: 'recommendation_number', message: { id, en } }]);
  if (!recommendation || recommendation.office_id !== found.row.office_id) {
    throw fault('Nomor rekomendasi ini tidak diterbitkan untuk OPD Anda.', 'This recommendation was not issued to your office.');
  }
  if (recommendation.result === 'not_recommended') {
    throw fault('Tim Teknis belum merekomendasikan aplikasi ini.', 'The technical team has not recommended this application.');
  }
  if (Temporal.PlainDate.compare(recommendation.valid_until, today) < 0) {
    throw fault(
      'Masa berlaku rekomendasi sudah habis. Mintalah rekomendasi baru.',
      'The recommendation has expired. Ask for a new one.',
    );
  }
  if (recommendation.application_name.trim().toLowerCase() !== applicationName.trim().toLowerCase()) {
    throw fault(
      `Rekomendasi ini untuk aplikasi "${recommendation.application_name}".`,
      `This recommendation is for the application "${recommendation.application_name}".`,
    );
  }
};
