import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { doerOf } from '#identity/index.ts';
import { newId } from '#lib/ids.ts';
import { parse, text } from '#lib/input.ts';
import type { Act } from '../act.ts';
import { getProposal, type Proposal } from '../queries/proposals.ts';

const input = z.strictObject({ comment: text(4000) });

/** A word between who proposed a change and who decides on it. Only they, and who writes there, see it. */
export const commentOnProposal = async (
  tx: Db,
  { now, actor, proposalId, comment: typed }: Act & { proposalId: string; comment: unknown },
): Promise<Proposal> => {
  const { proposal, page, space } = await getProposal(tx, actor, proposalId);
  const { comment } = parse(input, { comment: typed });
  await tx
    .insertInto('wiki_proposal_comment')
    .values({ id: newId(), proposal_id: proposalId, body: comment, person_id: actor.personId, at: now })
    .execute();
  await record(tx, {
    ...(page ? { subjectKind: 'wiki-page', subjectId: page.id } : { subjectKind: 'wiki-space', subjectId: space.id }),
    type: page ? 'wiki-page.proposal-commented' : 'wiki-space.proposal-commented',
    at: now,
    doer: doerOf(actor),
    data: { proposal: proposalId },
  });
  return proposal;
};
