import { z } from '@hono/zod-openapi';
import { bookOfWiki, importIntoWiki, wikiExporting } from '#cases/index.ts';
import { readFile } from '#files/index.ts';
import { getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { id, oneOf } from '#lib/input.ts';
import {
  type Book,
  exportMarkdown,
  exportSite,
  getBook,
  getSpace,
  importKinds,
  listBooks,
  listImports,
  mayKeep,
} from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../../schemas.ts';
import { spaceParams, tags } from './shapes.ts';

const archive = (c: ApiContext, name: string, bytes: AsyncGenerator<Uint8Array>): Response =>
  c.body(ReadableStream.from(bytes) as ReadableStream, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
  });

const book = z.object({
  id: z.string(),
  title: z.string(),
  state: z.string().describe('`waiting`, `reading`, `typesetting`, `done` or `failed`'),
  done: z.number().describe('Pages read'),
  total: z.number(),
  chapters: z.number().nullable(),
  sheets: z.number().nullable(),
  left_out: z.array(z.string()).describe('Pictures that are not printed, and why'),
  why: z.string().describe('Why a book failed'),
});

const bookAnswer = ({ id, title, state, done, total, chapters, sheets, leftOut, why }: Book) => ({
  ...{ id, title, state, done, total, chapters, sheets, why },
  left_out: leftOut,
});

const bookParams = spaceParams.extend({ book: id() });

/** Asks for a book, says how far it is, and gives it. */
const bookRoutes = (api: Api): void => {
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/spaces/{space}/books',
        operationId: 'makeWikiBook',
        tags,
        summary: 'Ask for a PDF book of a space, or of a page and those below it; a job makes it',
      },
      request: { params: spaceParams },
      body: z.strictObject({ page_id: id().optional() }),
      responses: { ...refusals, 201: answer(z.object({ book_id: z.string().nullable(), repeated: z.boolean() }), 'Asked for') },
    },
    async (c, { page_id: pageId }) => {
      const { actor, now } = c.var;
      const space = c.req.param('space') ?? '';
      const result = await once(
        c,
        (tx) => bookOfWiki(tx, { actor, now, space, pageId: pageId ?? null }),
        ({ bookId }) => bookId,
      );
      return c.json({ book_id: result.repeated ? result.made : result.result.bookId, repeated: result.repeated }, 201);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/books',
        operationId: 'listWikiBooks',
        tags,
        summary: 'The books of a space that this account asked for in the last week, and how far they are',
      },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: answer(z.object({ books: z.array(book) }), 'The last ten') },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      return c.json({ books: (await listBooks(db, c.var.actor, found.id)).map(bookAnswer) }, 200);
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/books/{book}/book.pdf',
        operationId: 'getWikiBook',
        tags,
        summary: 'A book that is done, as PDF/A; for the account that asked for it',
      },
      request: { params: bookParams },
      responses: { ...readRefusals, 200: fileAnswer('application/pdf') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { book: bookId, space } = c.req.valid('param');
      const made = await getBook(db, c.var.actor, bookId);
      if (!made.fileId || made.spaceKey !== space) throw new AppError('not_found', { what: c.req.path });
      const file = await readFile(db, made.fileId);
      return c.body(ReadableStream.from(file.stream()) as ReadableStream, 200, {
        'content-type': 'application/pdf',
        'content-length': String(file.size),
        'content-disposition': `attachment; filename="${made.spaceKey}.pdf"`,
      });
    },
  );
};

/** Takes a space out, and pages in. */
export const wikiExchangeRoutes = (api: Api): void => {
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/export.zip',
        operationId: 'exportWikiSpace',
        tags,
        summary: 'A space as a folder of Markdown files',
      },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: fileAnswer('application/zip') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { actor, now } = c.var;
      const found = await getSpace(db, actor, c.req.valid('param').space);
      const { timeZone } = await getInstallation(db);
      return archive(c, `${found.key}.zip`, exportMarkdown({ db, actor, now, timeZone }, found));
    },
  );
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/site.zip',
        operationId: 'exportWikiSite',
        tags,
        summary: 'A space as a static site',
      },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: fileAnswer('application/zip') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { actor, now } = c.var;
      const found = await getSpace(db, actor, c.req.valid('param').space);
      const { timeZone } = await getInstallation(db);
      const baseUrl = new URL(c.req.url).origin;
      return archive(c, `${found.key}-site.zip`, exportSite(wikiExporting(db, actor, { now, timeZone, baseUrl }), found));
    },
  );
  bookRoutes(api);
  api.openapi(
    {
      ...{
        method: 'get',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'listWikiImports',
        tags,
        summary: 'How far the imports into a space are; for who keeps it',
      },
      request: { params: spaceParams },
      responses: {
        ...readRefusals,
        200: answer(
          z.object({
            imports: z.array(
              z.object({
                id: z.string(),
                kind: z.string(),
                file: z.string(),
                state: z.string(),
                total: z.number(),
                done: z.number(),
                left_out: z.array(z.string()),
              }),
            ),
          }),
          'The last 20',
        ),
      },
    },
    async (c) => {
      const { db } = c.var.options;
      const found = await getSpace(db, c.var.actor, c.req.valid('param').space);
      const rows = mayKeep(c.var.actor, found) ? await listImports(db, found.id) : [];
      const imports = rows.map((row) => ({
        id: row.id,
        kind: row.kind,
        file: row.fileName,
        state: row.state,
        total: row.total,
        done: row.done,
        left_out: row.faults.map((fault) => `${fault.at}: ${fault.why[c.var.language]}`),
      }));
      return c.json({ imports }, 200);
    },
  );
  jsonRoute(
    api,
    {
      ...{
        method: 'post',
        path: '/wiki/spaces/{space}/imports',
        operationId: 'importIntoWiki',
        tags,
        summary: 'Import a file sent to /uploads as `wiki-import`; a job carries it out',
      },
      request: { params: spaceParams },
      body: z.strictObject({ kind: oneOf(importKinds), upload_id: id() }),
      responses: { ...refusals, 201: answer(z.object({ import_id: z.string().nullable(), repeated: z.boolean() }), 'Asked for') },
    },
    async (c, { kind, upload_id: uploadId }) => {
      const { actor, now } = c.var;
      const spaceKey = c.req.param('space') ?? '';
      const result = await once(
        c,
        (tx) => importIntoWiki(tx, { actor, now, space: spaceKey, kind, uploadId }),
        ({ importId }) => importId,
      );
      return c.json({ import_id: result.repeated ? result.made : result.result.importId, repeated: result.repeated }, 201);
    },
  );
};
