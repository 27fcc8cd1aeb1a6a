import { z } from 'zod';
import { day, freeText, line, nature, optionalLine, resources } from '../shared/fields.ts';

/** Nota dinas koordinasi kapasitas: no managed server has room, the infrastructure section is asked to provide one. */
export const schema = z.strictObject({
  nature,
  to: line(),
  from: line(),
  cc: z.array(line()).default([]),
  request: z.strictObject({ caseNumber: line(50), number: line(100), date: day, owner: line() }),
  application: line(),
  needed: resources,
  /** What was looked at and what was free on each. */
  servers: z.array(
    z.strictObject({ name: line(), cpu: z.number(), memoryGb: z.number(), diskGb: z.number(), note: optionalLine() }),
  ),
  note: freeText(),
  dueOn: day.nullable(),
});
