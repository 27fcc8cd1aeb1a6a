import type { Words } from '#lib/words.ts';
import type { LetterKind } from './kinds/index.ts';

/** Books in which letters are numbered. */
export type Book = 'outgoing' | 'internal' | 'recommendation';

/** Every sequence of an office: its books of letters, the agenda of what came in, and the dispatch book. */
export type Sequence = Book | 'incoming' | 'dispatch';

export const sequences: Readonly<Record<Sequence, { label: Words }>> = {
  outgoing: { label: { id: 'Surat keluar', en: 'Outgoing letters' } },
  internal: { label: { id: 'Nota dinas', en: 'Internal memos' } },
  recommendation: { label: { id: 'Rekomendasi', en: 'Recommendations' } },
  incoming: { label: { id: 'Agenda surat masuk', en: 'Agenda of incoming letters' } },
  dispatch: { label: { id: 'Ekspedisi', en: 'Dispatch book' } },
};

type KindChoice = {
  label: Words;
  /** The book that gives its number; null: it bears none. */
  book: Book | null;
  /** Whether it leaves the office: then it may hold no password and no internal address. */
  leaves: boolean;
  /** Whether a later one for the same subject takes the place of an earlier one. */
  successive: boolean;
  /** Archive code (Permendagri 83/2022) unless the caller gives another. */
  classification: string;
};

/** Stored as the kind of a letter that was not made in Griya and only stands in its book. */
export const outsideKind = 'outside';

/** Every kind of letter: its name in the interface, its book, where it goes. The letters themselves are always Indonesian. */
export const letterKinds: Readonly<Record<LetterKind, KindChoice>> = {
  'hosting-request': {
    label: { id: 'Surat permohonan hosting', en: 'Hosting request letter' },
    book: 'outgoing',
    leaves: true,
    successive: true,
    classification: '500.12',
  },
  'appointment-letter': {
    label: { id: 'Surat penunjukan pengelola aplikasi', en: 'Appointment of the application’s administrator' },
    book: 'outgoing',
    leaves: true,
    successive: true,
    classification: '500.12',
  },
  disposition: {
    label: { id: 'Lembar disposisi', en: 'Routing slip' },
    book: null,
    leaves: false,
    successive: false,
    classification: '500.12',
  },
  return: {
    label: { id: 'Surat pengembalian', en: 'Letter of return' },
    book: 'outgoing',
    leaves: true,
    successive: false,
    classification: '500.12',
  },
  refusal: {
    label: { id: 'Surat penolakan', en: 'Letter of refusal' },
    book: 'outgoing',
    leaves: true,
    successive: true,
    classification: '500.12',
  },
  reply: {
    label: { id: 'Surat tanggapan', en: 'Letter of reply' },
    book: 'outgoing',
    leaves: true,
    successive: true,
    classification: '500.12',
  },
  handover: {
    label: { id: 'Berita acara instalasi dan serah terima', en: 'Record of installation and handover' },
    book: 'outgoing',
    leaves: true,
    successive: true,
    classification: '500.12',
  },
  decommission: {
    label: { id: 'Surat pemberitahuan penghentian layanan', en: 'Letter on the end of the service' },
    book: 'outgoing',
    leaves: true,
    successive: false,
    classification: '500.12',
  },
  recommendation: {
    label: { id: 'Rekomendasi Tim Teknis', en: 'Recommendation of the technical team' },
    book: 'recommendation',
    leaves: true,
    successive: false,
    classification: '500.12',
  },
  'capacity-note': {
    label: { id: 'Nota dinas koordinasi kapasitas', en: 'Internal memo on capacity' },
    book: 'internal',
    leaves: false,
    successive: false,
    classification: '500.12',
  },
  'server-document': {
    label: { id: 'Dokumentasi perangkat/server', en: 'Device and server document' },
    book: null,
    leaves: false,
    successive: true,
    classification: '500.12',
  },
  'topology-document': {
    label: { id: 'Dokumentasi topologi jaringan', en: 'Network topology document' },
    book: null,
    leaves: false,
    successive: true,
    classification: '500.12',
  },
  'installation-document': {
    label: { id: 'Dokumentasi instalasi', en: 'Installation document' },
    book: null,
    leaves: false,
    successive: true,
    classification: '500.12',
  },
  'application-list': {
    label: { id: 'Daftar seluruh aplikasi', en: 'List of all applications' },
    book: null,
    leaves: false,
    successive: true,
    classification: '500.12',
  },
  sop: {
    label: { id: 'SOP', en: 'SOP' },
    book: null,
    leaves: false,
    successive: true,
    classification: '000.8.3.3',
  },
  book: {
    label: { id: 'Cetakan buku agenda atau ekspedisi', en: 'Print of an agenda or dispatch book' },
    book: null,
    leaves: false,
    successive: false,
    classification: '500.12',
  },
  'monthly-report': {
    label: { id: 'Laporan bulanan kinerja', en: 'Monthly report of the service' },
    book: null,
    leaves: false,
    successive: true,
    classification: '500.12',
  },
};

/** What stands before the sequence number, so that numbers of two books of one office are never the same text. */
export const bookPrefix: Readonly<Record<Book, string>> = { outgoing: '', internal: 'ND-', recommendation: 'REK-' };

