import { Tabs } from '../../../components/tabs/tabs.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** The parts of the register of networks. */
export const NetworkTabs = ({ current }: { current: 'networks' | 'prefixes' | 'vlans' | 'vrfs' }) => (
  <Tabs
    label={words.area}
    current={current}
    tabs={[
      { key: 'networks', label: words.list, href: paths.networks() },
      { key: 'prefixes', label: shared.prefixes, href: paths.prefixes() },
      { key: 'vlans', label: words.vlans, href: paths.vlans() },
      { key: 'vrfs', label: words.vrfs, href: paths.vrfs() },
    ]}
  />
);
