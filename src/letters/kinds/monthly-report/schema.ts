import { z } from 'zod';
import { freeText, line, optionalLine } from '../shared/fields.ts';

const fact = z.strictObject({ label: line(), value: line(60) });

/** Laporan bulanan kinerja layanan: what came in and was answered in a month, in what time, beside the published standard. */
export const schema = z.strictObject({
  /** "November 2026" */
  period: line(60),
  /** The month at a glance. */
  overview: z.array(fact),
  /** The published service standard beside what was achieved. */
  standard: z.array(z.strictObject({ label: line(), published: optionalLine(60), achieved: optionalLine(200) })),
  /** Working time of every step, drawn as bars: hours, and what stands beside them. */
  steps: z.array(
    z.strictObject({
      name: line(),
      done: line(30),
      median: z.number().min(0).nullable(),
      p90: z.number().min(0).nullable(),
      standard: z.number().min(0).nullable(),
      medianText: optionalLine(60),
      p90Text: optionalLine(60),
      standardText: optionalLine(60),
      late: line(30),
    }),
  ),
  reasons: z.array(fact),
  /** Why answers were late. A draft from before this was counted has none. */
  delays: z.array(fact).default([]),
  posts: z.array(z.strictObject({ name: line(), done: line(30), open: line(30), late: line(30) })),
  offices: z.array(
    z.strictObject({ name: line(), submitted: line(30), answered: line(30), late: line(30), share: line(30), median: line(60) }),
  ),
  capacity: z.array(
    z.strictObject({ name: line(), total: line(30), used: line(30), held: line(30), free: line(30), ahead: line(30) }),
  ),
  /** What the head of the office has to say of it. */
  remarks: freeText(4000),
});
