import { say } from '#lib/words.ts';
import { listBrokenLinks } from '#wiki/index.ts';
import { askedPage } from '../../asked.ts';
import { Card } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { words } from './words.ts';

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

/** What the wiki lists: links that lead nowhere. */
export const wikiListsPage: Page = (app) => {
  app.get(paths.wikiBroken(), showBroken);
};
