import {
  countStale,
  getSpace,
  type listChildren,
  listRecent,
  listSubtree,
  mayKeep,
  mayKeepSpaces,
  mayWrite,
  watchesSpace,
} from '#wiki/index.ts';
import { freshForm } from '../../act.ts';
import { askedPage } from '../../asked.ts';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Empty } from '../../components/empty/empty.tsx';
import { Mark } from '../../components/status/status.tsx';
import type { Page } from '../../context.ts';
import { page, param, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { RecentPages } from './home.tsx';
import { SpaceUpkeep } from './review/counts.tsx';
import { todayOf } from './review/review.tsx';
import { AccessMark } from './shared.tsx';
import { LevelPages, levelOf, perLevel, Tree } from './tree/tree.tsx';
import { WatchSpace } from './watching/watch.tsx';
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
    const above = await levelOf(c, space);
    const current = askedPage(c);
    const level = { spaceId: space.id, parentId: above?.id ?? null, page: current, pageSize: perLevel };
    const orders = space.needsApproval ? mayKeep(actor, space) : mayWrite(actor, space);
    const [{ rows, more }, recent, counts, watched] = await Promise.all([
      listSubtree(db, actor, level),
      listRecent(db, actor, { spaceId: space.id, most: 10 }),
      mayKeep(actor, space) ? countStale(db, space.id, { now: c.var.now, today: todayOf(c) }) : null,
      watchesSpace(db, actor.personId, space.id),
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
            {mayKeep(actor, space) ? <LinkButton href={paths.wikiTrash(space.key)} label={words.trash} icon="trash" /> : null}
            <LinkButton href={paths.wikiExchange(space.key)} label={words.exchange} icon="transfer" />
            {mayWrite(actor, space) ? (
              <LinkButton href={paths.newWikiPage(space.key)} label={words.newPage} icon="file-plus" tone="primary" />
            ) : null}
          </ButtonGroup>
        ),
      },
      <Columns
        main={
          <Card
            title={above ? above.title : words.pages}
            aside={
              orders && rows.length > 1 ? (
                <a href={paths.wikiOrder(space.key, above ? { under: above.id } : {})}>{words.order[c.var.language]}</a>
              ) : null
            }
          >
            {above ? (
              <p>
                <a href={paths.wikiSpace(space.key)}>{space.name}</a> ›{' '}
                <a href={paths.wikiPage(space.key, above.slug)}>{above.title}</a>
              </p>
            ) : null}
            {rows.length > 0 ? (
              <>
                <Tree rows={rows} />
                <LevelPages
                  current={current}
                  shown={rows.length}
                  more={more}
                  href={(no) => paths.wikiSpace(space.key, { under: above?.id ?? '', page: no })}
                />
              </>
            ) : (
              <Empty icon="notebook" title={words.noPages} text={words.noPagesHow} />
            )}
          </Card>
        }
        side={
          <>
            {counts ? <SpaceUpkeep space={space} counts={counts} /> : null}
            <WatchSpace space={space} watched={watched} state={freshForm(c)} />
            {recent.length > 0 ? (
              <Card title={words.recent}>
                <RecentPages pages={recent} withSpace={false} />
              </Card>
            ) : null}
          </>
        }
      />,
    );
  });
};
