import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { isId } from '#lib/ids.ts';
import { needServerSight } from '../policy.ts';

/** An interface with its addresses and, where a cable is plugged in, where that leads. */
export type InterfaceRow = {
  id: string;
  serverId: string;
  name: string;
  kind: string;
  mac: string | null;
  speedMbps: number | null;
  enabled: boolean;
  untaggedVlan: number | null;
  taggedVlans: number[];
  description: string;
  tags: string[];
  /** Its notes and attachments. */
  noted: number;
  addresses: string[];
  cable: {
    id: string;
    kind: string;
    label: string;
    otherServerId: string;
    otherServerName: string;
    otherInterface: string;
  } | null;
};

/** The interfaces of a device in the order in which people count them (eth2 before eth10). */
export const interfacesOf = async (db: Db, serverId: string): Promise<InterfaceRow[]> => {
  if (!isId(serverId)) return [];
  const { rows } = await sql<InterfaceRow>`
    select i.id, i.server_id as "serverId", i.name, i.kind, i.mac::text as mac, i.speed_mbps as "speedMbps", i.enabled,
      i.untagged_vlan as "untaggedVlan", i.tagged_vlans as "taggedVlans", i.description,
      array(select t.tag from record_tag t where t.kind = 'interface' and t.record_id = i.id order by t.tag) as tags,
      (select count(*)::int from record_note n where n.kind = 'interface' and n.record_id = i.id)
        + (select count(*)::int from record_file f where f.kind = 'interface' and f.record_id = i.id) as noted,
      array(select host(a.address) from address a where a.server_id = i.server_id and a.interface = i.name order by a.address) as addresses,
      (select jsonb_build_object('id', c.cable_id, 'kind', c.kind, 'label', c.label, 'otherServerId', o.id,
          'otherServerName', o.name, 'otherInterface', c.other_interface)
        from device_cable c join server o on o.id = c.other_server_id where c.interface_id = i.id) as cable
    from interface i where i.server_id = ${serverId}
    order by regexp_replace(i.name, '\\d.*$', ''), nullif(substring(i.name from '\\d+'), '')::numeric nulls first, i.name`.execute(
    db,
  );
  return rows;
};

/** Interfaces into which no cable is plugged, by device and name, for the choice of a cable's other end. */
export const listFreeInterfaces = async (db: Db, actor: Actor, serverId: string): Promise<{ id: string; name: string }[]> => {
  needServerSight(actor);
  return (await interfacesOf(db, serverId)).filter(({ cable }) => cable === null).map(({ id, name }) => ({ id, name }));
};

/** The device of an interface. `not_found` when there is none or the actor may not see it. */
export const deviceOfInterface = async (db: Db, actor: Actor, interfaceId: string): Promise<{ serverId: string }> => {
  needServerSight(actor);
  const found = isId(interfaceId)
    ? await db.selectFrom('interface').where('id', '=', interfaceId).select('server_id as serverId').executeTakeFirst()
    : undefined;
  if (!found) throw new AppError('not_found', { what: `interface ${interfaceId}` });
  return found;
};
