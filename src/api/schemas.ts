import { z } from '@hono/zod-openapi';
import { oneOf } from '#lib/input.ts';

/** One of the stored values of a room's choices. */
export const choiceOf = <const Value extends string>(choices: readonly { value: Value }[]) =>
  oneOf(choices.map((each) => each.value) as [Value, ...Value[]]);

export const moment = z.string().openapi({ format: 'date-time', example: '2026-11-24T03:15:00Z' });

export const number = z.string().openapi({ example: 'K-2026-0042' });

/** The case in the address. What is no case's number is simply not found. */
export const caseParams = z.object({ number });

/** Names a change, so that sending it again does nothing again. */
export const changeHeaders = z.object({
  'Idempotency-Key': z
    .uuid()
    .optional()
    .openapi({ description: 'A UUID of your own; the same call with the same key is carried out once.' }),
});

/** An error as RFC 9457 writes it; `faults` names each field that was refused. */
const problem = z
  .object({
    type: z.string().openapi({ example: 'urn:griya:error:invalid' }),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string().openapi({ example: 'invalid' }),
    trace: z.string(),
    faults: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

const refused = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } });

/** What any call that only reads may answer besides success. */
export const readRefusals = {
  401: refused('No valid API key'),
  404: refused('Not found, or not visible to the holder of the key'),
  422: refused('Some parameters were refused'),
} as const;

/** What any call that changes something may answer besides success. */
export const refusals = {
  400: refused('The body is no JSON object, or the Idempotency-Key is no UUID or was used for another call'),
  401: refused('No valid API key'),
  403: refused('Not allowed for the holder of the key'),
  404: refused('Not found, or not visible to the holder of the key'),
  409: refused('Not possible now: out of order, stale, missing items, no capacity, a name or address that is taken'),
  413: refused('The body is too large'),
  422: refused('Some fields were refused'),
} as const;

export const answer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

/** A stored file that is sent back. */
export const fileAnswer = (type: string) => ({
  description: 'The content, as an attachment',
  content: { [type]: { schema: { type: 'string', format: 'binary' } as const } },
});

export const actResult = z
  .object({
    number,
    state: z.string().openapi({ example: 'completeness-check' }),
    step: z.number().nullable(),
    version: z.number(),
    repeated: z.boolean(),
  })
  .openapi('ActResult');
