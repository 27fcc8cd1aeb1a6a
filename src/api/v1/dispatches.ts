import { createRoute, z } from '@hono/zod-openapi';
import { getInstallation } from '#identity/index.ts';
import {
  channels,
  type DispatchRow,
  listDispatches,
  needBooks,
  paperChannels,
  recordDispatch,
  recordReceipt,
} from '#letters/index.ts';
import { id, oneOf, optionalText, optionalTime, plainDate, text } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, readRefusals, refusals } from '../schemas.ts';
import { filters, inBodyNames, keysOf, toFilter, whose } from './book.ts';

export const dispatch = z
  .object({
    id: z.string(),
    office: z.string(),
    number: z.string().openapi({ example: '17/2026' }),
    letter_id: z.string(),
    letter_number: z.string().nullable(),
    subject: z.string(),
    to: z.string(),
    channel: z.string().openapi({ example: 'hand' }),
    courier: z.string(),
    reference: z.string(),
    sent_at: z.string(),
    received_at: z.string().nullable(),
    received_by: z.string().nullable(),
  })
  .openapi('Dispatch');

export const dispatchOf = (row: DispatchRow) => ({
  id: row.id,
  office: row.officeName,
  number: `${row.seq}/${row.year}`,
  letter_id: row.letterId,
  letter_number: row.number,
  subject: row.hal,
  to: row.to,
  channel: row.channel,
  courier: row.courier,
  reference: row.reference,
  sent_at: row.sentAt.toString(),
  received_at: row.receivedAt?.toString() ?? null,
  received_by: row.receivedBy,
});

const dispatchesRoute = createRoute({
  method: 'get',
  path: '/dispatches',
  operationId: 'listDispatches',
  tags: ['Books'],
  summary: `What was sent and who received it (buku ekspedisi) ${whose}`,
  request: {
    query: z.object({
      ...filters,
      channel: oneOf(keysOf(channels)).optional(),
      open: z.enum(['true', 'false']).optional().openapi({ description: 'true: only what has no receipt yet' }),
    }),
  },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({ total: z.number(), open: z.number(), dispatches: z.array(dispatch) }),
      'A page of dispatches, the latest first',
    ),
  },
});

const dispatchBody = z.strictObject({
  to_office_id: z.union([z.literal(''), id()]).default(''),
  to_name: optionalText(300),
  channel: oneOf(paperChannels),
  sent_on: plainDate(),
  sent_time: optionalTime(),
  courier: optionalText(200),
  reference: optionalText(200),
  note: optionalText(1000),
});

const receiptBody = z.strictObject({
  received_by: text(200),
  received_on: plainDate(),
  received_time: optionalTime(),
  scan_upload_id: z.union([z.literal(''), id()]).default(''),
});

/** Buku ekspedisi: what was sent and who received it, and what people enter into it. */
export const dispatchRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters/{letter_id}/dispatches',
      operationId: 'recordDispatch',
      tags: ['Books'],
      summary: 'Enter that a signed letter was carried, posted, mailed or faxed',
      request: { params: z.object({ letter_id: z.string() }) },
      body: dispatchBody,
      responses: { ...refusals, 201: answer(z.object({ dispatch_id: z.string().nullable(), repeated: z.boolean() }), 'Entered') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const { to_office_id, to_name, sent_on, sent_time, ...rest } = body;
      const dispatched = { ...rest, toOfficeId: to_office_id, toName: to_name, sentOn: sent_on, sentTime: sent_time };
      const letterId = c.req.param('letter_id') ?? '';
      const done = await inBodyNames(
        once(
          c,
          (tx) => recordDispatch(tx, { actor, letterId, dispatch: dispatched, now, timeZone }),
          (made) => made.dispatchId,
        ),
      );
      return c.json({ dispatch_id: done.repeated ? done.made : done.result.dispatchId, repeated: done.repeated }, 201);
    },
  );

  api.openapi(dispatchesRoute, async (c) => {
    const { channel, open, ...query } = c.req.valid('query');
    needBooks(c.var.actor);
    const filter = { ...toFilter(query), channel, open: open === 'true' };
    const { rows, sums } = await listDispatches(c.var.options.db, c.var.actor, filter);
    return c.json({ total: sums.total, open: sums.open, dispatches: rows.map(dispatchOf) }, 200);
  });

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/dispatches/{dispatch_id}/receipt',
      operationId: 'recordReceipt',
      tags: ['Books'],
      summary: 'Enter who received a dispatched letter, and when; the first receipt stays',
      request: { params: z.object({ dispatch_id: z.string() }) },
      body: receiptBody,
      responses: { ...refusals, 200: answer(z.object({ repeated: z.boolean() }), 'Entered') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const { received_by, received_on, received_time, scan_upload_id } = body;
      const receipt = { receivedBy: received_by, receivedOn: received_on, receivedTime: received_time, scan: scan_upload_id };
      const dispatchId = c.req.param('dispatch_id') ?? '';
      const done = await inBodyNames(once(c, (tx) => recordReceipt(tx, { actor, dispatchId, receipt, now, timeZone })));
      return c.json({ repeated: done.repeated }, 200);
    },
  );
};
