import type { Child } from 'hono/jsx';
import { type Phrase, useWords } from '../../view.ts';
import { common } from '../words.ts';

export type Fact = { label: Phrase; value: Child /** Over the whole width. */; wide?: boolean };

/** Names and values, in columns as many as fit. An empty value shows as a dash. */
export const Facts = ({ facts, layout = 'grid' }: { facts: readonly Fact[]; layout?: 'grid' | 'list' }) => {
  const t = useWords();
  return (
    <dl class={`g-facts g-facts-${layout}`}>
      {facts.map((fact) => (
        <div class={fact.wide ? 'g-fact g-fact-wide' : 'g-fact'}>
          <dt>{t(fact.label)}</dt>
          <dd>{fact.value === null || fact.value === undefined || fact.value === '' ? t(common.none) : fact.value}</dd>
        </div>
      ))}
    </dl>
  );
};
