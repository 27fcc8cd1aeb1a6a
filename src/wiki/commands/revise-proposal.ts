import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { optionalText, parse } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { bodyInput } from '../input.ts';
import { mergeTexts } from '../merge.ts';
import { mayKeep } from '../policy.ts';
import { type FoundProposal, getProposal, type Proposal } from '../queries/proposals.ts';
import { titleInput } from '../title.ts';
import { needFreeTitle } from './propose.ts';
import { bodyAt } from './save-page.ts';

const number = () => z.coerce.number().int().min(0).max(2_000_000_000);
const textInput = z.strictObject({ body: bodyInput(), why: optionalText(300), base: number(), version: number() });
const pageInput = textInput.extend({ title: titleInput() });

const others = {
  id: 'usulan ditulis ulang oleh pengusulnya atau oleh yang menyetujui',
  en: 'a proposal is written anew by its author, or by who approves',
};
const nothing = {
  id: 'Usulan ini tidak memuat tulisan. Tarik usulan ini, lalu ajukan yang baru.',
  en: 'This proposal holds no text. Withdraw it and make another one.',
};

/** Whether an actor may write a proposal anew: its author, or who keeps the space (then the author, or another, has to agree). */
export const mayRevise = (actor: Act['actor'], { proposal, space }: Pick<FoundProposal, 'proposal' | 'space'>): boolean =>
  proposal.state === 'open' &&
  (proposal.kind === 'text' || proposal.kind === 'page') &&
  (proposal.personId === actor.personId || mayKeep(actor, space));

/**
 * Writes a proposed text anew, on the page as it is now (`base`); what it was is kept. `stale_page` when somebody else wrote
 * it anew meanwhile, or the page has changed in the same place; `invalid` as a page that is saved.
 */
export const reviseProposal = async (
  tx: Db,
  { now, actor, proposalId, text: typed }: Act & { proposalId: string; text: unknown },
): Promise<{ proposal: Proposal; changed: boolean }> => {
  const found = await getProposal(tx, actor, proposalId, { lock: true });
  const { proposal, page, space } = found;
  if (proposal.state !== 'open') throw new AppError('stale_page', { seen: 'open', now: proposal.state });
  if (proposal.kind !== 'text' && proposal.kind !== 'page') throw invalid([{ field: 'body', message: nothing }]);
  if (!mayRevise(actor, found)) throw new AppError('forbidden', { why: others[actor.language] });
  const input = proposal.kind === 'page' ? parse(pageInput, typed) : { ...parse(textInput, typed), title: null };
  if (input.version !== proposal.version) throw new AppError('stale_page', { seen: input.version, now: proposal.version });
  if (input.title && !page) await needFreeTitle(tx, space.id, input.title, null);
  let { body, base } = { body: input.body, base: 0 };
  if (page) {
    if (input.base < 1 || input.base > page.revision) throw new AppError('stale_page', { seen: input.base, now: page.revision });
    const merged = mergeTexts({ mine: body, base: await bodyAt(tx, page.id, input.base), theirs: page.body });
    if (!merged.clean) throw new AppError('stale_page', { seen: input.base, now: page.revision });
    body = merged.text;
    base = page.revision;
  }
  if (body === proposal.body && input.title === proposal.title && base === proposal.base) return { proposal, changed: false };
  await tx
    .insertInto('wiki_proposal_text')
    .values({
      ...{ proposal_id: proposalId, version: proposal.version, title: proposal.title, body: proposal.body },
      ...{ person_id: proposal.editedBy, at: now },
    })
    .execute();
  await tx
    .updateTable('wiki_proposal')
    .set({
      ...{ title: input.title, body, base, why: input.why || proposal.why, version: proposal.version + 1 },
      ...{ edited_by: actor.personId, edited_at: now, by_keeper: mayKeep(actor, space) },
    })
    .where('id', '=', proposalId)
    .execute();
  await record(tx, {
    ...(page ? { subjectKind: 'wiki-page', subjectId: page.id } : { subjectKind: 'wiki-space', subjectId: space.id }),
    type: page ? 'wiki-page.proposal-revised' : 'wiki-space.proposal-revised',
    at: now,
    doer: doerOf(actor),
    data: { proposal: proposalId, version: proposal.version + 1 },
  });
  return { proposal, changed: true };
};
