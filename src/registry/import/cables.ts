import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { connectCable } from '../commands/connect-cable.ts';
import { updateCable } from '../commands/update-cable.ts';
import { readCable, readCableChange } from '../device-input.ts';
import { tagsOf } from './bulk.ts';
import { type Known, lookUp, planByCommand, without } from './by-command.ts';
import { readDevices } from './lookups.ts';
import { faulty, repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

const ends = ['from', 'to'] as const;
type End = (typeof ends)[number];

const deviceAt = (row: TypedRow, end: End): string => String(row.values[`${end}ServerId`] ?? '');
const portAt = (row: TypedRow, end: End): string => String(row.values[`${end}Interface`] ?? '');
const endOf = (row: TypedRow, end: End): string => `${deviceAt(row, end)} ${portAt(row, end)}`.trim();

/** The cables that are plugged into these devices, and which of them into which interface ("device-id port"). */
const readPlugged = async (tx: Db, deviceIds: readonly string[]) => {
  const { rows: plugs } = await sql<{ key: string; cableId: string; other: string }>`
    select c.server_id || ' ' || c.interface as key, c.cable_id as "cableId", o.name || ' ' || c.other_interface as other
    from device_cable c join server o on o.id = c.other_server_id where c.server_id = any(${deviceIds}::uuid[])`.execute(tx);
  const { rows: cables } = await sql<Known>`
    select c.id, c.version, jsonb_build_object('fromInterface', a.name, 'toInterface', b.name, 'kind', c.kind, 'status', c.status,
      'label', c.label, 'colour', c.colour, 'lengthM', c.length_m, 'notes', c.notes) as record
    from cable c join interface a on a.id = c.a_interface_id join interface b on b.id = c.b_interface_id
    where c.id = any(${[...new Set(plugs.map(({ cableId }) => cableId))]}::uuid[])`.execute(tx);
  return {
    plugged: new Map(plugs.map(({ key, ...plug }) => [key, plug])),
    cables: new Map(cables.map((cable) => [cable.id, cable])),
  };
};

/** Cables: known by the two interfaces that they join. What another cable is plugged into is a conflict; none is ever pulled. */
export const cableTarget: Target = {
  kind: 'cables',
  plan: async (tx, rows, context, seen) => {
    const devices = await readDevices(
      tx,
      rows.flatMap((row) => ends.map((end) => deviceAt(row, end))),
    );
    const { plugged, cables } = await readPlugged(tx, [...devices.values()]);
    const tags = await tagsOf(tx, 'cable', [...cables.keys()]);
    const again = {
      from: repeated(seen, rows, (row) => endOf(row, 'from')),
      to: repeated(seen, rows, (row) => endOf(row, 'to')),
    };
    return rows.map((row) => {
      const faults = [...row.faults];
      const label = `${endOf(row, 'from')} – ${endOf(row, 'to')}`;
      const at = ends.map((end) => {
        const first = again[end].get(row);
        if (first !== undefined) faults.push(sameAsRow(`${end}Interface`, first));
        const id =
          lookUp(faults, `${end}ServerId`, row.values[`${end}ServerId`], devices, { id: 'Perangkat', en: 'device' }) ?? '';
        return { end, id, plug: plugged.get(`${id} ${portAt(row, end)}`) };
      });
      const [from, to] = at;
      const cable = from?.plug && from.plug.cableId === to?.plug?.cableId ? (cables.get(from.plug.cableId) ?? null) : null;
      const taken = cable ? undefined : at.find(({ plug }) => plug);
      if (taken?.plug) {
        const { other } = taken.plug;
        const message = {
          id: `Antarmuka ini sudah terhubung ke ${other}.`,
          en: `This interface is connected to ${other} already.`,
        };
        return faulty(row, label, [...faults, { field: `${taken.end}Interface`, message }], 'conflict');
      }
      const facts = without(row.values, 'fromServerId', 'fromInterface', 'toServerId', 'toInterface');
      const joined = {
        ...{ fromServerId: from?.id, fromInterface: portAt(row, 'from') },
        ...{ toServerId: to?.id, toInterface: portAt(row, 'to') },
      };
      return planByCommand(
        row,
        {
          kind: 'cable',
          label,
          faults,
          before: cable,
          tagsNow: tags.get(cable?.id ?? '') ?? [],
          values: cable ? facts : { ...joined, ...facts },
          read: cable ? readCableChange : readCable,
          create: async (db, wanted, act) => (await connectCable(db, { ...act, cable: wanted })).cableId,
          change: (db, { id, version }, wanted, act) => updateCable(db, { ...act, cableId: id, version, cable: wanted }),
        },
        context,
      );
    });
  },
};
