import { sql } from 'kysely';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Act, cause } from '../act.ts';
import { readApplicationFields } from '../application-fields.ts';

/**
 * Puts an application into service at its address. The day it first became active stays. `not_found` for an unknown or
 * retired one, `invalid` for an address that is none. What its origin was allotted becomes the application's own.
 */
export const activateApplication = async (tx: Db, input: Act & { applicationId: string; url: string }): Promise<void> => {
  const { applicationId, now } = input;
  const url = readApplicationFields({ url: input.url }).url ?? '';
  const application = await tx
    .updateTable('application')
    .set({
      status: 'active',
      url,
      activated_at: sql<Temporal.Instant>`coalesce(activated_at, ${now}::timestamptz)`,
      version: sql<number>`version + 1`,
    })
    .where('id', '=', applicationId)
    .where('status', '<>', 'retired')
    .returning(['name', 'origin'])
    .executeTakeFirst();
  if (!application) throw new AppError('not_found', { what: `application ${applicationId}` });
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type: 'application.activated',
    doer: input.doer,
    data: { url, ...cause(input) },
  });
  if (application.origin) await passCapacity(tx, input, { ...application, origin: application.origin });
};

const passCapacity = async (
  tx: Db,
  { applicationId, now, doer }: Act & { applicationId: string },
  { name, origin }: { name: string; origin: string },
): Promise<void> => {
  const claim = await tx
    .updateTable('capacity_claim')
    .set({ holder: applicationId, holder_label: name })
    .where('holder', '=', origin)
    .where('state', '=', 'allotted')
    .returning(['server_id as serverId'])
    .executeTakeFirst();
  if (!claim) return;
  await record(tx, {
    subjectKind: 'server',
    subjectId: claim.serverId,
    at: now,
    type: 'capacity.passed',
    doer,
    data: { holder: applicationId, holderLabel: name, from: origin },
  });
};
