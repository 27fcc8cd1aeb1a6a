import type { SopDefinition } from './types.ts';

/** Coded reasons and instructions that people tick; free text comes beside them. */
export const hostingReasons: Pick<SopDefinition, 'returnReasons' | 'refusalReasons' | 'dispositionInstructions'> = {
  returnReasons: [
    {
      key: 'document-missing',
      label: { id: 'Dokumen persyaratan belum dilampirkan', en: 'A required document is not attached' },
    },
    {
      key: 'document-unreadable',
      label: { id: 'Dokumen tidak terbaca atau terpotong', en: 'A document is unreadable or cut off' },
    },
    {
      key: 'document-unsigned',
      label: {
        id: 'Dokumen belum ditandatangani pejabat yang berwenang',
        en: 'A document is not signed by the competent official',
      },
    },
    {
      key: 'recommendation-expired',
      label: { id: 'Masa berlaku rekomendasi telah habis', en: 'The recommendation has expired' },
    },
    {
      key: 'recommendation-mismatch',
      label: {
        id: 'Rekomendasi tidak sesuai dengan aplikasi yang dimohonkan',
        en: 'The recommendation is for another application',
      },
    },
    {
      key: 'administrator-invalid',
      label: {
        id: 'Data pengelola tidak lengkap atau tidak sesuai surat penunjukan',
        en: 'The administrator’s data are incomplete or differ from the appointment letter',
      },
    },
    { key: 'guide-incomplete', label: { id: 'Petunjuk instalasi tidak lengkap', en: 'The installation guide is incomplete' } },
    {
      key: 'resources-unclear',
      label: {
        id: 'Kebutuhan sumber daya tidak jelas atau tidak wajar',
        en: 'The resources asked for are unclear or implausible',
      },
    },
    {
      key: 'subdomain-unsuitable',
      label: { id: 'Nama subdomain tidak sesuai ketentuan', en: 'The subdomain name does not follow the rules' },
    },
  ],
  refusalReasons: [
    {
      key: 'not-government',
      label: {
        id: 'Aplikasi bukan penyelenggaraan urusan pemerintahan daerah',
        en: 'The application serves no task of the regional government',
      },
    },
    {
      key: 'duplicate',
      label: {
        id: 'Layanan yang sama sudah tersedia sebagai aplikasi umum atau aplikasi lain',
        en: 'The same service already exists as a shared or another application',
      },
    },
    {
      key: 'not-recommended',
      label: { id: 'Tim Teknis tidak merekomendasikan', en: 'The technical team does not recommend it' },
    },
    { key: 'security', label: { id: 'Risiko keamanan tidak dapat diterima', en: 'The security risk cannot be accepted' } },
    {
      key: 'no-response',
      label: {
        id: 'Kelengkapan tidak dipenuhi dalam jangka waktu yang diberikan',
        en: 'The missing items were not supplied in the time given',
      },
    },
  ],
  dispositionInstructions: [
    { key: 'process', label: { id: 'Proses lebih lanjut', en: 'Process further' } },
    { key: 'comment', label: { id: 'Tanggapan dan saran', en: 'Comments and advice' } },
    { key: 'coordinate', label: { id: 'Koordinasi/konfirmasi', en: 'Coordinate/confirm' } },
    { key: 'review', label: { id: 'Telaah dan laporkan', en: 'Review and report' } },
    { key: 'prepare-answer', label: { id: 'Siapkan jawaban', en: 'Prepare an answer' } },
    { key: 'by-the-rules', label: { id: 'Proses sesuai ketentuan', en: 'Process by the rules' } },
    { key: 'for-information', label: { id: 'Untuk diketahui', en: 'For information' } },
  ],
};
