import type { Words } from '#lib/words.ts';

export const words = {
  title: { id: 'Kabar melalui pos-el', en: 'Notices by e-mail' },
  lead: {
    id: 'Setiap kabar selalu masuk ke kotak masuk Griya. Di sini Anda memilih kapan kabar juga dikirim ke {email}.',
    en: 'Every notice comes to the inbox of Griya. Here you choose when it is also sent to {email}.',
  },
  mode: { id: 'Kapan dikirim', en: 'When it is sent' },
  kinds: { id: 'Kabar yang dikirim', en: 'Notices that are sent' },
  kindsHow: {
    id: 'Yang tidak dicentang hanya masuk ke kotak masuk.',
    en: 'What is not ticked comes to the inbox only.',
  },
  save: { id: 'Simpan', en: 'Save' },
  saved: { id: 'Pilihan pos-el disimpan.', en: 'Your choice is saved.' },
  refused: { id: 'Surat terakhir ditolak', en: 'The last mail was refused' },
  refusedHow: {
    id: 'Peladen pos-el Anda menolak surat dari Griya: {why}. Mintalah administrator memeriksa alamat Anda.',
    en: 'Your mail server refused a mail from Griya: {why}. Ask the administrator to check your address.',
  },
} as const satisfies Record<string, Words>;
