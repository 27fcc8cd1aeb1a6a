import { createRoute, z } from '@hono/zod-openapi';
import {
  getBookLetter,
  getOutgoing,
  letterKinds,
  listDispatchesOf,
  listOutgoing,
  needBooks,
  type OutgoingRow,
} from '#letters/index.ts';
import { AppError } from '#lib/errors.ts';
import { oneOf } from '#lib/input.ts';
import type { Api } from '../context.ts';
import { routingPath } from '../gate.ts';
import { answer, fileAnswer, readRefusals } from '../schemas.ts';
import { sendFile } from '../send-file.ts';
import { filters, keysOf, toFilter, whose } from './book.ts';
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

/** Buku agenda keluar: the numbered letters, one of them, its PDF. */
export const outgoingRoutes = (api: Api): void => {
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
