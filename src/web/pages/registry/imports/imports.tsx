import { stream } from 'hono/streaming';
import type { Db } from '#db/index.ts';
import { acceptAttribute } from '#files/index.ts';
import { csvLines, toCsv } from '#lib/csv.ts';
import { AppError } from '#lib/errors.ts';
import { number, shortMoment } from '#lib/format.ts';
import { type Language, say } from '#lib/words.ts';
import {
  checkImport,
  getImport,
  type ImportKind,
  type ImportRun,
  importableBy,
  importFields,
  importKindLabels,
  importKinds,
  importPurpose,
  isVerdict,
  listImports,
  listVerdicts,
  type RowVerdict,
  refusedRows,
  startImport,
  type Verdict,
  verdicts,
  writeImport,
} from '#registry/index.ts';
import { act, freshForm } from '../../../act.ts';
import { asked, askedPage } from '../../../asked.ts';
import { Alert } from '../../../components/alert/alert.tsx';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Select } from '../../../components/field/field.tsx';
import { FileField } from '../../../components/field/file-field.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { Tabs } from '../../../components/tabs/tabs.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { stateLooks, verdictLooks, words } from './words.ts';

const perPage = 100;

const RunTable = ({ runs }: { runs: readonly ImportRun[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.last}
      rows={runs}
      empty={<p class="g-muted g-inset">{t(words.none)}</p>}
      columns={[
        { key: 'file', label: words.file, cell: (run) => <a href={paths.import(run.id)}>{run.name}</a> },
        { key: 'kind', label: words.kind, cell: (run) => t(importKindLabels[run.kind]) },
        { key: 'rows', label: words.rows, align: 'right', cell: (run) => number(run.rowsTotal, language) },
        { key: 'state', label: words.state, cell: (run) => <Status {...stateLooks[run.state]} /> },
        {
          key: 'by',
          label: words.by,
          cell: (run) => (
            <>
              {run.personName}
              <span class="g-sub">{shortMoment(run.createdAt, language, timeZone)}</span>
            </>
          ),
        },
      ]}
    />
  );
};

const showList = async (c: Ctx, state: FormState): Promise<Response> => {
  const actor = signedIn(c);
  const runs = await listImports(c.var.services.db, actor);
  const kinds = importableBy(actor).map((value) => ({ value, label: importKindLabels[value] }));
  return page(
    c,
    { title: words.title, section: 'register-work', lead: say(words.lead, c.var.language), state },
    <Stack>
      <Card title={words.new}>
        <ActForm action={paths.imports()} state={state} files>
          <Select state={state} name="kind" label={words.kind} options={kinds} width="medium" />
          <FileField state={state} name="file" label={words.file} hint={words.fileHint} accept={acceptAttribute(importPurpose)} />
          <Button label={words.upload} icon="upload" />
        </ActForm>
        <p class="g-note g-small g-muted">
          {say(words.headings, c.var.language)}{' '}
          {kinds.map(({ value, label }, index) => (
            <>
              {index > 0 ? ' · ' : ''}
              <a href={paths.importHeadings(value)}>{say(label, c.var.language)}</a>
            </>
          ))}
        </p>
      </Card>
      <Card title={words.last} flush>
        <RunTable runs={runs} />
      </Card>
    </Stack>,
  );
};

const Columns = ({ run, state }: { run: ImportRun; state: FormState }) => {
  const t = useWords();
  const options = importFields[run.kind].map(({ key, label }) => ({ value: key, label }));
  return (
    <Card title={words.columns}>
      <p class="g-muted">{t(words.columnsHow)}</p>
      <ActForm action={paths.importCheck(run.id)} state={state}>
        {run.headers.map((heading, index) => {
          const values = [...new Set(run.sample.map((cells) => cells[index] ?? '').filter(Boolean))].slice(0, 3);
          return (
            <Select
              state={state}
              name={`column.${index}`}
              label={heading || t(words.column, { n: index + 1 })}
              {...(values.length > 0 ? { hint: t(words.example, { values: values.join(' · ').slice(0, 120) }) } : {})}
              options={options}
              empty={words.ignore}
              width="medium"
            />
          );
        })}
        <Button label={run.counts ? words.checkAgain : words.check} tone={run.counts ? 'secondary' : 'primary'} />
      </ActForm>
    </Card>
  );
};

