import { z } from 'zod';
import { freeText, line, optionalLine, svg } from '../shared/fields.ts';

/** Dokumentasi topologi jaringan: the picture, and the same as lists for whoever cannot see it. An internal document. */
export const schema = z.strictObject({
  reference: optionalLine(60),
  /** What the picture covers: "Ruang Server Lt. VII". */
  scope: line(),
  diagram: svg,
  nodes: z.array(
    z.strictObject({
      name: line(),
      kind: z.enum(['hypervisor', 'bare_metal', 'virtual', 'device']),
      on: optionalLine(),
      addresses: z.array(line(60)),
    }),
  ),
  networks: z.array(
    z.strictObject({
      name: line(),
      prefix: line(60),
      vlan: z.number().int().nullable(),
      gateway: optionalLine(60),
      zone: z.enum(['public', 'dmz', 'internal', 'management']),
    }),
  ),
  links: z.array(z.strictObject({ from: line(), to: line(), label: optionalLine() })),
  notes: freeText(),
  /** Another picture of the register than that of a network: what it is called, and what is drawn, as a list. */
  drawing: z
    .strictObject({
      title: line(),
      things: z.array(z.strictObject({ place: optionalLine(), what: line() })),
    })
    .nullable()
    .default(null),
});
