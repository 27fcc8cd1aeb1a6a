import { z } from 'zod';
import { correspondence, day, line, optionalLine, resources } from '../shared/fields.ts';

/** Surat pemberitahuan penghentian layanan hosting: what ended, since when, why, and what became free with it. */
export const schema = z.strictObject({
  ...correspondence,
  application: line(),
  owner: line(),
  endedOn: day,
  reason: line(1000),
  /** The name that leads there no more; '' when it had none. */
  domainName: optionalLine(253),
  /** What is given back; null: none was recorded. */
  resources: resources.nullable(),
  /** Names of servers stay inside the office: only whether one of its own went with it. */
  ownServers: z.number().int().min(0).max(1000),
});
