import type { Thing } from '#registry/index.ts';
import { paths } from '../../../paths.ts';
import { devicePath } from '../devices/devices.tsx';

/** Where a thing's record is. */
export const recordHref = ({ kind: what, record }: Thing): string | null => {
  if (record === null) return null;
  const { kind, id } = record;
  if (kind === 'server') return devicePath({ id, kind: what });
  if (kind === 'network') return paths.network(id);
  if (kind === 'site') return paths.topology({ site: id });
  return kind === 'application' ? paths.application(id) : paths.names({ search: id });
};
