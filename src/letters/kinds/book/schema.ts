import { z } from 'zod';
import { day, line, optionalLine } from '../shared/fields.ts';

/** A page of an office's books as it is printed: any of them, with the columns that such a book has. */
export const schema = z.strictObject({
  title: line(),
  /** The period and what the book was narrowed to. */
  scope: optionalLine(500),
  asOf: day,
  columns: z
    .array(
      z.strictObject({
        title: line(),
        /** Share of the width; 0: as narrow as its text. */
        width: z.number().min(0).max(20),
        align: z.enum(['left', 'center']).default('left'),
      }),
    )
    .min(2)
    .max(14),
  rows: z.array(
    z.strictObject({
      cells: z.array(optionalLine(1200)),
      /** Void: struck through, and it stays in the book. */
      void: z.boolean().default(false),
    }),
  ),
  /** Sums and numbers that were not given, one a line. */
  notes: z.array(line(600)).default([]),
});
