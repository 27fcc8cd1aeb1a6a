import { currentCalendar, delayReasons } from '#cases/index.ts';
import { findOffice } from '#identity/index.ts';
import { AppError } from '#lib/errors.ts';
import { number, shortMoment } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import {
  type BehindRow,
  countBehind,
  type FigureName,
  listBehind,
  momentsOf,
  periodText,
  seesAllFigures,
} from '#reports/index.ts';
import { describeSpent, hostingSop, ordinaryDay } from '#sop/index.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Status } from '../../components/status/status.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { type ExportColumn, sendList } from '../../send-list.ts';
import { useView, useWords } from '../../view.ts';
import { periodName, readAsked, toQuery } from './asked.ts';
import { nameQuery, noReason } from './shown.tsx';
import { figureNames, words } from './words.ts';

const perPage = 30;

/** The figure that the address asks for; null for what is none. */
const readName = (c: Ctx): FigureName | null => {
  const figure = c.req.query('figure') ?? '';
  if (figure === 'step' || figure === 'step-late') {
    const step = hostingSop.steps.find((each) => String(each.no) === c.req.query('step'));
    return step ? { figure, step: step.no } : null;
  }
  if (figure === 'delay') {
    const asked = c.req.query('reason');
    const known = asked === noReason || delayReasons.some(({ value }) => value === asked);
    return known && seesAllFigures(signedIn(c)) ? { figure, reason: asked === noReason ? '' : (asked ?? '') } : null;
  }
  if (figure === 'reason') {
    const reason = (c.req.query('reason') ?? '').replaceAll('\0', '').slice(0, 100);
    return reason ? { figure, reason } : null;
  }
  if (figure === 'open' || figure === 'open-late') {
    const asked = (c.req.query('states') ?? '').split(',');
    const states = hostingSop.states.filter((state) => asked.includes(state.key)).map((state) => state.key);
    return states.length > 0 ? { figure, states } : null;
  }
  return Object.hasOwn(figureNames, figure) ? ({ figure } as FigureName) : null;
};

const reasonLabel = (name: { figure: 'reason' | 'delay'; reason: string }): Words | undefined => {
  if (name.figure === 'reason') return hostingSop.returnReasons.find((each) => each.key === name.reason)?.label;
  return delayReasons.find(({ value }) => value === name.reason)?.label ?? words.noReason;
};

const stateOf = (key: string) => hostingSop.states.find((state) => state.key === key);

const List = ({ rows, dayMinutes }: { rows: readonly BehindRow[]; dayMinutes: number }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.request}
      rows={rows}
      empty={<Empty icon="files" title={words.none} text={words.noneHow} />}
      mark={(row) => (row.late ? 'late' : null)}
      columns={[
        {
          key: 'request',
          label: words.request,
          heading: true,
          cell: (row) => (
            <>
              <a href={paths.case(row.number)}>{row.applicationName || t(words.unnamed)}</a>
              <span class="g-sub">{row.number}</span>
            </>
          ),
        },
        { key: 'office', label: words.office, cell: (row) => <abbr title={row.officeName}>{row.officeAbbreviation}</abbr> },
        {
          key: 'state',
          label: words.state,
          cell: (row) => {
            const state = stateOf(row.state);
            return state ? <Status label={state.label} colour={state.colour} /> : row.state;
          },
        },
        { key: 'at', label: words.at, tight: true, cell: (row) => shortMoment(row.at, language, timeZone) },
        {
          key: 'spent',
          label: words.spent,
          align: 'right',
          cell: (row) => (row.minutes === null ? null : t(describeSpent(row.minutes, dayMinutes))),
        },
        {
          key: 'late',
          label: words.timely,
          cell: (row) => (row.late ? t(words.late) : row.minutes === null ? null : t(words.yes)),
        },
      ]}
    />
  );
};

/** What the address asks for, in this person's sight; not_found for what is no figure. */
const readBehind = async (c: Ctx) => {
  const asked = readAsked(c);
  const name = readName(c);
  if (!name) throw new AppError('not_found', { what: `figure ${c.req.query('figure') ?? ''}` });
  const calendar = await currentCalendar(c.var.services.db);
  const behind = { name, moments: momentsOf(asked.period.days, calendar.timeZone), officeId: asked.officeId, now: c.var.now };
  return { asked, name, calendar, behind };
};

