import { type BlankForm, blankCorrespondence, blankPerson, blankResources, dots } from '../shared/blank.ts';
import { content } from './example.ts';

/** To be filled in by hand. */
export const blank: BlankForm = {
  hal: `Permohonan Penyediaan Layanan Hosting Aplikasi ${dots(36)}`,
  content: {
    ...blankCorrespondence,
    purpose: dots(80),
    application: dots(40),
    domainName: dots(),
    resources: blankResources,
    technology: dots(),
    database: dots(24),
    access: '',
    personalData: null,
    personalDataNote: '',
    administrator: blankPerson,
    recommendation: { number: dots(), date: '' },
    enclosures: content.enclosures,
  },
};
