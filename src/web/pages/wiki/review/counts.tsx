import type { Space, StaleCounts } from '#wiki/index.ts';
import { Card } from '../../../components/card/card.tsx';
import { paths } from '../../../paths.ts';
import { useWords } from '../../../view.ts';
import { words } from './words.ts';

/** What waits in a space, for who keeps it. */
export const SpaceUpkeep = ({ space, counts }: { space: Pick<Space, 'key'>; counts: StaleCounts }) => {
  const t = useWords();
  const list = (owner: string) => paths.wikiStale({ space: space.key, owner });
  return (
    <Card title={words.upkeep}>
      {counts.due === 0 ? (
        <p class="g-muted">{t(words.counts.none)}</p>
      ) : (
        <ul class="g-tree">
          <li>
            <a href={list('')}>{t(counts.more ? words.counts.dueMore : words.counts.due, { n: counts.due })}</a>
          </li>
          {counts.unowned > 0 ? (
            <li>
              <a href={list('none')}>{t(counts.more ? words.counts.unownedMore : words.counts.unowned, { n: counts.unowned })}</a>
            </li>
          ) : null}
          {counts.gone > 0 ? (
            <li>
              <a href={list('gone')}>{t(counts.more ? words.counts.goneMore : words.counts.gone, { n: counts.gone })}</a>
            </li>
          ) : null}
        </ul>
      )}
    </Card>
  );
};
