import { type BlankForm, blankPerson, dots, rows } from '../shared/blank.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: 'Berita Acara Instalasi dan Serah Terima Layanan Hosting Aplikasi',
  content: {
    heldOn: '',
    first: { ...blankPerson, office: dots(36) },
    second: { ...blankPerson, office: dots(36) },
    application: dots(40),
    domainName: dots(),
    service: '',
    results: rows(12, { item: '', result: '', note: '' }),
    copies: 2,
  },
};
