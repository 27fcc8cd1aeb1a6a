import { sql } from 'kysely';
import { createRack, updateRack } from '../commands/keep-racks.ts';
import { readRack } from '../device-input.ts';
import { tagsOf } from './bulk.ts';
import { found, type Known, lookUp, planByCommand, without } from './by-command.ts';
import { readOffices, readSites } from './lookups.ts';
import { repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

const nameOf = (row: TypedRow): string => String(row.values.name ?? '');

/** Racks: known by their name at their site. */
export const rackTarget: Target = {
  kind: 'racks',
  plan: async (tx, rows, context, seen) => {
    const [sites, offices] = await Promise.all([readSites(tx), readOffices(tx)]);
    const { rows: stored } = await sql<Known & { key: string }>`
      select id, version, site_id || ' ' || lower(name) as key, jsonb_build_object('siteId', site_id, 'name', name, 'units', units,
        'status', status, 'ownerOfficeId', owner_office_id, 'serialNumber', serial_number, 'assetNumber', asset_number, 'notes', notes) as record
      from rack where lower(name) = any(${rows.map((row) => nameOf(row).toLowerCase())}::text[])`.execute(tx);
    const known = new Map(stored.map(({ key, ...rack }) => [key, rack]));
    const tags = await tagsOf(
      tx,
      'rack',
      stored.map(({ id }) => id),
    );
    const siteOf = (row: TypedRow) => sites.get(String(row.values.siteId ?? '').toLowerCase()) ?? '';
    const keyOf = (row: TypedRow) => (nameOf(row) === '' ? '' : `${siteOf(row)} ${nameOf(row).toLowerCase()}`);
    const again = repeated(seen, rows, keyOf);
    return rows.map((row) => {
      const faults = [...row.faults];
      const first = again.get(row);
      if (first !== undefined) faults.push(sameAsRow('name', first));
      const siteId = lookUp(faults, 'siteId', row.values.siteId, sites, { id: 'Lokasi', en: 'site' });
      const office = lookUp(faults, 'ownerOfficeId', row.values.ownerOfficeId, offices, { id: 'Perangkat daerah', en: 'office' });
      const before = known.get(keyOf(row)) ?? null;
      return planByCommand(
        row,
        {
          kind: 'rack',
          label: nameOf(row),
          faults,
          before,
          tagsNow: tags.get(before?.id ?? '') ?? [],
          // Written as the register writes it, whatever the case in the file.
          values: {
            ...without(row.values, 'siteId', 'ownerOfficeId'),
            ...found('siteId', siteId),
            ...found('ownerOfficeId', office),
            ...(before ? { name: before.record.name } : {}),
          },
          read: readRack,
          create: async (db, rack, act) => (await createRack(db, { ...act, rack })).rackId,
          change: (db, { id, version }, rack, act) => updateRack(db, { ...act, rackId: id, version, rack }),
        },
        context,
      );
    });
  },
};
