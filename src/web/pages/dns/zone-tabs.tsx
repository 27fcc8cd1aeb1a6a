import { Tabs } from '../../components/tabs/tabs.tsx';
import { paths } from '../../paths.ts';
import { words } from './change-words.ts';

type Part = 'records' | 'changes' | 'comparison' | 'imports' | 'settings';

/** The parts of one zone. */
export const ZoneTabs = ({ zoneId, current }: { zoneId: string; current: Part }) => (
  <Tabs
    label={words.parts}
    current={current}
    tabs={[
      { key: 'records', label: words.records, href: paths.zoneRecords(zoneId) },
      { key: 'changes', label: words.changes, href: paths.zoneChanges(zoneId) },
      { key: 'comparison', label: words.comparison, href: paths.zoneChecks(zoneId) },
      { key: 'imports', label: words.imports, href: paths.zoneImports(zoneId) },
      { key: 'settings', label: words.settings, href: paths.zone(zoneId) },
      { key: 'wiki', label: { id: 'Wiki', en: 'Wiki' }, href: paths.wikiRecord('zone', zoneId) },
    ]}
  />
);
