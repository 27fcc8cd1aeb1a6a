import { letterKinds } from './choices.ts';
import { blank as applicationList } from './kinds/application-list/blank.ts';
import { blank as appointmentLetter } from './kinds/appointment-letter/blank.ts';
import { blank as book } from './kinds/book/blank.ts';
import { blank as capacityNote } from './kinds/capacity-note/blank.ts';
import { blank as decommission } from './kinds/decommission/blank.ts';
import { blank as disposition } from './kinds/disposition/blank.ts';
import { blank as handover } from './kinds/handover/blank.ts';
import { blank as hostingRequest } from './kinds/hosting-request/blank.ts';
import type { LetterKind } from './kinds/index.ts';
import { blank as installationDocument } from './kinds/installation-document/blank.ts';
import { blank as monthlyReport } from './kinds/monthly-report/blank.ts';
import { blank as recommendation } from './kinds/recommendation/blank.ts';
import { blank as refusal } from './kinds/refusal/blank.ts';
import { blank as reply } from './kinds/reply/blank.ts';
import { blank as returned } from './kinds/return/blank.ts';
import { blank as serverDocument } from './kinds/server-document/blank.ts';
import { type BlankForm, dots } from './kinds/shared/blank.ts';
import { blank as sop } from './kinds/sop/blank.ts';
import { blank as topologyDocument } from './kinds/topology-document/blank.ts';
import type { Printed } from './render.ts';
import type { Sheet } from './sheet.ts';

const forms: Readonly<Record<LetterKind, BlankForm>> = {
  'hosting-request': hostingRequest,
  'appointment-letter': appointmentLetter,
  disposition: disposition,
  'capacity-note': capacityNote,
  return: returned,
  refusal: refusal,
  reply: reply,
  handover: handover,
  decommission: decommission,
  recommendation: recommendation,
  'server-document': serverDocument,
  'topology-document': topologyDocument,
  'installation-document': installationDocument,
  'application-list': applicationList,
  book: book,
  'monthly-report': monthlyReport,
  sop: sop,
};

/** Every kind that can be filled in by hand: all of them. */
export const blankFormKinds = Object.keys(forms) as LetterKind[];

type Form = {
  letterhead: Sheet['letterhead'];
  page?: NonNullable<Sheet['page']>;
  madeOn: Temporal.PlainDate;
  /** Posts of the office, to which a disposition may go. */
  posts?: readonly string[];
};

/** A routing slip names the office's posts, with two lines for whoever is not among them. */
const withPosts = (kind: LetterKind, content: object, posts: readonly string[]): object =>
  kind === 'disposition' && posts.length > 0
    ? { ...content, recipients: [...posts, dots(34), dots(34)].map((label) => ({ label, chosen: false })) }
    : content;

/** A form of a kind with dotted lines and empty boxes instead of data, under this letterhead. */
export const blankForm = (kind: LetterKind, input: Form): Printed => {
  const { hal } = forms[kind];
  const content = withPosts(kind, forms[kind].content as object, input.posts ?? []);
  const signature = {
    title: dots(28),
    prefix: '',
    onBehalfOf: '',
    name: '',
    rank: '',
    nip: '',
    electronic: false,
    at: '',
    zone: '',
  } as const;
  return {
    content,
    sheet: {
      title: `Formulir: ${letterKinds[kind].label.id}`,
      draft: false,
      form: true,
      madeOn: input.madeOn.toString(),
      number: letterKinds[kind].book ? dots(22) : '',
      date: null,
      hal,
      letterhead: input.letterhead,
      signature: kind === 'book' || kind === 'sop' ? null : signature,
      verification: null,
      ...(input.page ? { page: input.page } : {}),
    },
  };
};
