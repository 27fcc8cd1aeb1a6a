import { z } from 'zod';
import { day, line, optionalLine, person } from '../shared/fields.ts';

const party = person.omit({ phone: true, email: true }).extend({ office: line() });

/**
 * Berita acara instalasi dan serah terima: the hosting office (first party, who signs here) hands the installed application
 * over to its owner (second party, who signs on the print). It leaves the office: the server itself is not named.
 */
export const schema = z.strictObject({
  heldOn: day,
  first: party,
  second: party,
  application: line(),
  domainName: line(253),
  service: z.enum(['virtual', 'shared', 'bare_metal']),
  /** What was examined, printed as an annex. */
  results: z.array(z.strictObject({ item: line(500), result: line(), note: optionalLine(1000) })),
  copies: z.number().int().min(1).max(20).default(2),
});
