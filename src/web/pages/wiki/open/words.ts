/** Words of the wiki's pages for who is not signed in. */
export const words = {
  title: { id: 'Informasi layanan', en: 'About the service' },
  lead: {
    id: 'Yang dapat dibaca siapa saja tanpa masuk.',
    en: 'What anybody may read without signing in.',
  },
  search: { id: 'Cari', en: 'Search' },
  found: { id: 'Hasil untuk “{q}”', en: 'Found for “{q}”' },
  changed: { id: 'Terakhir diubah {day}', en: 'Last changed on {day}' },
  signIn: { id: 'Masuk', en: 'Sign in' },
  plainly: {
    id: 'Halaman ini sedang tampil sebagai teks biasa.',
    en: 'This page is shown as plain text at the moment.',
  },
} as const;
