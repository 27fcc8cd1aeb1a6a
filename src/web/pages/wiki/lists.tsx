import { shortDate } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { listBrokenLinks, listStalePages } from '#wiki/index.ts';
import { asked, askedPage } from '../../asked.ts';
import { Card, Stack } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { FilterBar, FilterCheck } from '../../components/filter/filter.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { words } from './words.ts';

const showStale = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const today = c.var.now.toZonedDateTimeISO(c.var.installation?.timeZone ?? 'UTC').toPlainDate();
  const mine = asked(c, 'mine') !== '';
  const current = askedPage(c);
  const rows = await listStalePages(c.var.services.db, actor, {
    today,
    now: c.var.now,
    page: current,
    pageSize: perPage,
    ...(mine ? { ownerPersonId: actor.personId } : {}),
  });
  return page(
    c,
    {
      title: words.stale,
      section: 'wiki',
      breadcrumbs: [{ label: words.title, href: paths.wiki() }],
      lead: say(words.staleLead, c.var.language),
    },
    <Stack>
      <FilterBar action={paths.wikiStale()} active={mine}>
        <FilterCheck name="mine" label={words.mine} checked={mine} />
      </FilterBar>
      <Card flush>
        <StaleTable rows={rows.slice(0, perPage)} />
        <Onward current={current} shown={rows.length} href={(no) => paths.wikiStale({ page: no, mine: mine ? 'yes' : '' })} />
      </Card>
    </Stack>,
  );
};

/** So many rows a page; one more is read to know whether there is a next page. */
const perPage = 50;

const Onward = ({ current, shown, href }: { current: number; shown: number; href: (page: number) => string }) => (
  <Pagination
    page={current}
    perPage={perPage}
    total={(current - 1) * perPage + Math.min(shown, perPage)}
    more={shown > perPage}
    href={href}
  />
);

const StaleTable = ({ rows }: { rows: Awaited<ReturnType<typeof listStalePages>> }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Table
      caption={words.stale}
      rows={rows}
      empty={<Empty icon="circle-check" title={words.noneStale} />}
      columns={[
        { key: 'title', label: words.pageTitle, cell: (row) => <a href={paths.wikiPage(row.spaceKey, row.slug)}>{row.title}</a> },
        { key: 'space', label: words.space, cell: (row) => row.spaceName },
        { key: 'owner', label: words.owner, cell: (row) => row.ownerName ?? t(words.nobody) },
        {
          key: 'due',
          label: words.reviewOn,
          tight: true,
          cell: (row) => (row.reviewOn ? shortDate(row.reviewOn, language, timeZone) : '–'),
        },
        { key: 'changed', label: words.updated, tight: true, cell: (row) => shortDate(row.updatedAt, language, timeZone) },
      ]}
    />
  );
};

const showBroken = async (c: Ctx): Promise<Response> => {
  const current = askedPage(c);
  const asking = { offset: (current - 1) * perPage, most: perPage + 1 };
  const rows = await listBrokenLinks(c.var.services.db, signedIn(c), asking);
  return page(
    c,
    {
      title: words.broken,
      section: 'wiki',
      breadcrumbs: [{ label: words.title, href: paths.wiki() }],
      lead: say(words.brokenLead, c.var.language),
    },
    <Card flush>
      <Table
        caption={words.broken}
        rows={rows.slice(0, perPage)}
        empty={<Empty icon="link" title={words.noneBroken} />}
        columns={[
          {
            key: 'page',
            label: words.pageTitle,
            cell: (row) => <a href={paths.wikiPage(row.spaceKey, row.slug)}>{row.pageTitle}</a>,
          },
          { key: 'target', label: words.linksTo, cell: (row) => `[[${row.target}]]` },
        ]}
      />
      <Onward current={current} shown={rows.length} href={(no) => paths.wikiBroken({ page: no })} />
    </Card>,
  );
};

/** What the wiki lists: stale pages, links that lead nowhere. */
export const wikiListsPage: Page = (app) => {
  app.get(paths.wikiStale(), showStale);
  app.get(paths.wikiBroken(), showBroken);
};
