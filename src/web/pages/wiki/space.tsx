import { getSpace, listChildren, listRecent, mayKeepSpaces, mayWrite } from '#wiki/index.ts';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Mark } from '../../components/status/status.tsx';
import type { Page } from '../../context.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { RecentPages } from './home.tsx';
import { AccessMark } from './shared.tsx';
import { words } from './words.ts';

type Children = Awaited<ReturnType<typeof listChildren>>;

export const ChildList = ({ pages }: { pages: Children }) => (
  <ul class="g-tree">
    {pages.map((each) => (
      <li>
        <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a>
        {each.children > 0 ? <span class="g-muted"> ({each.children})</span> : null}
      </li>
    ))}
  </ul>
);

/** A space: its topmost pages and what changed last in it. */
export const wikiSpacePage: Page = (app) => {
  app.get(paths.wikiSpace(':space'), async (c) => {
    const actor = signedIn(c);
    const { db } = c.var.services;
    const space = await getSpace(db, actor, param(c, 'space'));
    const [pages, recent] = await Promise.all([
      listChildren(db, actor, { spaceId: space.id, parentId: null }),
      listRecent(db, actor, { spaceId: space.id, most: 10 }),
    ]);
    return page(
      c,
      {
        title: space.name,
        section: 'wiki',
        breadcrumbs: [{ label: words.title, href: paths.wiki() }],
        lead: (
          <span>
            {space.description} <AccessMark access={space.access} /> {space.openToAll ? <Mark label={words.isOpen} /> : null}
          </span>
        ),
        actions: (
          <ButtonGroup>
            {mayKeepSpaces(actor) ? (
              <LinkButton href={paths.wikiSpaceSettings(space.key)} label={words.editSpace} icon="settings" />
            ) : null}
            <LinkButton href={paths.wikiExchange(space.key)} label={words.exchange} icon="transfer" />
            {mayWrite(actor, space) ? (
              <LinkButton href={paths.newWikiPage(space.key)} label={words.newPage} icon="file-plus" tone="primary" />
            ) : null}
          </ButtonGroup>
        ),
      },
      <Columns
        main={
          <Card title={words.pages}>
            {pages.length > 0 ? (
              <ChildList pages={pages} />
            ) : (
              <Empty icon="notebook" title={words.noPages} text={words.noPagesHow} />
            )}
          </Card>
        }
        side={
          recent.length > 0 ? (
            <Card title={words.recent}>
              <RecentPages pages={recent} withSpace={false} />
            </Card>
          ) : null
        }
      />,
    );
  });
};
