import { sql } from 'kysely';
import { z } from 'zod';
import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { optionalText, parse, text } from '#lib/input.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { siteStatuses } from '../choices.ts';
import { chosen, officeOrNone } from '../readers.ts';
import { refusing } from '../refusals.ts';

type Site = { name: unknown; address?: unknown; ownerOfficeId?: unknown; notes?: unknown; status?: unknown };

/** Enters a place where servers stand. `invalid` when the name is empty, too long or used. */
export const createSite = async (tx: Db, input: Act & Omit<Site, 'status'>): Promise<{ siteId: string }> => {
  const { name, address, ownerOfficeId, notes } = input;
  const site = parse(siteSchema, { name, address, ownerOfficeId, notes });
  const siteId = newId();
  await refusing(() =>
    tx
      .insertInto('site')
      .values({
        id: siteId,
        name: site.name,
        address: site.address,
        owner_office_id: site.ownerOfficeId,
        notes: site.notes,
        created_at: input.now,
      })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'site',
    subjectId: siteId,
    at: input.now,
    type: 'site.created',
    doer: input.doer,
    data: { name: site.name, address: site.address, ...cause(input) },
  });
  return { siteId };
};

type SiteChange = Act & {
  siteId: string;
  version: number;
  site: Site;
};

/**
 * Changes a site that the caller saw at `version`; the audit event keeps before and after. It retires only when no device, rack,
 * network or VLAN is there any more: `invalid` at `status` otherwise, naming what is. `stale_page`, `not_found`.
 */
export const updateSite = async (tx: Db, input: SiteChange): Promise<void> => {
  const site = parse(siteSchema, input.site);
  const before = isId(input.siteId)
    ? await tx.selectFrom('site').where('id', '=', input.siteId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `site ${input.siteId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const { name, address, owner_office_id: ownerOfficeId, notes, status } = before;
  const changes = changesBetween({ name, address, ownerOfficeId, notes, status }, site);
  if (Object.keys(changes).length === 0) return;
  if (changes.status && site.status === 'retired') await refuseInUse(tx, before.id);
  await refusing(() =>
    tx
      .updateTable('site')
      .set({
        name: site.name,
        address: site.address,
        owner_office_id: site.ownerOfficeId,
        notes: site.notes,
        status: site.status,
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
  status: chosen(siteStatuses, 'active'),
});

const refuseInUse = async (tx: Db, siteId: string): Promise<void> => {
  const { rows } = await sql<{ what: string }>`
    select what from (
      (select 1 as place, name as what from server where site_id = ${siteId} and status <> 'retired' order by name limit 5)
      union all (select 2, name from rack where site_id = ${siteId} and status <> 'retired' order by name limit 5)
      union all (select 3, text(prefix) from network where site_id = ${siteId} order by prefix limit 5)
      union all (select 4, 'VLAN ' || vid from vlan where site_id = ${siteId} order by vid limit 5)
    ) used order by place, what limit 5`.execute(tx);
  if (rows.length === 0) return;
  const names = rows.map(({ what }) => what).join(', ');
  const message = {
    id: `Lokasi belum dapat dihentikan karena masih dipakai: ${names}.`,
    en: `The site cannot be retired, it is still in use: ${names}.`,
  };
  throw invalid([{ field: 'status', message }]);
};
