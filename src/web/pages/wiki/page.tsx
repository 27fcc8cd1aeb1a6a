import { raw } from 'hono/html';
import { wikiParts } from '#cases/index.ts';
import type { Actor } from '#identity/index.ts';
import { shortDate, shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  emptySections,
  fillIn,
  listAbove,
  listAttachments,
  listBacklinks,
  listChildren,
  listProposals,
  mayKeep,
  mayReadSpace,
  mayWrite,
  ownerOf,
  type Rendering,
  renderedOf,
  type WikiPage,
  watchOf,
} from '#wiki/index.ts';
import { freshForm } from '../../act.ts';
import { Alert } from '../../components/alert/alert.tsx';
import { ButtonGroup, LinkButton } from '../../components/button/button.tsx';
import { Card, Columns } from '../../components/card/card.tsx';
import { Facts } from '../../components/facts/facts.tsx';
import type { Ctx, Page } from '../../context.ts';
import type { FormState } from '../../form.ts';
import { page, signedIn } from '../../page.tsx';
import { paths } from '../../paths.ts';
import { useView, useWords } from '../../view.ts';
import { proposalSummary } from './approval/parts.tsx';
import { Comments, readTalk } from './comments/threads.tsx';
import { TickForm, withTools } from './editor/page-tools.tsx';
import { Files } from './files.tsx';
import { Parts } from './parts.tsx';
import { Review } from './review/review.tsx';
import { AccessMark, PageLinks, pageHere, spaceCrumbs, surroundings } from './shared.tsx';
import { ChildList } from './space.tsx';
import { WatchPage } from './watching/watch.tsx';
import { words } from './words.ts';

/** The headings of a page. */
export const Contents = ({ outline }: { outline: Rendering['outline'] }) => {
  const top = Math.min(...outline.map(({ level }) => level));
  const shown = outline.filter(({ level }) => level <= top + 1).slice(0, 60);
  return (
    <Card title={words.contents}>
      <ul class="g-contents">
        {shown.map(({ level, title, id }) => (
          <li class={level > top ? 'g-contents-below' : ''}>
            <a href={`#${id}`}>{title}</a>
          </li>
        ))}
      </ul>
    </Card>
  );
};

const About = ({ here, actor }: { here: WikiPage; actor: Actor }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  return (
    <Card title={words.about}>
      <Facts
        layout="list"
        facts={[
          { label: words.space, value: <AccessMark access={here.access} /> },
          {
            label: words.updated,
            value: `${shortMoment(here.updatedAt, language, timeZone)} ${t(words.by, { name: here.updatedByName ?? t(words.griya) })}`,
          },
          { label: words.history, value: <a href={paths.wikiHistory(here.id)}>{t(words.version, { n: here.revision })}</a> },
        ]}
      />
      {mayReadSpace(actor, here) ? (
        <p class="g-wiki-noprint">
          <a href={paths.wikiExchange(here.spaceKey, { page: here.id })}>{t(words.asBook)}</a>
        </p>
      ) : null}
    </Card>
  );
};

const StateAlert = ({ here }: { here: WikiPage }) => {
  const { language, timeZone } = useView();
  if (here.state === 'live') return null;
  return (
    <Alert tone="warning" title={here.state === 'archived' ? words.isArchived : words.isDeleted}>
      <p>
        {shortDate(here.updatedAt, language, timeZone)} · {here.updatedByName ?? words.griya[language]} · {here.stateReason}
      </p>
    </Alert>
  );
};

/** The text of a page for this reader. */
export const WikiText = ({ html, plainly }: { html: string; plainly: boolean }) => {
  const t = useWords();
  return (
    <div class="g-wiki">
      {plainly ? <p class="g-muted">{t(words.plainly)}</p> : null}
      {raw(html)}
    </div>
  );
};

const Unwritten = ({ here }: { here: WikiPage }) => {
  const t = useWords();
  const missing = emptySections(here.body, here.required);
  if (missing.length === 0 || here.state !== 'live') return null;
  return (
    <Alert tone="warning" title={words.unwritten}>
      <p>
        {t(words.unwrittenHow)} {missing.join(', ')}.
      </p>
    </Alert>
  );
};

