import { z } from 'zod';
import { day, freeText, line, optionalLine, resources } from '../shared/fields.ts';

/** Rekomendasi Tim Teknis: the result of the technical examination of an application before it may be hosted. */
export const schema = z.strictObject({
  application: line(),
  owner: line(),
  examinedOn: day,
  checklist: z
    .array(z.strictObject({ aspect: line(), verdict: z.enum(['met', 'not_met', 'with_notes']), note: optionalLine(1000) }))
    .min(1),
  result: z.enum(['recommended', 'with_notes', 'not_recommended']),
  notes: freeText(),
  resources: resources.nullable(),
  validUntil: day,
  members: z.array(z.strictObject({ name: line(), title: optionalLine() })),
});
