import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError } from '#lib/errors.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { type ApplicationInput, applicationFields, readApplicationFields } from '../application-fields.ts';

export type DescribeApplicationInput = Act & {
  applicationId: string;
  /** The version that the caller saw; left out where something else already guards against a stale page. */
  version?: number;
  fields: ApplicationInput;
};

/**
 * Writes fields of an application that the caller saw at `version`. The audit event keeps before and after of what
 * differs, and of personal data only that it differs. `stale_page` when someone was faster, `invalid` names the faulty
 * fields, `not_found` for an unknown application.
 */
export const describeApplication = async (tx: Db, input: DescribeApplicationInput): Promise<{ version: number }> => {
  const { applicationId, now } = input;
  const fields = readApplicationFields(input.fields);
  const before = await tx
    .selectFrom('application')
    .where('id', '=', applicationId)
    .selectAll()
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!before) throw new AppError('not_found', { what: `application ${applicationId}` });
  const { version } = before;
  if (input.version !== undefined && input.version !== version)
    throw new AppError('stale_page', { seen: input.version, now: version });
  const differing = changesBetween(before, fields);
  if (Object.keys(differing).length === 0) return { version };
  await tx
    .updateTable('application')
    .set({ ...fields, version: version + 1 })
    .where('id', '=', applicationId)
    .execute();
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type: 'application.described',
    doer: input.doer,
    data: { ...publicPart(differing), ...cause(input) },
  });
  return { version: version + 1 };
};

const publicPart = (differing: Record<string, [unknown, unknown]>) => {
  const personal = applicationFields
    .filter((field) => field.personal && field.key in differing)
    .map((field) => String(field.key));
  const changes = Object.fromEntries(
    Object.entries(differing)
      .filter(([field]) => !personal.includes(field))
      .map(([field, values]) => [field, values.map((value) => (value instanceof Temporal.PlainDate ? String(value) : value))]),
  );
  return personal.length > 0 ? { changes, personal } : { changes };
};
