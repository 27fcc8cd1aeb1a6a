import { type Phrase, useWords } from '../../view.ts';

export type Tab = { key: string; label: Phrase; href: string; count?: number };

/** Parts of one subject, each at its own address. */
export const Tabs = ({ tabs, current, label }: { tabs: readonly Tab[]; current: string; label: Phrase }) => {
  const t = useWords();
  return (
    <nav class="g-tabs" aria-label={t(label)}>
      {tabs.map((tab) => (
        <a href={tab.href} {...(tab.key === current ? { 'aria-current': 'page' } : {})}>
          {t(tab.label)}
          {tab.count === undefined ? null : <span class="g-count">{tab.count}</span>}
        </a>
      ))}
    </nav>
  );
};
