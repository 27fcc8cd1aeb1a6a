import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { type RackInput, readRack } from '../device-input.ts';
import type { Typed } from '../input.ts';
import { refusing } from '../refusals.ts';

/** Enters a rack at a site. `invalid` for every faulty field, and when the site has a rack of that name. */
export const createRack = async (tx: Db, input: Act & { rack: Typed<RackInput> }): Promise<{ rackId: string }> => {
  const rack = readRack(input.rack);
  const rackId = newId();
  await refusing(() =>
    tx
      .insertInto('rack')
      .values({ id: rackId, site_id: rack.siteId, name: rack.name, ...columnsOf(rack), created_at: input.now })
      .execute(),
  );
  await record(tx, {
    subjectKind: 'rack',
    subjectId: rackId,
    at: input.now,
    type: 'rack.created',
    doer: input.doer,
    data: { ...rack, ...cause(input) },
  });
  return { rackId };
};

type UpdateRack = Act & { rackId: string; version: number; rack: Typed<RackInput> };

/**
 * Changes a rack that the caller saw at `version`; the audit event keeps before and after. `invalid` when it would be lower than
 * what stands in it, when it would move to another site or retire with devices in it; `stale_page`, `not_found`.
 */
export const updateRack = async (tx: Db, input: UpdateRack): Promise<void> => {
  const rack = readRack(input.rack);
  const before = isId(input.rackId)
    ? await tx.selectFrom('rack').where('id', '=', input.rackId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `rack ${input.rackId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  await refuseWithDevices(tx, before, rack);
  const changes = changesBetween(
    {
      siteId: before.site_id,
      name: before.name,
      units: before.units,
      status: before.status,
      ownerOfficeId: before.owner_office_id,
      serialNumber: before.serial_number,
      assetNumber: before.asset_number,
      notes: before.notes,
    },
    rack,
  );
  if (Object.keys(changes).length === 0) return;
  await refusing(() =>
    tx
      .updateTable('rack')
      .set({ site_id: rack.siteId, name: rack.name, ...columnsOf(rack), version: before.version + 1 })
      .where('id', '=', before.id)
      .execute(),
  );
  await record(tx, {
    subjectKind: 'rack',
    subjectId: before.id,
    at: input.now,
    type: 'rack.changed',
    doer: input.doer,
    data: { changes, ...cause(input) },
  });
};

const columnsOf = (rack: ReturnType<typeof readRack>) => ({
  units: rack.units ?? 42,
  status: rack.status,
  owner_office_id: rack.ownerOfficeId,
  serial_number: rack.serialNumber,
  asset_number: rack.assetNumber,
  notes: rack.notes,
});

const refuseWithDevices = async (
  tx: Db,
  before: { id: string; site_id: string; status: string },
  after: { siteId: string; status: string },
): Promise<void> => {
  const moves = before.site_id !== after.siteId;
  const retires = before.status !== 'retired' && after.status === 'retired';
  if (!moves && !retires) return;
  const standing = await tx
    .selectFrom('server')
    .where('rack_id', '=', before.id)
    .where('status', '<>', 'retired')
    .select('name')
    .orderBy('name')
    .limit(5)
    .execute();
  if (standing.length === 0) return;
  const names = standing.map(({ name }) => name).join(', ');
  const message = {
    id: `Masih ada perangkat di rak ini: ${names}. Pindahkan lebih dahulu.`,
    en: `Devices still stand in this rack: ${names}. Move them first.`,
  };
  throw invalid([{ field: moves ? 'siteId' : 'status', message }]);
};
