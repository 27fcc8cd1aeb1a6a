import type { RecordKind, RecordPage, RecordSpace } from '#wiki/index.ts';

/** The spaces of the pages that belong to records. */
export const recordSpaces: Readonly<Record<RecordKind, RecordSpace>> = {
  application: {
    key: 'aplikasi',
    name: 'Aplikasi',
    description: 'Satu himpunan halaman untuk setiap aplikasi yang dihosting.',
    access: 'internal',
  },
  server: { key: 'infrastruktur', name: 'Infrastruktur', description: 'Server, lokasi, dan zona DNS.', access: 'internal' },
  site: { key: 'infrastruktur', name: 'Infrastruktur', description: 'Server, lokasi, dan zona DNS.', access: 'internal' },
  zone: { key: 'infrastruktur', name: 'Infrastruktur', description: 'Server, lokasi, dan zona DNS.', access: 'internal' },
  sop: {
    key: 'sop',
    name: 'SOP',
    description: 'Penjelasan prosedur bagi semua perangkat daerah.',
    access: 'public',
    needsApproval: true,
  },
};

type Section = { title: string; text?: string };

const bodyOf = (sections: readonly Section[]): string =>
  `${sections.map(({ title, text = '' }) => `## ${title}\n\n${text.trim()}`.trim()).join('\n\n')}\n`;

/** The parts of an application's page that must be written before its documentation counts as complete. */
export const applicationSections = { background: 'Latar belakang', legalBasis: 'Dasar hukum', description: 'Deskripsi' } as const;

/** What is known of an application when its pages are made; '' where nothing is. */
export type ApplicationTexts = { name: string; officeId: string; background: string; legalBasis: string; description: string };

/**
 * The pages of an application. Its own office reads the first; how it is run and recovered stays with the hosting office,
 * because servers and addresses are named there.
 */
export const applicationPages = ({ name, officeId, background, legalBasis, description }: ApplicationTexts): RecordPage[] => [
  {
    part: '',
    title: name,
    officeId,
    required: Object.values(applicationSections),
    body: bodyOf([
      { title: applicationSections.background, text: background },
      { title: applicationSections.legalBasis, text: legalBasis },
      { title: applicationSections.description, text: description },
      { title: 'Kontak' },
    ]),
  },
  {
    part: 'installation',
    title: `Instalasi ${name}`,
    officeId: null,
    required: [],
    body: bodyOf([{ title: 'Catatan instalasi' }]),
  },
  {
    part: 'operations',
    title: `Operasi ${name}`,
    officeId: null,
    required: [],
    body: bodyOf([{ title: 'Operasi' }, { title: 'Pencadangan' }, { title: 'Pemulihan' }, { title: 'Masalah dikenal' }]),
  },
];

const single = (title: string, sections: readonly string[]): RecordPage[] => [
  { part: '', title, officeId: null, required: [], body: bodyOf(sections.map((each) => ({ title: each }))) },
];

export const serverPages = (name: string): RecordPage[] =>
  single(name, ['Keterangan', 'Operasi', 'Pemulihan', 'Masalah dikenal']);
export const sitePages = (name: string): RecordPage[] => single(name, ['Keterangan', 'Akses', 'Kontak', 'Masalah dikenal']);
export const zonePages = (name: string): RecordPage[] => single(name, ['Keterangan', 'Operasi', 'Kontak']);
export const sopPages = (name: string): RecordPage[] => single(name, ['Penjelasan', 'Pertanyaan yang sering diajukan']);
