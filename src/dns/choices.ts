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

export const recordTypes = ['A', 'AAAA', 'CNAME', 'NS', 'MX', 'TXT', 'CAA', 'SRV', 'PTR', 'TLSA', 'SSHFP'] as const;
export type RecordType = (typeof recordTypes)[number];

/** Whether a text names a type of record that the register can hold. */
export const isRecordType = (text: string): text is RecordType => (recordTypes as readonly string[]).includes(text);

/** Where a record came from. What was found at a server or in a file keeps that mark. */
export const recordOrigins = list([
  { value: 'register', label: { id: 'Dibuat di Griya', en: 'Made in Griya' } },
  { value: 'outside', label: { id: 'Dari luar', en: 'From outside' }, colour: 'purple' },
]);
export type RecordOrigin = (typeof recordOrigins)[number]['value'];

/** How a line of an import stands to the register. */
export const importVerdicts = list([
  { value: 'new', label: { id: 'Baru', en: 'New' }, colour: 'green' },
  { value: 'differs', label: { id: 'Berbeda', en: 'Differs' }, colour: 'yellow' },
  { value: 'foreign', label: { id: 'Nama milik permohonan', en: 'Name of a request' }, colour: 'orange' },
  { value: 'same', label: { id: 'Sama', en: 'Same' }, colour: 'secondary' },
  { value: 'refused', label: { id: 'Tidak dapat dicatat', en: 'Cannot be held' }, colour: 'red' },
]);
export type ImportVerdict = (typeof importVerdicts)[number]['value'];

/** Where an import reads from. */
export const importSources = list([
  { value: 'text', label: { id: 'Berkas zona', en: 'A zone file' } },
  { value: 'own', label: { id: 'Server tempat zona ini diterbitkan', en: 'The server that this zone is published to' } },
  { value: 'transfer', label: { id: 'Server lain, dengan AXFR', en: 'Another server, by AXFR' } },
]);
export type ImportSource = (typeof importSources)[number]['value'];

/** How firmly the office holds to a rule for names. */
export const firmnesses = list([
  { value: 'off', label: { id: 'Tidak diperiksa', en: 'Not looked at' } },
  { value: 'warn', label: { id: 'Diperingatkan', en: 'Warned of' } },
  { value: 'refuse', label: { id: 'Ditolak', en: 'Refused' } },
]);

/** How the serial of a zone grows. */
export const serialPolicies = list([
  { value: 'date', label: { id: 'Tanggal dan nomor urut (2026112401)', en: 'Date and number (2026112401)' } },
  { value: 'count', label: { id: 'Bertambah satu', en: 'One more each time' } },
]);
export type SerialPolicy = (typeof serialPolicies)[number]['value'];

/** What a comparison can find. */
export const findingKinds = list([
  { value: 'missing', label: { id: 'Hilang', en: 'Missing' }, colour: 'red' },
  { value: 'changed', label: { id: 'Berubah', en: 'Changed' }, colour: 'orange' },
  { value: 'foreign', label: { id: 'Asing', en: 'Foreign' }, colour: 'purple' },
  { value: 'unresolved', label: { id: 'Belum terjawab di luar', en: 'Not resolved outside' }, colour: 'yellow' },
  { value: 'dangling', label: { id: 'Menggantung', en: 'Dangling' }, colour: 'orange' },
  { value: 'lame', label: { id: 'Delegasi pincang', en: 'Lame delegation' }, colour: 'orange' },
  { value: 'silent', label: { id: 'Server diam', en: 'Silent server' }, colour: 'red' },
  { value: 'serial', label: { id: 'Seri berbeda', en: 'Serials differ' }, colour: 'yellow' },
  { value: 'signature', label: { id: 'DNSSEC', en: 'DNSSEC' }, colour: 'red' },
]);
export type FindingKind = (typeof findingKinds)[number]['value'];

