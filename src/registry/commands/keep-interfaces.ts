import { record } from '#audit/index.ts';
import type { Db } from '#db/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { isId, newId } from '#lib/ids.ts';
import { type Act, cause, changesBetween } from '../act.ts';
import { type InterfaceInput, readInterface } from '../device-input.ts';
import type { Typed } from '../input.ts';
import { refusing } from '../refusals.ts';

type NewInterface = Act & { serverId: string; interface: Typed<InterfaceInput> };

/** Enters an interface of a device. `invalid` for every faulty field and for a name that the device uses already. */
export const enterInterface = async (tx: Db, input: NewInterface): Promise<{ interfaceId: string }> => {
  const read = readInterface(input.interface);
  const interfaceId = newId();
  await refusing(() =>
    tx
      .insertInto('interface')
      .values({ id: interfaceId, server_id: input.serverId, ...columnsOf(read), created_at: input.now })
      .execute(),
  );
  await journal(tx, input, input.serverId, 'interface.entered', { ...read });
  return { interfaceId };
};

type Change = Act & { interfaceId: string; interface: Typed<InterfaceInput> };

/** Changes an interface; its addresses follow a new name. The device's journal keeps before and after. `not_found`, `invalid`. */
export const updateInterface = async (tx: Db, input: Change): Promise<void> => {
  const read = readInterface(input.interface);
  const before = await locked(tx, input.interfaceId);
  const changes = changesBetween(
    {
      name: before.name,
      kind: before.kind,
      mac: before.mac,
      speedMbps: before.speed_mbps,
      enabled: before.enabled,
      untaggedVlan: before.untagged_vlan,
      taggedVlans: before.tagged_vlans,
      description: before.description,
    },
    read,
  );
  if (Object.keys(changes).length === 0) return;
  await refusing(() => tx.updateTable('interface').set(columnsOf(read)).where('id', '=', before.id).execute());
  await journal(tx, input, before.server_id, 'interface.changed', { interface: before.name, changes });
};

/** Takes an interface out of the register. `invalid` while it has an address or a cable, `not_found`. */
export const removeInterface = async (tx: Db, input: Act & { interfaceId: string }): Promise<void> => {
  const { id, server_id: serverId, name } = await locked(tx, input.interfaceId);
  const address = await tx
    .selectFrom('address')
    .where('server_id', '=', serverId)
    .where('interface', '=', name)
    .select('address')
    .executeTakeFirst();
  const cable = await tx.selectFrom('cable_end').where('interface_id', '=', id).select('cable_id').executeTakeFirst();
  if (address || cable) {
    const message = address
      ? {
          id: `Antarmuka ${name} masih memakai alamat ${address.address}.`,
          en: `Interface ${name} still has the address ${address.address}.`,
        }
      : { id: `Kabel masih terpasang di antarmuka ${name}.`, en: `A cable is still plugged into interface ${name}.` };
    throw invalid([{ field: 'interfaceId', message }]);
  }
  await tx.deleteFrom('interface').where('id', '=', id).execute();
  await journal(tx, input, serverId, 'interface.removed', { interface: name });
};

const locked = async (tx: Db, interfaceId: string) => {
  const found = isId(interfaceId)
    ? await tx.selectFrom('interface').where('id', '=', interfaceId).selectAll().forUpdate().executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `interface ${interfaceId}` });
  return found;
};

const columnsOf = (read: ReturnType<typeof readInterface>) => ({
  name: read.name,
  kind: read.kind,
  mac: read.mac,
  speed_mbps: read.speedMbps,
  enabled: read.enabled,
  untagged_vlan: read.untaggedVlan,
  tagged_vlans: read.taggedVlans,
  description: read.description,
});

const journal = (tx: Db, act: Act, serverId: string, type: string, data: Record<string, unknown>): Promise<number> =>
  record(tx, { subjectKind: 'server', subjectId: serverId, at: act.now, type, doer: act.doer, data: { ...data, ...cause(act) } });
