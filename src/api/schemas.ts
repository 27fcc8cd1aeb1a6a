import { z } from '@hono/zod-openapi';

const moment = z.string().openapi({ format: 'date-time', example: '2026-11-24T03:15:00Z' });

/** An error as RFC 9457 writes it; `faults` names each field that was refused. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    code: z.string(),
    trace: z.string(),
    faults: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .openapi('Problem');

const refused = (description: string) => ({ description, content: { 'application/problem+json': { schema: problem } } });

/** What any call may answer besides success. */
export const refusals = {
  400: refused('The request could not be read'),
  401: refused('No valid API key'),
  403: refused('Not allowed for the holder of the key'),
  404: refused('Not found, or not visible to the holder of the key'),
  409: refused('Not possible now: out of order, stale, missing items, no capacity'),
  422: refused('Some fields were refused'),
} as const;

export const answer = <Schema extends z.ZodType>(schema: Schema, description: string) => ({
  description,
  content: { 'application/json': { schema } },
});

export const caseSummary = z
  .object({
    number: z.string().openapi({ example: 'K-2026-0042' }),
    state: z.string(),
    state_label: z.string(),
    step: z.number().nullable(),
    application_name: z.string(),
    subdomain: z.string(),
    office: z.string(),
    state_since: moment,
    due_at: moment.nullable(),
    submitted_at: moment.nullable(),
    closed_at: moment.nullable(),
    version: z.number(),
  })
  .openapi('CaseSummary');

export const caseDetail = caseSummary
  .extend({
    request: z.record(z.string(), z.unknown()),
    actions: z.array(z.object({ action: z.string(), label: z.string(), allowed: z.boolean(), refusal: z.string().nullable() })),
    missing: z.array(z.object({ key: z.string(), label: z.string() })),
    documents: z.array(
      z.object({
        id: z.string(),
        upload_id: z.string(),
        kind: z.string(),
        name: z.string(),
        size: z.number(),
        sha256: z.string(),
        replaced: z.boolean(),
      }),
    ),
    letters: z.array(
      z.object({
        id: z.string(),
        kind: z.string(),
        number: z.string().nullable(),
        status: z.string(),
        render_state: z.string(),
        hal: z.string(),
      }),
    ),
    installation: z.array(z.object({ id: z.string(), position: z.number(), title: z.string(), done: z.boolean() })),
    events: z.array(
      z.object({
        seq: z.number(),
        at: moment,
        type: z.string(),
        person: z.string().nullable(),
        post: z.string().nullable(),
        acting: z.string().nullable(),
      }),
    ),
  })
  .openapi('Case');

export const actResult = z
  .object({ number: z.string(), state: z.string(), step: z.number().nullable(), version: z.number(), repeated: z.boolean() })
  .openapi('ActResult');