const actionsFor = (c: Ctx, here: WikiPage) => {
  const actor = signedIn(c);
  if (!mayWrite(actor, here)) return null;
  return (
    <ButtonGroup>
      {here.state === 'live' ? (
        <>
          <LinkButton href={paths.wikiEdit(here.id)} label={words.edit} icon="pencil" tone="primary" />
          <LinkButton href={paths.newWikiPage(here.spaceKey, { parent: here.id })} label={words.newBelow} icon="file-plus" />
          <LinkButton href={paths.wikiMove(here.id)} label={words.actions} icon="dots" />
        </>
      ) : mayKeep(actor, here) ? (
        <LinkButton href={paths.wikiMove(here.id)} label={words.bringBack} icon="arrow-back-up" />
      ) : null}
    </ButtonGroup>
  );
};

/** A page for its reader; `state` is that of a remark which was refused. */
export const showPage = async (c: Ctx, here: WikiPage, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const timeZone = c.var.installation?.timeZone ?? 'UTC';
  const writer = mayWrite(actor, here);
  const today = c.var.now.toZonedDateTimeISO(timeZone).toPlainDate();
  const [rendering, around, above, below, backlinks, parts, talk, files, proposals, owner, watch] = await Promise.all([
    renderedOf(db, here, c.var.now),
    surroundings(c, here),
    here.parentId ? listAbove(db, actor, here.id) : [],
    listChildren(db, actor, { spaceId: here.spaceId, parentId: here.id }),
    listBacklinks(db, actor, here),
    wikiParts(db, actor, here, { now: c.var.now, timeZone }),
    readTalk(c, here),
    listAttachments(db, here.id),
    writer ? listProposals(db, actor, { pageId: here.id }) : [],
    writer ? ownerOf(db, here.id, today) : null,
    watchOf(db, actor, here.id),
  ]);
  const html = await fillIn({ db, actor, now: c.var.now, around }, here, writer ? withTools(c, here, rendering) : rendering);
  const state = posted ?? freshForm(c);
  return page(
    c,
    {
      title: here.title,
      section: 'wiki',
      breadcrumbs: [
        // An office reads pages of its own in spaces that it does not read.
        ...(mayReadSpace(actor, here)
          ? spaceCrumbs({ key: here.spaceKey, name: here.spaceName })
          : [{ label: words.title, href: paths.wiki() }]),
        ...above.map((each) => ({ label: each.title, href: paths.wikiPage(each.spaceKey, each.slug) })),
      ],
      actions: actionsFor(c, here),
      state,
    },
    <Columns
      main={
        <>
          {/* A page that was archived with its record says so once, and says more. */}
          {here.state === 'archived' && parts.some(({ notice }) => notice) ? null : <StateAlert here={here} />}
          {proposals.map((proposal) => (
            <Alert tone="info">
              <p>
                <a href={paths.wikiProposal(proposal.id)}>{say(words.waitingProposals, c.var.language)}</a>:{' '}
                {say(proposalSummary(proposal), c.var.language)} ({proposal.personName})
              </p>
            </Alert>
          ))}
          <Parts parts={parts.filter(({ place }) => place === 'above')} />
          <Unwritten here={here} />
          <Card>
            {here.body.trim() === '' ? (
              <p class="g-muted">{say(words.empty, c.var.language)}</p>
            ) : (
              <WikiText html={html} plainly={rendering.plainly} />
            )}
            {html.includes('form="wiki-ticks"') ? <TickForm here={here} state={state} /> : null}
          </Card>
          <Parts parts={parts.filter(({ place }) => place === 'below')} />
          {below.length > 0 ? (
            <Card title={words.below}>
              <ChildList pages={below} />
            </Card>
          ) : null}
          <Comments
            here={here}
            talk={talk}
            state={state}
            rights={{ writer, keeper: mayKeep(actor, here), live: here.state === 'live' }}
          />
        </>
      }
      side={
        <>
          {rendering.outline.length > 2 ? <Contents outline={rendering.outline} /> : null}
          <About here={here} actor={actor} />
          {writer && here.state === 'live' ? <Review here={here} owner={owner} state={state} today={today} /> : null}
          <WatchPage here={here} watch={watch} state={state} />
          <Files here={here} files={files} writer={writer} />
          {backlinks.length > 0 ? (
            <Card title={words.backlinks}>
              <PageLinks pages={backlinks} />
            </Card>
          ) : null}
        </>
      }
    />,
  );
};

/** A page of the wiki. */
export const wikiPagePage: Page = (app) => {
  app.get(paths.wikiPage(':space', ':slug'), async (c) => {
    const here = await pageHere(c);
    return 'movedTo' in here ? c.redirect(here.movedTo, 302) : showPage(c, here, null);
  });
};
