import { shortMoment } from '#lib/format.ts';
import { say } from '#lib/words.ts';
import {
  chooseFollowing,
  followsByItself,
  listWatched,
  listWatchedChanges,
  type Watched,
  type WatchedChange,
  watchPage,
  watchSpace,
} from '#wiki/index.ts';
import { act, freshForm } from '../../../act.ts';
import { Button } from '../../../components/button/button.tsx';
import { Card, Columns, Stack } from '../../../components/card/card.tsx';
import { Empty } from '../../../components/empty/empty.tsx';
import { Checkbox } from '../../../components/field/field.tsx';
import { ActForm, Hidden } from '../../../components/form/form.tsx';
import type { Ctx, Page } from '../../../context.ts';
import { type FormState, text, ticked } from '../../../form.ts';
import { page, param, signedIn } from '../../../page.tsx';
import { paths } from '../../../paths.ts';
import { useView, useWords } from '../../../view.ts';
import { keyed } from '../shared.tsx';
import { words as common } from '../words.ts';
import { words } from './words.ts';

const Changes = ({ changes }: { changes: readonly WatchedChange[] }) => {
  const t = useWords();
  const { language, timeZone } = useView();
  if (changes.length === 0) return <Empty icon="bell" title={words.noChanges} />;
  return (
    <ul class="g-recent">
      {changes.map((each) => (
        <li>
          <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a>
          <span class="g-sub">
            {[
              each.spaceName,
              each.fresh ? t(words.fresh) : each.versions > 0 ? t(words.versions, { n: each.versions }) : '',
              each.comments > 0 ? t(words.comments, { n: each.comments }) : '',
              shortMoment(each.at, language, timeZone),
            ]
              .filter(Boolean)
              .join(' · ')}
          </span>
        </li>
      ))}
    </ul>
  );
};

const Stop = ({ action, title, value, state }: { action: string; title: string; value: string; state: FormState }) => {
  const t = useWords();
  return (
    <ActForm action={action} state={keyed(state)}>
      <Hidden name="watch" value={value} />
      <Hidden name="back" value="list" />
      <button type="submit" class="btn g-btn-quiet btn-sm" aria-label={t(words.stopIt, { title })}>
        {t(words.stop)}
      </button>
    </ActForm>
  );
};

const List = ({ watched: { pages, spaces }, state }: { watched: Watched; state: FormState }) => {
  const t = useWords();
  if (pages.length + spaces.length === 0) return <Empty icon="bell" title={words.nothing} text={words.nothingHow} />;
  return (
    <ul class="g-watched">
      {spaces.map(({ key, name }) => (
        <li>
          <span>
            <a href={paths.wikiSpace(key)}>{name}</a> <span class="g-sub">{t(common.space)}</span>
          </span>
          <Stop action={paths.wikiWatchSpace(key)} title={name} value="" state={state} />
        </li>
      ))}
      {pages.map((each) => (
        <li>
          <span>
            <a href={paths.wikiPage(each.spaceKey, each.slug)}>{each.title}</a>{' '}
            <span class="g-sub">{[each.spaceName, each.tree ? t(words.withBelow) : ''].filter(Boolean).join(' · ')}</span>
          </span>
          <Stop action={paths.wikiWatchPage(each.id)} title={each.title} value="none" state={state} />
        </li>
      ))}
    </ul>
  );
};

const showWatching = async (c: Ctx, posted: FormState | null): Promise<Response> => {
  const actor = signedIn(c);
  const { db } = c.var.services;
  const { now } = c.var;
  const [watched, changes, follows] = await Promise.all([
    listWatched(db, actor),
    listWatchedChanges(db, actor, { since: now.subtract({ hours: 24 * 14 }), until: now }),
    followsByItself(db, actor.personId),
  ]);
  const state = posted ?? freshForm(c, { follows });
  return page(
    c,
    {
      title: words.title,
      section: 'wiki',
      breadcrumbs: [{ label: common.title, href: paths.wiki() }],
      lead: say(words.lead, c.var.language),
      state,
    },
    <Columns
      main={
        <>
          <Card title={words.changes}>
            <Changes changes={changes} />
          </Card>
          <Card title={words.pages}>
            <List watched={watched} state={state} />
          </Card>
        </>
      }
      side={
        <Card>
          <Stack>
            <ActForm action={paths.wikiWatching()} state={keyed(state)}>
              <Checkbox state={state} name="follows" label={words.follows} />
              <Button label={common.save} tone="secondary" small />
            </ActForm>
            <p class="g-sub">
              {say(words.mail, c.var.language)} <a href={paths.mailChoice()}>{say(words.mailAt, c.var.language)}</a>.
            </p>
          </Stack>
        </Card>
      }
    />,
  );
};

/** What one watches, and watching or leaving a page or a space. */
export const wikiWatchingPage: Page = (app) => {
  app.get(paths.wikiWatching(), (c) => showWatching(c, null));
  app.post(paths.wikiWatching(), (c) =>
    act(c, {
      run: async (tx, { actor, values }) => {
        await chooseFollowing(tx, { actor, follows: ticked(values, 'follows') });
        return { to: paths.wikiWatching(), said: words.followsSaved };
      },
      again: (state) => showWatching(c, state),
    }),
  );
  app.post(paths.wikiWatchPage(':id'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const watch = text(values, 'watch');
        const here = await watchPage(tx, { actor, now, pageId: param(c, 'id'), watch });
        const back = text(values, 'back') === 'list' ? paths.wikiWatching() : paths.wikiPage(here.spaceKey, here.slug);
        return { to: back, said: watch === 'none' ? words.stopped : words.watching };
      },
      again: (state) => showWatching(c, state),
    }),
  );
  app.post(paths.wikiWatchSpace(':space'), (c) =>
    act(c, {
      run: async (tx, { actor, values, now }) => {
        const watch = text(values, 'watch') !== '';
        const { key } = await watchSpace(tx, { actor, now, space: param(c, 'space'), watch });
        const back = text(values, 'back') === 'list' ? paths.wikiWatching() : paths.wikiSpace(key);
        return { to: back, said: watch ? words.watching : words.stopped };
      },
      again: (state) => showWatching(c, state),
    }),
  );
};
