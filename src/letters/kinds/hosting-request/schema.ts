import { z } from 'zod';
import { correspondence, day, line, optionalLine, person, resources } from '../shared/fields.ts';

/** Surat permohonan hosting: what the head of the applicant's office asks the hosting office for. */
export const schema = z.strictObject({
  ...correspondence,
  /** Ends the sentence "Dalam rangka …": what the application is for. */
  purpose: line(1000),
  application: line(),
  /** "sehat.batam.go.id" */
  domainName: line(253),
  resources,
  technology: line(),
  database: line(),
  access: z.enum(['public', 'internal']),
  personalData: z.boolean(),
  personalDataNote: optionalLine(500),
  administrator: person,
  recommendation: z.strictObject({ number: line(100), date: day }),
  enclosures: z.array(line()).min(1),
});
