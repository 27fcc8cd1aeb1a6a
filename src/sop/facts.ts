import type { Role } from './types.ts';

/** What the process must know of a case; the conductor gathers it, the process never looks anything up. */
export type CaseFacts = {
  state: string;
  /** The applying office. */
  officeId: string;
  /** The office that hosts. */
  hostOfficeId: string;
  /** Persons who drafted or submitted the request. */
  askedBy: readonly string[];
  /** Who took the open task; null: it lies in the post's queue. */
  assigneeId: string | null;
  /** Keys of the requirements that are met now. */
  met: ReadonlySet<string>;
};

/** What the process must know of a person. The identity room's Actor fits. */
export type ProcessActor = {
  personId: string;
  posts: readonly { postId: string; role: string | null; officeId: string; kind: 'definitive' | 'plt' | 'plh' }[];
};

/** The system itself, which delivers what was signed. */
export const systemActor = 'system';

const isApplicantRole = (role: Role): boolean => role === 'applicant-head' || role === 'applicant-staff';

/** The post by which an actor may play one of these roles in this case: a definitive one before an acting one. */
export const postFor = (
  facts: CaseFacts,
  actor: ProcessActor,
  roles: readonly Role[],
): ProcessActor['posts'][number] | undefined =>
  actor.posts
    .filter((post) => {
      const role = roles.find((each) => each === post.role);
      if (!role) return false;
      return post.officeId === (isApplicantRole(role) ? facts.officeId : facts.hostOfficeId);
    })
    .sort((a, b) => Number(a.kind !== 'definitive') - Number(b.kind !== 'definitive'))[0];
