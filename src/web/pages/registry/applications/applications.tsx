import { listOffices } from '#identity/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type ApplicationEntry,
  type ApplicationFilter,
  applicationStatuses,
  listApplications,
  maySeeServers,
} from '#registry/index.ts';
import { LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { asked, askedChoice, askedPage } from '../shared/asked.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { shared } from '../shared/words.ts';
import { applicationsCsv } from './csv.ts';
import { words } from './words.ts';

const perPage = 30;
/** More rows than any list of applications of a city has. */
const exported = 20_000;

type Filter = { q: string; status: string; office: string };

const readFilter = (c: Ctx): Filter => ({
  q: asked(c, 'q'),
  status: askedChoice(c, 'status', applicationStatuses),
  office: asked(c, 'office'),
});

const toFilter = ({ q, status, office }: Filter): ApplicationFilter => ({ search: q, status, officeId: office });

const ApplicationTable = ({ rows, offices }: { rows: readonly (ApplicationEntry & { missing: number })[]; offices: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.title}
      rows={rows}
      empty={<Empty icon="apps" title={words.none} text={words.noneHow} />}
      columns={[
        {
          key: 'name',
          label: shared.name,
          cell: (row) => (
            <>
              <a href={paths.application(row.id)}>{row.name}</a>
              {row.url ? <span class="g-sub">{row.url.replace(/^https?:\/\//, '')}</span> : null}
            </>
          ),
        },
        ...(offices ? [{ key: 'office', label: shared.office, cell: (row: ApplicationEntry) => row.officeName }] : []),
        {
          key: 'administrator',
          label: words.administrator,
          cell: (row) => (
            <>
              {row.administrator_name}
              {row.administrator_nip ? <span class="g-sub">NIP {row.administrator_nip}</span> : null}
            </>
          ),
        },
        { key: 'status', label: shared.status, cell: (row) => <ChoiceStatus choices={applicationStatuses} value={row.status} /> },
        {
          key: 'active',
          label: words.active,
          tight: true,
          cell: (row) => (row.activatedAt ? shortDate(row.activatedAt, language, timeZone) : null),
        },
        {
          key: 'missing',
          label: words.completeness,
          cell: (row) => (row.missing === 0 ? t(words.complete) : t(words.missing, { n: row.missing })),
        },
      ]}
    />
  );
};

/** The list of all applications; an office that does not host sees its own. The same as CSV. */
export const applicationsPage: Page = (app) => {
  app.get(paths.applications(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const filter = readFilter(c);
    const no = askedPage(c);
    const all = maySeeServers(actor);
    const [{ rows, total }, offices] = await Promise.all([
      listApplications(db, actor, { ...toFilter(filter), page: no, pageSize: perPage }),
      all ? listOffices(db, { active: true }) : [],
    ]);
    return page(
      c,
      {
        title: all ? words.title : words.ownTitle,
        section: 'applications',
        width: 'full',
        lead: say(words.lead, c.var.language, { n: number(total, c.var.language) }),
        actions: <LinkButton href={paths.applicationsCsv(filter)} label={shared.csv} icon="download" />,
      },
      <>
        <FilterBar action={paths.applications()} active={Object.values(filter).some((value) => value !== '')}>
          <FilterText name="q" label={shared.search} value={filter.q} />
          {all ? (
            <FilterSelect
              name="office"
              label={shared.office}
              value={filter.office}
              options={offices.map(({ id, name }) => ({ value: id, label: name }))}
            />
          ) : null}
          <FilterSelect name="status" label={shared.status} value={filter.status} options={optionsOf(applicationStatuses)} />
        </FilterBar>
        <Card flush>
          <ApplicationTable rows={rows} offices={all} />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            href={(target) => paths.applications({ ...filter, page: target })}
          />
        </Card>
      </>,
    );
  });

  app.get(paths.applicationsCsv(), async (c) => {
    const filter = { ...toFilter(readFilter(c)), page: 1, pageSize: exported };
    const { rows } = await listApplications(c.var.services.db, signedIn(c), filter);
    c.header('content-disposition', 'attachment; filename="aplikasi.csv"');
    c.header('cache-control', 'private, no-store');
    return c.body(applicationsCsv(rows, c.var.language), 200, { 'content-type': 'text/csv; charset=utf-8' });
  });
};
