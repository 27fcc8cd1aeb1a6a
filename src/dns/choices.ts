import type { Words } from '#lib/words.ts';

type Choice = { value: string; label: Words; colour?: string };

const list = <const T extends readonly Choice[]>(choices: T): T => choices;

export const nameStates = list([
  { value: 'reserved', label: { id: 'Dipesan', en: 'Reserved' }, colour: 'yellow' },
  { value: 'in_use', label: { id: 'Dipakai', en: 'In use' }, colour: 'green' },
  { value: 'released', label: { id: 'Dilepas', en: 'Released' }, colour: 'secondary' },
]);

export const recordStates = list([
  { value: 'wanted', label: { id: 'Menunggu penerbitan', en: 'Waiting to be published' }, colour: 'yellow' },
  { value: 'published', label: { id: 'Diterbitkan', en: 'Published' }, colour: 'green' },
  { value: 'removing', label: { id: 'Menunggu penghapusan', en: 'Waiting to be removed' }, colour: 'orange' },
  { value: 'removed', label: { id: 'Dihapus', en: 'Removed' }, colour: 'secondary' },
]);

export const recordTypes = ['A', 'AAAA', 'CNAME', 'NS', 'MX', 'TXT', 'CAA', 'SRV'] as const;
export type RecordType = (typeof recordTypes)[number];

/** How it is made sure that a published record is really there. */
export const verifyModes = list([
  { value: 'zonefile', label: { id: 'Baca kembali berkas zona', en: 'Read the zone file back' } },
  { value: 'authoritative', label: { id: 'Tanyakan kepada server nama', en: 'Ask the name servers' } },
]);
export type VerifyMode = (typeof verifyModes)[number]['value'];
