import { z } from 'zod';
import { day, freeText, line, nature } from '../shared/fields.ts';

const choice = z.strictObject({ label: line(), chosen: z.boolean() });

/** Lembar disposisi: the superior passes an incoming letter on, with what is to be done. */
export const schema = z.strictObject({
  letter: z.strictObject({ from: line(), number: line(100), date: day, hal: line(500) }),
  receivedOn: day,
  agendaNumber: line(50),
  nature,
  recipients: z.array(choice).min(1),
  instructions: z.array(choice).min(1),
  note: freeText(),
  dueOn: day.nullable(),
});
