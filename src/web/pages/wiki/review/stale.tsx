import { invalid } from '#lib/errors.ts';
import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  listSpaces,
  listStalePages,
  mayWrite,
  type Reviewed,
  reviewMany,
  type Space,
  type StaleFilter,
  type StalePage,
  staleOrders,
  staleOwners,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { askedChoice, askedPage } from '../../../asked.ts';
import { Button, ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox, DateField, type Option, Select } from '../../../components/field/field.tsx';
import { FilterBar, FilterSelect } from '../../../components/filter/filter.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, type FormValues, text, texts, ticked } from '../../../form.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { exportFormats, sendList } from '../../../send-list.ts';
import { useView, useWords } from '../../../view.ts';
import { Downloads } from '../../registry/shared/downloads.tsx';
import { words as common } from '../words.ts';
import { OwnerMark, ownerOptions } from './owner.tsx';
import { todayOf } from './review.tsx';
import { words } from './words.ts';

const perPage = 50;

const ownerChoices = staleOwners.map((value) => ({ value, label: words.owners[value] }));
const orderChoices = staleOrders.map((value) => ({ value, label: words.orders[value] }));

type Asked = { filter: StaleFilter; query: { space: string; owner: string; sort: string }; spaces: Space[] };

/** What is asked of the list; a space that is not there for this reader is none. */
const readAsked = async (c: Ctx): Promise<Asked> => {
  const spaces = await listSpaces(c.var.services.db, signedIn(c));
  const space = spaces.find(({ key }) => key === c.req.query('space'));
  const [owner, sort] = [askedChoice(c, 'owner', ownerChoices), askedChoice(c, 'sort', orderChoices)];
  return {
    spaces,
    query: { space: space?.key ?? '', owner, sort },
    filter: {
      spaceId: space?.id,
      owner: staleOwners.find((each) => each === owner),
      order: staleOrders.find((each) => each === sort),
    },
  };
};

const Whose = ({ row }: { row: StalePage }) => {
  const t = useWords();
  if (row.ownerName === null) return <span class="g-muted">{t(common.nobody)}</span>;
  return (
    <>
      {row.ownerName} <OwnerMark fault={row.ownerFault} />
      {row.inherited ? <span class="g-sub">{t(words.inherited)}</span> : null}
    </>
  );
};

/** The title of a page; where `chosen` pages can be reviewed at once, with the tick that chooses it. */
const Title = ({ row, chosen }: { row: StalePage; chosen: readonly string[] | null }) => {
  const t = useWords();
  const link = <a href={paths.wikiPage(row.spaceKey, row.slug)}>{row.title}</a>;
  if (!chosen) return link;
  const value = `${row.id}:${row.revision}`;
  return (
    <div class="form-check g-choose">
      <input
        class="form-check-input"
        type="checkbox"
        name="pages[]"
        value={value}
        aria-label={t(words.chooseIt, { title: row.title })}
        {...(chosen.includes(value) ? { checked: true } : {})}
      />
      {link}
    </div>
  );
};

const StaleTable = ({ rows, chosen }: { rows: readonly StalePage[]; chosen: readonly string[] | null }) => {
  const { language, timeZone } = useView();
  const day = (at: Temporal.PlainDate | Temporal.Instant | null) => (at ? shortDate(at, language, timeZone) : '–');
  return (
    <Table
      caption={common.stale}
      rows={rows}
      empty={<Empty icon="circle-check" title={common.noneStale} />}
      columns={[
        { key: 'title', label: common.pageTitle, cell: (row) => <Title row={row} chosen={chosen} /> },
        { key: 'space', label: common.space, cell: (row) => row.spaceName },
        { key: 'owner', label: common.owner, cell: (row) => <Whose row={row} /> },
        { key: 'due', label: common.reviewOn, tight: true, cell: (row) => day(row.reviewOn) },
        { key: 'reviewed', label: words.lastFound, tight: true, cell: (row) => day(row.reviewedAt) },
        { key: 'changed', label: common.updated, tight: true, cell: (row) => day(row.updatedAt) },
      ]}
    />
  );
};

