import { createRoute, z } from '@hono/zod-openapi';
import { getInstallation } from '#identity/index.ts';
import {
  bringOutgoingFile,
  getBookLetter,
  getOutgoing,
  letterKinds,
  listDispatchesOf,
  listOutgoing,
  natures,
  needBooks,
  type OutgoingRow,
  outsideKind,
  registerOutgoing,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { id, oneOf, optionalText, plainDate, text } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { jsonRoute } from '../json-route.ts';
import { once } from '../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../schemas.ts';
import { sendFile } from '../send-file.ts';
import { filters, inBodyNames, keysOf, toFilter, whose } from './book.ts';
import { dispatch, dispatchOf } from './dispatches.ts';

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
    sign_state: z.string().nullable().openapi({ description: 'waiting, signing or signed; null: its file bears no signature' }),
    verification_code: z.string().nullable().openapi({ description: 'As it is printed on the letter, without its dashes' }),
    verification_address: z.string().nullable().openapi({ description: 'The page of its QR code' }),
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
  sign_state: row.signState,
  verification_code: row.verificationCode,
  verification_address: row.verificationAddress || null,
});

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
      kind: oneOf([...keysOf(letterKinds), outsideKind]).optional(),
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

const outsideBody = z.strictObject({
  office_id: id().meta({ description: 'Whose book' }),
  book: oneOf(['outgoing', 'internal']).default('outgoing'),
  number: optionalText(100).meta({ description: 'As given on paper; left out: the next number of the book' }),
  date: plainDate(),
  to: text(300),
  subject: text(500),
  signer: text(300).meta({ description: 'Who signs or signed it, as it stands on the letter' }),
  nature: oneOf(keysOf(natures)).default('ordinary'),
  attachments: z.number().int().min(0).max(999).default(0),
  classification: optionalText(30),
  upload_id: z
    .union([z.literal(''), id()])
    .default('')
    .meta({ description: 'The signed file, an upload of yours with the purpose `signed-letter`; it may follow' }),
});

const entered = z.object({ letter_id: z.string(), number: z.string(), repeated: z.boolean() });

/** Letters that were not made in Griya: entered under a number of the same sequence, their signed file with it or later. */
const outsideRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters',
      operationId: 'registerOutgoing',
      tags: ['Books'],
      summary:
        'Enter a letter that was not made in Griya; it gets the next number of the same sequence, or keeps the one from paper',
      body: outsideBody,
      responses: { ...refusals, 201: answer(entered, 'Entered, with its number') },
    },
    async (c, body) => {
      const { actor, now, options } = c.var;
      const { timeZone } = await getInstallation(options.db);
      const { office_id: officeId, subject: hal, upload_id: file, ...rest } = body;
      const letter = { ...rest, hal, file };
      const done = await inBodyNames(
        once(
          c,
          (tx) => registerOutgoing(tx, { actor, officeId, letter, now, timeZone }),
          (made) => made.letterId,
        ),
      );
      const letterId = done.repeated ? (done.made ?? '') : done.result.letterId;
      const { number } = await getOutgoing(options.db, actor, letterId);
      return c.json({ letter_id: letterId, number, repeated: done.repeated }, 201);
    },
  );

  jsonRoute(
    api,
    {
      method: 'post',
      path: '/letters/{letter_id}/file',
      operationId: 'bringOutgoingFile',
      tags: ['Books'],
      summary: 'Bring the signed file of a letter that was not made in Griya; once it is there it stays',
      request: { params: letterParams },
      body: z.strictObject({ upload_id: id() }),
      responses: { ...refusals, 200: answer(letter, 'The letter') },
    },
    async (c, { upload_id: uploadId }) => {
      const { actor, now, options } = c.var;
      const letterId = c.req.param('letter_id') ?? '';
      await inBodyNames(once(c, (tx) => bringOutgoingFile(tx, { actor, letterId, uploadId, now })));
      return c.json(letterOf(await getOutgoing(options.db, actor, letterId)), 200);
    },
  );
};

/** Buku agenda keluar: the numbered letters, one of them, its PDF. */
export const outgoingRoutes = (api: Api): void => {
  outsideRoutes(api);

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
};
