import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  completenessByOffice,
  completenessHistory,
  type Duplicate,
  listDuplicates,
  listWork,
  mayKeepApplications,
  mayKeepServers,
  type OfficeCompleteness,
  type WorkItem,
  type WorkKind,
} from '#registry/index.ts';
import { asked } from '../../../asked.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { drawChart } from '../../../components/chart/draw.ts';
import { Empty } from '../../../components/empty/empty.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { devicePath } from '../devices/devices.tsx';
import { shared } from '../shared/words.ts';
import { Trend, trendSpec } from './trend.tsx';
import { duplicateWords, kindWords, words } from './words.ts';

/** Where the fault is mended: at the field itself for what is a field. */
const fieldOf: Partial<Record<WorkKind, string>> = {
  'administrator-lapsed': 'administrator_until',
  'administrator-lapses': 'administrator_until',
  contract: 'contract_until',
  unowned: 'administrator_name',
  warranty: 'warrantyUntil',
};

const editOf = (item: WorkItem, field: string): string =>
  item.subject === 'server' ? paths.serverEdit(item.id, field) : paths.applicationEdit(item.id, field);

const hrefOf = (item: WorkItem): string => (item.subject === 'server' ? paths.server(item.id) : paths.application(item.id));

const Items = ({
  kind,
  items,
  count,
  keeper,
}: {
  kind: WorkKind;
  items: readonly WorkItem[];
  count: number;
  keeper: boolean;
}) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const field = fieldOf[kind];
  const dated = items.some((item) => item.until !== null);
  return (
    <Card
      title={kindWords[kind]}
      flush
      aside={count > items.length ? t(words.first, { shown: items.length, n: number(count, language) }) : number(count, language)}
    >
      <Table
        caption={kindWords[kind]}
        rows={items}
        columns={[
          { key: 'name', label: shared.name, cell: (item) => <a href={hrefOf(item)}>{item.name}</a> },
          { key: 'office', label: shared.office, cell: (item) => item.officeName },
          ...(dated
            ? [
                {
                  key: 'until',
                  label: words.until,
                  tight: true,
                  cell: (item: WorkItem) => (item.until ? shortDate(item.until, language, timeZone) : null),
                },
              ]
            : []),
          ...(kind === 'incomplete'
            ? [
                {
                  key: 'missing',
                  label: words.missing,
                  quiet: true,
                  cell: (item: WorkItem) => t(words.missing, { n: item.missing }),
                },
              ]
            : []),
          ...(keeper && (field || kind === 'incomplete')
            ? [
                {
                  key: 'edit',
                  label: shared.edit,
                  quiet: true,
                  align: 'right' as const,
                  cell: (item: WorkItem) => (
                    <a href={editOf(item, item.field ?? field ?? '')}>{t(kind === 'incomplete' ? words.fill : shared.edit)}</a>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Card>
  );
};

const Offices = ({ rows }: { rows: readonly OfficeCompleteness[] }) => {
  const t = useWords();
  return (
    <Card title={words.offices} flush={rows.length > 0}>
      <Table
        caption={words.offices}
        rows={rows}
        empty={<p class="g-muted">{t(words.noOffice)}</p>}
        columns={[
          {
            key: 'office',
            label: shared.office,
            cell: (row) => <a href={paths.applications({ office: row.officeId })}>{row.officeName}</a>,
          },
          { key: 'applications', label: words.applications, align: 'right', cell: (row) => row.applications },
          { key: 'complete', label: words.complete, align: 'right', cell: (row) => row.complete },
          { key: 'percent', label: words.percent, align: 'right', cell: (row) => `${row.percent} %` },
          {
            key: 'trend',
            label: words.showTrend,
            quiet: true,
            cell: (row) => (
              <a href={`${paths.registerWork({ office: row.officeId })}#trend`}>
                {t(words.showTrend)}
                <span class="visually-hidden"> {row.officeName}</span>
              </a>
            ),
          },
        ]}
      />
    </Card>
  );
};

const Duplicates = ({ rows }: { rows: readonly Duplicate[] }) => {
  const t = useWords();
  if (rows.length === 0) return null;
  const href = (row: Duplicate, record: Duplicate['records'][number]): string =>
    row.subject === 'application' ? paths.application(record.id) : devicePath(record);
  return (
    <Card title={words.duplicates} flush>
      <Table
        caption={words.duplicates}
        rows={rows}
        columns={[
          {
            key: 'common',
            label: words.common,
            cell: (row) => (
              <>
                {t(duplicateWords[row.reason])}
                <span class="g-sub">{row.value}</span>
              </>
            ),
          },
          {
            key: 'records',
            label: words.records,
            cell: (row) =>
              row.records.map((record) => (
                <p class="g-tag-line">
                  <a href={href(row, record)}>{record.name}</a>
                </p>
              )),
          },
        ]}
      />
    </Card>
  );
};

/** What the register still needs, and how complete each office's entries are. */
export const registerWorkPage: Page = (app) => {
  app.get(paths.registerWork(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
    const wanted = asked(c, 'office');
    const [{ items, counts }, offices, duplicates] = await Promise.all([
      listWork(db, actor, today),
      completenessByOffice(db, actor),
      listDuplicates(db, actor),
    ]);
    const office = offices.find(({ officeId }) => officeId === wanted);
    const points = await completenessHistory(db, actor, { officeId: office?.officeId ?? null, today });
    const { language } = c.var;
    const dayOf = (day: Temporal.PlainDate) =>
      day.toLocaleString(language === 'id' ? 'id-ID' : 'en-GB', { day: 'numeric', month: 'short' });
    const spec = points.length > 1 ? trendSpec(points, say(words.percent, language), dayOf) : null;
    const drawn = spec && (await drawChart(spec, language));
    const kinds = (Object.keys(kindWords) as WorkKind[]).filter((kind) => counts[kind] > 0);
    const keeps = { application: mayKeepApplications(actor), server: mayKeepServers(actor) };
    return page(
      c,
      { title: words.title, section: 'register-work', lead: say(words.lead, c.var.language) },
      <Stack>
        {kinds.length + duplicates.length === 0 ? <Empty icon="circle-check" title={words.nothing} /> : null}
        {kinds.map((kind) => (
          <Items
            kind={kind}
            items={items.filter((item) => item.kind === kind)}
            count={counts[kind]}
            keeper={keeps[kind === 'warranty' ? 'server' : 'application']}
          />
        ))}
        <Duplicates rows={duplicates} />
        <Offices rows={offices} />
        <Trend points={points} drawn={drawn} office={office?.officeName ?? null} />
      </Stack>,
    );
  });
};
