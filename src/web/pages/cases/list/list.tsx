import { countCases, currentCalendar, listCases, mostCounted } from '#cases/index.ts';
import { listOffices, listViews } from '#identity/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import type { WorkingCalendar } from '#sop/index.ts';
import { hostingSop } from '#sop/index.ts';
import { freshForm } from '../../../act.ts';
import { ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterCheck, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Status } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import { type Tab, Tabs } from '../../../components/tabs/tabs.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { familyOf } from '../../views/families.ts';
import { SavedViews } from '../../views/saved-views.tsx';
import { StepDeadline, urgencyOf } from '../shared/deadline-of.tsx';
import { type DefinedRow, withDefinitions } from '../shared/definitions.ts';
import { type Asked, readFilter, toCaseFilter, toQuery } from '../shared/filters.ts';
import { caseCsv } from './csv.ts';
import { words } from './words.ts';

const perPage = 30;

/** The states in which a case waits for its office, by the current definition. */
const standing = hostingSop.states.find((state) => state.clock === 'standing')?.key ?? '';

/** Which of the usual lists this filter is. */
const tabOf = (asked: Asked): string => {
  if (asked.late) return 'late';
  if (asked.state === standing) return 'waiting';
  return asked.open === 'yes' ? 'open' : asked.open === 'no' ? 'closed' : 'all';
};

/** The lists that people open every day; what is looked for and the office go along. */
const listTabs = ({ q, office, application }: Asked): Tab[] => {
  const kept = { q: q || undefined, office: office || undefined, application: application || undefined };
  return [
    { key: 'all', label: words.all, href: paths.cases(kept) },
    { key: 'open', label: words.open, href: paths.cases({ ...kept, open: 'yes' }) },
    { key: 'late', label: words.lateTab, href: paths.cases({ ...kept, late: 'yes' }) },
    { key: 'waiting', label: words.waiting, href: paths.cases({ ...kept, state: standing }) },
    { key: 'closed', label: words.closed, href: paths.cases({ ...kept, open: 'no' }) },
  ];
};

const Filters = ({ asked, offices }: { asked: Asked; offices: readonly { id: string; name: string }[] }) => (
  <FilterBar action={paths.cases()} active={Object.values(toQuery(asked)).some((value) => value !== undefined)}>
    <FilterText name="q" label={words.search} value={asked.q} />
    {asked.application ? <input type="hidden" name="application" value={asked.application} /> : null}
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
    const filter = { ...toCaseFilter(asked, c.var.installation?.timeZone), limit: perPage, offset: (asked.page - 1) * perPage };
    const [rows, total, offices, calendar, views] = await Promise.all([
      listCases(db, actor, filter, c.var.now),
      countCases(db, actor, filter, c.var.now),
      actor.host || actor.auditor ? listOffices(db, { active: true, kind: 'applicant' }) : [],
      currentCalendar(db),
      listViews(db, actor, familyOf(paths.cases())),
    ]);
    const applicant = actor.posts.some((post) => post.role?.startsWith('applicant-') ?? false);
    return page(
      c,
      {
        title: words.title,
        section: 'cases',
        width: 'full',
        scripts: ['live.js'],
        lead: say(total === mostCounted ? words.foundMore : words.found, c.var.language, { n: number(total, c.var.language) }),
        actions: (
          <ButtonGroup>
            {applicant ? <LinkButton href={paths.newCase()} label={words.apply} tone="primary" icon="plus" /> : null}
            <LinkButton href={paths.board(toQuery(asked))} label={words.board} icon="layout-kanban" />
            <LinkButton href={paths.casesCsv(toQuery(asked))} label={words.csv} icon="download" />
          </ButtonGroup>
        ),
      },
      <>
        <Tabs label={words.title} current={tabOf(asked)} tabs={listTabs(asked)} />
        <Filters asked={asked} offices={offices} />
        <SavedViews views={views} path={paths.cases()} query={toQuery(asked)} state={freshForm(c)} />
        <div id="cases" data-watch>
          <Card flush>
            <CaseTable rows={await withDefinitions(db, rows)} calendar={calendar} domain={c.var.installation?.domain ?? ''} />
            <Pagination
              page={asked.page}
              perPage={perPage}
              total={total}
              more={total === mostCounted}
              href={(no) => paths.cases(toQuery(asked, no))}
            />
          </Card>
        </div>
      </>,
    );
  });

  app.get(paths.casesCsv(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const filter = { ...toCaseFilter(readFilter(c), c.var.installation?.timeZone), limit: 10_000, offset: 0 };
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
