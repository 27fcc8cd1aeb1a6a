import { listOffices, listViews } from '#identity/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  type ApplicationEntry,
  type ApplicationFilter,
  applicationStatuses,
  listApplications,
  mayKeepApplications,
  maySeeServers,
} from '#registry/index.ts';
import { freshForm } from '../../../act.ts';
import { asked, askedChoice, askedPage } from '../../../asked.ts';
import { ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { exportFormats, sendList } from '../../../send-list.ts';
import { useView, useWords } from '../../../view.ts';
import { familyOf } from '../../views/families.ts';
import { SavedViews } from '../../views/saved-views.tsx';
import { ChoiceStatus, optionsOf } from '../shared/choice.tsx';
import { applicationColumns } from '../shared/columns.ts';
import { Downloads } from '../shared/downloads.tsx';
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
    const [{ rows, total, more }, offices, saved] = await Promise.all([
      listApplications(db, actor, { ...toFilter(filter), page: no, pageSize: perPage }),
      all ? listOffices(db, { active: true }) : [],
      listViews(db, actor, familyOf(paths.applications())),
    ]);
    return page(
      c,
      {
        title: all ? words.title : words.ownTitle,
        section: 'applications',
        width: 'full',
        lead: say(more ? words.leadMore : words.lead, c.var.language, { n: number(total, c.var.language) }),
        actions: (
          <ButtonGroup>
            {mayKeepApplications(actor) ? <LinkButton href={paths.imports()} label={shared.import} icon="table-import" /> : null}
            <Downloads
              href={(format) => paths.applicationsFile(format, filter)}
              more={[{ label: 'PDF', href: paths.applicationsPdf(filter) }]}
            />
          </ButtonGroup>
        ),
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
          <FilterText name="tag" label={shared.tag} value={filter.tag} />
        </FilterBar>
        <SavedViews views={saved} path={paths.applications()} query={filter} state={freshForm(c)} />
        <Card flush>
          <ApplicationTable rows={rows} offices={all} />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            more={more}
            href={(target) => paths.applications({ ...filter, page: target })}
          />
        </Card>
      </>,
    );
  });

  for (const format of exportFormats) {
    app.get(paths.applicationsFile(format), (c) => {
      const actor = signedIn(c);
      const filter = toFilter(readFilter(c));
      return sendList(c, format, {
        name: 'aplikasi',
        columns: applicationColumns(c.var.language),
        batch: async (no, pageSize) => (await listApplications(c.var.services.db, actor, { ...filter, page: no, pageSize })).rows,
      });
    });
  }
};
