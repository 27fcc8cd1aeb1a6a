import type { Db } from '#db/index.ts';
import { type Actor, doerOf, getInstallation } from '#identity/index.ts';
import { issueLetter, reviseLetter } from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { getReport } from './queries.ts';

const onlyHead = {
  id: 'laporan bulanan ditandatangani Kepala Dinas',
  en: 'the monthly report is signed by the head of the agency',
};

const headPost = (actor: Actor) => (actor.host ? actor.posts.find((post) => post.role === 'agency-head') : undefined);

/** Whether this person may sign reports: the head of the agency, or who acts for it. */
export const maySignReports = (actor: Actor): boolean => headPost(actor) !== undefined;

/**
 * The head of the agency signs a monthly report, with remarks of theirs. A report that is signed already stays as it is.
 * Throws not_found, forbidden, `invalid`.
 */
export const signReport = async (
  tx: Db,
  { actor, reportId, remarks, now }: { actor: Actor; reportId: string; remarks: string; now: Temporal.Instant },
): Promise<void> => {
  const report = await getReport(tx, actor, reportId);
  const post = headPost(actor);
  if (!post) throw new AppError('forbidden', { why: onlyHead[actor.language] });
  if (report.status !== 'draft' && report.status !== 'initialled') return;
  const [doer, { timeZone }] = [doerOf(actor, post), await getInstallation(tx)];
  const letterId = report.letterId;
  if (remarks.trim() !== '') await reviseLetter(tx, { letterId, data: { ...report.content, remarks }, now, doer });
  const signer = { personId: actor.personId, postId: post.postId, acting: post.kind };
  await issueLetter(tx, { letterId, signer, today: now.toZonedDateTimeISO(timeZone).toPlainDate(), now, doer });
};
