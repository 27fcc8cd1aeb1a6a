import type { RecordKind, RecordRef } from '#registry/index.ts';
import { paths } from '../../../paths.ts';

const pathsOf: Record<RecordKind, (id: string) => string> = {
  application: paths.application,
  server: paths.server,
  rack: paths.rack,
  interface: paths.interfaceRecord,
  cable: paths.cable,
  site: paths.site,
  network: (id) => paths.network(id),
  range: paths.rangeRecord,
  vlan: paths.vlan,
  vrf: paths.vrf,
};

/** The page of a record. */
export const recordPath = ({ kind, id }: RecordRef): string => pathsOf[kind](id);
