import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { invalid } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import { type Act, cause } from '../act.ts';
import { refusing } from '../refusals.ts';

/** Enters a place where servers stand. `invalid` when the name is empty, too long or used. */
export const createSite = async (tx: Db, input: Act & { name: string; address?: string }): Promise<{ siteId: string }> => {
  const name = input.name.trim();
  if (name === '' || name.length > 100)
    throw invalid([
      {
        field: 'name',
        message: { id: 'Isi nama lokasi, paling panjang 100 karakter.', en: 'Enter a name of at most 100 characters.' },
      },
    ]);
  const siteId = newId();
  const address = input.address?.trim() ?? '';
  await refusing(() => tx.insertInto('site').values({ id: siteId, name, address, created_at: input.now }).execute());
  await record(tx, {
    subjectKind: 'site',
    subjectId: siteId,
    at: input.now,
    type: 'site.created',
    doer: input.doer,
    data: { name, address, ...cause(input) },
  });
  return { siteId };
};
