import type { Db } from '#db/index.ts';
import { type Actor, getInstallation, listHolders } from '#identity/index.ts';
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
import { thoseWho } from './those-who.ts';

const approverRoles = ['division-head', 'application-section-head', 'infrastructure-section-head'];

/** Who approves in the space of a proposal today, and reads it. */
const approversOf = async (tx: Db, proposalId: string, now: Temporal.Instant): Promise<string[]> => {
  const [{ timeZone }, { hostOfficeId }] = await Promise.all([currentCalendar(tx), getInstallation(tx)]);
  const on = now.toZonedDateTimeISO(timeZone).toPlainDate();
  const holders = new Set<string>();
  for (const role of approverRoles) {
    for (const { personId } of await listHolders(tx, { officeId: hostOfficeId, role, on })) holders.add(personId);
  }
  return thoseWho(tx, { people: holders, now }, async (actor) => {
    const found = await getProposal(tx, actor, proposalId).catch(absentToNull);
    return found !== null && mayKeep(actor, found.space);
  });
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

/** The other people of a proposal who may still read it: whoever has left the space hears nothing more of it. */
const partiesOf = async (
  tx: Db,
  proposal: { id: string; personId: string; editedBy: string },
  { actor, now }: By,
): Promise<string[]> => {
  const spoken = (await listProposalComments(tx, proposal.id)).map(({ personId }) => personId);
  const people = new Set([proposal.personId, proposal.editedBy, ...spoken].filter((each) => each !== actor.personId));
  const reading = await thoseWho(
    tx,
    { people, now },
    async (each) => (await getProposal(tx, each, proposal.id).catch(absentToNull)) !== null,
  );
  return reading.length > 0 ? reading : approversOf(tx, proposal.id, now);
};
