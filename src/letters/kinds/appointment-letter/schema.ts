import { z } from 'zod';
import { day, line, person } from '../shared/fields.ts';

/** Surat penunjukan: the head of the applicant's office names who manages the application. The head is the signer. */
export const schema = z.strictObject({
  administrator: person,
  application: line(),
  duties: z.array(line(500)).min(1),
  /** Null: until somebody else is named. */
  validUntil: day.nullable().default(null),
});
