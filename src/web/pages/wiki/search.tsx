import { listPagesOfFound } from '#cases/index.ts';
import { number, shortDate } from '#lib/format.ts';
import { isId } from '#lib/ids.ts';
import { say } from '#lib/words.ts';
import {
  listPageOwners,
  listSpaces,
  pageStates,
  recordKinds,
  searchPages,
  suggestTitles,
  type WikiFilter,
  type WikiFound,
  type WikiHit,
} from '#wiki/index.ts';
import { asked, askedChoice, askedPage } from '../../asked.ts';
import { Card, Stack } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { FilterBar, FilterCheck, FilterDate, FilterSelect, FilterText } from '../../components/filter/filter.tsx';
import { Pagination } from '../../components/pagination/pagination.tsx';
import { Mark } from '../../components/status/status.tsx';
import type { Ctx, Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { words } from './words.ts';

const Marked = ({ pieces }: { pieces: WikiHit['snippet'] }) => (
  <>{pieces.map((piece) => (piece.hit ? <mark>{piece.text}</mark> : piece.text))}</>
);

/** What a search found, each with the words around it. */
export const Hits = ({ hits }: { hits: readonly WikiHit[] }) => {
  const { language, timeZone } = useView();
  return (
    <ol class="g-hits">
      {hits.map((hit) => (
        <li>
          <a href={paths.wikiPage(hit.spaceKey, hit.slug)}>
            <Marked pieces={hit.marked} />
          </a>
          <span class="g-sub">
            {hit.spaceName} · {shortDate(hit.updatedAt, language, timeZone)}{' '}
            {hit.state === 'archived' ? <Mark label={words.archivedMark} /> : null}
          </span>
          <p class="g-hit-text">
            <Marked pieces={hit.snippet} />
          </p>
        </li>
      ))}
    </ol>
  );
};

const perPage = 20;

const kinds = [{ value: 'free', label: words.freePages }, ...recordKinds.map(({ value, label }) => ({ value, label }))];
const states = pageStates.filter(({ value }) => value !== 'deleted');
const sorts = [{ value: 'date', label: words.byDate }];

/** The day of an address's query, or nothing. */
const askedDay = (c: Ctx, name: string): string => {
  const text = asked(c, name);
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return '';
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' }).toString();
  } catch {
    return '';
  }
};

/** What the address asks for; `q`, `space`, `kind`, `state`, `since`, `owner` (`mine`: oneself), `comments`, `titles` and `sort`, as the API has them. */
const askedFor = (c: Ctx) => ({
  q: asked(c, 'q'),
  space: asked(c, 'space'),
  kind: askedChoice(c, 'kind', kinds),
  state: askedChoice(c, 'state', states),
  since: askedDay(c, 'since'),
  owner: isId(asked(c, 'owner')) ? asked(c, 'owner') : asked(c, 'mine') === '' ? '' : signedIn(c).personId,
  comments: asked(c, 'comments') === '' ? '' : 'yes',
  titles: asked(c, 'titles') === '' ? '' : 'yes',
  sort: askedChoice(c, 'sort', sorts),
});
type Asked = ReturnType<typeof askedFor>;

const filterOf = (c: Ctx, query: Asked): WikiFilter => ({
  q: query.q,
  space: query.space,
  kind: query.kind,
  state: query.state,
  titles: query.titles !== '',
  openComments: query.comments !== '',
  sort: query.sort === 'date' ? 'date' : 'relevance',
  ...(query.owner === '' ? {} : { ownerPersonId: query.owner }),
  ...(query.since === ''
    ? {}
    : {
        since: Temporal.PlainDate.from(query.since)
          .toZonedDateTime(c.var.installation?.timeZone ?? 'UTC')
          .toInstant(),
      }),
  page: askedPage(c),
  pageSize: perPage,
});

const leadOf = (c: Ctx, { hits, total, more, corrected, some }: WikiFound): string => {
  if (hits.length === 0) return '';
  const { language } = c.var;
  const count = say(more ? words.foundMore : words.foundPages, language, { n: number(total, language) });
  if (corrected) return `${say(words.corrected, language, { q: corrected })} ${count}`;
  return some ? `${say(words.someWords, language)} ${count}` : count;
};

