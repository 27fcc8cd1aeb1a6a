import { countCases, currentCalendar, listCases } from '#cases/index.ts';
import { listOffices } from '#identity/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import type { WorkingCalendar } from '#sop/index.ts';
import { hostingSop } from '#sop/index.ts';
import { ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { StepDeadline, urgencyOf } from '../shared/deadline-of.tsx';
import { type DefinedRow, withDefinitions } from '../shared/definitions.ts';
import { type Asked, readFilter, toCaseFilter, toQuery } from '../shared/filters.ts';
import { caseCsv } from './csv.ts';
import { words } from './words.ts';

const perPage = 30;

const Filters = ({ asked, offices }: { asked: Asked; offices: readonly { id: string; name: string }[] }) => (
  <FilterBar action={paths.cases()} active={Object.values(toQuery(asked)).some((value) => value !== undefined)}>
    <FilterText name="q" label={words.search} value={asked.q} />
    {offices.length > 0 ? (
      <FilterSelect
        name="office"
        label={words.office}
        value={asked.office}
        options={offices.map((office) => ({ value: office.id, label: office.name }))}
      />
    ) : null}
    {asked.step ? (
      <FilterSelect
        name="step"
        label={words.step}
        value={asked.step}
        options={hostingSop.steps.map(({ no, name }) => ({
          value: String(no),
          label: { id: `${no} ${name.id}`, en: `${no} ${name.en}` },
        }))}
      />
    ) : null}
    <FilterSelect
      name="state"
      label={words.state}
      value={asked.state}
      options={hostingSop.states.map((state) => ({ value: state.key, label: state.label }))}
    />
    <FilterSelect
      name="open"
      label={words.openness}
      value={asked.open}
      options={[
        { value: 'yes', label: words.open },
        { value: 'no', label: words.closed },
      ]}
    />
    <FilterCheck name="late" label={words.late} checked={asked.late} />
  </FilterBar>
);

const CaseTable = ({ rows, calendar, domain }: { rows: readonly DefinedRow[]; calendar: WorkingCalendar; domain: string }) => {
  const t = useWords();
  const { now, language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={rows}
      empty={<Empty icon="files" title={words.none} text={words.noneHow} />}
      mark={({ row, state }) => (urgencyOf(calendar, now, row.due_at, state.clock) === 'late' ? 'late' : null)}
      columns={[
        {
          key: 'request',
          label: words.request,
          heading: true,
          cell: ({ row }) => (
            <>
              <a href={paths.case(row.number)}>{row.application_name || t(words.unnamed)}</a>
              <span class="g-sub">
                {row.number}
                {row.subdomain ? ` · ${row.subdomain}.${domain}` : ''}
              </span>
            </>
          ),
        },
        {
          key: 'office',
          label: words.office,
          cell: ({ row }) => <abbr title={row.office_name}>{row.office_abbreviation}</abbr>,
        },
        {
          key: 'state',
          label: words.state,
          cell: ({ row, state }) => (
            <>
              <Status label={state.label} colour={state.colour} />
              {row.assignee_name ? <span class="g-sub">{t(words.takenBy, { name: row.assignee_name })}</span> : null}
            </>
          ),
        },
        {
          key: 'due',
          label: words.due,
          tight: true,
          cell: ({ row, state }) =>
            row.closed_at ? null : <StepDeadline calendar={calendar} due={row.due_at} clock={state.clock} />,
        },
        {
          key: 'submitted',
          label: words.submitted,
          tight: true,
          cell: ({ row }) => (row.submitted_at ? shortDate(row.submitted_at, language, timeZone) : null),
        },
      ]}
    />
  );
};

/** All requests that the person may see, filtered and in pages; the same as CSV. */
export const casesPage: Page = (app) => {
  app.get(paths.cases(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const asked = readFilter(c);
    const filter = { ...toCaseFilter(asked), limit: perPage, offset: (asked.page - 1) * perPage };
    const [rows, total, offices, calendar] = await Promise.all([
      listCases(db, actor, filter, c.var.now),
      countCases(db, actor, filter, c.var.now),
      actor.host || actor.auditor ? listOffices(db, { active: true, kind: 'applicant' }) : [],
      currentCalendar(db),
    ]);
    const applicant = actor.posts.some((post) => post.role?.startsWith('applicant-') ?? false);
    return page(
      c,
      {
        title: words.title,
        section: 'cases',
        width: 'full',
        lead: say(words.found, c.var.language, { n: number(total, c.var.language) }),
        actions: (
          <ButtonGroup>
            {applicant ? <LinkButton href={paths.newCase()} label={words.apply} tone="primary" icon="plus" /> : null}
            <LinkButton href={paths.board(toQuery(asked))} label={words.board} icon="layout-kanban" />
            <LinkButton href={paths.casesCsv(toQuery(asked))} label={words.csv} icon="download" />
          </ButtonGroup>
        ),
      },
      <>
        <Filters asked={asked} offices={offices} />
        <Card flush>
          <CaseTable rows={await withDefinitions(db, rows)} calendar={calendar} domain={c.var.installation?.domain ?? ''} />
          <Pagination page={asked.page} perPage={perPage} total={total} href={(no) => paths.cases(toQuery(asked, no))} />
        </Card>
      </>,
    );
  });

  app.get(paths.casesCsv(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const filter = { ...toCaseFilter(readFilter(c)), limit: 10_000, offset: 0 };
    const rows = await withDefinitions(db, await listCases(db, actor, filter, c.var.now));
    const csv = caseCsv(rows, {
      language: c.var.language,
      timeZone: c.var.installation?.timeZone ?? 'UTC',
      domain: c.var.installation?.domain ?? '',
      now: c.var.now,
    });
    c.header('content-disposition', 'attachment; filename="permohonan.csv"');
    c.header('cache-control', 'private, no-store');
    return c.body(csv, 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
};
