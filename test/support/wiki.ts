import type { Db } from '../../src/db/index.ts';
import type { Actor } from '../../src/identity/index.ts';
import { createPage, decideProposal } from '../../src/wiki/index.ts';

/** Puts a proposal into force, as the second person. */
export const approve = (db: Db, actor: Actor, now: Temporal.Instant, proposalId: string | null) =>
  decideProposal(db, { actor, now, proposalId: proposalId ?? '', decision: 'approved', note: '' });

/** A page in force; in a space with approval `second` has agreed to it. */
export const writtenPage = async (
  db: Db,
  { actor, second, now, space, page }: { actor: Actor; second: Actor; now: Temporal.Instant; space: string; page: unknown },
): Promise<{ pageId: string; slug: string; spaceKey: string }> => {
  const made = await createPage(db, { actor, now, space, page });
  if (made.proposalId === null) return made;
  const approved = (await approve(db, second, now, made.proposalId)).page;
  if (!approved) throw new Error('nothing was made');
  return { pageId: approved.id, slug: approved.slug, spaceKey: approved.spaceKey };
};
