import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { type ApplicationInput, readApplicationFields } from '../application-fields.ts';
import type { ApplicationStatus } from '../choices.ts';
import { refusing } from '../refusals.ts';

type NewApplication = Act & { name: string; officeId: string; fields?: ApplicationInput };

export type PlanApplicationInput = NewApplication & {
  /** What brought it in (a request, say); one application per origin. */
  origin: string;
};

export type ImportApplicationInput = NewApplication & { status?: ApplicationStatus; activatedAt?: Temporal.Instant };

/**
 * Enters an application that is going to be hosted, with what is known of it. The same origin again changes nothing and
 * returns the application that it brought in. `invalid` names every faulty field.
 */
export const planApplication = async (tx: Db, input: PlanApplicationInput): Promise<{ applicationId: string }> => {
  const known = await tx.selectFrom('application').where('origin', '=', input.origin).select('id').executeTakeFirst();
  if (known) return { applicationId: known.id };
  return enter(tx, input, { origin: input.origin, status: 'planned', activatedAt: null }, 'application.planned');
};

/** Enters an application that was hosted before this system existed. `invalid` names every faulty field. */
export const importApplication = (tx: Db, input: ImportApplicationInput): Promise<{ applicationId: string }> =>
  enter(
    tx,
    input,
    { origin: null, status: input.status ?? 'active', activatedAt: input.activatedAt ?? null },
    'application.imported',
  );

const enter = async (
  tx: Db,
  input: NewApplication,
  state: { origin: string | null; status: ApplicationStatus; activatedAt: Temporal.Instant | null },
  type: string,
): Promise<{ applicationId: string }> => {
  const { officeId, now } = input;
  const unknownOffice = { id: 'Perangkat daerah ini tidak ada.', en: 'This office does not exist.' };
  const others = isId(officeId) ? [] : [{ field: 'officeId', message: unknownOffice }];
  const { name = '', ...fields } = readApplicationFields({ ...input.fields, name: input.name }, others);
  const applicationId = newId();
  await refusing(() =>
    tx
      .insertInto('application')
      .values({
        ...fields,
        id: applicationId,
        name,
        office_id: officeId,
        origin: state.origin,
        status: state.status,
        activated_at: state.activatedAt,
        created_at: now,
      })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'application',
    subjectId: applicationId,
    at: now,
    type,
    doer: input.doer,
    data: { name, officeId, origin: state.origin, status: state.status, ...cause(input) },
  });
  return { applicationId };
};
