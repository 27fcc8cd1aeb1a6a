import { z } from '@hono/zod-openapi';
import { getCase, issueAppointment } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, caseParams, refusals } from '../schemas.ts';

const version = z
  .number()
  .int()
  .min(1)
  .optional()
  .describe('The version of the case as you read it: 409 stale_page when it has changed since.');

const issued = z.object({ letter_id: z.string().nullable(), repeated: z.boolean() });

/** The letter of appointment that Griya makes in place of an uploaded one. */
export const appointmentRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/cases/{number}/appointment',
      operationId: 'issueAppointment',
      tags: ['Cases'],
      summary: 'Appoint the administrator whom the draft names, by a letter that counts as the attachment (head of the office)',
      description:
        'Possible while the request is a draft or was returned. Issued again it answers with the letter that is there; once the draft names somebody else or another application, a new one is made.',
      request: { params: caseParams },
      body: z.strictObject({ version }),
      responses: { ...refusals, 201: answer(issued, 'Issued') },
    },
    async (c, body) => {
      const { actor, now } = c.var;
      const number = c.req.param('number') ?? '';
      const done = await once(
        c,
        async (tx) => {
          const { row } = await getCase(tx, actor, number, { lock: true });
          if (body.version !== undefined && body.version !== row.version) {
            throw new AppError('stale_page', { seen: body.version, now: row.version });
          }
          return issueAppointment(tx, { number, actor, now });
        },
        (made) => made.letterId,
      );
      return c.json({ letter_id: done.repeated ? done.made : done.result.letterId, repeated: done.repeated }, 201);
    },
  );
};
