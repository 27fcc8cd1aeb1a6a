import { type BlankForm, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Daftar Seluruh Aplikasi',
  content: {
    asOf: '',
    scope: '',
    applications: rows(14, {
      name: '',
      owner: '',
      function: '',
      address: '',
      technology: '',
      database: '',
      server: '',
      access: '',
      personalData: null,
      administrator: '',
      status: '',
      activeSince: null,
    }),
  },
};
