import { type BlankForm, rows } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Buku Agenda Surat Masuk',
  content: {
    title: content.title,
    scope: '',
    asOf: '',
    columns: content.columns.map((column) => ({ align: 'left', ...column })),
    rows: rows(14, { cells: content.columns.map(() => ''), void: false }),
    notes: [],
  },
};
