import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { parse } from '#lib/input.ts';
import { type OfficeInput, officeInput } from '../input.ts';
import { type By, doerOf, needAdministrator } from '../policy.ts';
import { getOffice } from '../queries.ts';
import { changesBetween, refusing } from '../refusals.ts';

/**
 * Changes an office; `active: false` closes it: its posts act no longer, what it did stays. The hosting office cannot be
 * closed. Throws `forbidden`, `not_found`, `invalid`.
 */
export const updateOffice = async (
  tx: Db,
  input: { officeId: string; office: OfficeInput; active: boolean; by: By; now: Temporal.Instant },
): Promise<void> => {
  needAdministrator(input.by);
  const { id, kind, ...before } = await getOffice(tx, input.officeId);
  const office = { ...parse(officeInput, input.office), active: input.active };
  if (kind === 'host' && !office.active) {
    const message = { id: 'Penyelenggara layanan tidak dapat ditutup.', en: 'The hosting office cannot be closed.' };
    throw invalid([{ field: 'active', message }]);
  }
  const changes = changesBetween(before, office);
  if (Object.keys(changes).length === 0) return;
  await refusing(
    tx
      .updateTable('office')
      .set({
        name: office.name,
        abbreviation: office.abbreviation,
        head_title: office.headTitle,
        address: office.address,
        phone: office.phone,
        email: office.email,
        website: office.website,
        logo_file_id: office.logoFileId,
        letter_number_pattern: office.letterNumberPattern,
        active: office.active,
      })
      .where('id', '=', id)
      .execute(),
  );
  await record(tx, {
    subjectKind: 'office',
    subjectId: id,
    at: input.now,
    type: 'office.updated',
    doer: doerOf(input.by),
    data: { changes },
  });
};
