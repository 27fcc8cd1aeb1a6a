import type { Db } from '#db/index.ts';
import { dispatchLetter } from '#letters/index.ts';
import { systemActor } from '#sop/index.ts';
import { findCase } from '../find-case.ts';
import { tellMakers } from '../letter-notices.ts';
import { dispatchHandover } from '../letters/handover.ts';
import { type ActResult, perform } from '../perform.ts';
import { freeEverything } from '../release.ts';

/** The system's act: the signed letter goes into the applicant's inbox and the dispatch book; the case closes. Done twice it does nothing. */
export const deliverLetter = async (
  tx: Db,
  input: { caseNumber: string; letterId: string; kind: 'reply' | 'refusal'; now: Temporal.Instant },
): Promise<ActResult | null> => {
  const found = await findCase(tx, 'system', input.caseNumber);
  const waiting = input.kind === 'reply' ? 'sending' : 'refusal-sending';
  if (found?.row.state !== waiting) return null;
  const act = { number: input.caseNumber, actor: systemActor, now: input.now, seen: null } as const;
  return perform(tx, act, input.kind === 'reply' ? 'deliver-reply' : 'deliver-refusal', async (context) => {
    await dispatchLetter(tx, {
      letterId: input.letterId,
      toOfficeId: context.found.row.office_id,
      channel: 'inbox',
      now: input.now,
      doer: context.doer,
    });
    await tellMakers(tx, { letterId: input.letterId, kind: 'letter-signed', except: null, now: input.now });
    if (input.kind === 'refusal') await freeEverything(context);
    else await dispatchHandover({ ...context, now: input.now });
    return { data: { letter_id: input.letterId } };
  });
};
