export const words = {
  title: { id: 'Formulir kosong', en: 'Blank forms' },
  lead: {
    id: 'Untuk bekerja di atas kertas: setiap jenis surat dan dokumen sebagai PDF dengan garis titik-titik. Cetak, isi dengan tangan, lalu catat di Griya pada langkahnya sebagai dikerjakan di atas kertas.',
    en: 'For work on paper: every kind of letter and document as a PDF with dotted lines. Print it, fill it in by hand, then record the step in Griya as done on paper. Letters are in Indonesian.',
  },
  kind: { id: 'Formulir', en: 'Form' },
  open: { id: 'Buka PDF', en: 'Open the PDF' },
} as const;
