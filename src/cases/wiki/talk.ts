import type { Db } from '#db/index.ts';
import { type Actor, findActor, getInstallation, listAccounts, listHolders } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { announce, type NoticeKind } from '#notify/index.ts';
import {
  addComment,
  commentOnProposal,
  decideProposal,
  findPage,
  getProposal,
  listComments,
  listProposalComments,
  mayKeep,
  reviseProposal,
  savePage,
  type WikiPage,
} from '#wiki/index.ts';
import { mailTimes } from '../notices.ts';
import { currentCalendar } from '../queries/current-calendar.ts';

type Telling = { kind: NoticeKind; people: readonly string[]; except: string | null; now: Temporal.Instant };

const pathOf = ({ spaceKey, slug }: Pick<WikiPage, 'spaceKey' | 'slug'>): string =>
  `/wiki/${spaceKey}/${encodeURIComponent(slug)}`;

const tell = async (
  tx: Db,
  about: { id: string; title: string } & ({ path: string } | Pick<WikiPage, 'spaceKey' | 'slug'>),
  { kind, people, except, now }: Telling,
): Promise<void> => {
  if (people.length === 0) return;
  const calendar = await currentCalendar(tx);
  await announce(tx, {
    to: [...new Set(people)].map((personId) => ({ personId })),
    kind,
    subjectId: about.id,
    label: about.title,
    path: 'path' in about ? about.path : pathOf(about),
    except,
    at: now,
    mail: mailTimes(calendar, now),
    today: now.toZonedDateTimeISO(calendar.timeZone).toPlainDate(),
  });
};

/** At most so many people are called by one comment. */
const mostMentions = 20;

/** Who is named by "@Name" or "@mail" in a text and reads the page: nobody hears of a page that is not his or hers. */
const mentioned = async (tx: Db, page: WikiPage, text: string, now: Temporal.Instant): Promise<string[]> => {
  const said = text.toLowerCase();
  if (!said.includes('@')) return [];
  const named = (await listAccounts(tx))
    .filter(
      ({ personName, email, disabledAt }) =>
        !disabledAt && (said.includes(`@${personName.toLowerCase()}`) || said.includes(`@${email.split('@')[0]}`)),
    )
    .slice(0, mostMentions);
  const readers: string[] = [];
  for (const { id, personId } of named) {
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await findPage(tx, actor, page.id))) readers.push(personId);
  }
  return readers;
};

/** Those of these people who read the page today. */
const readersOf = async (tx: Db, page: WikiPage, people: readonly string[], now: Temporal.Instant): Promise<string[]> => {
  const wanted = new Set(people);
  const readers: string[] = [];
  for (const { id, personId, disabledAt } of wanted.size === 0 ? [] : await listAccounts(tx)) {
    if (!wanted.has(personId) || disabledAt) continue;
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await findPage(tx, actor, page.id))) readers.push(personId);
  }
  return readers;
};

/** A remark on a page: whom it names hears of it, and so do the page's owner and those who have taken part. */
export const commentOnPage = async (
  tx: Db,
  { now, actor, pageId, comment }: { now: Temporal.Instant; actor: Actor; pageId: string; comment: unknown },
): Promise<{ page: WikiPage; commentId: string }> => {
  const { page, commentId, body } = await addComment(tx, { now, actor, pageId, comment });
  const named = await mentioned(tx, page, body, now);
  const before = (await listComments(tx, pageId)).map(({ personId }) => personId);
  const others = await readersOf(tx, page, [...before, ...(page.ownerPersonId ? [page.ownerPersonId] : [])], now);
  await tell(tx, page, { kind: 'wiki-mentioned', people: named, except: actor.personId, now });
  const rest = others.filter((personId) => !named.includes(personId));
  await tell(tx, page, { kind: 'wiki-commented', people: rest, except: actor.personId, now });
  return { page, commentId };
};

const approverRoles = ['division-head', 'application-section-head', 'infrastructure-section-head'];

