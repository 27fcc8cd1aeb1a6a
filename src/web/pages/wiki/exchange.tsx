import { raw } from 'hono/html';
import { importIntoWiki, wikiParts, wikiTable } from '#cases/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type Exporting,
  exportMarkdown,
  exportSite,
  getSpace,
  type ImportState,
  importKinds,
  importPurpose,
  listForExport,
  listImports,
  mayKeep,
  pageHtml,
  type Space,
} from '#wiki/index.ts';
import { act, freshForm } from '../../act.ts';
import { Button, ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Stack } from '../../components/card/card.tsx';
import { Radios } from '../../components/field/field.tsx';
import { FileField } from '../../components/field/file-field.tsx';
import { ActForm } from '../../components/form/form.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text } from '../../form.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { spaceCrumbs } from './shared.tsx';
import { words } from './words.ts';

const Imports = ({ rows }: { rows: readonly ImportState[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <>
      {rows.map((row) => (
        <Card>
          <p>
            {row.fileName} · {t(words.importWords[row.kind as 'markdown'])} · {shortMoment(row.at, language, timeZone)}
          </p>
          <p>
            <progress max={Math.max(1, row.total)} value={row.state === 'waiting' ? 0 : row.done} aria-label={t(words.progress)}>
              {row.done}
            </progress>{' '}
            {t(words.importStates[row.state as 'done'], { done: row.done, total: row.total })}
          </p>
          {row.faults.length > 0 ? (
            <details>
              <summary>{t(words.leftOut, { n: row.faults.length })}</summary>
              <ul>
                {row.faults.slice(0, 100).map((fault) => (
                  <li class="g-break">
                    {fault.at}: {t(fault.why)}
                  </li>
                ))}
              </ul>
            </details>
          ) : null}
        </Card>
      ))}
    </>
  );
};

const spaceHere = (c: Ctx): Promise<Space> => getSpace(c.var.services.db, signedIn(c), param(c, 'space'));

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const space = await spaceHere(c);
  const keeper = mayKeep(actor, space);
  const imports = keeper ? await listImports(c.var.services.db, space.id) : [];
  const state = posted ?? freshForm(c, { kind: 'markdown' });
  const running = imports.some((row) => row.state === 'waiting' || row.state === 'running');
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
      <Card title={words.exports}>
        <p class="g-muted">{say(words.exportsHow, c.var.language)}</p>
        <ButtonGroup>
          <LinkButton href={paths.wikiExport(space.key, 'markdown')} label={words.asMarkdown} icon="markdown" />
          <LinkButton href={paths.wikiExport(space.key, 'site')} label={words.asSite} icon="world-www" />
          <LinkButton href={paths.wikiExport(space.key, 'book')} label={words.asBook} icon="book" />
        </ButtonGroup>
      </Card>
      {keeper ? (
        <Card title={words.imports}>
          <ActForm action={paths.wikiExchange(space.key)} state={state} files>
            <Radios
              state={state}
              name="kind"
              label={words.from}
              options={importKinds.map((value) => ({ value, label: words.importWords[value] }))}
            />
            <FileField state={state} name="file" label={words.file} hint={words.importHow} />
            <ButtonGroup cancel={paths.wikiSpace(space.key)}>
              <Button label={words.doImport} />
            </ButtonGroup>
          </ActForm>
        </Card>
      ) : null}
      <div id="imports" {...(running ? { 'data-refresh': 'yes' } : {})}>
        <Imports rows={imports} />
      </div>
    </Stack>,
  );
};

const exportingOf = (c: Ctx): Exporting => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const { now } = c.var;
  const timeZone = c.var.installation?.timeZone ?? 'UTC';
  return {
    db,
    actor,
    now,
    table: (include) => wikiTable(db, actor, include, now),
    parts: (each) => wikiParts(db, actor, each, { now, timeZone }),
  };
};

const download = (c: Ctx, name: string, bytes: Uint8Array): Response =>
  c.body(bytes as Uint8Array<ArrayBuffer>, 200, {
    'content-type': 'application/zip',
    'content-disposition': `attachment; filename="${name}"`,
    'cache-control': 'no-store',
  });

/** A book of more pages than this is printed space by space of its tree. */
const mostInBook = 500;

const showBook = async (c: Ctx, space: Space): Promise<Response> => {
  const exporting = exportingOf(c);
  const pages = (await listForExport(exporting.db, exporting.actor, space.id)).slice(0, mostInBook);
  const around = { page: paths.wikiPage, file: paths.wikiFile };
  const chapters: { title: string; html: string }[] = [];
  for (const each of pages) chapters.push({ title: each.title, html: await pageHtml(exporting, space, each, around) });
  return page(
    c,
    { title: space.name, section: 'wiki', breadcrumbs: spaceCrumbs(space), lead: say(words.bookHow, c.var.language) },
    <div class="g-wiki-book">
      <Card title={words.contents}>
        <ol>
          {chapters.map(({ title }, n) => (
            <li>
              <a href={`#bab-${n + 1}`}>{title}</a>
            </li>
          ))}
        </ol>
      </Card>
      {chapters.map(({ title, html }, n) => (
        <article id={`bab-${n + 1}`} class="g-card">
          <div class="g-card-body">
            <h2>{title}</h2>
            <div class="g-wiki">{raw(html.replaceAll(/ id="b-[^"]*"/g, ''))}</div>
          </div>
        </article>
      ))}
    </div>,
  );
};

/** A space goes out as files, and pages of another wiki come in. */
export const wikiExchangePage: Page = (app) => {
  app.get(paths.wikiExchange(':space'), (c) => show(c, null));
  app.post(paths.wikiExchange(':space'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: importPurpose }],
      run: async (tx, { actor, values, now }) => {
        const kind = importKinds.find((each) => each === text(values, 'kind')) ?? 'markdown';
        const space = param(c, 'space');
        await importIntoWiki(tx, { actor, now, space, kind, uploadId: text(values, 'file') });
        return { to: paths.wikiExchange(space), said: words.importAsked };
      },
      again: (state) => show(c, state),
    }),
  );
  app.get(paths.wikiExport(':space', ':kind'), async (c) => {
    const space = await spaceHere(c);
    const kind = param(c, 'kind');
    if (kind === 'markdown') return download(c, `${space.key}-markdown.zip`, await exportMarkdown(exportingOf(c), space));
    if (kind === 'site') return download(c, `${space.key}-situs.zip`, await exportSite(exportingOf(c), space));
    if (kind === 'book') return showBook(c, space);
    throw new AppError('not_found', { what: c.req.path });
  });
};