/** What can be seen of a zone's signatures. */
export const dnssecStates = list([
  { value: 'unknown', label: { id: 'Belum diketahui', en: 'Not known' }, colour: 'secondary' },
  { value: 'unsigned', label: { id: 'Tidak ditandatangani', en: 'Not signed' }, colour: 'secondary' },
  { value: 'signed', label: { id: 'Ditandatangani, tanpa DS di zona induk', en: 'Signed, no DS above' }, colour: 'yellow' },
  { value: 'chained', label: { id: 'Ditandatangani dan tersambung', en: 'Signed and chained' }, colour: 'green' },
  { value: 'broken', label: { id: 'DS tidak cocok', en: 'DS does not fit' }, colour: 'red' },
]);

/** How it is made sure that a published record is really there. */
export const verifyModes = list([
  { value: 'zonefile', label: { id: 'Baca kembali berkas zona', en: 'Read the zone file back' } },
  { value: 'authoritative', label: { id: 'Tanyakan kepada server nama', en: 'Ask the name servers' } },
]);
export type VerifyMode = (typeof verifyModes)[number]['value'];

/** How a change reaches the name servers. */
export const providers = list([
  { value: 'zonefile', label: { id: 'Berkas zona di server ini', en: 'Zone file on this machine' } },
  {
    value: 'rfc2136',
    label: { id: 'Pembaruan dinamis (RFC 2136) dengan kunci TSIG', en: 'Dynamic update (RFC 2136) with a TSIG key' },
  },
  { value: 'powerdns', label: { id: 'API HTTP PowerDNS', en: 'PowerDNS HTTP API' } },
]);
export type ProviderKind = (typeof providers)[number]['value'];

export const keyAlgorithms = list([
  { value: 'hmac-sha256', label: { id: 'hmac-sha256', en: 'hmac-sha256' } },
  { value: 'hmac-sha384', label: { id: 'hmac-sha384', en: 'hmac-sha384' } },
  { value: 'hmac-sha512', label: { id: 'hmac-sha512', en: 'hmac-sha512' } },
]);

/** What an office may mark as needing a second person. */
export const sensitiveMarks = list([
  { value: 'apex', label: { id: 'Rekaman di puncak zona', en: 'Records at the apex' } },
  { value: 'mx', label: { id: 'Rekaman MX (pos-el)', en: 'MX records (mail)' } },
  { value: 'ns', label: { id: 'Rekaman NS (delegasi)', en: 'NS records (delegation)' } },
  { value: 'wildcard', label: { id: 'Nama wildcard (*)', en: 'Wildcard names (*)' } },
  { value: 'deletion', label: { id: 'Penghapusan', en: 'Deletion' } },
]);
export type SensitiveMark = (typeof sensitiveMarks)[number]['value'];

export const changeStates = list([
  { value: 'proposed', label: { id: 'Menunggu persetujuan', en: 'Waiting for approval' }, colour: 'yellow' },
  { value: 'approved', label: { id: 'Sedang diterbitkan', en: 'Being published' }, colour: 'blue' },
  { value: 'published', label: { id: 'Diterbitkan, belum terverifikasi', en: 'Published, not verified yet' }, colour: 'cyan' },
  { value: 'verified', label: { id: 'Terverifikasi', en: 'Verified' }, colour: 'green' },
  { value: 'refused', label: { id: 'Ditolak', en: 'Refused' }, colour: 'red' },
  { value: 'withdrawn', label: { id: 'Ditarik', en: 'Withdrawn' }, colour: 'secondary' },
]);
export type ChangeState = (typeof changeStates)[number]['value'];

export const changeActions = list([
  { value: 'add', label: { id: 'Tambah', en: 'Add' }, colour: 'green' },
  { value: 'remove', label: { id: 'Hapus', en: 'Remove' }, colour: 'red' },
  { value: 'change', label: { id: 'Ubah TTL', en: 'Change TTL' }, colour: 'blue' },
]);
export type ChangeAction = (typeof changeActions)[number]['value'];

/** The stored values of a choice, for a schema. */
export const valuesOf = <const T extends readonly { value: string }[]>(choices: T) =>
  choices.map(({ value }) => value) as [T[number]['value'], ...T[number]['value'][]];
