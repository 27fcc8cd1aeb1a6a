import { importIntoWiki, startWikiImport, stopWikiImport, tryWikiImportAgain, undoWikiImport } from '#cases/index.ts';
import type { Db } from '#db/index.ts';
import type { Actor } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  collisions,
  countImportLines,
  dropImport,
  getImport,
  type ImportLine,
  importApproval,
  importFilters,
  importKinds,
  importPurpose,
  listImportLines,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedPage } from '../../../asked.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Stack } from '../../../components/card/card.tsx';
import { Status } from '../../../components/status/status.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { type ExportColumn, sendList } from '../../../send-list.ts';
import type { Phrase } from '../../../view.ts';
import { spaceCrumbs } from '../shared.tsx';
import { showImports } from './list.tsx';
import { After, Again, Decide, type Found, Lines, Working } from './report.tsx';
import { kindWords, outcomeLooks, stateLooks, undoneLooks, verdictLooks, words } from './words.ts';

const perPage = 100;

const find = async (c: Ctx): Promise<Found> => {
  const found = await getImport(c.var.services.db, signedIn(c), param(c, 'id'));
  if (found.space.key !== param(c, 'space')) throw new AppError('not_found', { what: c.req.path });
  return found;
};

const show = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const { db } = c.var.services;
  const { language, installation } = c.var;
  const found = await find(c);
  const counts = await countImportLines(db, found.id);
  const wanted = asked(c, 'filter');
  const filter = importFilters.find((each) => each === wanted) ?? null;
  const no = askedPage(c);
  const isWorking = ['waiting', 'checking', 'running', 'undoing'].includes(found.state);
  const lines = await listImportLines(db, found.id, { filter, page: no, pageSize: perPage });
  const state = typed ?? freshForm(c, { taken: 'skip', kind: found.kind });
  // The page looks again by itself while a job is at it, with scripts and without.
  // Where it answers something that was posted, the address is none to look at.
  if (isWorking) c.header('refresh', typed ? `2; url=${paths.wikiImport(found.space.key, found.id)}` : '2');
  const at = shortMoment(found.at, language, installation?.timeZone ?? 'UTC');
  return page(
    c,
    {
      title: found.fileName,
      section: 'wiki',
      breadcrumbs: [...spaceCrumbs(found.space), { label: words.title, href: paths.wikiImports(found.space.key) }],
      lead: (
        <>
          {say(kindWords[found.kind], language)} · {found.personName ?? '–'} · {at} <Status {...stateLooks[found.state]} />
        </>
      ),
      state,
    },
    <Stack>
      {isWorking ? <Working found={found} state={state} /> : null}
      {found.state === 'failed' && found.why ? (
        <Alert tone="danger" title={words.failed}>
          <p>{say(found.why, language)}</p>
        </Alert>
      ) : null}
      {found.state === 'checked' ? <Decide {...{ found, counts, state }} /> : null}
      {['done', 'stopped', 'failed', 'undone'].includes(found.state) ? <After {...{ found, counts, state }} /> : null}
      {['failed', 'undone'].includes(found.state) ? <Again {...{ found, state }} /> : null}
      {isWorking || found.total === 0 ? null : <Lines {...{ found, counts, lines, filter, no, perPage }} />}
    </Stack>,
  );
};

const columns = (c: Ctx): ExportColumn<ImportLine>[] => {
  const said = (phrase: Phrase): string => (typeof phrase === 'string' ? phrase : say(phrase, c.var.language));
  return [
    { key: 'no', label: words.number, value: ({ no }) => no },
    { key: 'level', label: words.level, value: ({ depth }) => depth },
    { key: 'source', label: words.source, value: ({ source }) => source },
    { key: 'title', label: words.page, value: (line) => (line.outcome && line.page ? line.page.title : line.title) },
    { key: 'verdict', label: words.verdict, value: ({ verdict }) => said(verdictLooks[verdict].label) },
    {
      key: 'outcome',
      label: words.outcome,
      value: ({ outcome, undone }) =>
        undone ? said(undoneLooks[undone].label) : outcome ? said(outcomeLooks[outcome].label) : '',
    },
    {
      key: 'notes',
      label: words.remarks,
      value: ({ undoneWhy, outcomeWhy, why, notes }) =>
        [undoneWhy ?? outcomeWhy ?? why, ...notes].flatMap((each) => (each ? [said(each)] : [])).join('; '),
    },
  ];
};

type Steer = (tx: Db, input: { actor: Actor; now: Temporal.Instant; importId: string }) => Promise<void>;

/** Imports into a space: a new one, what it would do, how far it is, what became of it, and the way back. */
export const wikiImportsPage: Page = (app) => {
  const approval = (c: Ctx): string => say(importApproval, c.var.language);
  app.get(paths.wikiImports(':space'), (c) => showImports(c, freshForm(c, { kind: 'markdown' }), approval(c)));
  app.post(paths.wikiImports(':space'), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: importPurpose }],
      run: async (tx, { actor, values, now }) => {
        const kind = importKinds.find((each) => each === text(values, 'kind')) ?? 'markdown';
        const space = param(c, 'space');
        const { importId } = await importIntoWiki(tx, { actor, now, space, kind, uploadId: text(values, 'file') });
        return { to: paths.wikiImport(space, importId), said: words.asked };
      },
      again: (state) => showImports(c, state, approval(c)),
    }),
  );
  app.get(paths.wikiImport(':space', ':id'), (c) => show(c, null));
  app.get(paths.wikiImportCsv(':space', ':id'), async (c) => {
    const found = await find(c);
    const batch = (no: number, pageSize: number) => listImportLines(c.var.services.db, found.id, { page: no, pageSize });
    return sendList(c, 'csv', { name: 'impor', columns: columns(c), batch });
  });
  const steer = (name: 'start' | 'stop' | 'undo' | 'drop', said: Phrase, run: (values: FormState['values']) => Steer): void => {
    app.post(paths.wikiImportAct(':space', ':id', name), (c) =>
      act(c, {
        run: async (tx, { actor, values, now }) => {
          const [space, importId] = [param(c, 'space'), param(c, 'id')];
          await run(values)(tx, { actor, now, importId });
          return { to: name === 'drop' ? paths.wikiImports(space) : paths.wikiImport(space, importId), said };
        },
        again: (state) => show(c, state),
      }),
    );
  };
  steer('start', words.started, (values) => (tx, input) => {
    const onTaken = collisions.find((each) => each === text(values, 'taken')) ?? 'skip';
    return startWikiImport(tx, { ...input, onTaken });
  });
  app.post(paths.wikiImportAct(':space', ':id', 'again'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const kind = importKinds.find((each) => each === text(values, 'kind')) ?? 'markdown';
        const { importId } = await tryWikiImportAgain(tx, { actor, now, importId: param(c, 'id'), kind });
        return { to: paths.wikiImport(param(c, 'space'), importId), said: words.asked };
      },
      again: (state) => show(c, state),
    }),
  );
  steer('stop', words.stopped, () => stopWikiImport);
  steer('undo', words.undoAsked, () => undoWikiImport);
  steer('drop', words.dropped, () => dropImport);
};