const ForChosen = ({ state, count, people }: { state: FormState; count: number; people: readonly Option[] }) => {
  const t = useWords();
  return (
    <Card title={words.forChosen}>
      <Checkbox state={state} name="everything" label={t(words.everything, { n: count })} />
      <div class="g-for-chosen">
        <div>
          <DateField state={state} name="reviewOn" label={common.reviewOn} hint={words.dateHint} optional />
          <ButtonGroup>
            <Button label={common.stillCorrect} icon="check" name="what" value="confirm" />
            <Button label={words.setDate} tone="secondary" name="what" value="date" />
          </ButtonGroup>
        </div>
        <div>
          <Select
            state={state}
            name="ownerPersonId"
            label={words.newOwner}
            options={[{ value: 'none', label: words.noOwn }, ...people]}
            optional
          />
          <Button label={words.setOwner} tone="secondary" name="what" value="owner" />
        </div>
      </div>
    </Card>
  );
};

const showStale = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { spaces, filter, query } = await readAsked(c);
  const current = askedPage(c);
  const asking = { ...filter, today: todayOf(c), now: c.var.now, page: current, pageSize: perPage };
  const found = await listStalePages(c.var.services.db, actor, asking);
  const rows = found.slice(0, perPage);
  const writes = rows.length > 0 && spaces.some((space) => mayWrite(actor, space));
  const state = posted ?? freshForm(c);
  const href = (no: number) => paths.wikiStale({ ...query, page: no });
  const table = (
    <Card flush>
      <StaleTable rows={rows} chosen={writes ? texts(state.values, 'pages[]') : null} />
      <Pagination
        page={current}
        perPage={perPage}
        total={(current - 1) * perPage + rows.length}
        more={found.length > perPage}
        href={href}
      />
    </Card>
  );
  return page(
    c,
    {
      title: common.stale,
      section: 'wiki',
      breadcrumbs: [{ label: common.title, href: paths.wiki() }],
      lead: say(common.staleLead, c.var.language),
      actions: <Downloads href={(format) => paths.wikiStaleFile(format, query)} />,
      state,
    },
    <Stack>
      <FilterBar action={paths.wikiStale()} active={query.space !== '' || query.owner !== ''}>
        <FilterSelect
          name="space"
          label={common.space}
          value={query.space}
          all={words.anySpace}
          options={spaces.map(({ key, name }) => ({ value: key, label: name }))}
        />
        <FilterSelect name="owner" label={words.whose} value={query.owner} all={words.anybody} options={ownerChoices} />
        <FilterSelect
          name="sort"
          label={words.sort}
          value={query.sort}
          all={words.orders.due}
          options={orderChoices.filter(({ value }) => value !== 'due')}
        />
      </FilterBar>
      {writes ? (
        <ActForm action={paths.wikiStale({ ...query, page: current })} state={state} class="g-stack">
          {rows.map((row) => (
            <Hidden name="shown[]" value={`${row.id}:${row.revision}`} />
          ))}
          {table}
          <ForChosen state={state} count={rows.length} people={await ownerOptions(c)} />
        </ActForm>
      ) : (
        table
      )}
    </Stack>,
  );
};

const whats = ['confirm', 'date', 'owner'] as const;

/** What is asked for which pages. A page stands in the form with the revision that was listed. */
const askedReview = (values: FormValues) => {
  const what = whats.find((each) => each === text(values, 'what')) ?? 'confirm';
  const owner = text(values, 'ownerPersonId');
  if (what === 'owner' && owner === '') throw invalid([{ field: 'ownerPersonId', message: words.chooseOwner }]);
  const pages = texts(values, ticked(values, 'everything') ? 'shown[]' : 'pages[]').map((each) => {
    const [id = '', seen = ''] = each.split(':');
    return { id, seen: Number(seen) };
  });
  return { what, pages, reviewOn: text(values, 'reviewOn'), ownerPersonId: owner === 'none' || what !== 'owner' ? null : owner };
};

