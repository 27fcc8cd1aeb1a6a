import type { Language } from '#lib/words.ts';

/** A post that a person holds at the moment of the act. */
export type HeldPost = {
  appointmentId: string;
  postId: string;
  /** The key by which the SOP's definition calls the post; null for a post outside the SOP. */
  role: string | null;
  officeId: string;
  title: string;
  kind: 'definitive' | 'plt' | 'plh';
};

/** Who acts. Made once per request from the session (or by a job's caller) and passed into every command. */
export type Actor = {
  accountId: string;
  personId: string;
  personName: string;
  officeId: string;
  /** Whether the person belongs to the office that hosts (Dinas Kominfo), or holds a post of it now. */
  host: boolean;
  language: Language;
  administrator: boolean;
  auditor: boolean;
  /** Posts held now, definitive or acting. */
  posts: readonly HeldPost[];
};
