import { z } from 'zod';
import { answered, correspondence, day, freeText, line, person } from '../shared/fields.ts';

/**
 * Surat tanggapan atas permohonan pembuatan subdomain: the request is met. There is no field for a password or an
 * address of the inner network, and unknown fields are refused.
 */
export const schema = z.strictObject({
  ...correspondence,
  request: answered,
  application: line(),
  domainName: line(253),
  service: z.enum(['virtual', 'shared', 'bare_metal']),
  activeOn: day,
  administrator: person.pick({ name: true, nip: true }),
  /** Within how many working days a change of the administrator must be reported. */
  changeWithinDays: z.number().int().positive().max(365),
  /** A paragraph of the office's own before the closing. */
  remark: freeText(2000),
});
