import { type BlankForm, dots, dottedLines, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Dokumentasi Instalasi',
  content: {
    reference: '',
    application: dots(40),
    owner: '',
    server: '',
    domainName: dots(),
    technology: '',
    database: '',
    guide: '',
    startedAt: '',
    finishedAt: '',
    items: rows(14, { title: '', detail: '', doneAt: null, doneBy: '', evidence: '', file: '' }),
    record: '',
    notes: dottedLines(2),
  },
};
