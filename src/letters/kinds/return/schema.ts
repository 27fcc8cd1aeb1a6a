import { z } from 'zod';
import { answered, correspondence, freeText, line, optionalLine } from '../shared/fields.ts';

/** Surat pengembalian: the request cannot be processed yet; what is missing and why. */
export const schema = z.strictObject({
  ...correspondence,
  request: answered,
  application: line(),
  /** What is missing or faulty, each with the label of its coded reason. */
  missing: z.array(z.strictObject({ item: line(), reason: line(), note: optionalLine(1000) })).min(1),
  explanation: freeText(),
});
