import { sql } from 'kysely';
import { enterInterface, updateInterface } from '../commands/keep-interfaces.ts';
import { readInterface } from '../device-input.ts';
import { tagsOf } from './bulk.ts';
import { type Known, lookUp, planByCommand, without } from './by-command.ts';
import { readDevices } from './lookups.ts';
import { repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

const deviceOf = (row: TypedRow): string => String(row.values.serverId ?? '');
const nameOf = (row: TypedRow): string => String(row.values.name ?? '');

/** Interfaces: known by their name at their device. */
export const interfaceTarget: Target = {
  kind: 'interfaces',
  plan: async (tx, rows, context, seen) => {
    const devices = await readDevices(tx, rows.map(deviceOf));
    const { rows: stored } = await sql<Known & { key: string }>`
      select id, 0 as version, server_id || ' ' || name as key, jsonb_build_object('name', name, 'kind', kind, 'mac', mac::text,
        'speedMbps', speed_mbps, 'enabled', enabled, 'untaggedVlan', untagged_vlan, 'taggedVlans', tagged_vlans,
        'description', description) as record
      from interface where server_id = any(${[...devices.values()]}::uuid[]) and name = any(${rows.map(nameOf)}::text[])`.execute(
      tx,
    );
    const known = new Map(stored.map(({ key, ...port }) => [key, port]));
    const tags = await tagsOf(
      tx,
      'interface',
      stored.map(({ id }) => id),
    );
    const keyOf = (row: TypedRow) => (nameOf(row) === '' ? '' : `${deviceOf(row)} ${nameOf(row)}`);
    const again = repeated(seen, rows, keyOf);
    return rows.map((row) => {
      const faults = [...row.faults];
      const first = again.get(row);
      if (first !== undefined) faults.push(sameAsRow('name', first));
      const serverId = lookUp(faults, 'serverId', row.values.serverId, devices, { id: 'Perangkat', en: 'device' }) ?? '';
      const before = known.get(`${serverId} ${nameOf(row)}`) ?? null;
      return planByCommand(
        row,
        {
          kind: 'interface',
          label: keyOf(row),
          faults,
          before,
          tagsNow: tags.get(before?.id ?? '') ?? [],
          values: without(row.values, 'serverId'),
          read: readInterface,
          create: async (db, port, act) => (await enterInterface(db, { ...act, serverId, interface: port })).interfaceId,
          change: (db, { id }, port, act) => updateInterface(db, { ...act, interfaceId: id, interface: port }),
        },
        context,
      );
    });
  },
};