type Choice = { label: Words; colour: 'secondary' | 'blue' | 'green' | 'yellow' | 'orange' | 'red' | 'teal' };

export const letterStatuses = {
  draft: { label: { id: 'Draf', en: 'Draft' }, colour: 'secondary' },
  initialled: { label: { id: 'Diparaf', en: 'Initialled' }, colour: 'yellow' },
  issued: { label: { id: 'Ditandatangani', en: 'Signed' }, colour: 'blue' },
  sent: { label: { id: 'Terkirim', en: 'Sent' }, colour: 'green' },
  void: { label: { id: 'Dibatalkan', en: 'Void' }, colour: 'red' },
} as const satisfies Record<string, Choice>;

export type LetterStatus = keyof typeof letterStatuses;

export const renderStates = {
  waiting: { label: { id: 'PDF sedang dibuat', en: 'PDF being made' }, colour: 'secondary' },
  done: { label: { id: 'PDF tersedia', en: 'PDF ready' }, colour: 'green' },
  failed: { label: { id: 'PDF gagal dibuat', en: 'PDF could not be made' }, colour: 'red' },
} as const satisfies Record<string, Choice>;

export const natures = {
  ordinary: { label: { id: 'Biasa', en: 'Ordinary' }, colour: 'secondary' },
  urgent: { label: { id: 'Segera', en: 'Urgent' }, colour: 'yellow' },
  'most-urgent': { label: { id: 'Sangat segera', en: 'Most urgent' }, colour: 'orange' },
  confidential: { label: { id: 'Rahasia', en: 'Confidential' }, colour: 'red' },
} as const satisfies Record<string, Choice>;

export type Nature = keyof typeof natures;

export const channels = {
  inbox: { label: { id: 'Kotak masuk Griya', en: 'Inbox in Griya' }, colour: 'blue' },
  mail: { label: { id: 'Pos-el', en: 'E-mail' }, colour: 'teal' },
  hand: { label: { id: 'Kurir/diantar', en: 'By hand' }, colour: 'secondary' },
  post: { label: { id: 'Pos/jasa kirim', en: 'Post or parcel service' }, colour: 'secondary' },
  fax: { label: { id: 'Faksimile', en: 'Fax' }, colour: 'secondary' },
} as const satisfies Record<string, Choice>;

export type Channel = keyof typeof channels;

/** Why Griya does not give some numbers of a book. */
export const blockKinds = {
  outside: { label: { id: 'Dipakai sebelum Griya', en: 'Used before Griya' }, colour: 'secondary' },
  reserved: { label: { id: 'Dicadangkan', en: 'Reserved' }, colour: 'yellow' },
  spoiled: { label: { id: 'Batal', en: 'Spoiled' }, colour: 'red' },
} as const satisfies Record<string, Choice>;

export type BlockKind = keyof typeof blockKinds;

/** What becomes of a letter when its retention has ended. */
export const fates = {
  destroy: { label: { id: 'Musnah', en: 'Destroy' }, colour: 'orange' },
  keep: { label: { id: 'Permanen', en: 'Keep for good' }, colour: 'green' },
  review: { label: { id: 'Dinilai kembali', en: 'Review' }, colour: 'yellow' },
} as const satisfies Record<string, Choice>;

export type Fate = keyof typeof fates;

/** The post outside the SOP that keeps an office's letters. */
export const secretariat = {
  role: 'secretariat',
  label: { id: 'Sekretariat (pengelola surat)', en: 'Secretariat (keeps the letters)' },
} as const satisfies { role: string; label: Words };

/** Papers that letters are printed on. */
export const papers = {
  a4: { label: { id: 'A4 (210 × 297 mm)', en: 'A4 (210 × 297 mm)' }, millimetres: { width: 210, height: 297 } },
  f4: { label: { id: 'F4/Folio (215 × 330 mm)', en: 'F4/Folio (215 × 330 mm)' }, millimetres: { width: 215, height: 330 } },
} as const;

export type Paper = keyof typeof papers;

/** Fonts that are brought along: a letter never depends on what a machine has. */
export const fonts = {
  arimo: { label: { id: 'Arimo (seukuran Arial)', en: 'Arimo (the widths of Arial)' }, family: 'Arimo' },
  libertinus: { label: { id: 'Libertinus Serif (berkait)', en: 'Libertinus Serif' }, family: 'Libertinus Serif' },
} as const;

export type Font = keyof typeof fonts;

export const templateStatuses = {
  draft: { label: { id: 'Draf', en: 'Draft' }, colour: 'secondary' },
  active: { label: { id: 'Berlaku', en: 'In force' }, colour: 'green' },
  retired: { label: { id: 'Tidak berlaku lagi', en: 'Retired' }, colour: 'yellow' },
} as const satisfies Record<string, Choice>;

export type TemplateStatus = keyof typeof templateStatuses;

/** The name of a stored kind of letter, also of one that was made outside of Griya. */
export const kindLabel = (kind: string): Words => {
  if (kind === outsideKind) return { id: 'Surat yang dibuat di luar Griya', en: 'Letter made outside of Griya' };
  return Object.entries(letterKinds).find(([key]) => key === kind)?.[1].label ?? { id: kind, en: kind };
};
