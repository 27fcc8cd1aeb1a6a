import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { type Actor, doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import type { Act } from '../act.ts';
import { mergeTexts } from '../merge.ts';
import { mayKeep, needKeeper, needWriter, type SpaceRights } from '../policy.ts';
import type { WikiPage } from '../queries/pages.ts';
import { type FoundProposal, getProposal, type Proposal } from '../queries/proposals.ts';
import { getSpace, getSpaceById } from '../queries/spaces.ts';
import { follow } from '../watching/watch.ts';
import { setBody } from '../write.ts';
import { applyAttach, applyDetach } from './attach-file.ts';
import { addPage } from './create-page.ts';
import { applyMove } from './move-page.ts';
import { bodyAt, needLive } from './save-page.ts';
import { applyState, nearestLive } from './set-state.ts';

const own = { id: 'usulan sendiri disetujui oleh orang lain', en: 'somebody else approves one’s own proposal' };
const notOwn = { id: 'hanya pengusul yang menarik usulannya', en: 'only who proposed it withdraws a proposal' };
const unsaid = { id: 'Tuliskan mengapa usulan ditolak.', en: 'Say why the proposal is refused.' };

/**
 * Whether an actor may put a proposal into force or refuse it. Two people stand behind what comes into force, one of whom
 * keeps the space: whoever wrote the proposal as it is, and somebody else. Where approval was switched off meanwhile, whoever
 * may do the thing itself.
 */
export const mayDecide = (
  actor: Actor,
  { proposal, space }: { proposal: Omit<Proposal, 'body'>; space: SpaceRights },
): boolean => {
  const keeps = mayKeep(actor, space);
  if (!space.needsApproval && !proposal.toSpaceId) return keeps || proposal.kind !== 'state';
  if (proposal.editedBy === actor.personId) return false;
  return keeps || (proposal.byKeeper && proposal.personId === actor.personId);
};

const needDecider = (actor: Actor, found: FoundProposal): void => {
  if (mayDecide(actor, found)) return;
  needKeeper(actor, found.space);
  throw new AppError('forbidden', { why: own[actor.language] });
};

/** What became of a decision: the page that it concerns, if there is one now. */
export type Decided = { page: { id: string; title: string; spaceKey: string; slug: string } | null; proposal: Proposal };

type Decision = {
  proposalId: string;
  decision: 'approved' | 'refused' | 'withdrawn';
  note: string;
  /** The version of the proposal that was seen; a proposal written anew since is not approved unseen. */
  version?: number;
};

/**
 * Approves a proposed change (it is made, and a text is merged with what changed since), refuses it with a reason, or withdraws
 * one's own. `stale_page` when it was decided or written anew meanwhile, and when the page has changed in the same place;
 * `invalid`, `not_possible_now` as the change itself. Refused or not, the proposal stays to be read.
 */
export const decideProposal = async (
  tx: Db,
  { now, actor, proposalId, decision, note: typed, version }: Act & Decision,
): Promise<Decided> => {
  const found = await getProposal(tx, actor, proposalId, { lock: true });
  const { proposal, page, space } = found;
  if (proposal.state !== 'open') throw new AppError('stale_page', { seen: 'open', now: proposal.state });
  if (decision === 'withdrawn' && proposal.personId !== actor.personId) {
    throw new AppError('forbidden', { why: notOwn[actor.language] });
  }
  if (decision !== 'withdrawn') needDecider(actor, found);
  const note = typed.trim().slice(0, 500);
  if (decision === 'refused' && note === '') throw invalid([{ field: 'note', message: unsaid }]);
  if (decision === 'approved' && version !== undefined && version !== proposal.version) {
    throw new AppError('stale_page', { seen: version, now: proposal.version });
  }
  const made = decision === 'approved' ? await apply(tx, { now, actor }, found) : null;
  await tx
    .updateTable('wiki_proposal')
    .set({
      ...{ state: decision, decided_by: actor.personId, decided_at: now, note, revision: made?.revision ?? null },
      ...(made ? { page_id: made.page.id } : {}),
    })
    .where('id', '=', proposalId)
    .execute();
  if (made) await follow(tx, { personId: proposal.personId, pageId: made.page.id, now });
  const about = made?.page ?? page;
  await record(tx, {
    ...(about
      ? { subjectKind: 'wiki-page', subjectId: about.id, type: `wiki-page.proposal-${decision}` }
      : { subjectKind: 'wiki-space', subjectId: space.id, type: `wiki-space.proposal-${decision}` }),
    at: now,
    doer: doerOf(actor),
    data: { proposal: proposalId, kind: proposal.kind, author: proposal.personId, revision: made?.revision ?? null, note },
  });
  return { page: about, proposal };
};

type Made = { page: { id: string; title: string; spaceKey: string; slug: string }; revision: number | null };

const apply = async (tx: Db, act: Act, { proposal, page }: FoundProposal): Promise<Made> => {
  if (!page) return makePage(tx, act, proposal);
  const { kind, why, personId } = proposal;
  if (kind === 'state' && proposal.toState) {
    needKeeper(act.actor, page);
    await applyState(tx, { ...act, page, state: proposal.toState, why, personId });
    return { page, revision: null };
  }
  needLive(page, act.actor.language);
  const [uploadId, name] = [proposal.uploadId ?? '', proposal.fileName ?? ''];
  if (kind === 'text') return { page, revision: await applyText(tx, act, proposal, page) };
  if (kind === 'move') return applyProposedMove(tx, act, proposal, page);
  if (kind === 'attach') await applyAttach(tx, { ...act, page, uploadId, name, replace: true, personId });
  else await applyDetach(tx, { ...act, page, name });
  return { page, revision: null };
};

const applyText = async (tx: Db, { now }: Act, proposal: Proposal, page: WikiPage): Promise<number> => {
  const { base, body, why, personId } = proposal;
  const merged = mergeTexts({ mine: body, base: await bodyAt(tx, page.id, base), theirs: page.body });
  if (!merged.clean) throw new AppError('stale_page', { seen: base, now: page.revision });
  return setBody(tx, page, { body: merged.text, why, base, personId, now });
};

const applyProposedMove = async (tx: Db, act: Act, proposal: Proposal, page: WikiPage): Promise<Made> => {
  const space = proposal.toSpaceId ? await getSpaceById(tx, act.actor, proposal.toSpaceId) : null;
  if (space?.needsApproval) needKeeper(act.actor, space);
  else if (space) needWriter(act.actor, space);
  const { why, personId } = proposal;
  const title = proposal.title ?? page.title;
  const goal = {
    title,
    spaceId: space?.id ?? page.spaceId,
    spaceKey: space?.key ?? page.spaceKey,
    parentId: space ? proposal.parentId : page.parentId,
  };
  const { spaceKey, slug } = await applyMove(tx, { ...act, page, goal, why, personId });
  return { page: { id: page.id, title, spaceKey, slug }, revision: proposal.title ? page.revision + 1 : null };
};

/** A page that was proposed comes below the page that was meant, or what is still there above it. */
const makePage = async (tx: Db, { now, actor }: Act, proposal: Proposal): Promise<Made> => {
  const space = await getSpace(tx, actor, proposal.spaceKey);
  const { title, body, why, personId } = proposal;
  const parentId = await nearestLive(tx, proposal.parentId);
  const made = await addPage(tx, { spaceId: space.id, parentId, title: title ?? '', body, why, personId, now });
  await record(tx, {
    subjectKind: 'wiki-page',
    subjectId: made.pageId,
    at: now,
    type: 'wiki-page.created',
    doer: doerOf(actor),
    data: { space: space.key, title, why, proposal: proposal.id },
  });
  return { page: { id: made.pageId, title: title ?? '', spaceKey: space.key, slug: made.slug }, revision: 1 };
};
