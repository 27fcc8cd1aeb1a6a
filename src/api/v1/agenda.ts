import { createRoute, z } from '@hono/zod-openapi';
import { findCase } from '#cases/index.ts';
import { getInstallation } from '#identity/index.ts';
import {
  type AgendaRow,
  channels,
  correctAgenda,
  getAgendaEntry,
  linkAgenda,
  listAgenda,
  natures,
  needBooks,
  paperChannels,
  registerPaper,
} from '#letters/index.ts';
import { invalid } from '#lib/errors.ts';
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

const entryParams = z.object({ agenda_id: z.string() });

const noCase = { id: 'Permohonan dengan nomor ini tidak ada.', en: 'There is no case with this number.' };

/** Every field of an entry; which of them must be there is asked of the entry itself. */
const correctionBody = z.strictObject({
  version: z.number().int().min(1).optional().describe('The version that you read: 409 stale_page when it has changed since'),
  from: z.string().optional(),
  number: z.string().optional(),
  date: z.string().optional(),
  subject: z.string().optional(),
  nature: z.string().optional(),
  channel: z.string().optional(),
  attachments: z.number().optional(),
  forwarded_to: z.string().optional(),
  note: z.string().optional(),
  classification: z.string().optional(),
  scan_upload_id: z.string().optional(),
  no_scan_reason: z.string().optional(),
  reason: text(1000),
});

const ourNames: Readonly<Record<string, string>> = {
  subject: 'hal',
  forwarded_to: 'forwardedTo',
  scan_upload_id: 'scan',
  no_scan_reason: 'noScanReason',
};

const ofOurs = (body: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(body).map(([name, value]) => [ourNames[name] ?? name, value]));

const changed = z.object({ version: z.number(), repeated: z.boolean() });

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

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/agenda/{agenda_id}/correction',
      operationId: 'correctAgenda',
      tags: ['Books'],
      summary: 'Correct an entry of the agenda, with the reason; what was before is kept',
      description:
        'The whole entry as it should be. Of a letter that Griya made only `forwarded_to`, `note` and `classification`. Number, year and day of receipt stay. An empty `scan_upload_id` leaves the scan as it is.',
      request: { params: entryParams },
      body: correctionBody,
      responses: { ...refusals, 200: answer(changed, 'Corrected') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const agendaId = c.req.param('agenda_id') ?? '';
      const { version, ...rest } = body;
      const correction = ofOurs(rest);
      const input = { actor, agendaId, seen: version ?? null, correction, now, timeZone };
      const { repeated } = await inBodyNames(once(c, (tx) => correctAgenda(tx, input)));
      return c.json({ version: (await getAgendaEntry(options.db, actor, agendaId)).version, repeated }, 200);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/agenda/{agenda_id}/link',
      operationId: 'linkAgenda',
      tags: ['Books'],
      summary: 'Say to which case a letter on paper belongs',
      request: { params: entryParams },
      body: z.strictObject({ case: text(40) }),
      responses: { ...refusals, 200: answer(changed, 'Linked') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const agendaId = c.req.param('agenda_id') ?? '';
      const number = body.case.toUpperCase();
      const { repeated } = await once(c, async (tx) => {
        const found = await findCase(tx, actor, number);
        if (!found) throw invalid([{ field: 'case', message: noCase }]);
        await linkAgenda(tx, { actor, agendaId, subjectId: found.row.id, label: number, now });
      });
      return c.json({ version: (await getAgendaEntry(options.db, actor, agendaId)).version, repeated }, 200);
    },
  );
};
