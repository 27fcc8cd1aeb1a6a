import { listOffices } from '#identity/index.ts';
import { shortDate } from '#lib/format.ts';
import {
  type ApplicationEntry,
  type ApplicationFilter,
  applicationStatuses,
  listApplications,
  mayKeepApplications,
  maySeeServers,
} from '#registry/index.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { applicationColumns } from '../shared/columns.ts';
import { sendListFiles, showListPage } from '../shared/list-page.tsx';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

const perPage = 30;

type Filter = { q: string; status: string; office: string; tag: string };

const readFilter = (c: Ctx): Filter => ({
  q: asked(c, 'q'),
  status: askedChoice(c, 'status', applicationStatuses),
  office: asked(c, 'office'),
  tag: asked(c, 'tag'),
});

const toFilter = ({ q, status, office, tag }: Filter): ApplicationFilter => ({ search: q, status, officeId: office, tag });

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

/** The list of all applications; an office that does not host sees its own. The same as a file. */
export const applicationsPage: Page = (app) => {
  app.get(paths.applications(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const filter = readFilter(c);
    const no = askedPage(c);
    const all = maySeeServers(actor);
    const [list, offices] = await Promise.all([
      listApplications(db, actor, { ...toFilter(filter), page: no, pageSize: perPage }),
      all ? listOffices(db, { active: true }) : [],
    ]);
    return showListPage(c, {
      title: all ? words.title : words.ownTitle,
      section: 'applications',
      lead: { all: words.lead, more: words.leadMore },
      href: paths.applications,
      fileHref: paths.applicationsFile,
      documents: [{ label: 'PDF', href: paths.applicationsPdf(filter) }],
      imports: mayKeepApplications(actor),
      filter,
      fields: (
        <>
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
          <FilterText name="tag" label={shared.tag} value={filter.tag} />
        </>
      ),
      ...{ list, no, perPage },
      table: <ApplicationTable rows={list.rows} offices={all} />,
    });
  });

  sendListFiles(app, paths.applicationsFile, (c) => {
    const actor = signedIn(c);
    const filter = toFilter(readFilter(c));
    return {
      name: 'aplikasi',
      columns: applicationColumns(c.var.language),
      batch: async (page, pageSize) => (await listApplications(c.var.services.db, actor, { ...filter, page, pageSize })).rows,
    };
  });
};
