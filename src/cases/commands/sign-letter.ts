import type { Db } from '#db/index.ts';
import { enqueue } from '#jobs/index.ts';
import { deliverJob } from '../jobs.ts';
import { signOutgoingLetter } from '../letters/outgoing.ts';
import { type ActInput, type ActResult, perform } from '../perform.ts';

/**
 * SOP step 10 (or the final refusal): signed by the head of the agency or who acts for the post, and numbered. Rendering
 * and delivery are a job; the case closes when the letter lies in the applicant's inbox.
 */
export const signLetter = (tx: Db, input: ActInput & { action: 'sign-reply' | 'sign-refusal' }): Promise<ActResult> =>
  perform(tx, input, input.action, async (context) => {
    const kind = input.action === 'sign-reply' ? 'reply' : 'refusal';
    const { letterId, number } = await signOutgoingLetter(context, kind);
    await enqueue(tx, deliverJob, { caseNumber: context.found.row.number, letterId, kind }, { key: `deliver:${letterId}` });
    return { data: { letter_id: letterId, number } };
  });
