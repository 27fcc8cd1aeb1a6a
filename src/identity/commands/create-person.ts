import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { newId } from '#lib/ids.ts';
import { parse } from '#lib/input.ts';
import { type PersonInput, personInput } from '../input.ts';
import { refuseFutureNip } from '../nip.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { refusing } from '../refusals.ts';

/** Adds a person to an office. Throws `forbidden`, `invalid` (a NIP that cannot be or is another's). */
export const createPerson = async (
  tx: Db,
  input: { person: PersonInput; by: By; now: Temporal.Instant },
): Promise<{ personId: string }> => {
  needAdministrator(input.by);
  const { officeId, ...person } = parse(personInput, input.person);
  refuseFutureNip(person.nip, input.now);
  const personId = newId();
  await refusing(
    tx
      .insertInto('person')
      .values({ id: personId, office_id: officeId, ...person, created_at: input.now })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'person',
    subjectId: personId,
    at: input.now,
    type: 'person.created',
    doer: doerOf(input.by),
    data: { name: person.name, officeId },
  });
  return { personId };
};
