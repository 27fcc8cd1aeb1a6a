import type { Db } from '#db/index.ts';
import { type Announcement, announce, type NoticeKind, tellHooks, type WebhookKind } from '#notify/index.ts';
import { nextWorkingMoment, stateOf, type WorkingCalendar } from '#sop/index.ts';
import type { ActContext } from './perform.ts';

/** Acts of which the applicant's office hears, and as what. */
const toldToApplicant: Readonly<Record<string, NoticeKind>> = {
  dispose: 'case-disposed',
  return: 'case-returned',
  'deliver-refusal': 'case-refused',
  'deliver-reply': 'letter-received',
};

const applicantRoles = ['applicant-head', 'applicant-staff'];

type Telling = Pick<ActContext, 'tx' | 'found' | 'calendar' | 'now' | 'today'> & { except: string | null };

/** Working hours begin now or when the office opens next; a daily mail goes when the next working day begins. */
export const mailTimes = (calendar: WorkingCalendar, now: Temporal.Instant): Announcement['mail'] => ({
  working: nextWorkingMoment(calendar, now),
  daily: nextWorkingMoment(calendar, now.toZonedDateTimeISO(calendar.timeZone).add({ days: 1 }).startOfDay().toInstant()),
});

const noticeOf = ({ found, calendar, now, today, except }: Omit<Telling, 'tx'>): Omit<Announcement, 'to' | 'kind'> => ({
  subjectId: found.row.id,
  label: `${found.row.number} ${found.row.application_name}`,
  path: `/cases/${found.row.number}`,
  except,
  at: now,
  mail: mailTimes(calendar, now),
  today,
});

const toApplicant = (found: ActContext['found']) => applicantRoles.map((role) => ({ officeId: found.row.office_id, role }));

/** Where the case lies with the hosting office: the post that has it. Nobody while it lies with the applicant or nowhere. */
const toHost = (found: ActContext['found']) => {
  const { holder } = stateOf(found.definition, found.row.state);
  return holder && !applicantRoles.includes(holder) ? [{ officeId: found.host.officeId, role: holder }] : [];
};

/** Tells the other side of what one side added: the hosting office's post of the applicant's word, the applicant of the office's. */
export const tellOtherSide = ({ tx, ...telling }: Telling & { fromHost: boolean; kind: NoticeKind }): Promise<void> =>
  announce(tx, {
    ...noticeOf(telling),
    kind: telling.kind,
    to: telling.fromHost ? toApplicant(telling.found) : toHost(telling.found),
  });

/** Tells the holders of the post whose turn it is now, and the applicant's office of what concerns it. */
export const tellOf = async ({
  tx,
  found,
  action,
  calendar,
  doer,
  now,
  today,
}: Omit<ActContext, 'signer' | 'language' | 'standsInFor'>): Promise<void> => {
  if (action.to === null) return;
  const base = noticeOf({ found, calendar, now, today, except: doer.personId });
  const holder = stateOf(found.definition, action.to).holder;
  const told = toldToApplicant[action.key];
  if (told) await announce(tx, { ...base, kind: told, to: toApplicant(found) });
  if (action.key === 'withdraw') await announce(tx, { ...base, kind: 'case-withdrawn', to: toHost(found) });
  if (holder && !applicantRoles.includes(holder)) {
    await announce(tx, { ...base, kind: 'task-opened', to: [{ officeId: found.host.officeId, role: holder }] });
  }
};

/** Acts of which other systems may hear under a name of their own. */
const toldToHooks: Readonly<Record<string, WebhookKind>> = {
  submit: 'case.submitted',
  return: 'case.returned',
  'deliver-reply': 'case.completed',
  'deliver-refusal': 'case.refused',
  withdraw: 'case.withdrawn',
};

/** What other systems are told of a case: numbers and states, no person. */
const hookData = (found: ActContext['found'], state: string, dueAt: Temporal.Instant | null) => ({
  case: {
    number: found.row.number,
    state,
    step: stateOf(found.definition, state).step,
    application: found.row.application_name,
    subdomain: found.row.subdomain,
    office: found.office.abbreviation,
    due_at: dueAt?.toString() ?? null,
    path: `/cases/${found.row.number}`,
  },
});

/** Tells other systems that a case moved, and what that was where it has a name. */
export const tellHooksOfAct = async (
  tx: Db,
  input: {
    found: ActContext['found'];
    action: { key: string; to: string | null };
    dueAt: Temporal.Instant | null;
    now: Temporal.Instant;
  },
): Promise<void> => {
  const { found, action, dueAt, now } = input;
  if (action.to === null) return;
  const data = { ...hookData(found, action.to, dueAt), action: action.key, from: found.row.state };
  const named = toldToHooks[action.key];
  await tellHooks(tx, { kinds: ['case.moved', ...(named ? [named] : [])], at: now, data });
};

/** Tells other systems that a step is late. */
export const tellHooksOfLateness = (tx: Db, found: ActContext['found'], now: Temporal.Instant): Promise<void> =>
  tellHooks(tx, { kinds: ['case.late'], at: now, data: hookData(found, found.row.state, found.row.due_at) });

/** Tells the post that has the case that its step is due soon; or that it is late, and then the post above it too. */
export const tellDeadline = ({
  tx,
  kind,
  ...telling
}: Omit<Telling, 'except'> & { kind: 'task-due-soon' | 'task-late' }): Promise<void> => {
  const { found } = telling;
  const holders = toHost(found);
  const above = found.definition.posts.find((post) => post.role === holders[0]?.role)?.above;
  const superiors = kind === 'task-late' && above ? [{ officeId: found.host.officeId, role: above }] : [];
  return announce(tx, { ...noticeOf({ ...telling, except: null }), kind, to: [...holders, ...superiors] });
};
