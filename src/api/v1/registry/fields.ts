import { z } from '@hono/zod-openapi';
import {
  cableKinds,
  cableStatuses,
  deviceKinds,
  interfaceKinds,
  networkKinds,
  networkZones,
  ownerships,
  rackFaces,
  rackStatuses,
  rangePurposes,
  serverStatuses,
  serverUsages,
  siteStatuses,
} from '#registry/index.ts';
import { choiceOf } from '../../schemas.ts';

const text = z.string();
const noted = { owner_office_id: z.uuid().nullable(), notes: text };
const amount = z.number().int().min(1);
const factor = z.number().min(1).max(20);
const vlan = z.number().int().min(1).max(4094);

/** The fields of each kind of record as programs send them. */
export const recordFields = {
  device: {
    name: text,
    host_id: z.uuid().nullable().describe('The hypervisor of a virtual server; it lies at its site.'),
    site_id: z.uuid().nullable().describe('Of every other device.'),
    status: choiceOf(serverStatuses.filter(({ value }) => value !== 'retired')),
    accepts_applications: z.boolean(),
    cpu: amount,
    memory_mb: amount,
    disk_gb: amount,
    cpu_overcommit: factor,
    memory_overcommit: factor,
    disk_overcommit: factor,
    operating_system: text,
    processor: text,
    usage: choiceOf(serverUsages),
    ownership: choiceOf(ownerships),
    serial_number: text,
    asset_number: text,
    manufacturer: text,
    model: text,
    rack: text.describe('The name of a rack at its site.'),
    rack_unit: z.number().int().min(1).max(60).nullable().describe('The lowest unit that it takes.'),
    rack_height: z.number().int().min(1).max(60),
    rack_face: choiceOf(rackFaces),
    warranty_until: z.iso.date().nullable(),
    ...noted,
  },
  deviceKind: { kind: choiceOf(deviceKinds) },
  rack: {
    site_id: z.uuid(),
    name: text,
    units: z.number().int().min(1).max(60),
    status: choiceOf(rackStatuses),
    serial_number: text,
    asset_number: text,
    ...noted,
  },
  interface: {
    name: text,
    kind: choiceOf(interfaceKinds),
    mac: text.nullable(),
    speed_mbps: amount.nullable(),
    enabled: z.boolean(),
    untagged_vlan: vlan.nullable(),
    tagged_vlans: z.array(vlan),
    description: text,
  },
  cable: {
    from_interface: text,
    to_interface: text,
    kind: choiceOf(cableKinds),
    status: choiceOf(cableStatuses),
    label: text,
    colour: text,
    length_m: z.number().positive().nullable(),
    notes: text,
  },
  network: {
    name: text,
    site_id: z.uuid().nullable().describe('A container may lie at no site.'),
    zone: choiceOf(networkZones).nullable().describe('Of a network; a container has none.'),
    vlan: vlan.nullable(),
    gateway: text.nullable().describe('An address of the network; it is reserved.'),
    ...noted,
  },
  networkPlace: {
    prefix: text.describe('Without host bits, such as 10.20.30.0/24.'),
    kind: choiceOf(networkKinds),
    vrf_id: z.uuid().nullable().describe('Left out: the one that every installation has.'),
  },
  vlan: { vid: vlan, name: text, ...noted },
  vlanSite: { site_id: z.uuid() },
  vrf: { name: text, route_distinguisher: text, ...noted },
  site: { name: text, address: text, status: choiceOf(siteStatuses), ...noted },
  range: { first: text, last: text, purpose: choiceOf(rangePurposes), reason: text },
} as const;