/** Oneself first, then whoever else looks after pages that one reads. */
const ownersFor = async (c: Ctx) => {
  const { personId } = signedIn(c);
  const others = (await listPageOwners(c.var.services.db, signedIn(c))).filter((each) => each.personId !== personId);
  return [{ value: personId, label: words.mine }, ...others.map((each) => ({ value: each.personId, label: each.name }))];
};

type MoreProps = { query: Asked; spaces: Awaited<ReturnType<typeof listSpaces>>; owners: Awaited<ReturnType<typeof ownersFor>> };

/** What a search can be narrowed to, folded until something of it is asked for. */
const MoreFilters = ({ query, spaces, owners }: MoreProps) => {
  const t = useWords();
  const { q: _, ...rest } = query;
  const chosen = Object.values(rest).filter((value) => value !== '').length;
  return (
    <details class="g-filterbar-more" {...(chosen > 0 ? { open: true } : {})}>
      <summary>{chosen > 0 ? t(words.narrowedBy, { n: chosen }) : t(words.narrow)}</summary>
      <div class="g-filterbar">
        <FilterSelect
          name="space"
          label={words.space}
          value={query.space}
          options={spaces.map(({ key, name }) => ({ value: key, label: name }))}
        />
        <FilterSelect name="owner" label={words.owner} value={query.owner} options={owners} />
        <FilterSelect name="kind" label={words.kind} value={query.kind} options={kinds} />
        <FilterSelect name="state" label={words.pageState} value={query.state} options={states} />
        <FilterDate name="since" label={words.since} value={query.since} />
        <FilterSelect name="sort" label={words.sort} value={query.sort} options={sorts} all={words.byRelevance} />
        <FilterCheck name="titles" label={words.onlyTitles} checked={query.titles !== ''} />
        <FilterCheck name="comments" label={words.withOpenComments} checked={query.comments !== ''} />
      </div>
    </details>
  );
};

const showSearch = async (c: Ctx): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const query = askedFor(c);
  const current = askedPage(c);
  const { q, sort: _, ...narrowed } = query;
  const active = Object.values(narrowed).some((value) => value !== '');
  const [spaces, owners, found, records] = await Promise.all([
    listSpaces(db, actor),
    ownersFor(c),
    searchPages(db, actor, filterOf(c, query)),
    q === '' || active || current > 1 ? [] : listPagesOfFound(db, actor, q),
  ]);
  const shown = new Set(found.hits.map(({ id }) => id));
  const others = records.filter(({ id }) => !shown.has(id));
  return page(
    c,
    {
      title: words.search,
      section: 'wiki',
      breadcrumbs: [{ label: words.title, href: paths.wiki() }],
      lead: q === '' ? say(words.searchHow, c.var.language) : leadOf(c, found),
    },
    <Stack>
      <FilterBar action={paths.wikiSearch()} active={active || query.sort !== ''} button={words.searchNow}>
        <FilterText name="q" label={words.searchFor} value={q} suggest={paths.wikiTitles()} />
        <MoreFilters query={query} spaces={spaces} owners={owners} />
      </FilterBar>
      {q === '' ? null : (
        <Card>
          {found.hits.length > 0 ? (
            <Hits hits={found.hits} />
          ) : (
            <Empty icon="search" title={words.noHits} text={words.noHitsHow} />
          )}
          {found.hits.length > 0 ? (
            <Pagination
              page={current}
              perPage={perPage}
              total={found.total}
              more={found.more && current * perPage < found.total}
              href={(no) => paths.wikiSearch({ ...query, page: no })}
            />
          ) : null}
        </Card>
      )}
      {others.length > 0 ? (
        <Card title={words.ofRecords}>
          <p class="g-muted">{say(words.ofRecordsHow, c.var.language)}</p>
          <ul class="g-tree">
            {others.map((each) => (
              <li>
                <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a> <span class="g-muted">{each.detail}</span>{' '}
                {each.state === 'archived' ? <Mark label={words.archivedMark} /> : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </Stack>,
  );
};

/** The wiki's search, and the titles that its field offers while somebody types. */
export const wikiSearchPage: Page = (app) => {
  app.get(paths.wikiSearch(), showSearch);
  app.get(paths.wikiTitles(), async (c) => {
    const found = await suggestTitles(c.var.services.db, signedIn(c), { q: asked(c, 'q'), space: asked(c, 'space') });
    return c.json({ titles: found.map(({ title, spaceName }) => ({ title, space: spaceName })) });
  });
};
