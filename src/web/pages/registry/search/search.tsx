import { number } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import { type Found, type FoundKind, searchRegister } from '#registry/index.ts';
import { searchPages } from '#wiki/index.ts';
import { asked } from '../../../asked.ts';
import { Card, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { FilterBar, FilterText } from '../../../components/filter/filter.tsx';
import { Mark } from '../../../components/status/status.tsx';
import { Table } from '../../../components/table/table.tsx';
import type { Page } from '../../../context.ts';
import { page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { Hits } from '../../wiki/search.tsx';
import { shared } from '../shared/words.ts';
import { kindWords, words } from './words.ts';

const most = 40;

const places: Partial<Record<FoundKind, (id: string) => string>> = {
  application: (id) => paths.application(id),
  server: (id) => paths.server(id),
  network: (id) => paths.network(id),
  device: (id) => paths.device(id),
  rack: (id) => paths.rack(id),
  site: (id) => paths.site(id),
};

const hrefOf = (found: Found): string => places[found.aboutKind]?.(found.aboutId) ?? paths.search();

const Results = ({ rows }: { rows: readonly Found[] }) => {
  const t = useWords();
  return (
    <Table
      caption={words.found}
      rows={rows}
      columns={[
        {
          key: 'title',
          label: shared.name,
          cell: (row) => (
            <>
              <a href={hrefOf(row)}>{row.title}</a> {row.live ? null : <Mark label={words.retired} />}
            </>
          ),
        },
        { key: 'kind', label: shared.kind, cell: (row) => t(kindWords[row.kind]) },
        { key: 'detail', label: words.what, quiet: true, cell: (row) => row.detail },
      ]}
    />
  );
};

/** What the search box of every page leads to: all of the register that one may see. */
export const searchPage: Page = (app) => {
  app.get(paths.search(), async (c) => {
    const actor = signedIn(c);
    const q = asked(c, 'q');
    const [rows, wiki] = await Promise.all([
      searchRegister(c.var.services.db, actor, q, most),
      q === '' ? null : searchPages(c.var.services.db, actor, { q, pageSize: 8 }),
    ]);
    const lead = say(rows.length === most ? words.leadMore : words.lead, c.var.language, {
      n: number(rows.length, c.var.language),
      q,
    });
    return page(
      c,
      { title: words.title, lead: q === '' ? say(words.hint, c.var.language) : lead },
      <Stack>
        <FilterBar action={paths.search()} active={false}>
          <FilterText name="q" label={words.what} value={q} />
        </FilterBar>
        {q === '' ? null : (
          <Card flush>
            {rows.length > 0 ? <Results rows={rows} /> : <Empty icon="search" title={words.none} text={words.noneHow} />}
          </Card>
        )}
        {wiki && wiki.hits.length > 0 ? (
          <Card title={words.wiki} aside={<a href={paths.wikiSearch({ q })}>{say(words.wikiMore, c.var.language)}</a>}>
            <Hits hits={wiki.hits} />
          </Card>
        ) : null}
      </Stack>,
    );
  });
};
