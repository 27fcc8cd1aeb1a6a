import { sql } from 'kysely';
import type { Db } from '#db/index.ts';
import type { FieldFault } from '#lib/errors.ts';
import { newId } from '#lib/ids.ts';
import type { Words } from '#lib/words.ts';
import { changesBetween } from '../act.ts';
import { readTags } from '../annotations/annotate.ts';
import { readServer, readServerChanges, type ServerInput, type Typed } from '../input.ts';
import { serverColumns, serverFacts, storedFacts } from '../server-columns.ts';
import { insertRows, type JsonRow, recordAll, tagsOf, updateRows, writeTags } from './bulk.ts';
import { readLookups } from './lookups.ts';
import { faultsOf, faulty, type Planned, repeated, sameAsRow, type Target, type TypedRow } from './plan.ts';

type Before = JsonRow & { id: string; name: string; kind: string; site_id: string; rack: string; version: number };

const unknown = (what: Words, name: string): Words => ({
  id: `${what.id} "${name}" tidak ada.`,
  en: `There is no ${what.en} "${name}".`,
});

/** What the columns hold when a new device says nothing of them. */
const defaults = {
  status: 'active',
  accepts_applications: false,
  cpu: 0,
  memory_mb: 0,
  disk_gb: 0,
  cpu_overcommit: 1,
  memory_overcommit: 1,
  disk_overcommit: 1,
  operating_system: '',
  processor: '',
  usage: 'application',
  ownership: 'owned',
  owner_office_id: null,
  serial_number: '',
  asset_number: '',
  manufacturer: '',
  model: '',
  rack_id: null,
  rack_unit: null,
  rack_height: 1,
  rack_face: 'both',
  warranty_until: null,
  notes: '',
  host_id: null,
  version: 1,
};

const changeable = Object.keys(defaults).concat('name', 'site_id');

const readBefore = async (tx: Db, names: readonly string[], serials: readonly string[]) => {
  const { rows } = await sql<Before>`
    select s.*, coalesce(r.name, '') as rack from server s left join rack r on r.id = s.rack_id
    where s.status <> 'retired' and s.name = any(${names}::text[])`.execute(tx);
  const { rows: owners } = await sql<{ serial: string; name: string }>`
    select serial_number as serial, name from server where status <> 'retired' and serial_number = any(${serials}::text[])`.execute(
    tx,
  );
  return {
    byName: new Map(rows.map((row) => [row.name, row])),
    ownerOfSerial: new Map(owners.map(({ serial, name }) => [serial, name])),
  };
};

const nameOf = (row: TypedRow): string => String(row.values.name ?? '');
const serialOf = (row: TypedRow): string => String(row.values.serialNumber ?? '');

const isHost = (row: TypedRow): boolean => row.values.kind === 'hypervisor' || !row.values.hostId;

