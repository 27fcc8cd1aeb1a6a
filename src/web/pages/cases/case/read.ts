import {
  caseHistory,
  findRecommendation,
  listChecks,
  listComments,
  listDelays,
  listDispositions,
  listDocuments,
  listManualRecords,
  listSteps,
  listSubTasks,
  missingNow,
} from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import { nameOf } from '#dns/index.ts';
import { findHolder, findPerson } from '#identity/index.ts';
import { findApplication, findClaim, findServer } from '#registry/index.ts';
import { forecastCase } from '#reports/index.ts';
import { type AllowedAction, stateOf } from '#sop/index.ts';
import { returnedOf } from '../request/read.ts';
import { readableLetters } from '../shared/letters.tsx';
import { type OpenCase, seesInside } from '../shared/open-case.ts';

/** Everything that the page of a case shows to this person. What the host keeps to itself is not read for others. */
export const readCasePage = async (db: Db, open: OpenCase, now: Temporal.Instant, allowed: readonly AllowedAction[]) => {
  const { found, actor } = open;
  const { row, definition, host } = found;
  const inside = seesInside(actor);
  const { holder } = stateOf(definition, row.state);
  const officeId = holder?.startsWith('applicant-') ? row.office_id : host.officeId;
  const on = now.toZonedDateTimeISO(host.timeZone).toPlainDate();
  const [delays, visits, history, documents, checks, comments, letters, name, missing, returned, claim, holds, forecast] =
    await Promise.all([
      listDelays(db, row.id, now),
      listSteps(db, row.id),
      caseHistory(db, row.id, inside),
      listDocuments(db, row.id),
      listChecks(db, row.id),
      listComments(db, row.id, inside),
      readableLetters(db, actor, row.id),
      nameOf(db, row.id),
      missingNow(db, found),
      returnedOf(db, found),
      findClaim(db, row.id),
      holder ? findHolder(db, { officeId, role: holder, on }) : undefined,
      forecastCase(db, row, now),
    ]);
  const [subTasks, dispositions, manual, server, application, assignee, recommendation] = await Promise.all([
    inside ? listSubTasks(db, row.id) : [],
    inside ? listDispositions(db, row.id) : [],
    inside ? listManualRecords(db, row.id) : [],
    inside && row.server_id ? findServer(db, row.server_id) : null,
    row.application_id ? findApplication(db, { id: row.application_id }) : null,
    row.assignee_person_id ? findPerson(db, row.assignee_person_id) : undefined,
    row.recommendation_id ? findRecommendation(db, row.recommendation_id) : undefined,
  ]);
  return {
    open,
    inside,
    allowed,
    delays,
    visits,
    history,
    documents,
    checks,
    comments,
    letters,
    name,
    missing,
    returned,
    claim,
    holds,
    forecast,
    subTasks,
    dispositions,
    manual,
    server,
    application,
    recommendation,
    assignee: assignee?.name ?? null,
  };
};

export type CasePage = Awaited<ReturnType<typeof readCasePage>>;
