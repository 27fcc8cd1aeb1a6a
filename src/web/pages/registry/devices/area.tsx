import { Tabs } from '../../../components/tabs/tabs.tsx';
import { paths } from '../../../paths.ts';
import { shared } from '../shared/words.ts';
import { words } from './words.ts';

/** The parts of the register of devices. */
export const DeviceTabs = ({ current }: { current: 'devices' | 'racks' | 'cables' | 'sites' }) => (
  <Tabs
    label={words.area}
    current={current}
    tabs={[
      { key: 'devices', label: words.list, href: paths.devices() },
      { key: 'racks', label: shared.racks, href: paths.racks() },
      { key: 'cables', label: shared.cables, href: paths.cables() },
      { key: 'sites', label: shared.sites, href: paths.sites() },
    ]}
  />
);
