import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { parseAddress } from '../ip.ts';
import { globalVrfId } from '../network-input.ts';
import { insertRows, recordAll, updateRows } from './bulk.ts';
import { faulty, type Planned, repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

type Place = { address: string; vrfId: string; networkId: string; prefix: string; name: string };
type Given = {
  id: string;
  address: string;
  vrfId: string;
  serverId: string | null;
  serverName: string | null;
  interface: string;
  reason: string;
};

const noAddress = (text: string): Words => ({
  id: `"${text}" bukan alamat IP yang sah.`,
  en: `"${text}" is no valid IP address.`,
});
const noNetwork: Words = {
  id: 'Tidak ada jaringan yang memuat alamat ini. Tambahkan jaringannya lebih dahulu.',
  en: 'No network holds this address. Add the network first.',
};
const noUse: Words = {
  id: 'Sebutkan perangkatnya, atau untuk apa alamat ini dicadangkan.',
  en: 'Name the device, or what the address is reserved for.',
};

/** One address of the file: a number has one writing. */
const plainAddress = (text: string): string | null => {
  const parsed = parseAddress(text);
  return parsed ? `${parsed.family}:${parsed.value}` : null;
};

const keyOf = (row: TypedRow): string => {
  const plain = plainAddress(String(row.values.address ?? ''));
  return plain === null ? '' : `${String(row.values.vrf ?? '').toLowerCase()} ${plain}`;
};

const readAround = async (tx: Db, rows: readonly TypedRow[]) => {
  const { rows: vrfs } = await sql<{ id: string; name: string }>`select id, lower(name) as name from vrf`.execute(tx);
  const vrfIds = new Map(vrfs.map(({ id, name }) => [name, id]));
  const wanted = rows.flatMap((row) => {
    const address = String(row.values.address ?? '');
    if (plainAddress(address) === null) return [];
    const vrf = row.values.vrf === undefined ? globalVrfId : vrfIds.get(String(row.values.vrf).toLowerCase());
    return vrf ? [{ address, vrf }] : [];
  });
  const list = sql`jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(address inet, vrf uuid)`;
  const servers = [...new Set(rows.flatMap((row) => (row.values.server ? [String(row.values.server)] : [])))];
  const [places, given, devices] = await Promise.all([
    sql<Place>`select host(w.address) as address, w.vrf as "vrfId", n.id as "networkId", text(n.prefix) as prefix, n.name
      from ${list} join network n on n.vrf_id = w.vrf and n.kind = 'network' and n.prefix >>= w.address`.execute(tx),
    sql<Given>`select a.id, host(a.address) as address, a.vrf_id as "vrfId", a.server_id as "serverId", s.name as "serverName",
        a.interface, a.reserved_for as reason
      from ${list} join address a on a.vrf_id = w.vrf and a.address = w.address left join server s on s.id = a.server_id`.execute(
      tx,
    ),
    sql<{
      id: string;
      name: string;
    }>`select id, name from server where status <> 'retired' and name = any(${servers}::text[])`.execute(tx),
  ]);
  const key = ({ address, vrfId }: { address: string; vrfId: string }) => `${vrfId} ${plainAddress(address)}`;
  return {
    vrfIds,
    places: new Map(places.rows.map((place) => [key(place), place])),
    given: new Map(given.rows.map((each) => [key(each), each])),
    devices: new Map(devices.rows.map(({ id, name }) => [name, id])),
  };
};

/** Addresses: given to a device or reserved. What somebody else has is a conflict; nothing is ever taken from anybody. */
export const addressTarget: Target = {
  kind: 'addresses',
  plan: async (tx, rows, context, seen) => {
    const { vrfIds, places, given, devices } = await readAround(tx, rows);
    const again = repeated(seen, rows, keyOf);
    const planOne = (row: TypedRow): Planned => {
      const address = String(row.values.address ?? '');
      const faults: FieldFault[] = [...row.faults];
      const plain = plainAddress(address);
      if (plain === null) {
        if (!faults.some(({ field }) => field === 'address')) faults.push({ field: 'address', message: noAddress(address) });
        return faulty(row, address, faults);
      }
      const before = again.get(row);
      if (before !== undefined) faults.push(sameAsRow('address', before));
      const vrfId = row.values.vrf === undefined ? globalVrfId : vrfIds.get(String(row.values.vrf).toLowerCase());
      if (!vrfId) faults.push({ field: 'vrf', message: { id: 'VRF ini tidak ada.', en: 'This VRF does not exist.' } });
      const server = row.values.server === undefined ? null : String(row.values.server);
      const serverId = server === null ? null : (devices.get(server) ?? null);
      if (server !== null && serverId === null)
        faults.push({
          field: 'server',
          message: { id: `Perangkat "${server}" tidak ada.`, en: `There is no device "${server}".` },
        });
      const reason = String(row.values.reason ?? '').slice(0, 200);
      if (server === null && reason === '') faults.push({ field: 'server', message: noUse });
      const place = places.get(`${vrfId} ${plain}`);
      if (!place && vrfId) faults.push({ field: 'address', message: noNetwork });
      const has = given.get(`${vrfId} ${plain}`);
      const mine = has && has.serverId === serverId;
      if (has && !mine) {
        const who = has.serverName ?? has.reason;
        const message = { id: `Alamat ini sudah dipakai: ${who}.`, en: `This address is taken: ${who}.` };
        return faulty(row, address, [...faults, { field: 'address', message }], 'conflict');
      }
      if (faults.length > 0 || !place) return faulty(row, address, faults);
      const port = String(row.values.interface ?? has?.interface ?? 'eth0').slice(0, 60);
      const changes: Record<string, [unknown, unknown]> = {};
      if (has && serverId !== null && port !== has.interface) changes.interface = [has.interface, port];
      if (has && serverId === null && reason !== has.reason) changes.reason = [has.reason, reason];
      if (has && Object.keys(changes).length === 0)
        return { row: row.no, verdict: 'same', label: address, faults: [], changes: {}, write: null };
      const id = has?.id ?? newId();
      const own = serverId === null ? { reason } : { network: place.name, interface: port };
      return {
        row: row.no,
        verdict: has ? 'change' : 'new',
        label: address,
        faults: [],
        changes,
        write: {
          table: 'address',
          row: {
            id,
            network_id: place.networkId,
            vrf_id: place.vrfId,
            prefix: place.prefix,
            address,
            server_id: serverId,
            interface: port,
            reserved_for: serverId === null ? reason : '',
            created_at: String(context.now),
          },
          event: {
            subjectKind: serverId === null ? 'network' : 'server',
            subjectId: serverId ?? place.networkId,
            type: serverId === null ? 'address.reserved' : 'address.assigned',
            data: { address, ...own },
          },
        },
      };
    };
    return rows.map(planOne);
  },
  write: async (tx, planned, context) => {
    const writes = planned.flatMap(({ verdict, write }) => (write ? [{ verdict, ...write }] : []));
    const rows = (wanted: string) => writes.filter(({ verdict }) => verdict === wanted).map(({ row }) => row);
    // Networks are locked in one order, whatever the order of the file, so that two imports never wait for one another in a circle.
    const ordered = rows('new').sort((a, b) => String(a.network_id).localeCompare(String(b.network_id)));
    await insertRows(tx, 'address', ordered);
    await updateRows(tx, 'address', ['interface', 'reserved_for'], rows('change'));
    await recordAll(
      tx,
      writes.map(({ event }) => event),
      context,
    );
  },
};
