import { z } from 'zod';
import { freeText, line, localMoment, optionalLine } from '../shared/fields.ts';

/** Dokumentasi instalasi: the guide as a checklist, with who did each item when and what shows it. An internal document. */
export const schema = z.strictObject({
  reference: optionalLine(60),
  application: line(),
  owner: line(),
  server: line(),
  domainName: line(253),
  technology: optionalLine(),
  database: optionalLine(),
  /** File name of the installation guide that was followed. */
  guide: optionalLine(),
  startedAt: localMoment,
  finishedAt: localMoment,
  items: z
    .array(
      z.strictObject({
        title: line(500),
        detail: freeText(2000),
        doneAt: localMoment.nullable(),
        doneBy: optionalLine(),
        /** Text or the end of a log. */
        evidence: freeText(),
        /** Name of the file that shows it. */
        file: optionalLine(),
      }),
    )
    .min(1),
  /** How the subdomain was written and checked. */
  record: optionalLine(500),
  notes: freeText(),
});
