import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  listOfficePages,
  listProposals,
  listRecent,
  listSpacesCounted,
  mayKeepSpaces,
  mayReadTemplates,
  readsAll,
} from '#wiki/index.ts';
import { LinkButton } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { FilterBar, FilterText } from '../../components/filter/filter.tsx';
import { Table } from '../../components/table/table.tsx';
import type { Page } from '../../context.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { AccessMark, PageLinks } from './shared.tsx';
import { words as templateWords } from './templates/words.ts';
import { words as watchWords } from './watching/words.ts';
import { words } from './words.ts';

type Spaces = Awaited<ReturnType<typeof listSpacesCounted>>;
type Recent = Awaited<ReturnType<typeof listRecent>>;

const SpaceTable = ({ spaces }: { spaces: Spaces }) => (
  <Table
    caption={words.spaces}
    rows={spaces}
    empty={<Empty icon="notebook" title={words.noSpaces} text={words.noSpacesHow} />}
    columns={[
      {
        key: 'name',
        label: words.space,
        cell: (space) => (
          <>
            <a href={paths.wikiSpace(space.key)}>{space.name}</a>
            <span class="g-sub">{space.description}</span>
          </>
        ),
      },
      { key: 'access', label: words.access, tight: true, cell: (space) => <AccessMark access={space.access} /> },
      { key: 'pages', label: words.pages, align: 'right', tight: true, cell: (space) => space.pages },
    ]}
  />
);

export const RecentPages = ({ pages, withSpace = true }: { pages: Recent; withSpace?: boolean }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <ul class="g-recent">
      {pages.map((each) => (
        <li>
          <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a>
          <span class="g-sub">
            {[
              withSpace ? each.spaceName : '',
              shortMoment(each.updatedAt, language, timeZone),
              each.updatedByName ?? t(words.griya),
            ]
              .filter(Boolean)
              .join(' · ')}
            {each.why ? <span class="g-recent-why"> {each.why}</span> : null}
          </span>
        </li>
      ))}
    </ul>
  );
};

/** The wiki's first page: its spaces, and what changed last. */
export const wikiHomePage: Page = (app) => {
  app.get(paths.wiki(), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const inside = readsAll(actor);
    const [spaces, recent, proposals, own] = await Promise.all([
      listSpacesCounted(db, actor),
      listRecent(db, actor, { most: 8 }),
      listProposals(db, actor),
      inside ? [] : listOfficePages(db, actor),
    ]);
    return page(
      c,
      {
        title: words.title,
        section: 'wiki',
        lead: words.lead[c.var.language],
        actions: mayKeepSpaces(actor) ? (
          <LinkButton href={paths.newWikiSpace()} label={words.newSpace} icon="folder-plus" />
        ) : null,
      },
      <Columns
        main={
          <>
            <FilterBar action={paths.wikiSearch()} active={false} button={words.searchNow}>
              <FilterText name="q" label={words.search} value="" suggest={paths.wikiTitles()} />
            </FilterBar>
            <Card flush>
              <SpaceTable spaces={spaces} />
            </Card>
            {own.length > 0 ? (
              <Card title={words.ofYourOffice}>
                <PageLinks pages={own} />
              </Card>
            ) : null}
          </>
        }
        side={
          <>
            <Card title={words.care}>
              <ul class="g-tree">
                <li>
                  <a href={paths.wikiWatching()}>{say(watchWords.title, c.var.language)}</a>
                </li>
                {inside ? (
                  <>
                    <li>
                      <a href={paths.wikiStale()}>{say(words.stale, c.var.language)}</a>
                    </li>
                    <li>
                      <a href={paths.wikiBroken()}>{say(words.broken, c.var.language)}</a>
                    </li>
                  </>
                ) : null}
                {mayReadTemplates(actor) ? (
                  <li>
                    <a href={paths.wikiTemplates()}>{say(templateWords.title, c.var.language)}</a>
                  </li>
                ) : null}
                {proposals.length > 0 ? (
                  <li>
                    <a href={paths.wikiProposals()}>{say(words.proposals, c.var.language)}</a>{' '}
                    <span class="g-count">{proposals.length}</span>
                  </li>
                ) : null}
              </ul>
            </Card>
            {recent.length > 0 ? (
              <Card title={words.recent}>
                <RecentPages pages={recent} />
              </Card>
            ) : null}
          </>
        }
      />,
    );
  });
};
