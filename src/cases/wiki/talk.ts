import type { Db } from '#db/index.ts';
import { type Actor, findActor, getInstallation, listAccounts, listHolders } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import type { NoticeKind } from '#notify/index.ts';
import {
  commentOnProposal,
  decideProposal,
  getProposal,
  getSpace,
  listProposalComments,
  mayKeep,
  reviseProposal,
  savePage,
} from '#wiki/index.ts';
import { currentCalendar } from '../queries/current-calendar.ts';
import { mailedTitle, tell } from './tell.ts';

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
  proposal: { id: string; pageTitle: string; spaceKey: string },
  { kind, people, actor, now }: By & { kind: NoticeKind; people: readonly string[] },
): Promise<void> => {
  const { access } = await getSpace(tx, actor, proposal.spaceKey);
  const label = mailedTitle({ title: proposal.pageTitle, access });
  const about = { id: proposal.id, label, path: `/wiki/proposals/${proposal.id}` };
  await tell(tx, about, { kind, people, except: actor.personId, now });
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

/** Those of these people who may read the proposal today: whoever has left the space hears nothing more of it. */
const readersOf = async (tx: Db, proposalId: string, people: ReadonlySet<string>, now: Temporal.Instant): Promise<string[]> => {
  if (people.size === 0) return [];
  const { hostOfficeId } = await getInstallation(tx);
  const reading: string[] = [];
  for (const { id, personId, disabledAt } of await listAccounts(tx, { officeId: hostOfficeId })) {
    if (!people.has(personId) || disabledAt) continue;
    const actor = await findActor(tx, { accountId: id, now });
    if (actor && (await getProposal(tx, actor, proposalId).catch(absentToNull))) reading.push(personId);
  }
  return reading;
};

const partiesOf = async (
  tx: Db,
  proposal: { id: string; personId: string; editedBy: string },
  { actor, now }: By,
): Promise<string[]> => {
  const spoken = (await listProposalComments(tx, proposal.id)).map(({ personId }) => personId);
  const parties = new Set([proposal.personId, proposal.editedBy, ...spoken].filter((each) => each !== actor.personId));
  const reading = await readersOf(tx, proposal.id, parties, now);
  return reading.length > 0 ? reading : approversOf(tx, proposal.id, now);
};
