import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Act, cause } from '../act.ts';
import { releaseCapacity } from './release-capacity.ts';

/**
 * Takes an application out of service: its installations end and the capacity that it, or what brought it in, holds is
 * given back. The entry stays in the list, with when and why. Harmless a second time; `not_found` for an unknown one.
 */
export const retireApplication = async (tx: Db, input: Act & { applicationId: string; reason?: string }): Promise<void> => {
  const { applicationId, now, reason = '' } = input;
  const application = await tx
    .selectFrom('application')
    .where('id', '=', applicationId)
    .select(['status', 'origin'])
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!application) throw new AppError('not_found', { what: `application ${applicationId}` });
  if (application.status === 'retired') return;
  await tx
    .updateTable('application')
    .set({ status: 'retired', retired_at: now, retired_reason: reason, version: sql<number>`version + 1` })
    .where('id', '=', applicationId)
    .execute();
  await tx
    .updateTable('deployment')
    .set({ removed_at: now })
    .where('application_id', '=', applicationId)
    .where('removed_at', 'is', null)
    .execute();
  await releaseCapacity(tx, { now, doer: input.doer, holder: applicationId });
  if (application.origin) await releaseCapacity(tx, { now, doer: input.doer, holder: application.origin });
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type: 'application.retired',
    doer: input.doer,
    data: { ...(reason ? { reason } : {}), ...cause(input) },
  });
};
