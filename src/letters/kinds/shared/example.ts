import type { Sheet, Signature } from '../../sheet.ts';
import { verificationOf } from '../../verification/code.ts';

/** Invented offices and people, for previews and tests. */
export const exampleSigner: Signature = {
  title: 'Kepala Dinas Komunikasi dan Informatika',
  prefix: '',
  onBehalfOf: '',
  name: 'Ir. Bramantyo Wiryakusuma, M.T.',
  rank: 'Pembina Utama Muda (IV/c)',
  nip: '19710817 199803 1 004',
  electronic: true,
  at: '2026-11-24T09:15',
  zone: 'WIB',
};

export const hostLetterhead: Sheet['letterhead'] = {
  government: 'Pemerintah Kota Batam',
  city: 'Kota Batam',
  place: 'Batam',
  office: 'Dinas Komunikasi dan Informatika',
  address: 'Jalan Contoh Raya Nomor 1, Batam 29400',
  phone: '(0778) 000000',
  website: 'contoh.batam.go.id',
  email: 'dinas@contoh.batam.go.id',
  logoFileId: null,
};

export const applicantLetterhead: Sheet['letterhead'] = {
  ...hostLetterhead,
  office: 'Dinas Kesehatan',
  address: 'Jalan Teladan Nomor 12, Batam 29432',
  website: 'sehat.contoh.batam.go.id',
  email: 'kesehatan@contoh.batam.go.id',
};

export const exampleSheet = (changes: Partial<Sheet> = {}): Sheet => ({
  title: changes.hal ?? 'Contoh',
  draft: false,
  madeOn: '2026-11-24',
  number: '500.12/17/DISKOMINFO/XI/2026',
  date: '2026-11-24',
  hal: 'Contoh',
  letterhead: hostLetterhead,
  signature: exampleSigner,
  verification: verificationOf('https://griya.contoh.batam.go.id', '7K3M9QXF2VTC5HWD8RJB4NYP6GSE'),
  ...changes,
});

/** An invented emblem. */
export const exampleLogo =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 110"><path d="M50 2 96 18v42c0 24-20 40-46 48C24 100 4 84 4 60V18z" fill="#1b4f8a" stroke="#c9a227" stroke-width="5"/><path d="M20 62q15-12 30 0t30 0M20 74q15-12 30 0t30 0" fill="none" stroke="#fff" stroke-width="5"/><path d="M50 20 62 50H38z" fill="#c9a227"/></svg>';
