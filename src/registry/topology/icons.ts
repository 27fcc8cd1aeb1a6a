import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { ThingKind } from './picture.ts';

const require = createRequire(import.meta.url);

/** The icon of Tabler for each kind of thing, and the colour of its tile. Calm tints; every word stands in dark ink beside it. */
export const looks: Readonly<Record<ThingKind, { icon: string; ink: string; tint: string }>> = {
  users: { icon: 'users', ink: '#1e3a8a', tint: '#dbeafe' },
  internet: { icon: 'cloud', ink: '#1e3a8a', tint: '#dbeafe' },
  name: { icon: 'world', ink: '#1d4ed8', tint: '#dbeafe' },
  address: { icon: 'map-pin', ink: '#475569', tint: '#e2e8f0' },
  network: { icon: 'affiliate', ink: '#475569', tint: '#e2e8f0' },
  site: { icon: 'building', ink: '#334155', tint: '#e2e8f0' },
  group: { icon: 'stack-2', ink: '#475569', tint: '#f1f5f9' },
  hypervisor: { icon: 'server-2', ink: '#5b21b6', tint: '#ede9fe' },
  bare_metal: { icon: 'server', ink: '#3730a3', tint: '#e0e7ff' },
  virtual: { icon: 'device-desktop', ink: '#075985', tint: '#e0f2fe' },
  switch: { icon: 'switch-3', ink: '#115e59', tint: '#ccfbf1' },
  router: { icon: 'router', ink: '#155e75', tint: '#cffafe' },
  firewall: { icon: 'wall', ink: '#991b1b', tint: '#fee2e2' },
  storage: { icon: 'database', ink: '#3f6212', tint: '#ecfccb' },
  power: { icon: 'plug', ink: '#9a3412', tint: '#ffedd5' },
  other: { icon: 'box', ink: '#475569', tint: '#e2e8f0' },
  application: { icon: 'apps', ink: '#166534', tint: '#dcfce7' },
  database: { icon: 'database', ink: '#166534', tint: '#dcfce7' },
  more: { icon: 'dots', ink: '#475569', tint: '#f1f5f9' },
};

/** Of a network by its zone: the same colours wherever a zone is shown. */
export const zoneLooks: Readonly<Record<string, { ink: string; tint: string }>> = {
  public: { ink: '#c2410c', tint: '#ffedd5' },
  dmz: { ink: '#a16207', tint: '#fef3c7' },
  internal: { ink: '#1d4ed8', tint: '#dbeafe' },
  management: { ink: '#7e22ce', tint: '#f3e8ff' },
};

const bodies = new Map<string, string>();

/** The drawing inside an icon's file, on a field of 24 by 24. */
export const iconBody = (name: string): string => {
  const known = bodies.get(name);
  if (known !== undefined) return known;
  const body = readFileSync(require.resolve(`@tabler/icons/outline/${name}.svg`), 'utf8')
    .replace(/^[\s\S]*?<svg[^>]*>/, '')
    .replace(/<\/svg>\s*$/, '')
    .replace(/\s*\n\s*/g, '');
  bodies.set(name, body);
  return body;
};
