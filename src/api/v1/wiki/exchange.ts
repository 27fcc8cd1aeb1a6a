import { z } from '@hono/zod-openapi';
import { bookOfWiki, wikiExporting } from '#cases/index.ts';
import { readFile } from '#files/index.ts';
import { getInstallation } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { id } from '#lib/input.ts';
import { type Book, type Exporting, exportMarkdown, exportSite, getBook, getSpace, listBooks, type Space } from '#wiki/index.ts';
import type { Api, ApiContext } from '../../context.ts';
import { jsonRoute } from '../../json-route.ts';
import { once } from '../../once.ts';
import { answer, fileAnswer, readRefusals, refusals } from '../../schemas.ts';
import { importRoutes } from './imports.ts';
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
  volumes: z.number().describe('More than one: fetch `book.zip`, else `book.pdf`'),
  left_out: z.array(z.string()).describe('Pictures that are not printed, and why'),
  why: z.string().describe('Why a book failed'),
});

const bookAnswer = ({ id, title, state, done, total, chapters, sheets, volumes, leftOut, why }: Book) => ({
  ...{ id, title, state, done, total, chapters, sheets, volumes, why },
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
  const sent = async (c: ApiContext, { space, book: bookId }: { space: string; book: string }, inVolumes: boolean) => {
    const { db } = c.var.options;
    const made = await getBook(db, c.var.actor, bookId);
    if (!made.fileId || made.spaceKey !== space || made.volumes > 1 !== inVolumes)
      throw new AppError('not_found', { what: c.req.path });
    const file = await readFile(db, made.fileId);
    return c.body(ReadableStream.from(file.stream()) as ReadableStream, 200, {
      'content-type': inVolumes ? 'application/zip' : 'application/pdf',
      'content-length': String(file.size),
      'content-disposition': `attachment; filename="${made.spaceKey}.${inVolumes ? 'zip' : 'pdf'}"`,
    });
  };
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/spaces/{space}/books/{book}/book.pdf', operationId: 'getWikiBook', tags },
      summary: 'A book that is done, as PDF/A; for the account that asked for it',
      request: { params: bookParams },
      responses: { ...readRefusals, 200: fileAnswer('application/pdf') },
    },
    (c) => sent(c, c.req.valid('param'), false),
  );
  api.openapi(
    {
      ...{ method: 'get', path: '/wiki/spaces/{space}/books/{book}/book.zip', operationId: 'getWikiBookInVolumes', tags },
      summary: 'A book that is too large for one PDF: its volumes, and the contents of all; for the account that asked for it',
      request: { params: bookParams },
      responses: { ...readRefusals, 200: fileAnswer('application/zip') },
    },
    (c) => sent(c, c.req.valid('param'), true),
  );
};

type Archive = {
  path: '/wiki/spaces/{space}/export.zip' | '/wiki/spaces/{space}/site.zip';
  operationId: string;
  summary: string;
  ending: string;
  make: (exporting: Exporting, space: Space) => AsyncGenerator<Uint8Array>;
};

/** A space as an archive, sent while it is made. */
const archiveRoute = (api: Api, { path, operationId, summary, ending, make }: Archive): void => {
  api.openapi(
    {
      ...{ method: 'get', path, operationId, tags, summary },
      request: { params: spaceParams },
      responses: { ...readRefusals, 200: fileAnswer('application/zip') },
    },
    async (c) => {
      const { db } = c.var.options;
      const { actor, now } = c.var;
      const found = await getSpace(db, actor, c.req.valid('param').space);
      const { timeZone } = await getInstallation(db);
      const exporting = wikiExporting(db, actor, { now, timeZone, baseUrl: new URL(c.req.url).origin });
      return archive(c, `${found.key}${ending}.zip`, make(exporting, found));
    },
  );
};

/** Takes a space out, and pages in. */
export const wikiExchangeRoutes = (api: Api): void => {
  archiveRoute(api, {
    path: '/wiki/spaces/{space}/export.zip',
    operationId: 'exportWikiSpace',
    summary: 'A space as a folder of Markdown files',
    ending: '',
    make: exportMarkdown,
  });
  archiveRoute(api, {
    path: '/wiki/spaces/{space}/site.zip',
    operationId: 'exportWikiSite',
    summary: 'A space as a static site',
    ending: '-site',
    make: exportSite,
  });
  bookRoutes(api);
  importRoutes(api);
};
