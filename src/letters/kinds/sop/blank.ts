import { type BlankForm, dots, rows } from '../shared/blank.ts';
import { annexColumns } from './annex.ts';

const posts = 5;
const perPage = 7;
const empty = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"/>';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Format SOP',
  content: {
    title: dots(40),
    number: '',
    createdOn: '',
    revisedOn: '',
    effectiveOn: '',
    enactedBy: { title: dots(36), name: '', nip: '' },
    legalBases: rows(6, { text: dots(40), standing: '' }),
    qualifications: rows(3, dots(40)),
    related: rows(3, dots(40)),
    equipment: rows(3, dots(40)),
    warnings: rows(2, dots(40)),
    recording: rows(2, dots(40)),
    posts: rows(posts, dots(16)),
    columnsMm: annexColumns(posts),
    steps: rows(perPage * 2, { no: '', text: '', requirements: [''], time: '', output: [''], remark: '' }),
    pages: rows(2, { rowHeightsMm: rows(perPage, 18), topStripMm: 0, bottomStripMm: 0, flowchart: empty, description: '' }),
    legend: [],
  },
};
