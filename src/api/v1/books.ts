import { createRoute, z } from '@hono/zod-openapi';
import { getInstallation } from '#identity/index.ts';
import {
  type AgendaRow,
  channels,
  type DispatchRow,
  getBookLetter,
  getOutgoing,
  letterKinds,
  listAgenda,
  listDispatches,
  listDispatchesOf,
  listOutgoing,
  natures,
  needBooks,
  type OutgoingRow,
  paperChannels,
  recordDispatch,
  recordReceipt,
  registerPaper,
} from '#letters/index.ts';
import { AppError, invalid } from '#lib/errors.ts';
import { id, oneOf, optionalDate, optionalText, optionalTime, plainDate, text, ticked } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../schemas.ts';
import { sendFile } from '../send-file.ts';

type Keys<Choices> = [keyof Choices & string, ...(keyof Choices & string)[]];
const keysOf = <Choices extends object>(choices: Choices) => Object.keys(choices) as Keys<Choices>;

/** What every book may be narrowed to. */
const filters = {
  search: optionalText(100),
  office_id: id().optional(),
  year: z.coerce.number().int().min(2000).max(2100).optional(),
  from: optionalDate(),
  until: optionalDate(),
  page: z.coerce.number().int().min(1).max(100_000).default(1),
};

type Filters = {
  search: string;
  office_id?: string | undefined;
  year?: number | undefined;
  from: Temporal.PlainDate | null;
  until: Temporal.PlainDate | null;
  page: number;
};

const toFilter = ({ search, office_id, year, from, until, page }: Filters) => ({
  text: search || undefined,
  officeId: office_id,
  year,
  from: from ?? undefined,
  until: until ?? undefined,
  page,
  pageSize: 50,
});

const letter = z
  .object({
    id: z.string(),
    kind: z.string().openapi({ example: 'reply' }),
    office: z.string(),
    book: z.string().openapi({ example: 'outgoing' }),
    number: z.string(),
    sequence: z.number().nullable(),
    date: z.string(),
    classification: z.string(),
    to: z.string(),
    subject: z.string(),
    nature: z.string(),
    attachments: z.number(),
    status: z.string().openapi({ example: 'sent' }),
    void_reason: z.string().nullable(),
    pdf_ready: z.boolean(),
  })
  .openapi('Letter');

const letterOf = (row: OutgoingRow) => ({
  id: row.id,
  kind: row.kind,
  office: row.officeName,
  book: row.book,
  number: row.number,
  sequence: row.seq,
  date: row.date.toString(),
  classification: row.classification,
  to: row.to,
  subject: row.hal,
  nature: row.nature,
  attachments: row.attachments,
  status: row.status,
  void_reason: row.voidReason,
  pdf_ready: row.fileId !== null,
});

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

const dispatch = z
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

const dispatchOf = (row: DispatchRow) => ({
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

const whose = 'of the offices whose books you keep; an auditor reads all';

const lettersRoute = createRoute({
  method: 'get',
  path: '/letters',
  operationId: 'listLetters',
  tags: ['Books'],
  summary: `Numbered letters (buku agenda keluar) ${whose}`,
  description: 'Void letters stay in the book with their reason.',
  request: {
    query: z.object({
      ...filters,
      kind: oneOf(keysOf(letterKinds)).optional(),
      book: oneOf(['outgoing', 'internal', 'recommendation']).optional(),
      status: oneOf(['issued', 'sent', 'void']).optional(),
    }),
  },
  responses: {
    ...readRefusals,
    200: answer(
      z.object({ total: z.number(), void: z.number(), letters: z.array(letter) }),
      'A page of letters, the latest first',
    ),
  },
});

const letterParams = z.object({ letter_id: z.string() });

const letterRoute = createRoute({
  method: 'get',
  path: '/letters/{letter_id}',
  operationId: 'readBookLetter',
  tags: ['Books'],
  summary: 'One letter of a book, with where it was sent',
  request: { params: letterParams },
  responses: { ...readRefusals, 200: answer(letter.extend({ dispatches: z.array(dispatch) }), 'The letter') },
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

const fieldNames: Readonly<Record<string, string>> = {
  hal: 'subject',
  scan: 'scan_upload_id',
  receivedOn: 'received_on',
  receivedBy: 'received_by',
  sentOn: 'sent_on',
  toOfficeId: 'to_office_id',
};

/** The faults of a command under the names that the body has. */
const inBodyNames = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'invalid') throw error;
    throw invalid(error.faults.map(({ field, message }) => ({ field: fieldNames[field] ?? field, message })));
  }
};

const registered = z.object({ number: z.string().nullable(), repeated: z.boolean() });

/** The books of letters: what came in, what went out, how it was sent; and what people enter into them. */
export const bookRoutes = (api: Api): void => {
  api.openapi(lettersRoute, async (c) => {
    const { kind, book, status, ...query } = c.req.valid('query');
    needBooks(c.var.actor);
    const { rows, sums } = await listOutgoing(c.var.options.db, c.var.actor, { ...toFilter(query), kind, book, status });
    return c.json({ total: sums.total, void: sums.void, letters: rows.map(letterOf) }, 200);
  });

  const pdfPath = '/letters/{letter_id}.pdf';
  api.openAPIRegistry.registerPath({
    method: 'get',
    path: pdfPath,
    operationId: 'readBookLetterPdf',
    tags: ['Books'],
    summary: 'A letter of a book as PDF',
    description: 'Not found until `pdf_ready` is true.',
    request: { params: letterParams },
    responses: { ...readRefusals, 200: fileAnswer('application/pdf') },
  });
  api.get(routingPath(pdfPath), async (c) => {
    const wanted = c.req.param('letter_id')?.replace(/\.pdf$/, '') ?? '';
    const found = await getBookLetter(c.var.options.db, c.var.actor, wanted);
    if (!found.file_id) throw new AppError('not_found', { what: `pdf of ${wanted}` });
    return sendFile(c, found.file_id, `${found.number ?? found.hal}.pdf`);
  });

  api.openapi(letterRoute, async (c) => {
    const row = await getOutgoing(c.var.options.db, c.var.actor, c.req.valid('param').letter_id);
    const dispatches = await listDispatchesOf(c.var.options.db, row.id);
    return c.json({ ...letterOf(row), dispatches: dispatches.map(dispatchOf) }, 200);
  });

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters/{letter_id}/dispatches',
      operationId: 'recordDispatch',
      tags: ['Books'],
      summary: 'Enter that a signed letter was carried, posted, mailed or faxed',
      request: { params: letterParams },
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
