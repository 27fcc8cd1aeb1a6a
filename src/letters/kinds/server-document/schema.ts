import { z } from 'zod';
import { day, freeText, line, optionalLine } from '../shared/fields.ts';

const amounts = { cpu: z.number(), memoryGb: z.number(), diskGb: z.number() };

/** Dokumentasi perangkat/server: everything the register knows of one server. An internal document. */
export const schema = z.strictObject({
  /** The case or occasion it was made for, "K-2026-0042". */
  reference: optionalLine(60),
  server: z.strictObject({
    name: line(),
    kind: z.enum(['hypervisor', 'bare_metal', 'virtual']),
    status: z.enum(['planned', 'active', 'maintenance', 'retired']),
    host: optionalLine(),
    site: line(),
    rack: optionalLine(60),
    ...amounts,
    operatingSystem: optionalLine(),
    processor: optionalLine(),
    usage: optionalLine(),
    ownership: z.enum(['owned', 'rented', 'borrowed']),
    owner: optionalLine(),
    serialNumber: optionalLine(),
    assetNumber: optionalLine(),
    warrantyUntil: day.nullable(),
  }),
  addresses: z.array(
    z.strictObject({
      address: line(60),
      interface: optionalLine(60),
      mac: optionalLine(30),
      network: line(),
      prefix: line(60),
      vlan: z.number().int().nullable(),
      zone: z.enum(['public', 'dmz', 'internal', 'management']),
    }),
  ),
  /** Who uses it: applications and virtual servers, with what they were given. */
  uses: z.array(
    z.strictObject({
      label: line(),
      kind: z.enum(['application', 'virtual_server']),
      owner: optionalLine(),
      state: z.enum(['held', 'allotted']),
      ...amounts,
    }),
  ),
  /** What is still free. */
  free: z.strictObject(amounts),
  notes: freeText(),
});
