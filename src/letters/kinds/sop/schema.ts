import { z } from 'zod';
import { day, freeText, line, optionalLine, svg } from '../shared/fields.ts';

const texts = z.array(line(1000));

/** The SOP itself in the form of Permenpan-RB 35/2012: identity sheet, and the annex with the flowchart over the columns of the posts. */
export const schema = z.strictObject({
  title: line(),
  number: optionalLine(100),
  createdOn: day.nullable(),
  revisedOn: day.nullable(),
  effectiveOn: day.nullable(),
  /** Who enacted it; the space stays empty when it is unknown. */
  enactedBy: z.strictObject({ title: line(), name: optionalLine(), nip: optionalLine(30) }),
  /** As enacted; `standing` says by what a basis was replaced since. */
  legalBases: z.array(z.strictObject({ text: line(1000), standing: optionalLine() })),
  qualifications: texts,
  related: texts,
  equipment: texts,
  warnings: texts,
  recording: texts,
  /** Titles of the posts in the order of their columns. */
  posts: z.array(line()).min(1).max(10),
  /** From `annexColumns`. */
  columnsMm: z.strictObject({
    no: z.number(),
    text: z.number(),
    post: z.number(),
    requirements: z.number(),
    time: z.number(),
    output: z.number(),
    remark: z.number(),
  }),
  steps: z
    .array(
      z.strictObject({
        no: line(10),
        text: line(1000),
        requirements: texts,
        time: optionalLine(60),
        output: texts,
        remark: optionalLine(500),
      }),
    )
    .min(1),
  /**
   * Pages of the annex in order; together they hold all steps. The picture covers exactly the columns of the posts below
   * the head: its width is that of `posts` columns, its height the two strips (for connectors to other pages) and the rows.
   */
  pages: z
    .array(
      z.strictObject({
        rowHeightsMm: z.array(z.number().positive()).min(1),
        topStripMm: z.number().nonnegative().default(0),
        bottomStripMm: z.number().nonnegative().default(0),
        flowchart: svg,
        /** The flow in sentences, for whoever cannot see the picture. */
        description: freeText(10_000),
      }),
    )
    .min(1),
  /** The five symbols with their meaning, under the last page of the annex. */
  legend: z.array(z.strictObject({ symbol: svg, label: line() })),
});
