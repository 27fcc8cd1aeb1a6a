import type { Words } from '#lib/words.ts';

/** A post as the SOP calls it: the key by which steps name it, its column in the annex, its title as enacted. */
/** `above` is the post that hears when this one is late. */
export type SopPost = { role: Role; column: number | null; title: Words; above?: Role };

/** Keys of the posts. A definition may only use these; today's titles and holders live in the register of posts. */
export type Role =
  | 'applicant-head'
  | 'applicant-staff'
  | 'agency-head'
  | 'division-head'
  | 'application-section-head'
  | 'infrastructure-section-head'
  | 'technician'
  | 'technical-team';

/** Standard time of a step: working days (end of the n-th working day after opening) or working hours (working minutes only). */
export type StandardTime = { unit: 'days' | 'hours'; amount: number };

/** Kelengkapan or output: something that must be there before the step can be closed. */
export type Requirement = {
  key: string;
  label: Words;
  /** What meets it: an uploaded document, a letter made by Griya, a fact of the request, a record of the register, a check. */
  by: 'upload' | 'letter' | 'request' | 'record' | 'check';
};

/** One row of the annex table. */
export type SopStep = {
  no: number;
  /** Uraian prosedur as enacted. */
  text: Words;
  /** Short name for lists and the board. */
  name: Words;
  performer: Role;
  /** Further posts that act inside the step (paraf, technicians). */
  also: readonly { role: Role; part: Words }[];
  kind: 'process' | 'decision';
  kelengkapan: readonly Requirement[];
  time: StandardTime;
  output: readonly Requirement[];
  /** What is a reading of an unreadable scan, not its text. */
  reading: Words | null;
};

/** A state of a case. `step` is the annex step that is open in it, null where no step is open. */
export type SopState = {
  key: string;
  step: number | null;
  label: Words;
  /** Whose turn it is; null where nobody acts (ended, or the system works). */
  holder: Role | null;
  /** The clock of the agency: running, standing (waits for the applicant) or none. */
  clock: 'running' | 'standing' | 'none';
  ended: boolean;
  colour: 'secondary' | 'blue' | 'azure' | 'indigo' | 'purple' | 'orange' | 'yellow' | 'teal' | 'green' | 'red';
};

/** One arrow of the process. */
export type SopAction = {
  key: string;
  label: Words;
  from: readonly string[];
  /** The state it leads to; null for an act inside a step, which leaves the state as it is. */
  to: string | null;
  /** Posts that may do it; none: only the system itself does (delivery of a signed letter). */
  by: readonly Role[];
  /** Keys of requirements that must be met before it; the transition refuses and names what is missing. */
  needs: readonly string[];
  /** Where it stands in a list of buttons. */
  tone: 'primary' | 'secondary' | 'danger';
  /** Whether it decides over the request: who asked may not do it. */
  decides: boolean;
  /** Whether it can be recorded afterwards as done on paper. */
  onPaper: boolean;
};

export type CodedReason = { key: string; label: Words };

/** A legal basis as enacted, with its standing today. */
export type LegalBasis = {
  no: number;
  text: string;
  status: 'in_force' | 'amended' | 'revoked' | 'unclear';
  successor: string | null;
};

/** Requirements that belong to the process but stand in no column of the annex. */
export type Conditions = readonly Requirement[];

/** The whole SOP: identity sheet, annex, process, texts. Everything Griya knows of the procedure is in one of these. */
export type SopDefinition = {
  code: string;
  version: string;
  title: Words;
  number: string | null;
  enactedOn: string | null;
  effectiveFrom: string;
  legalBases: readonly LegalBasis[];
  qualifications: readonly Words[];
  related: readonly Words[];
  equipment: readonly Words[];
  warning: Words;
  recording: Words;
  posts: readonly SopPost[];
  steps: readonly SopStep[];
  /** Arrows of the flowchart between steps: from a step (and, at a decision, on which answer) to a step or the end. */
  flow: readonly { from: number; to: number | 'end'; answer?: Words }[];
  conditions: Conditions;
  states: readonly SopState[];
  initial: string;
  actions: readonly SopAction[];
  returnReasons: readonly CodedReason[];
  refusalReasons: readonly CodedReason[];
  dispositionInstructions: readonly CodedReason[];
  /** Published standard time of the whole, with and without a server to be provided. */
  totals: { withCapacity: readonly StandardTime[]; withServer: readonly StandardTime[] };
};
