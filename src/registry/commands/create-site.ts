import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { optionalText, parse, text } from '#lib/input.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { officeOrNone } from '../readers.ts';
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

type SiteChange = Act & {
  siteId: string;
  version: number;
  site: { name: string; address: string; ownerOfficeId: string; notes: string };
};

/** Changes a site that the caller saw at `version`; the audit event keeps before and after. `stale_page`, `not_found`, `invalid`. */
export const updateSite = async (tx: Db, input: SiteChange): Promise<void> => {
  const site = parse(siteSchema, input.site);
  const before = isId(input.siteId)
    ? await tx.selectFrom('site').where('id', '=', input.siteId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `site ${input.siteId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const { name, address, owner_office_id: ownerOfficeId, notes } = before;
  const changes = changesBetween({ name, address, ownerOfficeId, notes }, site);
  if (Object.keys(changes).length === 0) return;
  await refusing(() =>
    tx
      .updateTable('site')
      .set({
        name: site.name,
        address: site.address,
        owner_office_id: site.ownerOfficeId,
        notes: site.notes,
        version: before.version + 1,
      })
      .where('id', '=', before.id)
      .execute(),
  );
  await record(tx, {
    subjectKind: 'site',
    subjectId: before.id,
    at: input.now,
    type: 'site.changed',
    doer: input.doer,
    data: { changes, ...cause(input) },
  });
};

const siteSchema = z.strictObject({
  name: text(100),
  address: optionalText(300),
  ownerOfficeId: officeOrNone,
  notes: optionalText(5000),
});
