import { z } from 'zod';
import { answered, correspondence, freeText, line, optionalLine } from '../shared/fields.ts';

/** Surat penolakan: the request is refused for good, with its reasons. */
export const schema = z.strictObject({
  ...correspondence,
  request: answered,
  application: line(),
  reasons: z.array(z.strictObject({ reason: line(), note: optionalLine(1000) })).min(1),
  explanation: freeText(),
});