const labelOf = (run: ImportRun, field: string, language: Language): string => {
  const found = importFields[run.kind].find(({ key }) => key === field || (field === 'memoryMb' && key === 'memoryGb'));
  return found ? say(found.label, language) : field;
};

const shown = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : String(value));

const Why = ({ run, row }: { run: ImportRun; row: RowVerdict }) => {
  const { language } = useView();
  return (
    <>
      {row.faults.map(({ field, message }) => (
        <p class="g-flat g-break">
          {field ? <strong>{labelOf(run, field, language)}: </strong> : null}
          {say(message, language)}
        </p>
      ))}
      {Object.entries(row.changes).map(([field, [before, after]]) => (
        <p class="g-flat g-break">
          {labelOf(run, field, language)}: {shown(before)} → {shown(after)}
        </p>
      ))}
    </>
  );
};

type ResultProps = { run: ImportRun; rows: readonly RowVerdict[]; wanted: Verdict | ''; no: number; state: FormState };

const Result = ({ run, rows, wanted, no, state }: ResultProps) => {
  const t = useWords();
  const { language } = useView();
  const counts = run.counts;
  if (!counts) return null;
  const total = wanted === '' ? run.rowsTotal : counts[wanted];
  const toWrite = counts.new + counts.change;
  const clean = counts.fault + counts.conflict === 0;
  return (
    <Card title={words.result}>
      <Tabs
        label={words.result}
        current={wanted || 'all'}
        tabs={[
          { key: 'all', label: words.all, href: paths.import(run.id), count: run.rowsTotal },
          ...verdicts.map((verdict) => ({
            key: verdict,
            label: verdictLooks[verdict].label,
            href: paths.import(run.id, { verdict }),
            count: counts[verdict],
          })),
        ]}
      />
      {run.state === 'checked' && clean && toWrite > 0 ? (
        <ActForm action={paths.importWriting(run.id)} state={{ ...state, requestKey: run.id }}>
          <ButtonGroup>
            <Button label={words.write} confirm={t(words.writeSure, { n: number(toWrite, language) })} />
          </ButtonGroup>
        </ActForm>
      ) : null}
      {clean ? null : (
        <p>
          {t(words.mend)}{' '}
          <a href={paths.importRefused(run.id)}>
            {t(words.refusedFile, { n: number(counts.fault + counts.conflict, language) })}
          </a>
        </p>
      )}
      {clean && toWrite === 0 ? <p>{t(words.nothing)}</p> : null}
      <Table
        caption={words.result}
        rows={rows}
        empty={<p class="g-muted">{t(words.noRow)}</p>}
        columns={[
          { key: 'row', label: words.row, align: 'right', tight: true, cell: (row) => row.row },
          { key: 'about', label: words.about, heading: true, cell: (row) => row.label },
          { key: 'verdict', label: words.verdict, cell: (row) => <Status {...verdictLooks[row.verdict]} /> },
          { key: 'why', label: words.why, cell: (row) => <Why run={run} row={row} /> },
        ]}
      />
      <Pagination
        page={no}
        perPage={perPage}
        total={total}
        href={(target) => paths.import(run.id, { verdict: wanted, page: target })}
      />
    </Card>
  );
};

const show = async (c: Ctx, typed: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const { language } = c.var;
  const run = await getImport(db, actor, param(c, 'id'));
  const verdict = asked(c, 'verdict');
  const wanted = isVerdict(verdict) ? verdict : '';
  const no = askedPage(c);
  const rows = await listVerdicts(db, run, { verdict: wanted || undefined, page: no, pageSize: perPage });
  const mapping = Object.fromEntries(run.mapping.map((field, index) => [`column.${index}`, field]));
  const state = typed ?? freshForm(c, mapping);
  const working = run.state === 'checking' || run.state === 'writing';
  // Without scripts the page looks again by itself while a job is at it.
  if (working) c.header('refresh', '4');
  return page(
    c,
    {
      title: run.name,
      section: 'register-work',
      breadcrumbs: [{ label: words.title, href: paths.imports() }],
      lead: (
        <>
          {say(importKindLabels[run.kind], language)} · {number(run.rowsTotal, language)}{' '}
          {say(words.rows, language).toLowerCase()} ·{' '}
          {[run.format.toUpperCase(), run.format === 'csv' ? run.encoding : ''].filter(Boolean).join(', ')}{' '}
          <Status {...stateLooks[run.state]} />
        </>
      ),
      state,
    },
    <Stack>
      {working ? (
        <Alert tone="info" title={stateLooks[run.state].label}>
          <p>
            {say(words.working, language, {
              done: number(run.rowsDone, language),
              all: number(run.rowsTotal, language),
            })}
          </p>
        </Alert>
      ) : null}
      {run.state === 'failed' ? (
        <Alert tone="danger" title={words.failed}>
          <p>{run.error}</p>
        </Alert>
      ) : null}
      {working ? null : <Result {...{ run, rows, wanted, no, state }} />}
      {working || run.state === 'written' ? null : <Columns run={run} state={state} />}
    </Stack>,
  );
};

