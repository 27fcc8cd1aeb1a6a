import { z } from 'zod';
import { day, line, optionalLine } from '../shared/fields.ts';

/** Dokumentasi daftar seluruh aplikasi: every application of the register at one moment. */
export const schema = z.strictObject({
  asOf: day,
  /** What the list was narrowed to, when it was. */
  scope: optionalLine(),
  applications: z.array(
    z.strictObject({
      name: line(),
      owner: line(),
      function: optionalLine(1000),
      address: optionalLine(),
      technology: optionalLine(),
      database: optionalLine(),
      server: optionalLine(),
      access: z.enum(['public', 'internal']),
      personalData: z.boolean(),
      administrator: optionalLine(),
      status: z.enum(['planned', 'installing', 'active', 'suspended', 'retired']),
      activeSince: day.nullable(),
    }),
  ),
});