/** "2026-11-24 14:05", as spreadsheets read it. */
const minuteOf = (moment: Temporal.Instant, timeZone: string): string =>
  moment.toZonedDateTimeISO(timeZone).toPlainDateTime().toString({ smallestUnit: 'minute' }).replace('T', ' ');

const exported = (c: Ctx, timeZone: string): ExportColumn<BehindRow>[] => [
  { key: 'number', label: words.caseNumber, value: (row) => row.number },
  { key: 'application', label: words.request, value: (row) => row.applicationName },
  { key: 'office', label: words.office, value: (row) => row.officeName },
  {
    key: 'state',
    label: words.state,
    value: (row) => say(stateOf(row.state)?.label ?? { id: row.state, en: row.state }, c.var.language),
  },
  { key: 'at', label: words.at, value: (row) => minuteOf(row.at, timeZone) },
  { key: 'due', label: words.due, value: (row) => row.dueAt && minuteOf(row.dueAt, timeZone) },
  { key: 'working_minutes', label: words.spentMinutes, value: (row) => row.minutes },
  { key: 'late', label: words.late, value: (row) => say(row.late ? words.yes : words.no, c.var.language) },
];

/** The records that a figure counted: as many rows as the figure says, as a page and as a file. */
export const figureCasesPage: Page = (app) => {
  app.get(paths.figureCases(), async (c) => {
    const { asked, name, calendar, behind } = await readBehind(c);
    const { db } = c.var.services;
    const { language } = c.var;
    const wanted = Number(c.req.query('page') ?? '1');
    const no = Number.isInteger(wanted) && wanted >= 1 && wanted <= 100_000 ? wanted : 1;
    const [total, rows, office] = await Promise.all([
      countBehind(db, behind),
      listBehind(db, behind, { limit: perPage, offset: (no - 1) * perPage }),
      asked.officeId ? findOffice(db, asked.officeId) : undefined,
    ]);
    const isNow = name.figure === 'open' || name.figure === 'open-late';
    const detail = {
      step:
        'step' in name ? say(hostingSop.steps.find((step) => step.no === name.step)?.name ?? { id: '', en: '' }, language) : '',
      reason: 'reason' in name ? say(reasonLabel(name) ?? { id: name.reason, en: name.reason }, language) : '',
    };
    const counted = { n: number(total, language), period: periodName(asked.period, language) };
    const query = { ...toQuery(c, asked), ...nameQuery(name) };
    return page(
      c,
      {
        title: say(words.behind, language, { what: say(figureNames[name.figure], language, detail) }),
        section: 'figures',
        width: 'full',
        breadcrumbs: [{ label: words.title, href: paths.figures(toQuery(c, asked)) }],
        actions: total > 0 ? <LinkButton href={paths.figureCases(query, 'csv')} label={words.csvList} icon="download" /> : null,
        lead: [say(isNow ? words.behindNow : words.behindLead, language, counted), office?.name].filter(Boolean).join(' · '),
      },
      <Card flush>
        <List rows={rows} dayMinutes={ordinaryDay(calendar)} />
        <Pagination
          page={no}
          perPage={perPage}
          total={total}
          href={(next) => paths.figureCases({ ...query, page: next > 1 ? next : undefined })}
        />
      </Card>,
    );
  });

  app.get(paths.figureCases({}, 'csv'), async (c) => {
    const { asked, name, calendar, behind } = await readBehind(c);
    // A page can say what it shows instead; a file would only be wrong.
    if (asked.misread) throw new AppError('bad_request', { why: 'period' });
    return sendList(c, 'csv', {
      name: `kinerja-${periodText(asked.period)}-${name.figure}`,
      columns: exported(c, calendar.timeZone),
      batch: (no, limit) => listBehind(c.var.services.db, behind, { limit, offset: (no - 1) * limit }),
    });
  });
};
