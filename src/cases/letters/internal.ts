import type { Db } from '#db/index.ts';
import { type Actor, findHolder, type HeldPost, type Holder, listPosts, type Office } from '#identity/index.ts';
import { issueNow, type Nature } from '#letters/index.ts';
import { listCapacity } from '#registry/index.ts';
import { dueAt, stepOf } from '#sop/index.ts';
import { recommendationChecklist } from '../choices.ts';
import type { DispositionInput } from '../disposition.ts';
import { missing } from '../missing.ts';
import type { ActContext } from '../perform.ts';
import type { RecommendationInput } from '../recommendations.ts';
import { requestOf } from '../request.ts';
import { incomingLetter } from './incoming.ts';
import { halOfRequest } from './request.ts';

const natureOfLetter: Readonly<Record<string, Nature>> = {
  urgent: 'urgent',
  'very-urgent': 'most-urgent',
  secret: 'confidential',
};

/** Lembar Disposisi (T2) from the acting post to the receiver. */
export const dispositionLetter = async (context: ActContext, receiver: Holder, input: DispositionInput): Promise<string> => {
  const { tx, found, now, today, signer, doer } = context;
  const incoming = await incomingLetter(context);
  const posts = (await listPosts(tx, { officeId: found.host.officeId, active: true })).filter(
    (post) => post.id !== signer.postId && post.role !== 'technician',
  );
  const hal = halOfRequest(found.row.application_name);
  const { letterId } = await issueNow(tx, {
    kind: 'disposition',
    officeId: found.host.officeId,
    subjectId: found.row.id,
    hal: `Disposisi: ${hal}`,
    data: {
      letter: { from: found.office.name, number: incoming.number, date: incoming.date, hal },
      receivedOn: incoming.receivedOn,
      agendaNumber: incoming.agendaNumber,
      nature: natureOfLetter[input.nature] ?? 'ordinary',
      recipients: posts.map((post) => ({ label: post.title, chosen: post.id === receiver.postId })),
      instructions: found.definition.dispositionInstructions.map((each) => ({
        label: each.label.id,
        chosen: input.instructions.includes(each.key),
      })),
      note: input.note,
      dueOn: input.dueOn?.toString() ?? null,
    },
    signer,
    today,
    now,
    doer,
  });
  return letterId;
};

/** Nota dinas from the application section head to the infrastructure section head: no managed server has room. */
export const capacityNote = async (context: ActContext, note: string): Promise<string> => {
  const { tx, found, now, today, signer, doer, calendar } = context;
  const request = requestOf(found.row.request);
  const incoming = await incomingLetter(context);
  const receiver = await findHolder(tx, { officeId: found.host.officeId, role: 'infrastructure-section-head', on: today });
  if (!receiver)
    throw missing(context, { id: 'pemegang jabatan Kasi Infratek', en: 'a holder of the post of infrastructure section head' });
  const sender = (await listPosts(tx, { officeId: found.host.officeId, active: true })).find((post) => post.id === signer.postId);
  const servers = await listCapacity(tx);
  const due = dueAt(calendar, now, stepOf(found.definition, 5).time).toZonedDateTimeISO(found.host.timeZone).toPlainDate();
  const { letterId } = await issueNow(tx, {
    kind: 'capacity-note',
    officeId: found.host.officeId,
    subjectId: found.row.id,
    hal: `Koordinasi kapasitas server untuk aplikasi ${found.row.application_name}`,
    data: {
      to: receiver.title,
      from: sender?.title ?? '',
      request: { caseNumber: found.row.number, number: incoming.number, date: incoming.date, owner: found.office.name },
      application: found.row.application_name,
      needed: { cpu: request.cpu, memoryGb: request.memory_gb, diskGb: request.disk_gb },
      servers: servers
        .filter((each) => each.acceptsApplications)
        .map((each) => ({
          name: each.name,
          cpu: each.free.cpu,
          memoryGb: Math.floor(each.free.memoryMb / 1024),
          diskGb: each.free.diskGb,
          note: '',
        })),
      note,
      dueOn: due.toString(),
    },
    signer,
    today,
    now,
    doer,
  });
  return letterId;
};

/** Rekomendasi Tim Teknis (T5), numbered in its own book. */
export const recommendationLetter = async (
  tx: Db,
  input: {
    id: string;
    actor: Actor;
    post: HeldPost;
    office: Office;
    recommendation: RecommendationInput;
    today: Temporal.PlainDate;
    now: Temporal.Instant;
  },
): Promise<{ letterId: string; number: string }> => {
  const { actor, post, office, recommendation, today, now } = input;
  const { cpu, memoryGb, diskGb } = recommendation;
  return issueNow(tx, {
    kind: 'recommendation',
    officeId: post.officeId,
    subjectId: input.id,
    hal: `Rekomendasi Penyediaan Layanan Hosting Aplikasi ${recommendation.applicationName.trim()}`,
    data: {
      application: recommendation.applicationName,
      owner: office.name,
      examinedOn: today.toString(),
      checklist: recommendation.checklist.map((each) => ({
        aspect: recommendationChecklist.find((point) => point.value === each.key)?.label.id ?? each.key,
        verdict: each.verdict,
        note: each.note,
      })),
      result: recommendation.result,
      notes: recommendation.notes,
      resources: cpu && memoryGb && diskGb ? { cpu, memoryGb, diskGb } : null,
      validUntil: recommendation.validUntil.toString(),
      members: [],
    },
    signer: { personId: actor.personId, postId: post.postId, acting: post.kind },
    today,
    now,
    doer: { accountId: actor.accountId, personId: actor.personId, postId: post.postId, acting: post.kind },
  });
};
