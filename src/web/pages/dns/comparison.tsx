import {
  type CheckRow,
  dnssecStates,
  type FindingRow,
  findingKinds,
  getZone,
  listChecks,
  listFindings,
  mayChangeRecords,
  needNameSight,
  needRecordChanger,
  proposeForeign,
  repairFindings,
  requestComparison,
  toShown,
} from '#dns/index.ts';
import { doerOf } from '#identity/index.ts';
import { number, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { act, freshForm } from '../../act.ts';
import { askedChoice, askedPage } from '../../asked.ts';
import { Button, ButtonGroup } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import { FilterBar, FilterSelect } from '../../components/filter/filter.tsx';
import { ActForm, Hidden } from '../../components/form/form.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { type FormState, text, texts } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { ChoiceStatus, optionsOf } from '../registry/shared/choice.tsx';
import { words } from './comparison-words.ts';
import { words as nameWords } from './words.ts';
import { ZoneTabs } from './zone-tabs.tsx';

const perPage = 100;
const shown = [
  { value: 'open', label: words.open },
  { value: 'closed', label: words.closed },
];

const settled = ({ kind, closedAt, changeId }: FindingRow): boolean =>
  closedAt === null && (kind === 'missing' || kind === 'changed' || (kind === 'foreign' && changeId === null));

type ListProps = { zoneId: string; rows: readonly FindingRow[]; may: boolean; closed: boolean; state: FormState; ever: boolean };

const Findings = ({ zoneId, rows, may, closed, state, ever }: ListProps) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const ticked = texts(state.values, 'findings[]');
  const what = (row: FindingRow) => `${toShown(row.label)} ${row.type} ${row.value.slice(0, 100)}`.trim();
  return (
    <Table
      caption={closed ? words.closed : words.open}
      rows={rows}
      empty={
        ever ? (
          <Empty icon="circle-check" title={words.none} text={words.noneHow} />
        ) : (
          <Empty icon="zoom-question" title={words.never} text={words.neverHow} />
        )
      }
      columns={[
        ...(may && !closed
          ? [
              {
                key: 'choose',
                label: words.choose,
                quiet: true,
                cell: (row: FindingRow) =>
                  settled(row) ? (
                    <input
                      class="form-check-input"
                      type="checkbox"
                      name="findings[]"
                      value={row.id}
                      form="settle"
                      checked={ticked.includes(row.id)}
                      aria-label={t(words.chooseFinding, { what: what(row) })}
                    />
                  ) : null,
              },
            ]
          : []),
        {
          key: 'kind',
          label: words.kind,
          cell: (row) => (
            <>
              <ChoiceStatus choices={findingKinds} value={row.kind} />
              <span class="g-sub g-break">{t(row.detail)}</span>
            </>
          ),
        },
        {
          key: 'record',
          label: words.record,
          heading: true,
          cell: (row) => (
            <>
              <span class="g-mono g-break">{what(row)}</span>
              {row.changeId && row.changeNumber ? (
                <a class="g-sub" href={paths.zoneChange(zoneId, row.changeId)}>
                  {t({ id: 'Perubahan no. {n}', en: 'Change no. {n}' }, { n: row.changeNumber })}
                </a>
              ) : null}
            </>
          ),
        },
        { key: 'where', label: words.where, cell: (row) => <span class="g-break">{row.servers.join(', ')}</span> },
        {
          key: 'since',
          label: words.since,
          cell: (row) => (
            <>
              {shortMoment(row.firstSeenAt, language, timeZone)}
              {row.closedAt ? (
                <span class="g-sub">
                  {t(words.until)} {shortMoment(row.closedAt, language, timeZone)}
                </span>
              ) : null}
            </>
          ),
        },
      ]}
    />
  );
};

const Settle = ({ zoneId, state, repairable }: { zoneId: string; state: FormState; repairable: number }) => {
  const t = useWords();
  return (
    <Card title={words.settle}>
      <p class="g-muted">{t(words.settleHow)}</p>
      <ActForm action={paths.zoneCheckAct(zoneId, 'settlement')} state={state} id="settle">
        <ButtonGroup>
          <Button label={words.repair} name="as" value="repair" icon="refresh" />
          <Button label={words.adopt} name="as" value="adopt" tone="secondary" />
          <Button label={words.remove} name="as" value="remove" tone="danger" />
        </ButtonGroup>
      </ActForm>
      {repairable > 0 ? (
        <ActForm action={paths.zoneCheckAct(zoneId, 'settlement')} state={state}>
          <Hidden name="as" value="repair" />
          <Hidden name="all" value="on" />
          <Button label={t(words.repairAll, { n: repairable })} tone="secondary" />
        </ActForm>
      ) : null}
    </Card>
  );
};

