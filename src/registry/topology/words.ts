import { type Language, say, type Words } from '#lib/words.ts';
import { choiceOf, deviceKinds, networkZones } from '../choices.ts';
import type { LineKind, Thing, ThingKind } from './picture.ts';

type OwnKind = 'users' | 'internet' | 'name' | 'address' | 'network' | 'site' | 'group' | 'application' | 'database' | 'more';

const kinds: Readonly<Record<OwnKind, Words>> = {
  users: { id: 'Pengguna', en: 'Users' },
  internet: { id: 'Internet', en: 'Internet' },
  name: { id: 'Nama domain', en: 'Domain name' },
  address: { id: 'Alamat', en: 'Address' },
  network: { id: 'Jaringan', en: 'Network' },
  site: { id: 'Lokasi', en: 'Site' },
  group: { id: 'Kelompok', en: 'Group' },
  application: { id: 'Aplikasi', en: 'Application' },
  database: { id: 'Basis data', en: 'Database' },
  more: { id: 'Lainnya', en: 'More' },
};

/** What a thing is, in words. */
export const kindWords = (kind: ThingKind): Words => (kind in kinds ? kinds[kind as OwnKind] : choiceOf(deviceKinds, kind).label);

const counts: Readonly<Partial<Record<ThingKind, Words>>> = {
  virtual: { id: '{n} server virtual', en: '{n} virtual servers' },
  hypervisor: { id: '{n} hypervisor', en: '{n} hypervisors' },
  bare_metal: { id: '{n} server fisik', en: '{n} bare-metal servers' },
  network: { id: '{n} jaringan', en: '{n} networks' },
  application: { id: '{n} aplikasi', en: '{n} applications' },
  switch: { id: '{n} sakelar', en: '{n} switches' },
  router: { id: '{n} router', en: '{n} routers' },
  firewall: { id: '{n} firewall', en: '{n} firewalls' },
  storage: { id: '{n} penyimpanan', en: '{n} storage' },
};
const otherCount: Words = { id: '{n} lainnya', en: '{n} others' };

/** "12 server virtual · 3 jaringan": what is not drawn. Groups are no things of the register and are not counted. */
export const countsOf = (inside: NonNullable<Thing['inside']>, language: Language): string => {
  const other = Object.entries(inside)
    .filter(([kind]) => kind !== 'group' && !(kind in counts))
    .reduce((sum, [, n]) => sum + n, 0);
  const known = (Object.keys(counts) as ThingKind[]).filter((kind) => inside[kind]);
  return [
    ...known.map((kind) => say(counts[kind] ?? otherCount, language, { n: inside[kind] ?? 0 })),
    ...(other > 0 ? [say(otherCount, language, { n: other })] : []),
  ].join(' · ');
};

const groups = {
  alike: { id: '{n} perangkat dengan sambungan yang sama', en: '{n} devices with the same connections' },
  loose: { id: '{n} tanpa sambungan yang tercatat', en: '{n} without a recorded connection' },
  folded: { id: 'Sambungan yang sama', en: 'Same connections' },
  foldedLoose: { id: 'Tanpa sambungan', en: 'No connection' },
} as const;

/** What stands over a group of `n` things; null: it is folded and says itself what it holds. */
export const groupTitle = (group: Thing, n: number | null, language: Language): string => {
  const loose = group.state === 'unknown';
  if (n === null) return say(loose ? groups.foldedLoose : groups.folded, language);
  return say(loose ? groups.loose : groups.alike, language, { n });
};

/** What a thing is called; a group by what it gathers. `n`: how many stand in it; null: none is drawn. */
export const countedTitle = (each: Thing, n: number | null, language: Language): string =>
  each.kind === 'group' ? groupTitle(each, n, language) : each.title;

export const lineWords: Readonly<Record<LineKind, Words>> = {
  leads: { id: 'Jalan pengunjung', en: 'Way of a visitor' },
  network: { id: 'Beralamat di jaringan', en: 'Has an address in the network' },
  cable: { id: 'Kabel', en: 'Cable' },
  runs: { id: 'Menjalankan', en: 'Runs' },
  uses: { id: 'Memakai', en: 'Uses' },
};

export const stateWords = {
  planned: { id: 'Direncanakan', en: 'Planned' },
  maintenance: { id: 'Pemeliharaan', en: 'Maintenance' },
  unknown: { id: 'Tidak tercatat dalam daftar', en: 'Not in the register' },
} as const satisfies Record<Exclude<Thing['state'], 'normal'>, Words>;

/** "Jaringan publik": the zone's own word. */
export const zoneWords = (zone: string): Words => choiceOf(networkZones, zone).label;

export const pictureWords = {
  legend: { id: 'Keterangan', en: 'Legend' },
  networks: { id: 'Jaringan:', en: 'Networks:' },
  cables: { id: '{n} kabel', en: '{n} cables' },
  empty: { id: 'Belum ada yang tercatat untuk digambar.', en: 'Nothing is recorded yet that could be drawn.' },
} as const;
