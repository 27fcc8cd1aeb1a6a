import { type BlankForm, blankResources, dots, dottedLines, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: `Koordinasi kapasitas server untuk aplikasi ${dots(30)}`,
  content: {
    nature: '',
    to: dots(40),
    from: dots(40),
    cc: [],
    request: { caseNumber: dots(20), number: dots(), date: '', owner: dots() },
    application: dots(40),
    needed: blankResources,
    servers: rows(4, { name: '', cpu: null, memoryGb: null, diskGb: null, note: '' }),
    note: dottedLines(2),
    dueOn: '',
  },
};