/** The refused rows as the file has them, each with its number there and the reason, to be mended and brought again. */
async function* refusedCsv(
  db: Db,
  run: ImportRun,
  { accountId, language }: { accountId: string; language: Language },
): AsyncGenerator<string> {
  yield toCsv([[say(words.rowInFile, language), ...run.headers, say(words.refusedFor, language)]]);
  // What is personal is shown to who brought the file along, who has it anyway.
  const hidden = run.mapping.map(
    (key) => run.accountId !== accountId && importFields[run.kind].some((field) => field.key === key && field.personal),
  );
  for await (const { no, cells, faults } of refusedRows(db, run)) {
    const reasons = faults.map(({ field, message }) =>
      [field ? labelOf(run, field, language) : '', say(message, language)].filter(Boolean).join(': '),
    );
    yield csvLines([[no, ...run.headers.map((_, index) => (hidden[index] ? '•••' : (cells[index] ?? ''))), reasons.join(' ')]]);
  }
}

/** The headings that an empty table of this kind may have, for whoever begins one. */
const headings = (kind: ImportKind, language: Language): string =>
  toCsv([importFields[kind].map(({ label }) => say(label, language))]);

/** Tables that people bring along: upload, columns, verdict per row, and then all of it or nothing. */
export const registerImportsPage: Page = (app) => {
  app.get(paths.imports(), (c) => showList(c, freshForm(c)));

  app.post(paths.imports(), (c) =>
    act(c, {
      uploads: [{ field: 'file', purpose: importPurpose }],
      run: async (tx, { actor, values, now }) => {
        const { runId } = await startImport(tx, { actor, kind: text(values, 'kind'), uploadId: text(values, 'file'), now });
        return { to: paths.import(runId) };
      },
      again: (state) => showList(c, state),
    }),
  );

  for (const kind of importKinds) {
    app.get(paths.importHeadings(kind), (c) => {
      if (!importableBy(signedIn(c)).includes(kind)) throw new AppError('not_found', { what: `import of ${kind}` });
      c.header('content-disposition', `attachment; filename="${kind}.csv"`);
      return c.body(headings(kind, c.var.language), 200, { 'content-type': 'text/csv; charset=utf-8' });
    });
  }

  app.get(paths.import(':id'), (c) => show(c, null));

  app.get(paths.importRefused(':id'), async (c) => {
    const { db } = c.var.services;
    const actor = signedIn(c);
    const { accountId } = actor;
    const run = await getImport(db, actor, param(c, 'id'));
    c.header('content-disposition', 'attachment; filename="ditolak.csv"');
    c.header('cache-control', 'private, no-store');
    c.header('content-type', 'text/csv; charset=utf-8');
    return stream(c, async (out) => {
      for await (const piece of refusedCsv(db, run, { accountId, language: c.var.language })) await out.write(piece);
    });
  });

  app.post(paths.importCheck(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const runId = param(c, 'id');
        const { headers } = await getImport(tx, actor, runId);
        const mapping = headers.map((_, index) => text(values, `column.${index}`));
        await checkImport(tx, { actor, runId, mapping, now });
        return { to: paths.import(runId) };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.importWriting(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        const runId = param(c, 'id');
        await writeImport(tx, { actor, runId, now });
        const { state } = await getImport(tx, actor, runId);
        return { to: paths.import(runId), ...(state === 'written' ? { said: words.written } : {}) };
      },
      again: (state) => show(c, state),
    }),
  );
};
