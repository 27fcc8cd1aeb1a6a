import type { Db } from '#db/index.ts';
import { addHeadings, type HeadingsAdded } from '#wiki/index.ts';
import { tellApprovers } from './talk.ts';

/** Of so many proposals of one act those who approve hear; the list of proposals shows them all. */
const mostTold = 10;

/** Adds the headings of a template to the pages that lack them; where these changes wait for approval, who approves hears of it. */
export const addHeadingsAndTell = async (tx: Db, input: Parameters<typeof addHeadings>[1]): Promise<HeadingsAdded> => {
  const result = await addHeadings(tx, input);
  for (const proposalId of result.proposals.slice(0, mostTold)) await tellApprovers(tx, input, Promise.resolve({ proposalId }));
  return result;
};
