import type { Child } from 'hono/jsx';
import { listViews } from '#identity/index.ts';
import { number } from '#lib/format.ts';
import { say, type Words } from '#lib/words.ts';
import type { Listed } from '#registry/index.ts';
import { freshForm } from '../../../act.ts';
import { ButtonGroup, LinkButton } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { FilterBar } from '../../../components/filter/filter.tsx';
import { Pagination } from '../../../components/pagination/pagination.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type PageHead, page, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { type ExportedList, exportFormats, sendList } from '../../../send-list.ts';
import { familyOf } from '../../views/families.ts';
import { SavedViews } from '../../views/saved-views.tsx';
import { Downloads } from './downloads.tsx';
import { shared } from './words.ts';

type Filter = Readonly<Record<string, string>>;

export type ListPage = {
  title: PageHead['title'];
  section: NonNullable<PageHead['section']>;
  /** How many there are, and the same where more match than were counted. */
  lead?: { all: Words; more: Words };
  /** Where the list is with such a filter and page, and as a file. */
  href: (filter: Record<string, string | number>) => string;
  fileHref: (format: string, filter: Filter) => string;
  /** What the list is besides: a document. */
  documents?: readonly { label: string; href: string }[];
  /** Whether one may bring a table along. */
  imports?: boolean;
  add?: Child;
  tabs?: Child;
  /** The filter as it is asked for, and its fields. */
  filter: Filter;
  fields?: Child;
  list: Listed<unknown>;
  no: number;
  perPage: number;
  table: Child;
  /** What stands under the table: a form to add a record. */
  below?: Child;
  state?: PageHead['state'];
};

/** The page of a list of records: what can be done with it, its filter and kept filters, one page of it. */
export const showListPage = async (c: Ctx, list: ListPage): Promise<Response> => {
  const { filter, lead, no, perPage } = list;
  const { total, more } = list.list;
  const kept = familyOf(list.href({}));
  const saved = kept.length > 0 ? await listViews(c.var.services.db, signedIn(c), kept) : null;
  const active = Object.values(filter).some((value) => value !== '');
  const head: PageHead = {
    title: list.title,
    section: list.section,
    width: 'full',
    ...(lead ? { lead: say(more ? lead.more : lead.all, c.var.language, { n: number(total, c.var.language) }) } : {}),
    ...(list.state ? { state: list.state } : {}),
    actions: (
      <ButtonGroup>
        {list.imports ? <LinkButton href={paths.imports()} label={shared.import} icon="table-import" /> : null}
        <Downloads href={(format) => list.fileHref(format, filter)} more={list.documents ?? []} />
        {list.add ?? null}
      </ButtonGroup>
    ),
  };
  return page(
    c,
    head,
    <>
      {list.tabs ?? null}
      {list.fields ? (
        <FilterBar action={list.href({})} active={active}>
          {list.fields}
        </FilterBar>
      ) : null}
      {saved ? <SavedViews views={saved} path={list.href({})} query={filter} state={freshForm(c)} /> : null}
      <Stack>
        <Card flush>
          {list.table}
          <Pagination
            page={no}
            perPage={perPage}
            total={total}
            more={more}
            href={(target) => list.href({ ...filter, page: target })}
          />
        </Card>
        {list.below ?? null}
      </Stack>
    </>,
  );
};

/** Answers with a whole list as a file, in each of the formats. `listOf` refuses who may not see it before anything is sent. */
export const sendListFiles = <Row,>(
  app: Parameters<Page>[0],
  href: (format: string) => string,
  listOf: (c: Ctx) => ExportedList<Row>,
): void => {
  for (const format of exportFormats) app.get(href(format), (c) => sendList(c, format, listOf(c)));
};