/** Who approves in the space of a proposal today, and reads it. */
const approversOf = async (tx: Db, proposalId: string, now: Temporal.Instant): Promise<string[]> => {
  const [{ timeZone }, { hostOfficeId }] = await Promise.all([currentCalendar(tx), getInstallation(tx)]);
  const on = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const holders = new Set<string>();
  for (const role of approverRoles) {
    for (const { personId } of await listHolders(tx, { officeId: hostOfficeId, role, on })) holders.add(personId);
  }
  const approving: string[] = [];
  for (const { id, personId, disabledAt } of await listAccounts(tx, { officeId: hostOfficeId })) {
    if (!holders.has(personId) || disabledAt) continue;
    const actor = await findActor(tx, { accountId: id, now });
    const found = actor && (await getProposal(tx, actor, proposalId).catch(absentToNull));
    if (actor && found && mayKeep(actor, found.space)) approving.push(personId);
  }
  return approving;
};

const absentToNull = (error: unknown): null => {
  if (error instanceof AppError && error.code === 'not_found') return null;
  throw error;
};

type By = { actor: Actor; now: Temporal.Instant };

const tellOfProposal = async (
  tx: Db,
  proposal: { id: string; pageTitle: string },
  { kind, people, actor, now }: By & { kind: NoticeKind; people: readonly string[] },
): Promise<void> => {
  const label = { id: proposal.id, title: proposal.pageTitle };
  await tell(tx, { ...label, path: `/wiki/proposals/${proposal.id}` }, { kind, people, except: actor.personId, now });
};

/** Where a change came to wait for approval (`proposalId`), those who may approve it hear of it. Returns what it was given. */
export const tellApprovers = async <Result extends { proposalId: string | null }>(
  tx: Db,
  by: By,
  made: Promise<Result>,
): Promise<Result> => {
  const result = await made;
  if (!result.proposalId) return result;
  const { proposal } = await getProposal(tx, by.actor, result.proposalId);
  await tellOfProposal(tx, proposal, { ...by, kind: 'wiki-proposed', people: await approversOf(tx, proposal.id, by.now) });
  return result;
};

/** Saves a page; where the change waits for approval, those who may approve it hear of it. */
export const savePageAndTell = (tx: Db, input: Parameters<typeof savePage>[1]): ReturnType<typeof savePage> =>
  tellApprovers(tx, input, savePage(tx, input));

/** Decides a proposed change; its author hears what became of it. */
export const decideAndTell = async (tx: Db, input: Parameters<typeof decideProposal>[1]): ReturnType<typeof decideProposal> => {
  const decided = await decideProposal(tx, input);
  if (input.decision === 'withdrawn') return decided;
  const { proposal } = decided;
  const kind = input.decision === 'approved' ? 'wiki-approved' : 'wiki-refused';
  const people = proposal.editedBy === proposal.personId ? [proposal.personId] : [proposal.personId, proposal.editedBy];
  await tellOfProposal(tx, proposal, { ...input, kind, people });
  return decided;
};

/** Writes a proposal anew; its author hears of it when another did, else those who have spoken about it and who approves. */
export const reviseAndTell = async (tx: Db, input: Parameters<typeof reviseProposal>[1]): ReturnType<typeof reviseProposal> => {
  const revised = await reviseProposal(tx, input);
  if (!revised.changed) return revised;
  await tellOfProposal(tx, revised.proposal, {
    ...input,
    kind: 'wiki-revised',
    people: await partiesOf(tx, revised.proposal, input),
  });
  return revised;
};

/** Says something about a proposal; the other side hears of it: its author, who has spoken, or those who approve. */
export const commentProposalAndTell = async (
  tx: Db,
  input: Parameters<typeof commentOnProposal>[1],
): ReturnType<typeof commentOnProposal> => {
  const proposal = await commentOnProposal(tx, input);
  await tellOfProposal(tx, proposal, { ...input, kind: 'wiki-proposal-commented', people: await partiesOf(tx, proposal, input) });
  return proposal;
};

const partiesOf = async (
  tx: Db,
  proposal: { id: string; personId: string; editedBy: string },
  { actor, now }: By,
): Promise<string[]> => {
  const spoken = (await listProposalComments(tx, proposal.id)).map(({ personId }) => personId);
  const parties = [...new Set([proposal.personId, proposal.editedBy, ...spoken])].filter((each) => each !== actor.personId);
  return parties.length > 0 ? parties : approversOf(tx, proposal.id, now);
};
