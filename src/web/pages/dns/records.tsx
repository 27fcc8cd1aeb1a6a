import {
  type ChangeRow,
  changeStates,
  getZone,
  listChanges,
  listRecords,
  mayChangeRecords,
  needNameSight,
  type RecordRow,
  recordStates,
  recordTypes,
  toShown,
} from '#dns/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { asked, askedChoice, askedPage } from '../../asked.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { FilterBar, FilterSelect, FilterText } from '../../components/filter/filter.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus } from '../registry/shared/choice.tsx';
import { words } from './change-words.ts';
import { words as nameWords } from './words.ts';
import { ZoneTabs } from './zone-tabs.tsx';

const perPage = 50;
const types = recordTypes.map((value) => ({ value, label: { id: value, en: value } }));

const Records = ({ zoneId, rows, may }: { zoneId: string; rows: readonly RecordRow[]; may: boolean }) => {
  const t = useWords();
  return (
    <Table
      caption={words.records}
      rows={rows}
      empty={<Empty icon="world" title={words.none} text={words.noneHow} />}
      columns={[
        {
          key: 'name',
          label: words.name,
          cell: (row) => (
            <>
              <span class="g-break">{toShown(row.label)}</span>
              {row.holderLabel || row.reference ? <span class="g-sub">{row.holderLabel || row.reference}</span> : null}
            </>
          ),
        },
        { key: 'type', label: words.type, tight: true, cell: (row) => row.type },
        {
          key: 'value',
          label: words.value,
          cell: (row) => (
            <>
              <span class="g-mono g-break">{row.value.slice(0, 300)}</span>
              {row.comment ? <span class="g-sub">{row.comment}</span> : null}
            </>
          ),
        },
        {
          key: 'owner',
          label: words.ownerLegend,
          cell: (row) => (
            <>
              {row.applicationId ? <a href={paths.application(row.applicationId)}>{row.applicationName}</a> : null}
              {row.officeName ? <span class={row.applicationId ? 'g-sub' : ''}>{row.officeName}</span> : null}
            </>
          ),
        },
        { key: 'ttl', label: { id: 'TTL', en: 'TTL' }, align: 'right', cell: (row) => row.ttl ?? '–' },
        {
          key: 'state',
          label: words.state,
          cell: (row) => (
            <>
              {row.state === 'published' && row.verifiedAt ? (
                <Status label={words.verified} colour="green" />
              ) : (
                <ChoiceStatus choices={recordStates} value={row.state} />
              )}{' '}
              {row.outside ? <Status label={words.origin} colour="purple" /> : null}
              {row.changeId && row.changeNumber ? (
                <a class="g-sub" href={paths.zoneChange(zoneId, row.changeId)}>
                  {t(words.title, { n: row.changeNumber })}
                </a>
              ) : null}
            </>
          ),
        },
        ...(may
          ? [
              {
                key: 'act',
                label: words.act,
                quiet: true,
                align: 'right' as const,
                cell: (row: RecordRow) =>
                  row.state === 'removing' ? null : (
                    <span class="g-nowrap">
                      <LinkButton href={paths.newZoneChange(zoneId, { edit: row.id })} label={words.edit} tone="quiet" small />{' '}
                      <LinkButton href={paths.newZoneChange(zoneId, { remove: row.id })} label={words.take} tone="quiet" small />
                    </span>
                  ),
              },
            ]
          : []),
      ]}
    />
  );
};

const what = (row: ChangeRow, t: ReturnType<typeof useWords>): string =>
  row.size > 1 ? t(words.more, { first: row.first, n: row.size - 1 }) : row.first;

const Changes = ({ zoneId, rows }: { zoneId: string; rows: readonly ChangeRow[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.changes}
      rows={rows}
      empty={<Empty icon="history" title={words.noChange} text={words.noChangeHow} />}
      columns={[
        {
          key: 'number',
          label: words.number,
          tight: true,
          cell: (row) => <a href={paths.zoneChange(zoneId, row.id)}>{row.number}</a>,
        },
        {
          key: 'what',
          label: words.what,
          heading: true,
          cell: (row) => (
            <>
              <a class="g-break" href={paths.zoneChange(zoneId, row.id)}>
                {toShown(what(row, t))}
              </a>
              <span class="g-sub">{row.reason}</span>
            </>
          ),
        },
        { key: 'state', label: words.state, cell: (row) => <ChoiceStatus choices={changeStates} value={row.state} /> },
        { key: 'author', label: words.author, cell: (row) => row.authorLabel || row.holderLabel || '–' },
        { key: 'approver', label: words.approver, cell: (row) => row.approverLabel },
        { key: 'when', label: words.when, tight: true, cell: (row) => shortDate(row.proposedAt, language, timeZone) },
      ]}
    />
  );
};

const breadcrumbs = [{ label: nameWords.title, href: paths.names() }];

/** The records of a zone, and the change sets that made it what it is. */
export const zoneRecordsPage: Page = (app) => {
  app.get(paths.zoneRecords(':id'), async (c) => {
    const actor = signedIn(c);
    needNameSight(actor);
    const { db } = c.var.services;
    const zone = await getZone(db, c.req.param('id') ?? '');
    const no = askedPage(c);
    const filter = { q: asked(c, 'q'), type: askedChoice(c, 'type', types) };
    const { rows, total } = await listRecords(db, zone.id, {
      search: filter.q,
      type: filter.type,
      page: no,
      pageSize: perPage,
    });
    const may = mayChangeRecords(actor);
    return page(
      c,
      {
        title: say(words.recordsTitle, c.var.language, { zone: toShown(zone.name) }),
        section: 'names',
        width: 'full',
        breadcrumbs,
        lead: say(words.recordCount, c.var.language, { n: number(total, c.var.language) }),
        actions: may ? <LinkButton href={paths.newZoneChange(zone.id)} label={words.propose} tone="primary" icon="plus" /> : null,
      },
      <>
        <ZoneTabs zoneId={zone.id} current="records" />
        <FilterBar action={paths.zoneRecords(zone.id)} active={Object.values(filter).some((value) => value !== '')}>
          <FilterText name="q" label={words.search} value={filter.q} />
          <FilterSelect name="type" label={words.type} value={filter.type} options={types} />
        </FilterBar>
        <Card flush>
          <Records zoneId={zone.id} rows={rows} may={may} />
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            href={(target) => paths.zoneRecords(zone.id, { ...filter, page: target })}
          />
        </Card>
      </>,
    );
  });

  app.get(paths.zoneChanges(':id'), async (c) => {
    const actor = signedIn(c);
    needNameSight(actor);
    const { db } = c.var.services;
    const zone = await getZone(db, c.req.param('id') ?? '');
    const no = askedPage(c);
    const { rows, total } = await listChanges(db, zone.id, { page: no });
    return page(
      c,
      {
        title: say(words.changesTitle, c.var.language, { zone: toShown(zone.name) }),
        section: 'names',
        width: 'full',
        breadcrumbs,
        lead: say(words.changeCount, c.var.language, { n: number(total, c.var.language) }),
        actions: mayChangeRecords(actor) ? (
          <LinkButton href={paths.newZoneChange(zone.id)} label={words.propose} tone="primary" icon="plus" />
        ) : null,
      },
      <>
        <ZoneTabs zoneId={zone.id} current="changes" />
        <Card flush>
          <Changes zoneId={zone.id} rows={rows} />
          <Pagination page={no} perPage={30} total={total} href={(target) => paths.zoneChanges(zone.id, { page: target })} />
        </Card>
      </>,
    );
  });
};
