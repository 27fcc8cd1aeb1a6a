import type { Words } from '#lib/words.ts';
import type { LetterKind } from './kinds/index.ts';

/** Books in which letters are numbered; `incoming` is the agenda of letters that came in. */
export type Book = 'outgoing' | 'internal' | 'recommendation';

type KindChoice = {
  label: Words;
  /** The book that gives its number; null: it bears none. */
  book: Book | null;
  /** Whether it leaves the office: then it may hold no password and no internal address. */
  leaves: boolean;
  /** Archive code (Permendagri 83/2022) unless the caller gives another. */
  classification: string;
};

/** Every kind of letter: its name in the interface, its book, where it goes. The letters themselves are always Indonesian. */
export const letterKinds: Readonly<Record<LetterKind, KindChoice>> = {
  'hosting-request': {
    label: { id: 'Surat permohonan hosting', en: 'Hosting request letter' },
    book: 'outgoing',
    leaves: true,
    classification: '500.12',
  },
  disposition: {
    label: { id: 'Lembar disposisi', en: 'Routing slip' },
    book: null,
    leaves: false,
    classification: '500.12',
  },
  return: {
    label: { id: 'Surat pengembalian', en: 'Letter of return' },
    book: 'outgoing',
    leaves: true,
    classification: '500.12',
  },
  refusal: {
    label: { id: 'Surat penolakan', en: 'Letter of refusal' },
    book: 'outgoing',
    leaves: true,
    classification: '500.12',
  },
  reply: {
    label: { id: 'Surat tanggapan', en: 'Letter of reply' },
    book: 'outgoing',
    leaves: true,
    classification: '500.12',
  },
  recommendation: {
    label: { id: 'Rekomendasi Tim Teknis', en: 'Recommendation of the technical team' },
    book: 'recommendation',
    leaves: true,
    classification: '500.12',
  },
  'capacity-note': {
    label: { id: 'Nota dinas koordinasi kapasitas', en: 'Internal memo on capacity' },
    book: 'internal',
    leaves: false,
    classification: '500.12',
  },
  'server-document': {
    label: { id: 'Dokumentasi perangkat/server', en: 'Device and server document' },
    book: null,
    leaves: false,
    classification: '500.12',
  },
  'topology-document': {
    label: { id: 'Dokumentasi topologi jaringan', en: 'Network topology document' },
    book: null,
    leaves: false,
    classification: '500.12',
  },
  'installation-document': {
    label: { id: 'Dokumentasi instalasi', en: 'Installation document' },
    book: null,
    leaves: false,
    classification: '500.12',
  },
  'application-list': {
    label: { id: 'Daftar seluruh aplikasi', en: 'List of all applications' },
    book: null,
    leaves: false,
    classification: '500.12',
  },
  sop: {
    label: { id: 'SOP', en: 'SOP' },
    book: null,
    leaves: false,
    classification: '000.8.3.3',
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
  fax: { label: { id: 'Faksimile', en: 'Fax' }, colour: 'secondary' },
} as const satisfies Record<string, Choice>;

export type Channel = keyof typeof channels;
