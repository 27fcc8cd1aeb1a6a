import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import type { Typed } from '../input.ts';
import { globalVrfId, readVlan, readVrf, type VlanInput, type VrfInput } from '../network-input.ts';
import { refusing } from '../refusals.ts';

/** Enters a VRF: a routing world of its own, in which prefixes may be the same as in another. `invalid` for a name in use. */
export const createVrf = async (tx: Db, input: Act & { vrf: Typed<VrfInput> }): Promise<{ vrfId: string }> => {
  const vrf = readVrf(input.vrf);
  const vrfId = newId();
  await refusing(() =>
    tx
      .insertInto('vrf')
      .values({ id: vrfId, ...vrfColumns(vrf), created_at: input.now })
      .execute(),
  );
  await journal(tx, input, { kind: 'vrf', id: vrfId }, 'vrf.created', { ...vrf });
  return { vrfId };
};

/** Changes a VRF that the caller saw at `version`. `stale_page`, `not_found`, `invalid`. */
export const updateVrf = async (tx: Db, input: Act & { vrfId: string; version: number; vrf: Typed<VrfInput> }): Promise<void> => {
  const vrf = readVrf(input.vrf);
  const before = isId(input.vrfId)
    ? await tx.selectFrom('vrf').where('id', '=', input.vrfId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `vrf ${input.vrfId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const { name, route_distinguisher: routeDistinguisher, owner_office_id: ownerOfficeId, notes } = before;
  const changes = changesBetween({ name, routeDistinguisher, ownerOfficeId, notes }, vrf);
  if (Object.keys(changes).length === 0) return;
  await refusing(() =>
    tx
      .updateTable('vrf')
      .set({ ...vrfColumns(vrf), version: before.version + 1 })
      .where('id', '=', before.id)
      .execute(),
  );
  await journal(tx, input, { kind: 'vrf', id: before.id }, 'vrf.changed', { changes });
};

/** Takes a VRF out of the register. `invalid` while prefixes lie in it, and for the one that whoever names none means; `not_found`. */
export const removeVrf = async (tx: Db, input: Act & { vrfId: string }): Promise<void> => {
  // Whoever enters a prefix holds this row, too.
  const vrf = isId(input.vrfId)
    ? await tx.selectFrom('vrf').where('id', '=', input.vrfId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!vrf) throw new AppError('not_found', { what: `vrf ${input.vrfId}` });
  if (vrf.id === globalVrfId) {
    const message = {
      id: 'VRF ini dipakai bila VRF tidak disebut, jadi tidak dapat dihapus. Ubah saja namanya.',
      en: 'This VRF is meant wherever none is named and cannot be removed. Rename it instead.',
    };
    throw invalid([{ field: 'vrfId', message }]);
  }
  const lying = await tx.selectFrom('network').where('vrf_id', '=', vrf.id).select('prefix').orderBy('prefix').limit(5).execute();
  if (lying.length > 0) {
    const prefixes = lying.map(({ prefix }) => prefix).join(', ');
    const message = {
      id: `VRF ini masih berisi rentang alamat: ${prefixes}.`,
      en: `Prefixes still lie in this VRF: ${prefixes}.`,
    };
    throw invalid([{ field: 'vrfId', message }]);
  }
  await tx.deleteFrom('vrf').where('id', '=', vrf.id).execute();
  await journal(tx, input, { kind: 'vrf', id: vrf.id }, 'vrf.removed', { name: vrf.name });
};

const vrfColumns = (vrf: ReturnType<typeof readVrf>) => ({
  name: vrf.name,
  route_distinguisher: vrf.routeDistinguisher,
  owner_office_id: vrf.ownerOfficeId,
  notes: vrf.notes,
});

/** Enters a VLAN of a site. `invalid` for a number that the site uses already. */
export const createVlan = async (tx: Db, input: Act & { vlan: Typed<VlanInput> }): Promise<{ vlanId: string }> => {
  const vlan = readVlan(input.vlan);
  const vlanId = newId();
  await refusing(() =>
    tx
      .insertInto('vlan')
      .values({ id: vlanId, ...vlanColumns(vlan), created_at: input.now })
      .execute(),
  );
  await journal(tx, input, { kind: 'vlan', id: vlanId }, 'vlan.created', { ...vlan });
  return { vlanId };
};

type ChangeVlan = Act & { vlanId: string; version: number; vlan: Typed<VlanInput> };

/** Changes a VLAN that the caller saw at `version`; its networks follow a new number. `stale_page`, `not_found`, `invalid`. */
export const updateVlan = async (tx: Db, input: ChangeVlan): Promise<void> => {
  const before = isId(input.vlanId)
    ? await tx.selectFrom('vlan').where('id', '=', input.vlanId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!before) throw new AppError('not_found', { what: `vlan ${input.vlanId}` });
  if (before.version !== input.version) throw new AppError('stale_page', { seen: input.version, now: before.version });
  const vlan = readVlan({ ...input.vlan, siteId: before.site_id });
  const { vid, name, owner_office_id: ownerOfficeId, notes } = before;
  const { siteId: _, ...after } = vlan;
  const changes = changesBetween({ vid, name, ownerOfficeId, notes }, after);
  if (Object.keys(changes).length === 0) return;
  await refusing(() =>
    tx
      .updateTable('vlan')
      .set({ ...vlanColumns(vlan), version: before.version + 1 })
      .where('id', '=', before.id)
      .execute(),
  );
  await journal(tx, input, { kind: 'vlan', id: before.id }, 'vlan.changed', { changes });
};

/** Takes a VLAN out of the register. `invalid` while networks lie in it, naming them; `not_found`. */
export const removeVlan = async (tx: Db, input: Act & { vlanId: string }): Promise<void> => {
  const vlan = isId(input.vlanId)
    ? await tx.selectFrom('vlan').where('id', '=', input.vlanId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!vlan) throw new AppError('not_found', { what: `vlan ${input.vlanId}` });
  const networks = await tx
    .selectFrom('network')
    .where('site_id', '=', vlan.site_id)
    .where('vlan', '=', vlan.vid)
    .select('name')
    .orderBy('prefix')
    .limit(5)
    .execute();
  if (networks.length > 0) {
    const names = networks.map(({ name }) => name).join(', ');
    const message = { id: `VLAN ini masih dipakai jaringan: ${names}.`, en: `Networks still use this VLAN: ${names}.` };
    throw invalid([{ field: 'vlanId', message }]);
  }
  await tx.deleteFrom('vlan').where('id', '=', vlan.id).execute();
  await journal(tx, input, { kind: 'vlan', id: vlan.id }, 'vlan.removed', { vid: vlan.vid, name: vlan.name });
};

const vlanColumns = (vlan: ReturnType<typeof readVlan>) => ({
  site_id: vlan.siteId,
  vid: vlan.vid,
  name: vlan.name,
  owner_office_id: vlan.ownerOfficeId,
  notes: vlan.notes,
});

const journal = (
  tx: Db,
  act: Act,
  subject: { kind: string; id: string },
  type: string,
  data: Record<string, unknown>,
): Promise<number> =>
  record(tx, {
    subjectKind: subject.kind,
    subjectId: subject.id,
    at: act.now,
    type,
    doer: act.doer,
    data: { ...data, ...cause(act) },
  });
