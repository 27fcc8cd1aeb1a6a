import { z } from 'zod';
import type { Doer } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, findHolder, getOffice, type HeldPost } from '#identity/index.ts';
import { defineJob, enqueue } from '#jobs/index.ts';
import {
  completeLetter,
  dispatchLetter,
  draftLetter,
  issueLetter,
  issueNow,
  type LetterContent,
  type LetterStatus,
  letterStatuses,
  listLettersOf,
  type Signer,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { announce } from '#notify/index.ts';
import type { ApplicationPage } from '#registry/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

/** Posts that sign the letter: the head for himself, the others on the head's behalf. */
const signers = ['agency-head', 'division-head', 'application-section-head'];

/** The post by which this person may sign the letter on the end of an application; undefined: none. */
export const endSigner = (actor: Actor): HeldPost | undefined =>
  actor.posts.find((post) => actor.host && post.role !== null && signers.includes(post.role));

const signerOf = (actor: Actor, post: HeldPost): Signer => ({
  personId: actor.personId,
  postId: post.postId,
  acting: post.kind,
  ...(post.role === 'agency-head' ? {} : { onBehalfOf: 'agency-head' }),
});

/** Lays the signed letter into the office's inbox and the dispatch book. Whoever signs it outside of Griya asks for it again. */
export const deliverEndJob = defineJob({
  name: 'cases.deliver-end',
  payload: z.object({ letterId: z.uuid(), officeId: z.uuid(), label: z.string(), path: z.string() }),
  handler: async ({ letterId, officeId, label, path }, { db, now, config }) => {
    const done = await completeLetter(db, { letterId, secret: config.secret, now: now() });
    if (done === 'waiting') return;
    await db.transaction().execute(async (tx) => {
      const letter = await tx.selectFrom('letter').where('id', '=', letterId).select('status').forUpdate().executeTakeFirst();
      if (letter?.status !== 'issued') return;
      const doer: Doer = { accountId: null, personId: null, postId: null, acting: null };
      await dispatchLetter(tx, { letterId, toOfficeId: officeId, channel: 'inbox', now: now(), doer });
      const calendar = await currentCalendar(tx);
      await announce(tx, {
        to: [{ officeId, role: 'applicant-head' }],
        kind: 'service-ended',
        subjectId: letterId,
        label,
        path,
        except: null,
        at: now(),
        mail: mailTimes(calendar, now()),
        today: now().toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
      });
    });
  },
});

/** Asks for the delivery of an issued letter on the end of an application. */
export const requestEndDelivery = async (tx: Db, letterId: string, applicationId: string): Promise<void> => {
  const { name, office_id: officeId } = await tx
    .selectFrom('application')
    .where('id', '=', applicationId)
    .select(['name', 'office_id'])
    .executeTakeFirstOrThrow();
  const path = `/applications/${applicationId}`;
  await enqueue(tx, deliverEndJob, { letterId, officeId, label: name, path }, { key: `deliver-end:${letterId}` });
};

type Ended = {
  application: Pick<ApplicationPage, 'id' | 'name' | 'officeId' | 'officeName'>;
  reason: string;
  domainName: string;
  resources: LetterContent<'decommission'>['resources'];
  ownServers: number;
};

/**
 * Writes the letter to the application's office that its service has ended, bound to the application. Who holds a post that signs
 * it issues it with the act, numbered; for anyone else it waits as a draft for the application section head.
 */
export const writeEndLetter = async (
  tx: Db,
  ended: Ended,
  { actor, doer, now }: { actor: Actor; doer: Doer; now: Temporal.Instant },
): Promise<{ letterId: string; number: string }> => {
  const { application, reason, ...facts } = ended;
  const host = await tx.selectFrom('installation').select(['host_office_id', 'place', 'time_zone']).executeTakeFirstOrThrow();
  const office = await getOffice(tx, application.officeId);
  const today = now.toZonedDateTimeISO(host.time_zone).toPlainDate();
  const letter = {
    kind: 'decommission' as const,
    officeId: host.host_office_id,
    subjectId: application.id,
    hal: `Pemberitahuan Penghentian Layanan Hosting Aplikasi ${application.name}`,
    data: {
      addressee: { title: office.headTitle, place: host.place },
      application: application.name,
      owner: office.name,
      endedOn: today.toString(),
      reason: reason.replace(/[.;\s]+$/, ''),
      ...facts,
    },
    now,
    doer,
  };
  const post = endSigner(actor);
  if (post) {
    const issued = await issueNow(tx, { ...letter, signer: signerOf(actor, post), today });
    await requestEndDelivery(tx, issued.letterId, application.id);
    return issued;
  }
  const holder = await findHolder(tx, { officeId: host.host_office_id, role: 'application-section-head', on: today });
  const { letterId } = await draftLetter(tx, { ...letter, ...(holder ? { signerPostId: holder.postId } : {}) });
  return { letterId, number: '' };
};

/** The letter on the end of an application; undefined when there is none. */
export const endLetterOf = async (db: Db, applicationId: string) =>
  (await listLettersOf(db, applicationId)).filter((each) => each.kind === 'decommission' && each.status !== 'void').at(-1);

const onlySigners = {
  id: 'surat penghentian ditandatangani Kepala Seksi Pengembangan Aplikasi, Kepala Bidang, atau Kepala Dinas',
  en: 'the letter is signed by the application section head, the division head or the head of the agency',
};

/** Signs and sends a letter on the end of an application that was left as a draft. Throws not_found, forbidden, not_possible_now. */
export const issueEndLetter = async (
  tx: Db,
  { applicationId, actor, doer, now }: { applicationId: string; actor: Actor; doer: Doer; now: Temporal.Instant },
): Promise<void> => {
  const letter = await endLetterOf(tx, applicationId);
  if (!letter) throw new AppError('not_found', { what: `letter on the end of ${applicationId}` });
  if (letter.status !== 'draft')
    throw new AppError('not_possible_now', {
      action: 'sign',
      state: letterStatuses[letter.status as LetterStatus].label[actor.language],
      possible: '–',
    });
  const post = endSigner(actor);
  if (!post) throw new AppError('forbidden', { why: onlySigners[actor.language] });
  const { time_zone: timeZone } = await tx.selectFrom('installation').select('time_zone').executeTakeFirstOrThrow();
  const today = now.toZonedDateTimeISO(timeZone).toPlainDate();
  await issueLetter(tx, { letterId: letter.id, signer: signerOf(actor, post), today, now, doer });
  await requestEndDelivery(tx, letter.id, applicationId);
};
