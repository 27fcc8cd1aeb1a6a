import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { parse } from '#lib/input.ts';
import { type PersonInput, personInput } from '../input.ts';
import { refuseFutureNip } from '../nip.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getPerson } from '../queries.ts';
import { changesBetween, refusing } from '../refusals.ts';

/** Changes a person, also the office. The audit trail says that a NIP changed, never the number. Throws `forbidden`, `not_found`, `invalid`. */
export const updatePerson = async (
  tx: Db,
  input: { personId: string; person: PersonInput; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const { officeId: oldOffice, name, nip, rank, email, phone } = await getPerson(tx, input.personId);
  const { officeId, ...person } = parse(personInput, input.person);
  refuseFutureNip(person.nip, input.now);
  const changes = changesBetween({ officeId: oldOffice, name, nip, rank, email, phone }, { officeId, ...person });
  if (Object.keys(changes).length === 0) return;
  await refusing(
    tx
      .updateTable('person')
      .set({ office_id: officeId, ...person })
      .where('id', '=', input.personId)
      .execute(),
  );
  await tx
    .updateTable('auth_user')
    .from('account')
    .set({ name: person.name, updatedAt: input.now })
    .whereRef('account.id', '=', 'auth_user.id')
    .where('account.person_id', '=', input.personId)
    .execute();
  await record(tx, {
    subjectKind: 'person',
    subjectId: input.personId,
    at: input.now,
    type: 'person.updated',
    doer: doerOf(input.by),
    data: { changes },
  });
};
