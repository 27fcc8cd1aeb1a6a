import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import { createNetwork } from '../commands/create-network.ts';
import { updateNetwork } from '../commands/update-network.ts';
import { parsePrefix } from '../ip.ts';
import { globalVrfId, readNetwork } from '../network-input.ts';
import { tagsOf } from './bulk.ts';
import { found, type Known, lookUp, planByCommand, without } from './by-command.ts';
import { readOffices, readSites } from './lookups.ts';
import { faulty, repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

type Stored = Known & { prefix: string; vrfId: string; kind: string };

/** A prefix as one text, however it is written; '' for none. */
const plainPrefix = (text: string): string => {
  const parsed = parsePrefix(text);
  return parsed ? `${parsed.family}:${parsed.value}/${parsed.length}` : '';
};

const prefixOf = (row: TypedRow): string => String(row.values.prefix ?? '');

const readVrfs = async (tx: Db): Promise<Map<string, string>> => {
  const { rows } = await sql<{ id: string; name: string }>`select id, lower(name) as name from vrf`.execute(tx);
  return new Map(rows.map(({ id, name }) => [name, id]));
};

/** Networks and containers: known by their prefix in their VRF, which never changes. */
export const networkTarget: Target = {
  kind: 'networks',
  plan: async (tx, rows, context, seen) => {
    const [sites, offices, vrfs] = await Promise.all([readSites(tx), readOffices(tx), readVrfs(tx)]);
    const prefixes = rows.map(prefixOf).filter((prefix) => plainPrefix(prefix) !== '');
    const { rows: stored } = await sql<Stored>`
      select id, version, text(prefix) as prefix, vrf_id as "vrfId", kind, jsonb_build_object('name', name, 'siteId', site_id, 'zone', zone,
        'vlan', vlan, 'gateway', host(gateway), 'ownerOfficeId', owner_office_id, 'notes', notes) as record
      from network where prefix = any(${prefixes}::cidr[])`.execute(tx);
    const known = new Map(stored.map((network) => [`${network.vrfId} ${plainPrefix(network.prefix)}`, network]));
    const tags = await tagsOf(
      tx,
      'network',
      stored.map(({ id }) => id),
    );
    const vrfOf = (row: TypedRow) =>
      row.values.vrfId === undefined ? globalVrfId : (vrfs.get(String(row.values.vrfId).toLowerCase()) ?? '');
    const keyOf = (row: TypedRow) => (plainPrefix(prefixOf(row)) === '' ? '' : `${vrfOf(row)} ${plainPrefix(prefixOf(row))}`);
    const again = repeated(seen, rows, keyOf);
    return rows.map((row) => {
      const faults = [...row.faults];
      const first = again.get(row);
      if (first !== undefined) faults.push(sameAsRow('prefix', first));
      lookUp(faults, 'vrfId', row.values.vrfId, vrfs, { id: 'VRF', en: 'VRF' });
      const siteId = lookUp(faults, 'siteId', row.values.siteId, sites, { id: 'Lokasi', en: 'site' });
      const office = lookUp(faults, 'ownerOfficeId', row.values.ownerOfficeId, offices, { id: 'Perangkat daerah', en: 'office' });
      const before = known.get(keyOf(row)) ?? null;
      if (before && row.values.kind !== undefined && row.values.kind !== before.kind) {
        const message = { id: 'Jenisnya berbeda dari yang tercatat.', en: 'It is of another kind than the register says.' };
        return faulty(row, prefixOf(row), [...faults, { field: 'kind', message }], 'conflict');
      }
      const place = { prefix: before?.prefix ?? prefixOf(row), vrfId: vrfOf(row), kind: before?.kind ?? row.values.kind };
      return planByCommand(
        row,
        {
          kind: 'network',
          label: prefixOf(row),
          faults,
          before,
          tagsNow: tags.get(before?.id ?? '') ?? [],
          values: {
            ...(before ? {} : { name: prefixOf(row) }),
            ...without(row.values, 'prefix', 'vrfId', 'kind', 'siteId', 'ownerOfficeId'),
            ...found('siteId', siteId),
            ...found('ownerOfficeId', office),
          },
          read: (values) => readNetwork({ ...values, ...place }),
          create: async (db, values, act) => (await createNetwork(db, { ...act, network: { ...values, ...place } })).networkId,
          change: (db, { id, version }, changes, act) => updateNetwork(db, { ...act, networkId: id, version, changes }),
        },
        context,
      );
    });
  },
};