const Servers = ({ check }: { check: CheckRow }) => {
  const t = useWords();
  const state = ({ serial, fault, authoritative }: CheckRow['servers'][number]): string => {
    if (fault !== null) return t(words.answersNot, { why: fault });
    if (!authoritative) return t(words.without);
    return t(words.serial, { n: serial ?? '–' });
  };
  return (
    <Card title={words.servers}>
      {check.servers.length === 0 ? (
        <p class="g-muted">{t(words.noServers)}</p>
      ) : (
        <ul>
          {check.servers.map((server) => (
            <li>
              <span class="g-mono g-break">{server.server}</span> <span class="g-sub">{state(server)}</span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
};

const Dnssec = ({ check }: { check: CheckRow }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const { state, keys, ds, expires } = check.dnssec;
  const facts = [
    { label: nameWords.state, value: <ChoiceStatus choices={dnssecStates} value={state} /> },
    ...(keys.length > 0
      ? [
          {
            label: words.keys,
            value: keys.map(({ tag, algorithm, sep }) => `${tag} (alg ${algorithm}${sep ? ', KSK' : ''})`).join(', '),
          },
        ]
      : []),
    ...(state === 'unknown'
      ? []
      : [{ label: words.ds, value: ds === null ? t(words.dsUnknown) : ds.length === 0 ? t(words.dsNone) : ds.join(', ') }]),
    ...(expires ? [{ label: words.expires, value: shortMoment(Temporal.Instant.from(expires), language, timeZone) }] : []),
  ];
  return (
    <Card title={words.dnssec}>
      <Facts layout="list" facts={facts} />
    </Card>
  );
};

const Runs = ({ rows }: { rows: readonly CheckRow[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  const told = ({ found }: CheckRow): string =>
    findingKinds
      .filter(({ value }) => (found[value] ?? 0) > 0)
      .map(({ value, label }) => `${t(label)} ${found[value]}`)
      .join(', ') || t(words.nothing);
  return (
    <Card title={words.runs} flush>
      <Table
        caption={words.runs}
        rows={rows}
        columns={[
          {
            key: 'when',
            label: words.when,
            cell: (row) => (
              <>
                {shortMoment(row.startedAt, language, timeZone)}
                <span class="g-sub">{row.askedBy ?? t(words.schedule)}</span>
              </>
            ),
          },
          { key: 'found', label: words.found, cell: told },
          { key: 'records', label: words.compared, align: 'right', cell: (row) => number(row.records, language) },
        ]}
      />
    </Card>
  );
};

const idOf = (c: Ctx): string => c.req.param('id') ?? '';

const show = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  needNameSight(actor);
  const { db } = c.var.services;
  const zone = await getZone(db, idOf(c));
  const no = askedPage(c);
  const filter = { kind: askedChoice(c, 'kind', findingKinds), show: askedChoice(c, 'show', shown) };
  const closed = filter.show === 'closed';
  const checks = await listChecks(db, zone.id);
  const { rows, total } = await listFindings(db, zone.id, { kind: filter.kind, closed, page: no, pageSize: perPage });
  const may = mayChangeRecords(actor);
  const state = posted ?? freshForm(c);
  const [last] = checks;
  const repairable = (last?.found.missing ?? 0) + (last?.found.changed ?? 0);
  return page(
    c,
    {
      title: say(words.title, c.var.language, { zone: toShown(zone.name) }),
      section: 'names',
      width: 'full',
      breadcrumbs: [{ label: nameWords.title, href: paths.names() }],
      lead: say(words.lead, c.var.language),
      actions: may ? (
        <ActForm action={paths.zoneCheckAct(zone.id, 'run')} state={state}>
          <Button label={words.run} icon="refresh" />
        </ActForm>
      ) : null,
      state,
    },
    <>
      <ZoneTabs zoneId={zone.id} current="comparison" />
      <Columns
        main={
          <>
            <FilterBar action={paths.zoneChecks(zone.id)} active={filter.kind !== '' || closed}>
              <FilterSelect name="show" label={words.show} value={filter.show || 'open'} options={shown} />
              <FilterSelect name="kind" label={words.kind} value={filter.kind} options={optionsOf(findingKinds)} />
            </FilterBar>
            <Card flush>
              <Findings zoneId={zone.id} rows={rows} may={may} closed={closed} state={state} ever={last !== undefined} />
              <Pagination
                page={no}
                perPage={perPage}
                total={total}
                href={(target) => paths.zoneChecks(zone.id, { ...filter, page: target })}
              />
            </Card>
          </>
        }
        side={
          <>
            {may && !closed && rows.some(settled) ? <Settle zoneId={zone.id} state={state} repairable={repairable} /> : null}
            {last ? <Servers check={last} /> : null}
            {last ? <Dnssec check={last} /> : null}
            {last ? <Runs rows={checks} /> : null}
          </>
        }
      />
    </>,
  );
};

/** What the world says of a zone against the register, and how each difference is settled. */
export const comparisonPage: Page = (app) => {
  app.get(paths.zoneChecks(':id'), (c) => show(c, null));

  app.post(paths.zoneCheckAct(':id', 'run'), (c) =>
    act(c, {
      run: async (tx, { actor, now }) => {
        needRecordChanger(actor);
        await requestComparison(tx, { zoneId: idOf(c), now, doer: doerOf(actor) });
        return { to: paths.zoneChecks(idOf(c)), said: words.asked };
      },
      again: (state) => show(c, state),
    }),
  );

  app.post(paths.zoneCheckAct(':id', 'settlement'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        needRecordChanger(actor);
        const which = { zoneId: idOf(c), findings: texts(values, 'findings[]'), now, doer: doerOf(actor) };
        const as = text(values, 'as');
        if (as === 'adopt' || as === 'remove') {
          const { changeId } = await proposeForeign(tx, { ...which, as });
          return { to: paths.zoneChange(idOf(c), changeId), said: words.proposed };
        }
        const n = await repairFindings(tx, { ...which, all: text(values, 'all') === 'on' });
        return { to: paths.zoneChecks(idOf(c)), said: say(words.repaired, c.var.language, { n }) };
      },
      again: (state) => show(c, state),
    }),
  );
};
