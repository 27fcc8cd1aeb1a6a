import { type BlankForm, blankAnswered, blankCorrespondence, dots, dottedLines, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Pengembalian Permohonan Penyediaan Layanan Hosting Aplikasi untuk Dilengkapi',
  content: {
    ...blankCorrespondence,
    request: { ...blankAnswered, receivedOn: '' },
    application: dots(40),
    missing: rows(5, { item: '', reason: '', note: '' }),
    explanation: dottedLines(2),
  },
};
