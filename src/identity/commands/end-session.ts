import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import type { Actor } from '../actor.ts';
import { doerOf } from '../policy.ts';

/** Ends one of one's own sessions at once, at whatever browser it is. Another's is not found. Throws `not_found`. */
export const endSession = async (tx: Db, input: { sessionId: string; actor: Actor; now: Temporal.Instant }): Promise<void> => {
  const { accountId } = input.actor;
  const ended = isId(input.sessionId)
    ? await tx
        .deleteFrom('auth_session')
        .where('id', '=', input.sessionId)
        .where('userId', '=', accountId)
        .returning('id')
        .executeTakeFirst()
    : undefined;
  if (!ended) throw new AppError('not_found', { what: 'session' });
  await record(tx, {
    subjectKind: 'account',
    subjectId: accountId,
    at: input.now,
    type: 'account.session_ended',
    doer: doerOf(input.actor),
    data: {},
  });
};