const Outcomes = ({ reviewed, what }: { reviewed: readonly Reviewed[]; what: (typeof whats)[number] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.result}
      rows={reviewed}
      mark={({ outcome }) => (outcome === 'done' ? null : 'late')}
      columns={[
        {
          key: 'title',
          label: common.pageTitle,
          cell: ({ page: each }) =>
            each ? <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a> : <span>{t(words.unseen)}</span>,
        },
        {
          key: 'outcome',
          label: words.outcome,
          cell: ({ outcome, faults }) => (
            <>
              {t(outcome === 'done' ? words.outcomes[what] : words.outcomes[outcome])}
              {faults.map(({ message }) => (
                <span class="g-sub">{t(message)}</span>
              ))}
            </>
          ),
        },
      ]}
    />
  );
};

const showOutcomes = (c: Ctx, reviewed: readonly Reviewed[], what: (typeof whats)[number], back: string) => {
  const done = reviewed.filter(({ outcome }) => outcome === 'done').length;
  return page(
    c,
    {
      title: words.result,
      section: 'wiki',
      breadcrumbs: [
        { label: common.title, href: paths.wiki() },
        { label: common.stale, href: paths.wikiStale() },
      ],
      lead: say(words.resultLead, c.var.language, { done, all: reviewed.length }),
      actions: <LinkButton href={back} label={words.backToList} icon="arrow-back-up" tone="primary" />,
    },
    <Card flush>
      <Outcomes reviewed={reviewed} what={what} />
    </Card>,
  );
};

/** The list of stale pages: to look at, to take away, to work off. */
export const wikiStalePage: Page = (app) => {
  app.get(paths.wikiStale(), (c) => showStale(c, null));
  app.post(paths.wikiStale(), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const review = askedReview(values);
        const reviewed = await reviewMany(tx, { actor, now, today: todayOf(c), review });
        const { query } = await readAsked(c);
        const back = paths.wikiStale(query);
        return { to: back, show: () => showOutcomes(c, reviewed, review.what, back) };
      },
      again: (state) => showStale(c, state),
    }),
  );
  for (const format of exportFormats) {
    app.get(paths.wikiStaleFile(format), async (c) => {
      const { filter } = await readAsked(c);
      const asking = { ...filter, today: todayOf(c), now: c.var.now };
      const { language } = c.var;
      const day = (at: Temporal.Instant | null) =>
        at
          ?.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC')
          .toPlainDate()
          .toString() ?? '';
      return sendList<StalePage>(c, format, {
        name: 'wiki-peninjauan',
        columns: [
          { key: 'title', label: common.pageTitle, value: (row) => row.title },
          { key: 'space', label: common.space, value: (row) => row.spaceName },
          { key: 'owner', label: common.owner, value: (row) => row.ownerName },
          { key: 'inherited', label: words.inherited, value: (row) => (row.ownerName !== null && row.inherited ? 'ya' : '') },
          {
            key: 'owner_state',
            label: words.ownerState,
            value: (row) => (row.ownerFault ? say(words[row.ownerFault], language) : ''),
          },
          { key: 'review_on', label: common.reviewOn, value: (row) => row.reviewOn?.toString() ?? '' },
          { key: 'reviewed', label: words.lastFound, value: (row) => day(row.reviewedAt) },
          { key: 'changed', label: common.updated, value: (row) => day(row.updatedAt) },
          { key: 'path', label: words.address, value: (row) => paths.wikiPage(row.spaceKey, row.slug) },
        ],
        batch: async (no, size) =>
          (await listStalePages(c.var.services.db, signedIn(c), { ...asking, page: no, pageSize: size })).slice(0, size),
      });
    });
  }
};
