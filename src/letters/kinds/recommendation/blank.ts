import { type BlankForm, blankResources, dots, dottedLines, rows } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Rekomendasi Penyediaan Layanan Hosting Aplikasi',
  content: {
    application: dots(40),
    owner: dots(),
    examinedOn: '',
    checklist: content.checklist.map(({ aspect }) => ({ aspect, verdict: '', note: '' })),
    result: '',
    notes: dottedLines(2),
    resources: blankResources,
    validUntil: '',
    members: rows(3, { name: dots(36), title: '' }),
  },
};
