import { bookOfWiki, wikiExporting } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type Book,
  type Exporting,
  exportMarkdown,
  exportSite,
  getBook,
  getPage,
  getSpace,
  listBooks,
  mayKeep,
  type Space,
  type WikiPage,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { sendFile } from '../files/send.ts';
import { spaceCrumbs } from './shared.tsx';
import { words } from './words.ts';

const unfinished = ({ state }: { state: string }): boolean => !['done', 'failed'].includes(state);

const BookRow = ({ book }: { book: Book }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { done, total, chapters, sheets } = book;
  return (
    <li>
      <p>
        <strong>{book.title}</strong> · {shortMoment(book.at, language, timeZone)} ·{' '}
        {t(words.bookStates[book.state], { done, total, chapters: chapters ?? 0, sheets: sheets ?? 0 })}
      </p>
      {unfinished(book) ? (
        <progress
          max={Math.max(1, total)}
          {...(book.state === 'typesetting' ? {} : { value: done })}
          aria-label={t(words.bookProgress, { title: book.title })}
        />
      ) : null}
      {book.volumes > 1 ? <p class="g-muted">{t(words.inVolumes, { n: book.volumes })}</p> : null}
      {book.state === 'failed' ? <p class="g-break">{book.why}</p> : null}
      {book.state === 'done' ? (
        <LinkButton href={paths.wikiBook(book.spaceKey, book.id)} label={words.download} icon="download" />
      ) : null}
      {book.leftOut.length > 0 ? (
        <details>
          <summary>{t(words.notPrinted, { n: book.leftOut.length })}</summary>
          <ul>
            {book.leftOut.slice(0, 100).map((each) => (
              <li class="g-break">{each}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </li>
  );
};

const Books = ({ books }: { books: readonly Book[] }) => {
  const t = useWords();
  if (books.length === 0) return null;
  return (
    <Card title={words.books}>
      <p class="g-muted">{t(words.bookKept)}</p>
      <ul class="g-plain">
        {books.map((book) => (
          <BookRow book={book} />
        ))}
      </ul>
    </Card>
  );
};

/** The form that asks for a book: of the space, or of the page that one came from. */
const BookForm = ({ space, of, state }: { space: Space; of: WikiPage | null; state: FormState }) => {
  const t = useWords();
  return (
    <Card title={words.book}>
      <p class="g-muted">{of ? t(words.bookOfPage, { title: of.title }) : t(words.bookOfSpace)}</p>
      <ActForm action={paths.wikiBooks(space.key)} state={state}>
        {of ? <Hidden name="page" value={of.id} /> : null}
        <ButtonGroup>
          <Button label={words.makeBook} icon="book" />
          {of ? <LinkButton href={paths.wikiExchange(space.key)} label={words.bookWhole} tone="quiet" /> : null}
        </ButtonGroup>
      </ActForm>
    </Card>
  );
};

const spaceHere = (c: Ctx): Promise<Space> => getSpace(c.var.services.db, signedIn(c), param(c, 'space'));

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const space = await spaceHere(c);
  const keeper = mayKeep(actor, space);
  const { db } = c.var.services;
  const books = await listBooks(db, actor, space.id);
  const asked = c.req.query('page') ?? (posted ? text(posted.values, 'page') : '');
  const of = asked === '' ? null : await getPage(db, actor, asked);
  const state = posted ?? freshForm(c);
  const running = books.some(unfinished);
  return page(
    c,
    {
      title: words.exchange,
      section: 'wiki',
      breadcrumbs: spaceCrumbs(space),
      state,
      width: 'narrow',
      scripts: running ? ['wiki.js'] : [],
    },
    <Stack>
      <BookForm space={space} of={of?.spaceId === space.id ? of : null} state={state} />
      <Card title={words.exports}>
        <p class="g-muted">{say(words.exportsHow, c.var.language)}</p>
        <ButtonGroup>
          <LinkButton href={paths.wikiExport(space.key, 'markdown')} label={words.asMarkdown} icon="markdown" />
          <LinkButton href={paths.wikiExport(space.key, 'site')} label={words.asSite} icon="world-www" />
        </ButtonGroup>
      </Card>
      {keeper ? (
        <Card title={words.imports}>
          <p class="g-muted">{say(words.importHow, c.var.language)}</p>
          <LinkButton href={paths.wikiImports(space.key)} label={words.doImport} icon="upload" />
        </Card>
      ) : null}
      <div id="imports" {...(running ? { 'data-refresh': 'yes' } : {})}>
        <Books books={books} />
      </div>
    </Stack>,
  );
};

const exportingOf = (c: Ctx): Exporting => {
  const { db, config } = c.var.services;
  const timeZone = c.var.installation?.timeZone ?? 'UTC';
  return wikiExporting(db, signedIn(c), { now: c.var.now, timeZone, baseUrl: config.baseUrl ?? new URL(c.req.url).origin });
};

/** Sends an archive while it is made: whatever its size, only a piece of it is in memory. */
const download = (c: Ctx, name: string, archive: AsyncGenerator<Uint8Array>): Response =>
  c.body(ReadableStream.from(archive) as ReadableStream, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });

/** A space goes out as files, and pages of another wiki come in. */
export const wikiExchangePage: Page = (app) => {
  app.get(paths.wikiExchange(':space'), (c) => show(c, null));
  app.post(paths.wikiBooks(':space'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const space = param(c, 'space');
        const pageId = text(values, 'page');
        await bookOfWiki(tx, { actor, now, space, pageId: pageId === '' ? null : pageId });
        return { to: paths.wikiExchange(space, pageId === '' ? {} : { page: pageId }), said: words.bookAsked };
      },
      again: (state) => show(c, state),
    }),
  );
  app.get(paths.wikiBook(':space', ':id'), async (c) => {
    const { db } = c.var.services;
    const book = await getBook(db, signedIn(c), param(c, 'id'));
    if (!book.fileId || book.spaceKey !== param(c, 'space')) throw new AppError('not_found', { what: c.req.path });
    const inVolumes = book.volumes > 1;
    return sendFile(c, db, { fileId: book.fileId, name: `${book.title}.${inVolumes ? 'zip' : 'pdf'}`, inline: !inVolumes });
  });
  app.get(paths.wikiExport(':space', ':kind'), async (c) => {
    const space = await spaceHere(c);
    const kind = param(c, 'kind');
    if (kind === 'markdown') return download(c, `${space.key}-markdown.zip`, exportMarkdown(exportingOf(c), space));
    if (kind === 'site') return download(c, `${space.key}-situs.zip`, exportSite(exportingOf(c), space));
    throw new AppError('not_found', { what: c.req.path });
  });
};
