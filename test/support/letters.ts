import { system } from '../../src/audit/index.ts';
import type { Db } from '../../src/db/index.ts';
import type { Actor } from '../../src/identity/index.ts';
import type { LetterDraft, Signer } from '../../src/letters/index.ts';
import { content as hostingRequest } from '../../src/letters/kinds/hosting-request/example.ts';
import { content as reply } from '../../src/letters/kinds/reply/example.ts';
import { newCode } from '../../src/letters/verification/code.ts';
import { newId } from '../../src/lib/ids.ts';
import { hire, makeApplicant, morning, setUpOffice, today } from './identity.ts';

/** The hosting office and one that applies, each with who signs there. */
export const makeLetterOffices = async (db: Db) => {
  const { hostOfficeId } = await setUpOffice(db, { posts: [] });
  const applicantId = await makeApplicant(db);
  const head = await hire(db, hostOfficeId, 'Ratna Puspitasari', ['agency-head']);
  const division = await hire(db, hostOfficeId, 'Hendra Gunawan', ['division-head']);
  const applicant = await hire(db, applicantId, 'Laila Rahmawati', ['applicant-head']);
  return { hostOfficeId, applicantId, head, division, applicant };
};

export type LetterOffices = Awaited<ReturnType<typeof makeLetterOffices>>;

/** Contents of letters, and a code that no letter bears, for tests outside of the letters room. */
export { hostingRequest, newCode, reply };

export const signerOf = (actor: Actor): Signer => {
  const [post] = actor.posts;
  if (!post) throw new Error('this actor holds no post');
  return { personId: actor.personId, postId: post.postId, acting: post.kind };
};

export const stamp = { now: morning, doer: system };

/** Input of a reply of an office, to a subject of its own. */
export const replyOf = (officeId: string) => ({
  ...({ kind: 'reply', data: reply } satisfies LetterDraft),
  officeId,
  subjectId: newId(),
  hal: 'Tanggapan atas Permohonan Pembuatan Subdomain',
  ...stamp,
});

/** Input of a hosting request of an office, issued by its head. */
export const requestOf = (offices: LetterOffices) => ({
  ...({ kind: 'hosting-request', data: hostingRequest } satisfies LetterDraft),
  officeId: offices.applicantId,
  subjectId: newId(),
  hal: 'Permohonan Penyediaan Layanan Hosting Aplikasi SIAP Sehat',
  signer: signerOf(offices.applicant),
  today,
  ...stamp,
});

/** The types of a letter's events, in order. */
export const eventsOf = async (db: Db, letterId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('audit_event')
    .select('type')
    .where('subject_kind', '=', 'letter')
    .where('subject_id', '=', letterId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => row.type);
};
