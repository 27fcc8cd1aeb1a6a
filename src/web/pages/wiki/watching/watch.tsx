import type { Space, Watch, WikiPage } from '#wiki/index.ts';
import { Button, ButtonGroup } from '../../../components/button/button.tsx';
import { Card, Stack } from '../../../components/card/card.tsx';
import { ActForm } from '../../../components/form/form.tsx';
import type { FormState } from '../../../form.ts';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { keyed } from '../shared.tsx';
import { words } from './words.ts';

const said = {
  page: words.byPage,
  tree: words.byTree,
  above: words.byAbove,
  space: words.bySpace,
  never: words.byNever,
} as const;

/** Watching a page or leaving it, in one click. */
export const WatchPage = ({ here, watch, state }: { here: WikiPage; watch: Watch; state: FormState }) => {
  const t = useWords();
  const watched = watch.by !== null && watch.by !== 'never';
  return (
    <Card title={words.card}>
      <Stack>
        {watch.by ? (
          <p class="g-sub">
            {t(said[watch.by])}{' '}
            {watch.above ? <a href={paths.wikiPage(watch.above.spaceKey, watch.above.slug)}>{watch.above.title}</a> : null}
          </p>
        ) : null}
        <ActForm action={paths.wikiWatchPage(here.id)} state={keyed(state)}>
          <ButtonGroup>
            {watched ? (
              <Button label={words.stop} name="watch" value="none" tone="secondary" small />
            ) : (
              <Button label={words.watch} name="watch" value="page" tone="secondary" icon="bell" small />
            )}
            {watch.by === 'tree' || watch.by === 'above' ? null : (
              <Button label={words.watchTree} name="watch" value="tree" tone="quiet" small />
            )}
          </ButtonGroup>
        </ActForm>
      </Stack>
    </Card>
  );
};

/** The same of a whole space. */
export const WatchSpace = ({ space, watched, state }: { space: Pick<Space, 'key'>; watched: boolean; state: FormState }) => {
  const t = useWords();
  return (
    <Card title={words.card}>
      <ActForm action={paths.wikiWatchSpace(space.key)} state={keyed(state)}>
        {watched ? <p class="g-sub">{t(words.spaceWatched)}</p> : null}
        <Button
          label={watched ? words.stop : words.watchSpace}
          name="watch"
          value={watched ? '' : 'on'}
          tone="secondary"
          small
          {...(watched ? {} : { icon: 'bell' })}
        />
      </ActForm>
    </Card>
  );
};
