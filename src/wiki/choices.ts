import type { Words } from '#lib/words.ts';

type Choice = { value: string; label: Words; hint?: Words; colour?: string };

const list = <const T extends readonly Choice[]>(choices: T): T => choices;

/** Who reads the pages of a space. */
export const accesses = list([
  {
    value: 'public',
    label: { id: 'Umum', en: 'Public' },
    hint: { id: 'Semua perangkat daerah yang memakai Griya.', en: 'Every office that uses Griya.' },
    colour: 'green',
  },
  {
    value: 'internal',
    label: { id: 'Internal', en: 'Internal' },
    hint: {
      id: 'Dinas pengelola, auditor, dan perangkat daerah pemilik halaman.',
      en: 'The hosting office, auditors, and the office that a page belongs to.',
    },
    colour: 'azure',
  },
  {
    value: 'confidential',
    label: { id: 'Rahasia', en: 'Confidential' },
    hint: {
      id: 'Hanya jabatan yang dipilih, auditor, dan administrator.',
      en: 'Only chosen posts, auditors and administrators.',
    },
    colour: 'red',
  },
]);
export type Access = (typeof accesses)[number]['value'];

export const pageStates = list([
  { value: 'live', label: { id: 'Berlaku', en: 'Live' }, colour: 'green' },
  { value: 'archived', label: { id: 'Diarsipkan', en: 'Archived' }, colour: 'secondary' },
  { value: 'deleted', label: { id: 'Dihapus', en: 'Deleted' }, colour: 'red' },
]);
export type PageState = (typeof pageStates)[number]['value'];

/** The records that have pages. */
export const recordKinds = list([
  { value: 'application', label: { id: 'Aplikasi', en: 'Application' } },
  { value: 'server', label: { id: 'Server', en: 'Server' } },
  { value: 'site', label: { id: 'Lokasi', en: 'Site' } },
  { value: 'zone', label: { id: 'Zona DNS', en: 'DNS zone' } },
  { value: 'sop', label: { id: 'SOP', en: 'SOP' } },
]);
/**
 * Pages of these records may stand in a space that is open to all, each with its main page only. Those of servers, sites and
 * zones speak of topology and addresses, and so do an application's pages of installation and operation: never.
 */
export const openRecordKinds: readonly RecordKind[] = ['application', 'sop'];
export type RecordKind = (typeof recordKinds)[number]['value'];