/** Devices and servers: known by their name; what a row leaves empty stays as it is. */
export const deviceTarget = (kind: 'devices' | 'servers'): Target => ({
  kind,
  // A host may stand in the same file, wherever; it is entered before what runs on it.
  ...(kind === 'servers' ? { passes: [isHost, (row: TypedRow) => !isHost(row)] } : {}),
  plan: async (tx, rows, context, seen) => {
    const names = [...new Set(rows.map(nameOf))];
    const hosts = [...new Set(rows.flatMap((row) => (row.values.hostId ? [String(row.values.hostId)] : [])))];
    const [{ byName, ownerOfSerial }, lookups] = await Promise.all([
      readBefore(tx, names, [...new Set(rows.map(serialOf).filter((serial) => serial !== ''))]),
      readLookups(tx, hosts),
    ]);
    const sameName = repeated(seen, rows, (row) => (nameOf(row) === '' ? '' : `name ${nameOf(row)}`));
    const sameSerial = repeated(seen, rows, (row) => (serialOf(row) === '' ? '' : `serial ${serialOf(row)}`));
    const tagsBefore = await tagsOf(
      tx,
      'server',
      [...byName.values()].map(({ id }) => id),
    );
    const planOne = (row: TypedRow): Planned => {
      const label = nameOf(row);
      const faults: FieldFault[] = [...row.faults];
      const again = sameName.get(row) ?? sameSerial.get(row);
      if (again !== undefined) faults.push(sameAsRow(sameName.has(row) ? 'name' : 'serialNumber', again));
      const before = byName.get(label);
      const owner = ownerOfSerial.get(serialOf(row));
      if (owner !== undefined && owner !== label) {
        const message = { id: `Nomor seri ini milik ${owner}.`, en: `This serial number belongs to ${owner}.` };
        return faulty(row, label, [...faults, { field: 'serialNumber', message }], 'conflict');
      }
      const { memoryGb, memoryMb, siteId, hostId, ownerOfficeId, rack, tags, ...plain } = row.values;
      const typed: Record<string, unknown> = { ...plain };
      const memory = memoryMb ?? memoryGb;
      if (memory !== undefined) typed.memoryMb = memory;
      const look = (field: string, name: unknown, known: ReadonlyMap<string, string>, what: Words): string | undefined => {
        if (name === undefined) return undefined;
        const id = known.get(String(name).toLowerCase());
        if (id === undefined) faults.push({ field, message: unknown(what, String(name)) });
        return id;
      };
      const site = look('siteId', siteId, lookups.sites, { id: 'Lokasi', en: 'site' });
      const host = look('hostId', hostId, lookups.hosts, { id: 'Hypervisor', en: 'hypervisor' });
      const office = look('ownerOfficeId', ownerOfficeId, lookups.offices, { id: 'Perangkat daerah', en: 'office' });
      if (office) typed.ownerOfficeId = office;
      typed.kind ??= before?.kind ?? (kind === 'servers' ? (hostId ? 'virtual' : 'bare_metal') : undefined);
      const isVirtual = typed.kind === 'virtual';
      if (before && typed.kind !== before.kind) {
        const message = { id: 'Jenisnya berbeda dari yang tercatat.', en: 'It is of another kind than the register says.' };
        return faulty(row, label, [...faults, { field: 'kind', message }], 'conflict');
      }
      if (isVirtual && host) typed.hostId = host;
      if (!isVirtual && site) typed.siteId = site;
      const read = faultsOf(() => {
        if (!before) return readServer(typed as Typed<ServerInput>);
        const { kind: _, ...changes } = typed;
        return readServerChanges(changes as Typed<ServerInput>);
      });
      // A name that led nowhere is one fault, not two; and nobody knows what size a device of no kind has.
      const known = (field: string): boolean =>
        faults.some((fault) => fault.field === field) ||
        (faults.some((fault) => fault.field === 'kind') && ['cpu', 'memoryMb', 'diskGb'].includes(field));
      if ('faults' in read) faults.push(...read.faults.filter(({ field }) => !known(field)));
      const at = isVirtual ? lookups.siteOfHost.get(host ?? String(before?.host_id ?? '')) : (site ?? before?.site_id);
      const standsIn = rack === undefined ? undefined : lookups.racks.get(`${at} ${String(rack).toLowerCase()}`);
      const rackId = standsIn?.id;
      if (rack !== undefined && at && rackId === undefined)
        faults.push({ field: 'rack', message: unknown({ id: 'Rak', en: 'rack' }, `${String(rack)}`) });
      const wantedTags = tags === undefined ? undefined : faultsOf(() => readTags(String(tags)));
      if (wantedTags && 'faults' in wantedTags) faults.push(...wantedTags.faults);
      if (faults.length > 0 || 'faults' in read) return faulty(row, label, faults);
      const given = { ...read.value, ...(standsIn ? { rack: standsIn.name } : {}) } as Partial<ServerInput>;
      const listed = wantedTags && 'value' in wantedTags ? wantedTags.value : undefined;
      const columns = asJson(serverColumns(given));
      if (before)
        return planChange(row, before, { given, columns, at, rackId, tags: listed, tagsNow: tagsBefore.get(before.id) ?? [] });
      const id = newId();
      return {
        row: row.no,
        verdict: 'new',
        label,
        faults: [],
        changes: {},
        write: {
          table: 'server',
          row: {
            ...defaults,
            ...columns,
            id,
            kind: typed.kind,
            site_id: at ?? null,
            rack_id: rackId ?? null,
            created_at: String(context.now),
          },
          event: { subjectKind: 'server', subjectId: id, type: 'server.created', data: serverFacts(given) },
          ...(listed ? { tags: listed } : {}),
        },
      };
    };
    return rows.map(planOne);
  },
  write: async (tx, planned, context) => {
    const writes = planned.flatMap(({ verdict, write }) => (write ? [{ verdict, ...write }] : []));
    const fresh = writes.filter(({ verdict }) => verdict === 'new').map(({ row }) => row);
    await insertRows(
      tx,
      'server',
      fresh.filter((row) => row.host_id === null),
    );
    await insertRows(
      tx,
      'server',
      fresh.filter((row) => row.host_id !== null),
    );
    const changed = writes.filter(({ verdict }) => verdict === 'change').map(({ row }) => row);
    await updateRows(tx, 'server', changeable, changed);
    await recordAll(
      tx,
      writes.map(({ event }) => event),
      context,
    );
    await writeTags(tx, 'server', new Map(writes.flatMap(({ row, tags }) => (tags ? [[String(row.id), tags] as const] : []))));
  },
});

const asJson = (row: object): JsonRow =>
  Object.fromEntries(
    Object.entries(row).map(([key, value]) => [key, value instanceof Temporal.PlainDate ? String(value) : value]),
  );

type Change = {
  given: Partial<ServerInput>;
  columns: JsonRow;
  at: string | undefined;
  rackId: string | undefined;
  tags: string[] | undefined;
  tagsNow: string[];
};

const planChange = (row: TypedRow, before: Before, { given, columns, at, rackId, tags, tagsNow }: Change): Planned => {
  const { kind: _, ...facts } = serverFacts(given);
  const changes = changesBetween(storedFacts(before, Object.keys(facts)), facts);
  if (tags && tags.join() !== tagsNow.join()) changes.tags = [tagsNow.join(', '), tags.join(', ')];
  const label = before.name;
  if (Object.keys(changes).length === 0) return { row: row.no, verdict: 'same', label, faults: [], changes: {}, write: null };
  const { rack: __, ...stored } = before;
  const place = { site_id: at ?? before.site_id, ...(rackId === undefined ? {} : { rack_id: rackId }) };
  return {
    row: row.no,
    verdict: 'change',
    label,
    faults: [],
    changes,
    write: {
      table: 'server',
      row: { ...asJson(stored), ...columns, ...place, version: before.version + 1 },
      event: { subjectKind: 'server', subjectId: before.id, type: 'server.changed', data: { changes } },
      ...(tags ? { tags } : {}),
    },
  };
};
