import { createRoute, z } from '@hono/zod-openapi';
import { getInstallation } from '#identity/index.ts';
import { type AgendaRow, channels, listAgenda, natures, needBooks, paperChannels, registerPaper } from '#letters/index.ts';
import { id, oneOf, optionalText, optionalTime, plainDate, text, ticked } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, readRefusals, refusals } from '../schemas.ts';
import { filters, inBodyNames, keysOf, toFilter, whose } from './book.ts';

const agendaEntry = z
  .object({
    id: z.string(),
    office: z.string(),
    number: z.string().openapi({ example: '17/2026' }),
    received_at: z.string(),
    channel: z.string().openapi({ example: 'hand' }),
    from: z.string(),
    letter_number: z.string(),
    letter_date: z.string(),
    subject: z.string(),
    nature: z.string(),
    attachments: z.number(),
    forwarded_to: z.string(),
    note: z.string(),
    letter_id: z.string().nullable(),
    scanned: z.boolean(),
    version: z.number(),
  })
  .openapi('AgendaEntry');

const agendaOf = (row: AgendaRow) => ({
  id: row.id,
  office: row.officeName,
  number: `${row.seq}/${row.year}`,
  received_at: row.receivedAt.toString(),
  channel: row.channel,
  from: row.from,
  letter_number: row.number,
  letter_date: row.date.toString(),
  subject: row.hal,
  nature: row.nature,
  attachments: row.attachments,
  forwarded_to: row.forwardedTo,
  note: row.note,
  letter_id: row.letterId,
  scanned: row.scanUploadId !== null,
  version: row.version,
});

const agendaRoute = createRoute({
  method: 'get',
  path: '/agenda',
  operationId: 'listAgenda',
  tags: ['Books'],
  summary: `Letters that came in (buku agenda masuk) ${whose}`,
  request: {
    query: z.object({
      ...filters,
      channel: oneOf(keysOf(channels)).optional(),
      nature: oneOf(keysOf(natures)).optional(),
    }),
  },
  responses: {
    ...readRefusals,
    200: answer(z.object({ total: z.number(), entries: z.array(agendaEntry) }), 'A page of entries, the latest first'),
  },
});

const paperBody = z.strictObject({
  office_id: id().meta({ description: 'Whose agenda' }),
  from: text(300),
  number: text(100),
  date: plainDate(),
  subject: text(500),
  nature: oneOf(keysOf(natures)).default('ordinary'),
  channel: oneOf(paperChannels),
  received_on: plainDate(),
  received_time: optionalTime(),
  attachments: z.number().int().min(0).max(999).default(0),
  forwarded_to: optionalText(300),
  note: optionalText(1000),
  classification: optionalText(30),
  scan_upload_id: z
    .union([z.literal(''), id()])
    .default('')
    .meta({ description: 'An upload of yours with the purpose `paper`' }),
  no_scan_reason: optionalText(500),
  again: ticked(),
});

const registered = z.object({ number: z.string().nullable(), repeated: z.boolean() });

/** Buku agenda masuk: what came in, and letters on paper that people enter. */
export const agendaRoutes = (api: Api): void => {
  api.openapi(agendaRoute, async (c) => {
    const { channel, nature, ...query } = c.req.valid('query');
    needBooks(c.var.actor);
    const { rows, sums } = await listAgenda(c.var.options.db, c.var.actor, { ...toFilter(query), channel, nature });
    return c.json({ total: sums.total, entries: rows.map(agendaOf) }, 200);
  });

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/agenda',
      operationId: 'registerPaper',
      tags: ['Books'],
      summary: 'Enter a letter that came on paper, by post, mail or fax; it gets the next agenda number',
      body: paperBody,
      responses: { ...refusals, 201: answer(registered, 'Entered, with its agenda number') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const { office_id, subject, received_on, received_time, forwarded_to, scan_upload_id, no_scan_reason, ...rest } = body;
      const entry = {
        ...rest,
        hal: subject,
        receivedOn: received_on,
        receivedTime: received_time,
        forwardedTo: forwarded_to,
        scan: scan_upload_id,
        noScanReason: no_scan_reason,
      };
      const done = await inBodyNames(
        once(
          c,
          (tx) => registerPaper(tx, { actor, officeId: office_id, letter: entry, now, timeZone }),
          (made) => `${made.agendaSeq}/${made.year}`,
        ),
      );
      const number = done.repeated ? done.made : `${done.result.agendaSeq}/${done.result.year}`;
      return c.json({ number, repeated: done.repeated }, 201);
    },
  );
};
