import { type BlankForm, blankAnswered, blankCorrespondence, dots, dottedLines, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Tanggapan atas Permohonan Penyediaan Layanan Hosting Aplikasi',
  content: {
    ...blankCorrespondence,
    request: blankAnswered,
    application: dots(40),
    reasons: rows(3, { reason: dots(76), note: '' }),
    explanation: dottedLines(2),
  },
};
